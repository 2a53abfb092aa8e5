"""A consolidated list: every data row of every unit, with unit, state and where it came from."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain, repeat
from zoneinfo import ZoneInfo

from jobs.district.content import Content
from jobs.store.counts import RIGHT
from jobs.store.rows import DataRow
from jobs.tab.keyed import KeyedTab, Row
from jobs.tab.places import cell_link
from sheets_client.snapshot import Scalar
from sheets_schema.campaign import Column, Table
from sheets_schema.cells import CELL_TYPES
from sheets_schema.masking import mask_text
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit

STATE = 1
# Pixels of a character.
CHARACTER = 7
# A column that is so wide holds sentences.
PROSE = 32


def row_key(unit: str, table: str, row_id: str) -> str:
    """The key of a consolidated row, written once."""
    return f"{unit}/{table}/{row_id}"


def list_tab(content: Content, table: Table) -> KeyedTab:
    """The tab of one declared list."""
    language = content.language
    titles = (
        text("column-row-key", language),
        text("column-unit", language),
        text("column-state", language),
        *(column.title for column in table.columns),
        text("column-proposed", language),
        text("column-source", language),
    )
    return KeyedTab(
        title=table.title,
        titles=titles,
        rows=dict(_rows(content, table)),
        state=STATE,
        gone=text("row-gone", language, word=_unit_word(content, table)),
        twice=text("row-key-twice", language),
        widths=_widths(table),
        sentences=any(CELL_TYPES[column.type].width >= PROSE for column in table.columns),
    )


def _unit_word(content: Content, table: Table) -> str:
    """What the units are called whose list it is: by the campaign, where they are of one kind."""
    campaign, language = content.campaign, content.language
    kinds = [kind for kind, tables in campaign.workbooks.items() if table in tables]
    words = campaign.unit_words.get(kinds[0], {}) if len(kinds) == 1 else {}
    return words.get(language) or text("any-unit", language)


def _widths(table: Table) -> dict[int, int]:
    """Pixels by sheet column: unit, state, the list's own, proposals, source."""
    own = [CHARACTER * CELL_TYPES[column.type].width for column in table.columns]
    return dict(enumerate([160, 110, *own, 150, 200], start=1))


def _rows(content: Content, table: Table) -> Iterator[tuple[str, Row]]:
    for unit in content.units:
        for row in content.rows[unit.key]:
            if row.table == table.name:
                key = row_key(unit.key, table.name, row.row_id)
                yield key, _row(content, table, unit, row)


def _row(content: Content, table: Table, unit: OrgUnit, row: DataRow) -> Row:
    language = content.language
    proposed = [column.title for column in table.columns if column.name in row.proposed]
    # The last good rows of a unit that cannot be read may be older than a column.
    pairs = zip(table.columns, chain(row.values, repeat(None)), strict=False)
    cells: tuple[Scalar | None, ...] = (
        unit.name,
        _state(content, unit, row),
        *(_shown(column, value) for column, value in pairs),
        ", ".join(proposed),
        text("source-row", language, tab=row.tab, row=row.position + 1),
    )
    target = f"{row.position + 1}:{row.position + 1}"
    link = cell_link(unit.spreadsheet, row.sheet_id, target)
    return Row(cells, {len(cells) - 1: link})


def _state(content: Content, unit: OrgUnit, row: DataRow) -> str:
    """What the row was found to be; of a workbook or a list that cannot be read now, of which day
    that is."""
    one, language = content.submission[unit.key], content.language
    word = text(f"row-{row.state}", language)
    if not one.kept(row.table) or one.workbook.good_at is None:
        return word
    zone = ZoneInfo(content.campaign.timezone)
    day = f"{datetime.fromtimestamp(one.workbook.good_at, zone):%d/%m/%Y}"
    if row.state == RIGHT:
        return text("row-of-day", language, day=day)
    return text("row-word-of-day", language, word=word, day=day)


def _shown(column: Column, value: Scalar | None) -> Scalar | None:
    """A value as officers see it: numbers of persons only in the column that asks for them."""
    if not isinstance(value, str):
        return value
    digits = sum(character.isdigit() for character in value)
    return value if digits <= CELL_TYPES[column.type].longest_in_full else mask_text(value)
