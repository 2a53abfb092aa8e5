"""Reads `report.toml` of a campaign; a wrong one stops with file, table, key and what to write."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sheets_schema.campaign import Table
from sheets_schema.declaration_place import Place, words_of
from sheets_schema.report import (
    GIVEN_FIGURES,
    Appendix,
    AppendixList,
    Figure,
    ListColumn,
    Report,
    Section,
)

PLACEHOLDER = re.compile(r"\{(\w+)\}")
_WORDS = (
    "kind about units letterhead place symbol addressee opening closing recipients signature "
    "figures sections appendices"
)
_KEYS = frozenset(_WORDS.split())
_FIGURE_WORDS = "name title table where distinct total units right most difference percent"
_FIGURE_KEYS = frozenset(_FIGURE_WORDS.split())
_LIST_KEYS = frozenset({"columns", "table", "merged", "caption"})

Tables = Mapping[str, Table]


def read_report(
    raw: Mapping[str, Any], workbooks: Mapping[str, tuple[Table, ...]], place: Place
) -> Report:
    """The declared report. Raises DeclarationError."""
    place.only(raw, _KEYS)
    tables = {table.name: table for lists in workbooks.values() for table in lists}
    figures = _figures(raw.get("figures", ()), tables, place)
    kind = place.text(raw, "units")
    if kind not in workbooks:
        raise place.error("units", f"write a kind of unit, one of {', '.join(sorted(workbooks))}")
    report = Report(
        kind=place.text(raw, "kind"),
        about=place.text(raw, "about"),
        units=kind,
        letterhead=words_of(raw, "letterhead", place),
        place=place.text(raw, "place"),
        symbol=place.text(raw, "symbol"),
        addressee=place.text(raw, "addressee"),
        opening=place.text(raw, "opening"),
        sections=tuple(_section(one, place) for one in raw.get("sections", ())),
        closing=place.text(raw, "closing"),
        recipients=words_of(raw, "recipients", place),
        signature=words_of(raw, "signature", place),
        figures=figures,
        appendices=tuple(
            _appendix(one, tables, figures, place) for one in raw.get("appendices", ())
        ),
    )
    _known_placeholders(report, place)
    return report


def _figures(raw: Iterable[Mapping[str, Any]], tables: Tables, file: Place) -> dict[str, Figure]:
    figures: dict[str, Figure] = {}
    for entry in raw:
        name = file.text(entry, "name")
        place = file.inside(name)
        place.only(entry, _FIGURE_KEYS)
        if name in figures or name in GIVEN_FIGURES:
            raise place.error("name", "is taken; give each figure its own name")
        known = {*figures, *GIVEN_FIGURES}
        figures[name] = Figure(
            name=name,
            title=place.text(entry, "title"),
            table=_table_of(entry, tables, place),
            where=_where(entry, tables, place),
            distinct=_column_of(entry, "distinct", tables, place),
            total=_column_of(entry, "total", tables, place),
            units=bool(entry.get("units", False)),
            right=bool(entry.get("right", False)),
            most=_most(entry, place),
            difference=_pair(entry, "difference", known, place),
            percent=_pair(entry, "percent", known, place),
        )
        _of_something(figures[name], place)
    return figures


def _of_something(figure: Figure, place: Place) -> None:
    """A figure counts the rows of a table or is worked out of two others: one of the three."""
    sources = [bool(figure.table), figure.difference is not None, figure.percent is not None]
    if sources.count(True) != 1:
        raise place.error("table", 'write table = "…", difference = […] or percent = […], one of')


def _table_of(entry: Mapping[str, Any], tables: Tables, place: Place) -> str:
    name = entry.get("table", "")
    if name and name not in tables:
        raise place.error("table", f"{name} is not declared; write one of {', '.join(tables)}")
    return str(name)


def _column_of(entry: Mapping[str, Any], key: str, tables: Tables, place: Place) -> str:
    name = entry.get(key, "")
    if name:
        _known_column(str(name), key, entry, tables, place)
    return str(name)


def _known_column(
    name: str, key: str, entry: Mapping[str, Any], tables: Tables, place: Place
) -> None:
    table = tables.get(entry.get("table", ""))
    names = [column.name for column in table.columns] if table else []
    if name not in names:
        raise place.error(key, f"{name} is no column of the table; write one of {', '.join(names)}")


def _where(entry: Mapping[str, Any], tables: Tables, place: Place) -> dict[str, tuple[str, ...]]:
    found = {}
    for name in entry.get("where", {}):
        _known_column(name, f"where.{name}", entry, tables, place)
        found[name] = words_of(entry["where"], name, place)
    return found


def _most(entry: Mapping[str, Any], place: Place) -> int:
    most = entry.get("most", 0)
    if not isinstance(most, int) or most < 0 or (most and not entry.get("distinct")):
        raise place.error("most", 'write a number such as 3, together with distinct = "…"')
    return most


def _pair(
    entry: Mapping[str, Any], key: str, known: set[str], place: Place
) -> tuple[str, str] | None:
    if key not in entry:
        return None
    names = words_of(entry, key, place)
    if len(names) != 2 or not known.issuperset(names):
        raise place.error(key, 'write two figures that stand above, such as ["all", "some"]')
    return names[0], names[1]


def _section(entry: Mapping[str, Any], place: Place) -> Section:
    inner = place.inside("sections")
    inner.only(entry, ("title", "paragraphs"))
    return Section(inner.text(entry, "title"), words_of(entry, "paragraphs", inner))


def _appendix(
    entry: Mapping[str, Any], tables: Tables, figures: Mapping[str, Figure], file: Place
) -> Appendix:
    title = file.text(entry, "title")
    place = file.inside(title)
    place.only(entry, ("title", "landscape", "lists"))
    lists = tuple(_list(one, tables, figures, place) for one in entry.get("lists", ()))
    return Appendix(title, lists, bool(entry.get("landscape", False)))


def _list(
    entry: Mapping[str, Any], tables: Tables, figures: Mapping[str, Figure], place: Place
) -> AppendixList:
    place.only(entry, _LIST_KEYS)
    table = _table_of(entry, tables, place)
    merged = _column_of(entry, "merged", tables, place)
    known = {"unit"} | ({"units", "unit_count"} if merged else set())
    known |= {c.name for c in tables[table].columns} if table else {*figures, *GIVEN_FIGURES}
    columns = tuple(_list_column(one, known, place) for one in entry.get("columns", ()))
    if not columns:
        raise place.error("columns", 'write columns = [{ title = "…", of = "…" }]')
    return AppendixList(columns, table, merged, str(entry.get("caption", "")))


def _list_column(entry: Mapping[str, Any], known: set[str], place: Place) -> ListColumn:
    place.only(entry, ("title", "of", "width"), "columns.")
    of = place.text(entry, "of")
    if of not in known:
        raise place.error(
            "columns.of", f"{of} is not known; write one of {', '.join(sorted(known))}"
        )
    width = entry.get("width", 1)
    if not isinstance(width, int | float) or width <= 0:
        raise place.error("columns.width", "write a weight such as 2 or 0.5")
    return ListColumn(place.text(entry, "title"), of, float(width))


def _known_placeholders(report: Report, place: Place) -> None:
    """Every `{name}` of the texts must be a figure."""
    known = {*report.figures, *GIVEN_FIGURES}
    paragraphs = [text for section in report.sections for text in section.paragraphs]
    for text in (report.opening, *paragraphs, report.closing):
        for name in PLACEHOLDER.findall(text):
            if name not in known:
                wanted = ", ".join(sorted(known))
                raise place.error("paragraphs", f"{{{name}}} is no figure; write one of {wanted}")
