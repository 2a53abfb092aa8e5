"""Titles that no workbook can have: of a tab, and of the columns below it."""

from collections.abc import Iterator

from sheets_schema.declaration.complaints import Complaint, Place
from sheets_schema.declaration.files import Files, Raw, entries, named, word
from sheets_schema.headings import heading_key
from sheets_schema.messages import LANGUAGES, text

# Of an Excel workbook, as which the template is made and data are handed out; Google allows more.
LONGEST_TITLE = 31
FORBIDDEN = "[]*?:/\\"
# Excel keeps this one for itself.
RESERVED = "history"
OURS = ("guide", "guide-ours", "results", "summary", "units", "open-findings", "duplicates")
OUR_COLUMNS = ("check", "row-id")


def title_complaints(files: Files) -> Iterator[Complaint]:
    """Tabs are one workbook for a unit, and all lists together one for the office."""
    taken: dict[str, str] = {}
    for file, book in files.books.items():
        for at, declared in enumerate(entries(book, "tables"), 1):
            place = named(Place(file), declared, at)
            title = word(declared, "title")
            if title:
                yield from _tab(place, title, taken)
                taken.setdefault(title.strip().casefold(), place.inner)
            yield from _columns(place, declared)


def _tab(place: Place, title: str, taken: dict[str, str]) -> Iterator[Complaint]:
    if len(title) > LONGEST_TITLE:
        yield place.wrong("title", "title-long", n=len(title), most=LONGEST_TITLE)
    if found := [character for character in FORBIDDEN if character in title]:
        yield place.wrong("title", "title-sign", signs=" ".join(found))
    if title != title.strip() or title.startswith("'") or title.endswith("'"):
        yield place.wrong("title", "title-edge")
    if not title.isprintable():
        yield place.wrong("title", "title-one-line")
    if title.casefold() == RESERVED or heading_key(title) in _ours("tab", OURS):
        yield place.wrong("title", "title-ours", title=title)
    elif other := taken.get(title.strip().casefold()):
        yield place.wrong("title", "title-twice", title=title, other=other)


def _columns(place: Place, declared: Raw) -> Iterator[Complaint]:
    """Headings are told apart without case, marks and signs."""
    taken: dict[str, str] = {}
    for at, column in enumerate(entries(declared, "columns"), 1):
        inner, title = named(place, column, at), word(column, "title")
        key = heading_key(title)
        if key in _ours("column", OUR_COLUMNS):
            yield inner.wrong("title", "heading-ours", title=title)
        elif key in taken and key:
            yield inner.wrong("title", "title-twice", title=title, other=taken[key])
        taken.setdefault(key, inner.inner)


def _ours(what: str, names: tuple[str, ...]) -> set[str]:
    return {heading_key(text(f"{what}-{name}", lang)) for name in names for lang in LANGUAGES}
