"""What was read of a list, and what was left out of it with the reason, in one sentence."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sheets_schema.checked import CheckedTable
from sheets_schema.gathering import Gathered, Origin
from sheets_schema.messages import text
from sheets_schema.rows import RowKind

# Why a row is none of the list's; nothing is said of empty rows and of headings.
_REASONS: Mapping[RowKind, str] = {
    RowKind.TOTAL: "read-total",
    RowKind.STRAY: "read-nobody",
    RowKind.PREFILLED: "read-nobody",
    RowKind.SAMPLE: "read-sample",
    RowKind.SIGNATURE: "read-footer",
    RowKind.REMARK: "read-footer",
    RowKind.OTHER_LIST: "read-other-list",
}
_NOT_MISSED = frozenset({"ordinal", "note"})
_MOST = 6


class _Span(NamedTuple):
    """Rows that were left out: their tab where the list has several, first and last (from 1), and
    the key of the reason."""

    tab: str
    first: int
    last: int
    reason: str


def what_was_read(table: CheckedTable, gathered: Gathered | None, lang: str = "vi") -> str:
    """ "3b. Thành viên: đã đọc 12 dòng; bỏ qua dòng 10: bằng tổng các dòng trên."; "" of a list
    that was not found."""
    if not table.recognised or table.tab is None:
        return ""
    parts = [_rows_read(table, gathered, lang)]
    spans = list(_left_out(table, gathered))
    parts += [_said(span, lang) for span in spans[:_MOST]]
    if len(spans) > _MOST:
        parts.append("…")
    if gone := [c.title for c in table.table.columns if _is_missed(c.type, c.name, table)]:
        parts.append(text("read-without", lang, columns=", ".join(gone)))
    return "; ".join(parts) + "."


def _rows_read(table: CheckedTable, gathered: Gathered | None, lang: str) -> str:
    """How many rows in all, and in each tab where the list stands in several."""
    said = {"tab": table.table.title, "n": len(table.row_numbers)}
    origins = _origins(table, gathered)
    tabs = Counter(origin.tab for row in table.row_numbers if (origin := origins.get(row)))
    if len(tabs) < 2:
        return text("read-rows", lang, **said)
    parts = [text("read-part", lang, tab=tab, n=n) for tab, n in tabs.items()]
    more = ", …" if len(parts) > _MOST else ""
    return text("read-rows-of", lang, **said, parts=", ".join(parts[:_MOST]) + more)


def _said(span: _Span, lang: str) -> str:
    said = {"rows": _rows(span.first, span.last), "reason": text(span.reason, lang)}
    if span.tab:
        return text("read-left-out-of", lang, tab=span.tab, **said)
    return text("read-left-out", lang, **said)


def _origins(table: CheckedTable, gathered: Gathered | None) -> Mapping[int, Origin]:
    """Where the rows stand of a list that was laid together from several places, by row."""
    found = gathered.origins.get(table.table.name, ()) if gathered else ()
    return {row: origin for row, origin in enumerate(found) if origin is not None}


def _is_missed(kind: str, name: str, table: CheckedTable) -> bool:
    there = any(row.raw for row in table.rows[:1])
    return there and kind not in _NOT_MISSED and name not in table.columns


def _left_out(table: CheckedTable, gathered: Gathered | None) -> Iterator[_Span]:
    """The runs of rows that were left out for one reason."""
    origins = _origins(table, gathered)
    several = len({origin.tab for origin in origins.values()}) > 1
    span: _Span | None = None
    for row, kind in sorted(table.others.items()):
        origin = origins.get(row)
        tab, place = (origin.tab if several else "", origin.row) if origin else ("", row)
        reason = _REASONS.get(kind, "")
        if span and (span.tab, span.reason, span.last) == (tab, reason, place):
            span = span._replace(last=place + 1)
            continue
        if span and span.reason:
            yield span
        span = _Span(tab, place + 1, place + 1, reason)
    if span and span.reason:
        yield span


def _rows(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
