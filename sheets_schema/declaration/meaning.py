"""What no schema can say of `campaign.toml`: moments, zones, kinds of unit, shared columns."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sheets_schema.declaration.complaints import Complaint, Place, offer
from sheets_schema.declaration.files import MAIN, Files, Raw, entries, table, word, words
from sheets_schema.declaration.own_messages import message_complaints

PLACE = Place(MAIN)


def campaign_complaints(files: Files) -> Iterator[Complaint]:
    """What is wrong in `campaign.toml` beside its form, and between it and the other files."""
    main = files.main
    yield from _zone(main)
    yield from _moments(main)
    for at, basis in enumerate(entries(main, "legal_basis"), 1):
        if "issued" in basis and type(basis["issued"]) is not date:
            yield _numbered(PLACE.wrong("legal_basis.issued", "day"), at, main, "legal_basis")
    yield from _kinds(files)
    kinds = {word(book, "kind") for book in files.books.values()}
    for kind in table(main, "unit_words"):
        if kind not in kinds and files.whole:
            yield PLACE.wrong(f"unit_words.{kind}", "kind", **offer(kind, kinds))
    for level in table(main, "levels"):
        if level in kinds:
            yield PLACE.wrong(f"levels.{level}", "level-fills-in", kind=level)
    if files.whole:
        yield from _shares(files)
    yield from message_complaints(main)


def _zone(main: Raw) -> Iterator[Complaint]:
    if zone := word(main, "timezone"):
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            yield PLACE.wrong("timezone", "zone")


def in_zone(moment: datetime, main: Raw) -> datetime:
    """The moment on the campaign's wall clock, where it names no zone itself."""
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(word(main, "timezone")))


def _moments(main: Raw) -> Iterator[Complaint]:
    """The deadline of a campaign of one period; one of many has its periods' own."""
    recurs = [key for key in ("rhythm", "periods") if key in main]
    if len(recurs) == 2:
        yield PLACE.wrong("periods", "rhythm-or-periods")
    for key in ("due", "locked"):
        if recurs and key in main:
            yield PLACE.wrong(key, "due-of-period", of=recurs[0])
    if not recurs and "due" not in main:
        yield Complaint(MAIN, "", "due", "due", {}, needed=True)
    is_zone = bool(word(main, "timezone")) and not any(_zone(main))
    yield from _pair(main, main, "", is_zone=is_zone)
    yield from _rhythm(table(main, "rhythm"))
    yield from _periods(main, is_zone=is_zone)


def _pair(raw: Raw, main: Raw, inside: str, *, is_zone: bool) -> Iterator[Complaint]:
    """A moment in quotation marks has the form of one, but is a text."""
    due, locked = raw.get("due"), raw.get("locked")
    for key, moment in (("due", due), ("locked", locked)):
        if isinstance(moment, str) or type(moment) is date:
            yield PLACE.wrong(f"{inside}{key}", key)
    if not (isinstance(due, datetime) and isinstance(locked, datetime)):
        return
    if is_zone and in_zone(locked, main) <= in_zone(due, main):
        yield PLACE.wrong(f"{inside}locked", "locked")


def _rhythm(raw: Raw) -> Iterator[Complaint]:
    if "start" in raw and type(raw["start"]) is not date:
        yield PLACE.wrong("rhythm.start", "day")
    holidays = raw.get("holidays", ())
    if isinstance(holidays, list) and any(type(day) is not date for day in holidays):
        yield PLACE.wrong("rhythm.holidays", "days")
    due, locked = raw.get("due"), raw.get("locked")
    if isinstance(due, int) and isinstance(locked, int) and locked <= due:
        yield PLACE.wrong("rhythm.locked", "locked-days", due=due)


def _periods(main: Raw, *, is_zone: bool) -> Iterator[Complaint]:
    found = list(entries(main, "periods"))
    names = Counter(word(one, "name") for one in found)
    for at, one in enumerate(found, 1):
        told = list(_pair(one, main, "periods.", is_zone=is_zone))
        for key in ("opens", "first", "last"):
            if key in one and type(one[key]) is not date:
                told.append(PLACE.wrong(f"periods.{key}", "day"))
        if ("first" in one) != ("last" in one) or not _in_order(one):
            told.append(PLACE.wrong("periods.last", "window"))
        if names[word(one, "name")] > 1:
            told.append(PLACE.wrong("periods.name", "name-twice", name=word(one, "name")))
        yield from (_numbered(wrong, at, main, "periods") for wrong in told)


def _in_order(raw: Raw) -> bool:
    first, last = raw.get("first"), raw.get("last")
    return type(first) is not date or type(last) is not date or first <= last


def _numbered(wrong: Complaint, at: int, raw: Raw, key: str) -> Complaint:
    return Complaint(
        wrong.file, wrong.inner, wrong.key, wrong.said, wrong.params,
        number=at if len(raw[key]) > 1 else None,
    )  # fmt: skip


def _kinds(files: Files) -> Iterator[Complaint]:
    """Each kind of unit has one file, and each list of the campaign a name of its own."""
    of_kind: dict[str, str] = {}
    of_list: dict[str, str] = {}
    for file, book in files.books.items():
        kind = word(book, "kind")
        if kind and kind in of_kind:
            yield Place(file).wrong("kind", "kind-twice", kind=kind, other=of_kind[kind])
        of_kind.setdefault(kind, file)
        names = Counter(word(one, "name") for one in entries(book, "tables"))
        for name in filter(None, names):
            if names[name] > 1:
                yield Place(file).wrong("tables.name", "name-twice", name=name)
            elif name in of_list:
                yield Place(file, name).wrong("name", "name-elsewhere", name=name,
                                              other=of_list[name])  # fmt: skip
            of_list.setdefault(name, file)


def _shares(files: Files) -> Iterator[Complaint]:
    known = columns_of_lists(files)
    for at, share in enumerate(entries(files.main, "shares"), 1):
        for name in words(share, "columns"):
            if name not in known:
                wrong = PLACE.wrong("shares.columns", "share-column", **offer(name, known))
                yield _numbered(wrong, at, files.main, "shares")


def columns_of_lists(files: Files) -> dict[str, Any]:
    """Every declared column, by `list.column`."""
    return {
        f"{word(one, 'name')}.{word(column, 'name')}": column
        for book in files.books.values()
        for one in entries(book, "tables")
        for column in entries(one, "columns")
    }
