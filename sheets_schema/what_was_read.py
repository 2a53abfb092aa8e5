"""What was read of a list, and what was left out of it with the reason, in one sentence."""

from collections.abc import Iterator, Mapping

from sheets_schema.checked import CheckedTable
from sheets_schema.gathering import Gathered
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


def what_was_read(table: CheckedTable, gathered: Gathered | None, lang: str = "vi") -> str:
    """ "3b. Thành viên: đã đọc 12 dòng; bỏ qua dòng 10: bằng tổng các dòng trên."; "" of a list
    that was not found."""
    if not table.recognised or table.tab is None:
        return ""
    parts = [text("read-rows", lang, tab=table.table.title, n=len(table.rows))]
    spans = list(_left_out(table, gathered))
    parts += [
        text("read-left-out", lang, rows=_rows(first, last), reason=text(reason, lang))
        for first, last, reason in spans[:_MOST]
    ]
    if len(spans) > _MOST:
        parts.append("…")
    if gone := [c.title for c in table.table.columns if _is_missed(c.type, c.name, table)]:
        parts.append(text("read-without", lang, columns=", ".join(gone)))
    return "; ".join(parts) + "."


def _is_missed(kind: str, name: str, table: CheckedTable) -> bool:
    there = any(row.raw for row in table.rows[:1])
    return there and kind not in _NOT_MISSED and name not in table.columns


def _left_out(table: CheckedTable, gathered: Gathered | None) -> Iterator[tuple[int, int, str]]:
    """First and last row (from 1) of the runs that were left out, with the key of the reason."""
    origins = gathered.origins.get(table.table.name) if gathered else None
    first = last = 0
    why = ""
    for row, kind in sorted(table.others.items()):
        origin = origins[row] if origins else None
        place = origin.row + 1 if origin else row + 1
        reason = _REASONS.get(kind, "")
        if reason and reason == why and place == last + 1:
            last = place
            continue
        if why:
            yield first, last, why
        first, last, why = place, place, reason
    if why:
        yield first, last, why


def _rows(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
