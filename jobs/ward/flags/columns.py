"""Brings our two columns of each list to what the rows beside them deserve."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jobs.store.lives import Life
from jobs.tab.blank.ours import titles
from jobs.tab.blank.quick_rules import quick_rules
from jobs.tab.intent import CellData, Covers, Intent, said
from jobs.ward.flags.adoption import adopt
from jobs.ward.flags.colours import colour_requests
from jobs.ward.flags.texts import RIGHT, flag_text
from jobs.ward.lifecycle import row_of
from jobs.ward.own_columns import OwnColumns, is_headed
from sheets_client.requests import CellWrite, Request, cell_data, update_cells, value_of
from sheets_client.snapshot import Sheet
from sheets_schema.checked import CheckedTable


@dataclass(frozen=True, slots=True)
class ListView:
    """One recognised list, or a part of one, in its place in one state of the workbook.

    `row_ids` maps the sheet row (from 0) of each data row to its id; `fresh` are rows still being
    typed, `as_last` those that are as in the last period; `may_adopt` says that our columns were
    not removed by the ward before, or that it asks for them again. In a `shared` tab rows hold
    more than one record: nothing of ours stands there. `told` are those of the fresh rows in which
    something is wrong by itself: what is new of them is said all the same.
    """

    found: CheckedTable
    sheet: Sheet
    own: OwnColumns | None
    row_ids: Mapping[int, str]
    fresh: frozenset[int]
    may_adopt: bool
    shared: bool = False
    as_last: frozenset[int] = frozenset()
    told: frozenset[int] = frozenset()

    @property
    def without_check(self) -> bool:
        """No column `Kiểm tra` stands in the list."""
        return self.own is None or self.own.check is None

    @property
    def narrow(self) -> bool:
        """`Kiểm tra` stands before the list, where it has room for a sign and a count."""
        return self.own is not None and self.own.is_before(self.found.columns.values())


@dataclass(frozen=True, slots=True)
class TabPlan:
    """Requests for the lists of one tab. `intent` is what they mean, None where they make our
    columns or write no cell; `texts` what they write into `Kiểm tra`."""

    requests: tuple[Request, ...] = ()
    intent: Intent | None = None
    texts: frozenset[str] = frozenset()


def plan_lists(
    views: Sequence[ListView], lives: Sequence[Life], language: str, written: frozenset[str]
) -> TabPlan:
    """What the lists of one tab need; below each other they share our columns.

    `lives` are all standing findings; `written` the texts that this run wrote before: one of them
    beside a row still being typed landed on the wrong row.
    """
    first = views[0]
    own, requests = first.own, list[Request]()
    if first.without_check and first.may_adopt:
        adoption = adopt(first.sheet, first.found, own, language)
        if own is not None:
            # `Mã dòng` moves: what stands there is compared when the state after this is seen.
            return TabPlan(adoption.requests)
        # The rules that read our marks are put before these and so win over them.
        own = adoption.own
        requests += adoption.requests
        for view in views:
            requests += quick_rules(view.sheet, view.found)
    if own is None:
        return TabPlan()
    cells = (
        *_headings(first, own, language),
        *_flags(views, own, lives, language, written),
        *_ids(views, own),
    )
    requests += update_cells(first.sheet.sheet_id, cells)
    for view in views:
        if not view.shared:
            top = own.header_row if len(views) == 1 else view.found.header_row or 0
            requests += colour_requests(view.sheet, view.found, own, top)
    intent = _intent(first.sheet, own, cells) if cells and first.own is not None else None
    texts = (c.value for c in cells if c.column == own.check and c.row != own.header_row)
    said = frozenset(str(text) for text in texts if text and text != RIGHT)
    return TabPlan(tuple(requests), intent, said)


def _intent(sheet: Sheet, own: OwnColumns, cells: Sequence[CellWrite]) -> Intent:
    """Cells for our two columns as they were read; the next plan writes again whatever of them
    stands there then."""
    writes: dict[int, dict[int, CellData]] = {}
    for one in cells:
        writes.setdefault(one.row, {})[one.column] = cell_data(one.value)
    heads = {at: said(sheet.cell(own.header_row, at).value) for at in own.both}
    heads |= {at: said(value_of(data)) for at, data in writes.get(own.header_row, {}).items()}
    return Intent(
        before=sheet,
        header=own.header_row,
        heads=heads,
        key=own.row_id,
        writes=writes,
        covers=Covers.ALL,
        # Never a format of the ward's.
        fields="userEnteredValue",
    )


def deserved(view: ListView, lives: Sequence[Life], language: str) -> dict[int, str]:
    """Sheet row (from 0) -> what should stand in `Kiểm tra`; rows without an entry: nothing."""
    by_row: dict[str, list[Life]] = {}
    for life in lives:
        if life.finding.table == view.found.table.name and not view.shared:
            by_row.setdefault(row_of(life.row_id), []).append(life)
    texts = {
        row: flag_text(
            view.found.table,
            by_row.get(row_id, ()),
            language,
            as_last=row in view.as_last,
            counted=view.narrow,
        )
        for row, row_id in view.row_ids.items()
        if not view.shared
    }
    return {row: found for row, found in texts.items() if found}


def _headings(view: ListView, own: OwnColumns, language: str) -> list[CellWrite]:
    """Our headings where somebody wiped them or pasted over them; an adoption writes its own."""
    pairs = zip((own.check, own.row_id), titles(language), strict=True)
    return [
        CellWrite(own.header_row, column, title)
        for column, title in pairs
        if view.own is not None
        and column is not None
        and not is_headed(view.sheet.cell(own.header_row, column), title)
    ]


def _rows_beside(views: Sequence[ListView], own: OwnColumns) -> list[int]:
    """The rows of a tab in which our columns say something: below our headings, and beside lists
    that somebody put above them."""
    tops = [view.found.header_row or 0 for view in views] if len(views) > 1 else []
    first = min([own.header_row, *tops])
    return [r for r in range(first + 1, views[0].sheet.used_rows) if r != own.header_row]


def _flags(
    views: Sequence[ListView],
    own: OwnColumns,
    lives: Sequence[Life],
    language: str,
    written: frozenset[str],
) -> list[CellWrite]:
    if own.check is None:
        return []
    wanted: dict[int, str] = {}
    for view in views:
        wanted |= deserved(view, lives, language)
    fresh = frozenset[int]().union(*(view.fresh for view in views))
    told = frozenset[int]().union(*(view.told for view in views))
    writes = []
    for row in _rows_beside(views, own):
        stands = _text_at(views[0], row, own.check)
        should = wanted.get(row, "")
        if row in told and should == RIGHT:
            # What is wrong there was explained, and the row is not whole yet.
            should = ""
        elif row in fresh - told:
            # Somebody types here: only what we put beside it by mistake is taken away, and that
            # it is right, which was said of what stood there before.
            should = "" if stands in written or stands == RIGHT else stands
        if stands != should:
            writes.append(CellWrite(row, own.check, should))
    return writes


def _ids(views: Sequence[ListView], own: OwnColumns) -> list[CellWrite]:
    if own.row_id is None:
        return []
    ids: dict[int, str] = {}
    for view in views:
        ids |= {} if view.shared else view.row_ids
    return [
        CellWrite(row, own.row_id, ids.get(row, ""))
        for row in _rows_beside(views, own)
        if _text_at(views[0], row, own.row_id) != ids.get(row, "")
    ]


def _text_at(view: ListView, row: int, column: int) -> str:
    """Our cell as it stands; in a list not adopted yet those cells do not exist."""
    if view.own is None:
        return ""
    cell = view.sheet.cell(row, column)
    return cell.formula or str("" if cell.value is None else cell.value)
