"""Builds the report out of a `report.toml` in which nothing was found wrong."""

from sheets_schema.declaration.files import Raw, entries
from sheets_schema.report import Appendix, AppendixList, Figure, ListColumn, Report, Section


def build_report(raw: Raw) -> Report:
    """The declared report."""
    return Report(
        kind=raw["kind"],
        about=raw["about"],
        units=raw["units"],
        letterhead=tuple(raw.get("letterhead", ())),
        place=raw["place"],
        symbol=raw["symbol"],
        addressee=raw["addressee"],
        opening=raw["opening"],
        sections=tuple(
            Section(one["title"], tuple(one.get("paragraphs", ())))
            for one in entries(raw, "sections")
        ),
        closing=raw["closing"],
        recipients=tuple(raw.get("recipients", ())),
        signature=tuple(raw.get("signature", ())),
        figures={one["name"]: _figure(one) for one in entries(raw, "figures")},
        appendices=tuple(
            Appendix(
                one["title"],
                tuple(_list(rows) for rows in entries(one, "lists")),
                one.get("landscape", False),
            )
            for one in entries(raw, "appendices")
        ),
        superior=tuple(raw.get("superior", ())),
    )


def _figure(raw: Raw) -> Figure:
    return Figure(
        name=raw["name"],
        title=raw["title"],
        table=raw.get("table", ""),
        where={name: tuple(answers) for name, answers in raw.get("where", {}).items()},
        distinct=raw.get("distinct", ""),
        total=raw.get("total", ""),
        units=raw.get("units", False),
        right=raw.get("right", False),
        unsorted=raw.get("unsorted", ""),
        named=raw.get("named", ""),
        most=raw.get("most", 0),
        difference=_pair(raw, "difference"),
        percent=_pair(raw, "percent"),
    )


def _pair(raw: Raw, key: str) -> tuple[str, str] | None:
    pair = raw.get(key)
    return (pair[0], pair[1]) if pair else None


def _list(raw: Raw) -> AppendixList:
    columns = tuple(
        ListColumn(one["title"], one["of"], float(one.get("width", 1))) for one in raw["columns"]
    )
    return AppendixList(
        columns,
        raw.get("table", ""),
        raw.get("merged", ""),
        raw.get("caption", ""),
        raw.get("each", ""),
        raw.get("parts", False),
    )
