"""From the text of a formula to its tree, by the precedence that Sheets has."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sheets_emulator.formulas.references import Reference, parse_reference
from sheets_emulator.formulas.tokens import FormulaSyntaxError, Token, tokens
from sheets_emulator.text.locales import locale_facts


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a text, TRUE or FALSE, or nothing (an argument left out)."""

    value: float | str | bool | None


@dataclass(frozen=True, slots=True)
class ErrorLiteral:
    """An error written into the formula, such as #N/A."""

    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """A named range, or a word that nothing knows."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    function: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Unary:
    """`-x`, `+x` or `x%`."""

    operator: str
    operand: "Node"


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and the operator between them."""

    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Array:
    """`{1,2;3,4}`: rows of nodes."""

    rows: tuple[tuple["Node", ...], ...]


Node = Literal | ErrorLiteral | Name | Call | Unary | Binary | Array | Reference

_BINDING = {
    **dict.fromkeys(("=", "<>", "<", ">", "<=", ">="), 1),
    "&": 2,
    **dict.fromkeys(("+", "-"), 3),
    **dict.fromkeys(("*", "/"), 4),
    "^": 5,
}
_END = Token("end", "")
_DEEPEST = 100  # Sheets' own limit of nested functions; also keeps the stack of Python small


@lru_cache(maxsize=4096)
def parse(text: str, locale: str = "en_US") -> Node:
    """The tree of `=…`; FormulaSyntaxError when Sheets would show #ERROR!."""
    body = text[1:] if text.startswith("=") else text
    stream = [token for token in tokens(body, locale) if token.kind != "space"]
    parser = _Parser(stream, locale_facts(locale).decimal)
    node = parser.expression(0)
    parser.finish()
    return node


def parses(text: str, locale: str = "en_US") -> bool:
    """Whether the text is a formula that Sheets could read."""
    try:
        parse(text, locale)
    except FormulaSyntaxError:
        return False
    return True


class _Parser:
    """Precedence climbing over a list of tokens."""

    def __init__(self, stream: Sequence[Token], decimal: str) -> None:
        self._stream, self._decimal = stream, decimal
        self._at = self._depth = 0

    def finish(self) -> None:
        if self._peek() is not _END:
            raise FormulaSyntaxError(f"left over: {self._peek().text}")

    def _peek(self) -> Token:
        return self._stream[self._at] if self._at < len(self._stream) else _END

    def _take(self) -> Token:
        token = self._peek()
        self._at += 1
        return token

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FormulaSyntaxError("nested too deep")

    def expression(self, weakest: int) -> Node:
        """The longest expression from here whose operators bind tighter than `weakest`."""
        depth = self._depth
        self._deeper()
        left = self._unary()
        while (token := self._peek()).kind == "operator":
            if token.text == "%":
                self._take()
                self._deeper()
                left = Unary("%", left)
                continue
            self._deeper()
            binding = _BINDING[token.text]
            if binding <= weakest:
                break
            self._take()
            left = Binary(token.text, left, self.expression(binding))
        self._depth = depth
        return left

    def _unary(self) -> Node:
        token = self._peek()
        if token.kind == "operator" and token.text in "+-":
            self._take()
            self._deeper()
            # -2^2 is 4 in Sheets: the sign binds tighter than the power.
            return Unary(token.text, self._unary())
        return self._primary()

    def _primary(self) -> Node:
        token = self._take()
        match token.kind:
            case "number":
                return Literal(float(token.text.replace(self._decimal, ".")))
            case "text":
                return Literal(token.text[1:-1].replace('""', '"'))
            case "reference":
                return parse_reference(token.text)
            case "error":
                return ErrorLiteral(token.text)
            case "function":
                return Call(token.text[:-1].upper(), tuple(self._arguments()))
            case "name":
                return _word(token.text)
            case "open":
                return self._bracket(token.text)
        raise FormulaSyntaxError(f"unexpected {token.text!r}")

    def _arguments(self) -> list[Node]:
        if self._peek().text == ")":
            self._take()
            return []
        found = []
        while True:
            empty = self._peek().kind == "separator" or self._peek().text == ")"
            found.append(Literal(None) if empty else self.expression(0))
            token = self._take()
            if token.text == ")":
                return found
            if token.kind != "separator" or token.text == "\\":
                raise FormulaSyntaxError("a separator or ) is missing")

    def _bracket(self, bracket: str) -> Node:
        if bracket == "{":
            return self._array()
        node = self.expression(0)
        if self._take().text != ")":
            raise FormulaSyntaxError(") is missing")
        return node

    def _array(self) -> Node:
        rows: list[list[Node]] = [[]]
        while True:
            rows[-1].append(self.expression(0))
            token = self._take()
            if token.text == "}":
                return Array(tuple(tuple(row) for row in rows))
            if token.kind != "separator":
                raise FormulaSyntaxError("} is missing")
            if token.text == ";":
                rows.append([])


def _word(text: str) -> Node:
    if text.upper() in ("TRUE", "FALSE"):
        return Literal(text.upper() == "TRUE")
    return Name(text)
