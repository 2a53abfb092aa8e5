"""Where in a declaration a key stands, so that a wrong one is told by file, table and key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sheets_schema.campaign import DeclarationError
from sheets_schema.messages import severities

LANGUAGES = frozenset({"vi", "en"})


@dataclass(frozen=True, slots=True)
class Place:
    """A file, and a table or column in it."""

    file: str
    inner: str = ""

    def inside(self, name: str) -> "Place":
        """The place of a table in this file, or of a column in this table."""
        return Place(self.file, f"{self.inner}.{name}" if self.inner else name)

    def error(self, key: str, what_to_write: str) -> DeclarationError:
        """The error to raise for a key here."""
        where = ", ".join(part for part in (self.file, self.inner, key) if part)
        return DeclarationError(f"{where}: {what_to_write}")

    def text(self, entry: Mapping[str, Any], key: str) -> str:
        """The text under a key that must be there."""
        value = entry.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(key, f'is needed; write {key} = "…"')
        return value

    def only(self, entry: Mapping[str, Any], known: Iterable[str], prefix: str = "") -> None:
        """Refuse a key that nobody reads: most often a slip of the keyboard."""
        known = sorted(known)
        for key in entry:
            if key not in known:
                import difflib

                near = difflib.get_close_matches(key, known, 1)
                hint = f"write {near[0]}" if near else f"write one of {', '.join(known) or 'none'}"
                raise self.error(prefix + key, f"is not known here; {hint}")


def texts_of(entry: Mapping[str, Any], key: str, place: Place) -> dict[str, str]:
    """A text in several languages; {} when it is not given."""
    value = entry.get(key, {})
    if not isinstance(value, dict) or not LANGUAGES.issuperset(value):
        raise place.error(key, f'write {key} = {{ vi = "…", en = "…" }}')
    return dict(value)


def words_of(entry: Mapping[str, Any], key: str, place: Place) -> tuple[str, ...]:
    """A list of texts; () when it is not given."""
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise place.error(key, f'write {key} = ["…", "…"]')
    return tuple(value)


def code_of(code: object, place: Place, key: str) -> str:
    """A finding code that the catalogue of messages knows."""
    known = severities()
    if isinstance(code, str) and code in known:
        return code
    import difflib

    near = difflib.get_close_matches(str(code), known, 1)
    hint = f"; write {near[0]}" if near else "; write a code of docs/findings.md"
    raise place.error(key, f"{code} has no message in the catalogue{hint}")
