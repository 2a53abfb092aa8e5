"""Counts the steps that a backtracking matcher takes over a text, so that no test needs a clock.

The expression is read by Python's own parser into a small program, which is run as `re` would: the
first alternative first, a repeat as far as it goes and then back. What is counted are characters
looked at and places gone back to.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from re import _constants as sre
from re import _parser
from typing import Any

Test = Callable[[str], bool]
_CATEGORIES: dict[Any, Test] = {
    sre.CATEGORY_DIGIT: str.isdecimal,
    sre.CATEGORY_NOT_DIGIT: lambda char: not char.isdecimal(),
    sre.CATEGORY_SPACE: str.isspace,
    sre.CATEGORY_NOT_SPACE: lambda char: not char.isspace(),
    sre.CATEGORY_WORD: lambda char: char.isalnum() or char == "_",
    sre.CATEGORY_NOT_WORD: lambda char: not (char.isalnum() or char == "_"),
}
# Nobody waits for more.
TOO_MANY = 100_000
# So many repeats of several characters are taken for any number of them.
_MANY = 50
_WORD = _CATEGORIES[sre.CATEGORY_WORD]


def one_of(op: Any, value: Any, flags: int) -> Test:
    """Whether a character is matched by a literal, a set or a dot."""
    if op is sre.ANY:
        return (lambda _: True) if flags & re.S else (lambda char: char != "\n")
    if op is sre.IN:
        tests = [_in_set(*item) for item in value if item[0] is not sre.NEGATE]
        negated = value[0][0] is sre.NEGATE
        return _either_case(lambda char: any(test(char) for test in tests), negated, flags)
    literal = chr(value)
    return _either_case(lambda char: char == literal, op is sre.NOT_LITERAL, flags)


def _either_case(test: Test, negated: bool, flags: int) -> Test:
    if not flags & re.I:
        return lambda char: test(char) is not negated
    return lambda char: (test(char) or test(char.lower()) or test(char.upper())) is not negated


def _in_set(op: Any, value: Any) -> Test:
    if op is sre.RANGE:
        low, high = map(chr, value)
        return lambda char: low <= char <= high
    if op is sre.CATEGORY:
        return _CATEGORIES[value]
    literal = chr(value)
    return lambda char: char == literal


@dataclass(slots=True)
class Program:
    """An expression as instructions; `steps` counts what was done by all matches so far."""

    expression: str
    flags: int = 0
    steps: int = 0
    code: list[tuple[Any, ...]] = field(default_factory=list)
    registers: int = 0

    def __post_init__(self) -> None:
        parsed = _parser.parse(self.expression, self.flags)
        self.flags = parsed.state.flags | self.flags
        self.registers = 2 * parsed.state.groups
        self._sequence(parsed, self.flags)
        self.code.append(("match",))

    def _sequence(self, nodes: Iterable[Any], flags: int) -> None:
        for op, value in nodes:
            self._node(op, value, flags)

    def _node(self, op: Any, value: Any, flags: int) -> None:
        if op in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN):
            self.code.append(("run", one_of(op, value, flags), 1, 1, True))
        elif op is sre.BRANCH:
            self._branches(value[1], flags)
        elif op is sre.SUBPATTERN:
            self._group(value, flags)
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            self._repeat(value, flags, greedy=op is sre.MAX_REPEAT)
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            self._look(value, flags, op is sre.ASSERT)
        elif op is sre.AT:
            self.code.append(("at", value))
        elif op is sre.GROUPREF:
            self.code.append(("again", value))
        else:
            raise NotImplementedError(f"{op} in {self.expression}")

    def _branches(self, branches: list[Any], flags: int) -> None:
        ends = []
        for branch in branches[:-1]:
            split = self._reserve()
            self._sequence(branch, flags)
            ends.append(self._reserve())
            self.code[split] = ("split", split + 1, len(self.code))
        self._sequence(branches[-1], flags)
        for end in ends:
            self.code[end] = ("jump", len(self.code))

    def _group(self, value: Any, flags: int) -> None:
        group, added, taken, nodes = value
        if group is not None:
            self.code.append(("save", 2 * group))
        self._sequence(nodes, (flags | added) & ~taken)
        if group is not None:
            self.code.append(("save", 2 * group + 1))

    def _repeat(self, value: Any, flags: int, greedy: bool) -> None:
        least, most, nodes = value
        body = list(nodes)
        if len(body) == 1 and body[0][0] in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN):
            self.code.append(("run", one_of(body[0][0], body[0][1], flags), least, most, greedy))
            return
        for _ in range(least):
            self._sequence(body, flags)
        if most is sre.MAXREPEAT or most - least > _MANY:
            self._loop(body, flags, greedy)
            return
        splits = []
        for _ in range(most - least):
            splits.append(self._reserve())
            self._sequence(body, flags)
        for split in splits:
            ways = (split + 1, len(self.code))
            self.code[split] = ("split", *(ways if greedy else ways[::-1]))

    def _loop(self, body: list[Any], flags: int, greedy: bool) -> None:
        start, mark = self._reserve(), self.registers
        self.registers += 1
        self.code.append(("save", mark))
        self._sequence(body, flags)
        self.code.append(("moved", mark))
        self.code.append(("jump", start))
        ways = (start + 1, len(self.code))
        self.code[start] = ("split", *(ways if greedy else ways[::-1]))

    def _look(self, value: Any, flags: int, wanted: bool) -> None:
        direction, nodes = value
        look = self._reserve()
        self._sequence(nodes, flags)
        self.code.append(("match",))
        back = nodes.getwidth()[0] if direction < 0 else 0
        self.code[look] = ("look", look + 1, len(self.code), back, wanted)

    def _reserve(self) -> int:
        self.code.append(())
        return len(self.code) - 1

    def match(self, text: str, at: int = 0, whole: bool = False) -> int | None:
        """Where the first match at a place ends, None without one."""
        return self._run(0, text, at, whole, (-1,) * self.registers)

    def _run(
        self, start: int, text: str, at: int, whole: bool, registers: tuple[int, ...]
    ) -> int | None:
        waiting = [(start, at, registers)]
        while waiting and self.steps < TOO_MANY:
            pc, at, registers = waiting.pop()
            while True:
                self.steps += 1
                op, *args = self.code[pc]
                pc += 1
                if op == "run":
                    ends = self._ends(text, at, *args)
                    if not ends:
                        break
                    waiting.extend((pc, end, registers) for end in ends[:-1])
                    at = ends[-1]
                elif op == "split":
                    waiting.append((args[1], at, registers))
                    pc = args[0]
                elif op == "jump":
                    pc = args[0]
                elif op == "save":
                    registers = (*registers[: args[0]], at, *registers[args[0] + 1 :])
                elif op == "moved":
                    if registers[args[0]] == at:
                        break
                elif op == "look":
                    body, after, back, wanted = args
                    place = at - back
                    found = place >= 0 and self._run(body, text, place, False, registers)
                    if (found is not None and found is not False) is not wanted:
                        break
                    pc = after
                elif op == "again":
                    word = text[registers[2 * args[0]] : registers[2 * args[0] + 1]]
                    if registers[2 * args[0]] < 0 or not text.startswith(word, at):
                        break
                    at += len(word)
                elif op == "at":
                    if not _stands(args[0], text, at):
                        break
                elif not whole or at == len(text):
                    return at
                else:
                    break
        return None

    def _ends(
        self, text: str, at: int, test: Test, least: int, most: Any, greedy: bool
    ) -> list[int]:
        """The places where a run of characters may end, the last to be tried first."""
        limit = len(text) if most is sre.MAXREPEAT else min(len(text), at + most)
        end = at
        while end < limit and test(text[end]):
            end += 1
        self.steps += end - at
        ends = list(range(at + least, end + 1))
        return ends if greedy else ends[::-1]


def _stands(code: Any, text: str, at: int) -> bool:
    if code in (sre.AT_BEGINNING, sre.AT_BEGINNING_STRING):
        return at == 0
    if code is sre.AT_END:
        return at == len(text) or text[at:] == "\n"
    if code is sre.AT_END_STRING:
        return at == len(text)
    edge = (at > 0 and _WORD(text[at - 1])) is not (at < len(text) and _WORD(text[at]))
    return edge if code is sre.AT_BOUNDARY else not edge


def steps(expression: str, flags: int, method: str, text: str) -> int:
    """How many steps a method of a compiled expression takes over a text."""
    program = Program(expression, flags)
    if method in ("fullmatch", "match"):
        program.match(text, whole=method == "fullmatch")
        return program.steps
    at = 0
    while at <= len(text) and program.steps < TOO_MANY:
        end = program.match(text, at)
        if end is not None and method == "search":
            break
        at = at + 1 if end is None or end == at else end
    return program.steps
