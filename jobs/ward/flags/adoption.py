"""The first run over a list: our two columns are put in right of it."""

from dataclasses import dataclass

from jobs.tab.blank.ours import dress_ours, insert_ours
from jobs.ward.own_columns import OwnColumns
from sheets_client.requests import Request
from sheets_client.snapshot import Sheet
from sheets_schema.checked import CheckedTable


@dataclass(frozen=True, slots=True)
class Adoption:
    """Requests that make our columns, and where they stand after them."""

    requests: tuple[Request, ...]
    own: OwnColumns


def adopt(sheet: Sheet, found: CheckedTable, left: OwnColumns | None, language: str) -> Adoption:
    """Put `Kiểm tra` and `Mã dòng` right of everything the ward has in this tab; where `Mã dòng`
    was `left` there, `Kiểm tra` alone is put before it.

    Right of the used width, so that the overflow of a row pasted one cell too far stays theirs.
    """
    assert found.header_row is not None
    if left is not None and left.row_id is not None:
        own = OwnColumns(left.header_row, left.row_id, None)
    else:
        place = min(max(sheet.used_columns, found.width), sheet.column_count)
        own = OwnColumns(found.header_row, place, place + 1)
    at, ids = min(own.both), own.row_id is not None
    dressed = dress_ours(
        sheet.sheet_id,
        own.header_row,
        at,
        language,
        ids=ids,
        narrow=own.is_before(found.columns.values()),
    )
    return Adoption((insert_ours(sheet.sheet_id, at, ids=ids), *dressed), own)
