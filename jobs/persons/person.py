"""A person as far as they are known, and what of a line of cells is theirs."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from sheets_schema.masking import mask_number, plain_digits

# Between the digits of a number people type up to so many other signs.
_BETWEEN = r"[\W_]{0,3}"
_ANY_ID = re.compile(r"(?<![0-9])0[0-9]{11}(?![0-9])")


def folded(text: str) -> str:
    """A text for comparing: one form of its letters, no case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


@dataclass(frozen=True)
class Person:
    """`others` are further texts of their own rows (position, notes), folded. `units` are those in
    which the name alone says who it is, `rows` their rows as "unit/list/row id"."""

    ids: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    rows: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def _ids(self) -> list[re.Pattern[str]]:
        return [_number(one, rf"(?:0{_BETWEEN}){{0,3}}") for one in sorted(self.ids)]

    @cached_property
    def _phones(self) -> list[re.Pattern[str]]:
        before = rf"(?:\(?\+?(?:00)?84\)?{_BETWEEN})?(?:(?:\(0\)|0){_BETWEEN})?"
        return [_number(one, before) for one in sorted(self.phones)]

    @cached_property
    def _mails(self) -> list[re.Pattern[str]]:
        found = (re.escape(one) for one in sorted(self.emails))
        return [re.compile(rf"(?<![\w.]){one}(?![\w])", re.IGNORECASE) for one in found]

    @cached_property
    def _names(self) -> list[re.Pattern[str]]:
        words = (r"\s+".join(map(re.escape, one.split())) for one in sorted(self.names))
        return [re.compile(rf"(?<!\w){one}(?!\w)", re.IGNORECASE) for one in words]

    @cached_property
    def _masked(self) -> frozenset[str]:
        return frozenset(mask_number(one) for one in self.ids | self.phones)

    @cached_property
    def naming(self) -> "Person":
        """The same without the further texts of their rows: those alone name nobody."""
        return replace(self, others=frozenset())

    def is_theirs(self, line: Sequence[str], unit: str = "", key: str = "") -> bool:
        """Whether a line of cells speaks of this person: by the number, by a telephone or an
        address and the name, by the name where that is enough, or because it is their row."""
        if key and key in self.rows:
            return True
        plain = [plain_digits(text) for text in line]
        if _any(self._ids, plain):
            return True
        if self.ids and any(set(_ANY_ID.findall(text)) - self.ids for text in plain):
            return False
        named = _any(self._names, [unicodedata.normalize("NFC", text) for text in line])
        if named and (unit in self.units or self._masked & set(line)):
            return True
        reached = _any(self._phones, plain) or _any(self._mails, line)
        return reached and (named or not self.names)

    def may_be_theirs(self, line: Sequence[str]) -> bool:
        """Whether a telephone or an address of theirs stands there without a name: somebody of the
        same house may have it too."""
        plain = [plain_digits(text) for text in line]
        return _any(self._phones, plain) or _any(self._mails, line)

    def erased(self, line: Sequence[str], mark: str) -> list[str]:
        """The line without the person: numbers, addresses and the texts of their own rows are
        gone, `mark` stands where the name stood (else where the first of it was)."""
        after = [self._without(text, mark) for text in line]
        if mark not in "\n".join(after):
            changed = (at for at, (a, b) in enumerate(zip(line, after, strict=True)) if a != b)
            for at in changed:
                after[at] = mark
                break
        return after

    def _without(self, text: str, mark: str) -> str:
        if not text:
            return text
        if folded(text) in self.others or text in self._masked:
            return ""
        rest = unicodedata.normalize("NFC", text)
        for pattern in (*self._ids, *self._phones):
            rest = _cut(pattern, rest)
        for pattern in self._mails:
            rest = pattern.sub("", rest)
        for pattern in self._names:
            rest = pattern.sub(mark, rest)
        if rest == unicodedata.normalize("NFC", text):
            return text
        return rest.strip() if re.search(r"[^\W_]", rest) else ""


def _number(digits: str, before: str) -> re.Pattern[str]:
    rest = digits.lstrip("0")
    return re.compile(rf"(?<![0-9]){before}{_BETWEEN.join(rest)}(?![0-9])")


def _any(patterns: Iterable[re.Pattern[str]], texts: Sequence[str]) -> bool:
    return any(pattern.search(text) for pattern in patterns for text in texts)


def _cut(pattern: re.Pattern[str], text: str) -> str:
    """The text without what the pattern finds in it, in whatever digits it is typed."""
    spans = [found.span() for found in pattern.finditer(plain_digits(text))]
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text
