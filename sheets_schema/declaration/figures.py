"""What no schema can say of `report.toml`: figures, placeholders, and the columns they count."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sheets_schema.cells import CELL_TYPES
from sheets_schema.declaration.complaints import Complaint, Place, offer
from sheets_schema.declaration.files import (
    REPORT,
    Files,
    Raw,
    entries,
    named,
    table,
    word,
    words,
)
from sheets_schema.report import GIVEN_FIGURES

PLACEHOLDER = re.compile(r"\{(\w+)(?::[^{}]*)?\}")
PLACE = Place(REPORT)

# By the name of a list its columns by name.
Lists = Mapping[str, Mapping[str, Raw]]


def report_complaints(report: Raw, files: Files) -> Iterator[Complaint]:
    """What is wrong in `report.toml` beside its form."""
    kinds = [word(book, "kind") for book in files.books.values()]
    if (kind := word(report, "units")) and kind not in kinds:
        yield PLACE.wrong("units", "kind", **offer(kind, kinds))
    lists: Lists = {
        word(one, "name"): {word(c, "name"): c for c in entries(one, "columns")}
        for book in files.books.values()
        for one in entries(book, "tables")
    }
    figures = set(GIVEN_FIGURES)
    for at, figure in enumerate(entries(report, "figures"), 1):
        yield from _figure(named(PLACE, figure, at), figure, figures, lists)
        figures.add(word(figure, "name"))
    yield from _placeholders(report, figures)
    for at, appendix in enumerate(entries(report, "appendices"), 1):
        for one in entries(appendix, "lists"):
            yield from _appendix(named(PLACE, appendix, at, "title"), one, figures, lists)


def _figure(place: Place, figure: Raw, above: Collection[str], lists: Lists) -> Iterator[Complaint]:
    if word(figure, "name") in above:
        yield place.wrong("name", "figure-taken")
    if sum(bool(figure.get(key)) for key in ("table", "difference", "percent")) != 1:
        yield place.wrong("table", "figure-of-nothing")
    if figure.get("most") and not figure.get("distinct"):
        yield place.wrong("most", "most")
    for key in ("difference", "percent"):
        pair = words(figure, key)
        if len(pair) == 2 and not set(pair) <= set(above):
            yield place.wrong(key, "two-figures")
    yield from _counted(place, figure, lists)


def _counted(place: Place, figure: Raw, lists: Lists) -> Iterator[Complaint]:
    name = word(figure, "table")
    if name and name not in lists:
        yield place.wrong("table", "list", **offer(name, lists))
    columns = lists.get(name, {})
    for key in ("distinct", "total", "unsorted", "named"):
        value = word(figure, key)
        if value and value not in columns:
            yield place.wrong(key, "no-column", **offer(value, columns))
    total = columns.get(word(figure, "total"))
    if total is not None and not _is_summed(total):
        yield place.wrong("total", "total-of-words", value=word(figure, "total"))
    for value in table(figure, "where"):
        if value not in columns:
            yield place.wrong(f"where.{value}", "no-column", **offer(value, columns))
        else:
            yield from _answers(place, value, table(figure, "where"), columns[value])


def _is_summed(column: Raw) -> bool:
    kind = CELL_TYPES.get(word(column, "type") or "text")
    return kind is None or (kind.summed and table(column, "params").get("summed") is not False)


def _answers(place: Place, name: str, where: Raw, column: Raw) -> Iterator[Complaint]:
    """An answer that the column does not offer is never found."""
    if word(column, "type") != "choice":
        return
    for answer in words(where, name):
        if answer not in words(column, "choices"):
            yield place.wrong(f"where.{name}", "answer", **offer(answer, words(column, "choices")))


def _placeholders(report: Raw, figures: Collection[str]) -> Iterator[Complaint]:
    """Every `{name}` of the texts must be a figure."""
    texts = [("opening", word(report, "opening")), ("place", word(report, "place"))]
    texts += [(key, said) for key in ("superior", "letterhead") for said in words(report, key)]
    for section in entries(report, "sections"):
        texts += [("paragraphs", said) for said in words(section, "paragraphs")]
    for key, said in [*texts, ("closing", word(report, "closing"))]:
        for name in PLACEHOLDER.findall(said):
            if name not in figures:
                yield PLACE.wrong(key, "no-figure", **offer(name, figures))


def _appendix(
    place: Place, raw: Raw, figures: Collection[str], lists: Lists
) -> Iterator[Complaint]:
    name, merged = word(raw, "table"), word(raw, "merged")
    if name and raw.get("parts") is True:
        yield place.wrong("parts", "parts-of-rows")
    if name and name not in lists:
        yield place.wrong("table", "list", **offer(name, lists))
        return
    for key in ("merged", "each"):
        if (said := word(raw, key)) and said not in lists.get(name, {}):
            yield place.wrong(key, "no-column", **offer(said, lists.get(name, {})))
    known: set[Any] = {"unit"} | ({"units", "unit_count"} if merged else set())
    known |= set(lists[name]) if name else set(figures)
    for column in entries(raw, "columns"):
        of = word(column, "of")
        if of and of not in known:
            yield place.wrong("columns.of", "of", **offer(of, known))
