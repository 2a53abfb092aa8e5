"""What was read of each file and what was left over, as one JSON line a file."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from jobs.offline.workbook_files import shown_path
from sheets_schema.account import Block, left_over, range_around
from sheets_schema.checked import Checked, CheckedTable
from sheets_schema.gathering import Gathered, blocks_of
from sheets_schema.workbook import Workbook


def account_of(
    path: Path, workbook: Workbook, checked: Checked, gathered: Gathered | None
) -> Mapping[str, object]:
    """The account of a file: `file`, `unit`, `tables` of `table`, `blocks` (`tab`, `range`,
    `rows`), `rows`, `columns` (filled cells by declared name), and `left_over` (`tab`, `range`,
    `cells`)."""
    blocks = blocks_of(checked.tables, gathered)
    return {
        "file": shown_path(path),
        "unit": checked.unit.code,
        "tables": [_table(table, blocks) for table in checked.tables],
        "left_over": [part._asdict() for part in left_over(workbook, blocks)],
    }


def account_lines(accounts: Iterable[Mapping[str, object] | None]) -> Iterator[str]:
    """The accounts of files, a line each."""
    for account in accounts:
        if account is not None:
            yield json.dumps(account, ensure_ascii=False)


def _table(table: CheckedTable, blocks: Sequence[Block]) -> Mapping[str, object]:
    mine = [block for block in blocks if block.table == table.table.name]
    names = [column.name for column in table.table.columns]
    filled = {name: 0 for name in names if name in table.columns}
    for row in table.rows:
        for name, value in zip(names, row.raw, strict=True):
            if name in filled and value not in (None, ""):
                filled[name] += 1
    return {
        "table": table.table.name,
        "blocks": [_block(block) for block in mine if block.rows],
        "rows": len(table.rows),
        "columns": filled,
    }


def _block(block: Block) -> Mapping[str, object]:
    cols = [col for one in block.columns.values() for col in one]
    corners = [(row, col) for row in (min(block.rows), max(block.rows)) for col in cols]
    return {"tab": block.tab.title, "range": range_around(corners), "rows": len(block.rows)}
