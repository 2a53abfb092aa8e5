"""What is wrong in a declaration: file, table, key and what to write, said in two languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sheets_schema.campaign import DeclarationError
from sheets_schema.messages import text

# Of these the nearest is said alone: there are too many to list, or a slip of the keyboard is told.
_BRIEF = frozenset({"unknown", "code"})


@dataclass(frozen=True, slots=True)
class Complaint:
    """One wrong key. `said` names a sentence of the catalogue, which `params` fill; `needed` says
    that the key is not there; `number` is that of the entry where several bear one key."""

    file: str
    inner: str
    key: str
    said: str
    params: Mapping[str, object] = field(default_factory=dict)
    needed: bool = False
    number: int | None = None

    def sentence(self, language: str) -> str:
        """File, table or column, key, and what to write there."""
        where = ", ".join(part for part in (self.file, self.inner, self.key) if part)
        said = self._said(language)
        if self.needed:
            said = text("declared-needed", language, advice=said)
        if self.number is not None:
            said = text("declared-number", language, said=said, n=self.number)
        return f"{where}: {said}"

    def _said(self, language: str) -> str:
        """The sentence; what is near is proposed beside everything that is known, or instead."""
        params = {"word": self.key.rpartition(".")[2], **self.params}
        near, key = params.get("near"), f"declared-{self.said}"
        if self.said in _BRIEF and (near or not params["known"]):
            return text(f"{key}-near" if near else f"{key}-none", language, **params)
        said = text(key, language, **params)
        return text("declared-nearest", language, said=said, near=near) if near else said


class WrongDeclarationError(DeclarationError):
    """Everything that is wrong in a campaign's folder, found in one pass."""

    def __init__(self, name: object, complaints: Iterable[Complaint]) -> None:
        self.name = name
        seen = {(c.file, c.inner, c.key, c.said, c.number): c for c in complaints}
        self.complaints = tuple(seen.values())
        super().__init__(self.in_words("en"))

    def in_words(self, language: str) -> str:
        """A line for each complaint, below one that names the campaign."""
        lines = "\n".join(one.sentence(language) for one in self.complaints)
        return text("campaign-wrong", language, name=self.name, error=lines)


class NoCampaignError(DeclarationError):
    """There is no campaign of that name, and no such folder."""

    def __init__(self, name: object, known: Iterable[str]) -> None:
        self._params = {"name": name, "known": ", ".join(known)}
        super().__init__(self.in_words("en"))

    def in_words(self, language: str) -> str:
        """What is there instead."""
        return text("campaign-not-found", language, **self._params)


@dataclass(frozen=True, slots=True)
class Place:
    """A file, and a table or column in it."""

    file: str
    inner: str = ""

    def inside(self, name: str) -> "Place":
        """The place of a table in this file, or of a column in this table."""
        return Place(self.file, f"{self.inner}.{name}" if self.inner else name)

    def wrong(self, key: str, said: str, **params: object) -> Complaint:
        """The complaint about a key here."""
        return Complaint(self.file, self.inner, key, said, params)


def offer(value: object, known: Iterable[str]) -> dict[str, object]:
    """What a sentence about an unknown word says: the word, all that is known, and the nearest."""
    import difflib  # Only where something is wrong.

    known = sorted(set(filter(None, known)))
    near = difflib.get_close_matches(str(value), known, 1)
    return {"value": value, "near": near[0] if near else "", "known": ", ".join(known)}
