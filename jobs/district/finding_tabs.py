"""The tabs of open findings and of duplicates between units, both masked."""

from collections.abc import Callable, Sequence

from jobs.district.content import Content
from jobs.store.lives import EXPLAINED, Life
from jobs.tab.keyed import KeyedTab, Row
from jobs.tab.places import a1_cell, cell_link
from jobs.unit.marks import MARKS
from sheets_client.snapshot import Scalar
from sheets_schema.masking import mask_text
from sheets_schema.messages import kind_title, message, text

STATE = 1
WIDTHS = {
    "unit": 160,
    "state": 90,
    "severity": 115,
    "kind": 200,
    "place": 230,
    "what": 330,
    "todo": 330,
    "value": 180,
    "reason": 220,
    "other-units": 200,
}
CellsOf = Callable[[Content, Life], tuple[Scalar | None, ...]]


def finding_key(life: Life) -> str:
    """The key of a finding's row: its number in the store."""
    return f"{life.finding.unit}/{life.id}"


def open_findings_tab(content: Content) -> KeyedTab:
    """Every standing finding of every unit, gravest first within a unit."""
    columns = ("unit", "state", "severity", "kind", "place", "what", "todo", "value", "reason")
    place = _places(content)
    lives = sorted(
        content.lives,
        key=lambda one: (place[one.finding.unit], one.finding.severity.rank, one.id or 0),
    )
    return _tab(content, "tab-open-findings", columns, lives, _finding_cells)


def duplicates_tab(content: Content) -> KeyedTab:
    """Identities that stand on the lists of several units; the officer sees whose. Their copies
    stand together: a duplicate is settled by looking at all of them."""
    place = _places(content)
    shared = {use.code for use in content.campaign.shares}
    lives = [life for life in content.lives if life.finding.code in shared]
    lives.sort(
        key=lambda one: (
            one.finding.code,
            one.finding.params.get("shared", ""),
            place[one.finding.unit],
            one.id or 0,
        )
    )
    columns = ("unit", "state", "kind", "value", "place", "other-units")
    return _tab(content, "tab-duplicates", columns, lives, _duplicate_cells)


def _places(content: Content) -> dict[str, int]:
    return {unit.key: number for number, unit in enumerate(content.units)}


def _tab(
    content: Content,
    title: str,
    columns: Sequence[str],
    lives: Sequence[Life],
    cells: CellsOf,
) -> KeyedTab:
    language = content.language
    titles = [text("column-row-key", language)]
    titles += [text(f"column-{name}", language) for name in columns]
    return KeyedTab(
        title=text(title, language),
        titles=tuple(titles),
        rows={finding_key(life): _row(content, life, columns, cells) for life in lives},
        state=STATE,
        gone=text("finding-gone", language),
        twice=text("row-key-twice", language),
        widths={at: WIDTHS[name] for at, name in enumerate(columns, start=1)},
        sentences=True,
    )


def _row(content: Content, life: Life, columns: Sequence[str], cells: CellsOf) -> Row:
    links = {columns.index("place"): _link(content, life)}
    return Row(cells(content, life), {at: link for at, link in links.items() if link})


def _link(content: Content, life: Life) -> str | None:
    finding = life.finding
    sheet_id = content.sheet_ids.get((finding.unit, finding.tab))
    if finding.row is None or sheet_id is None:
        return None
    spreadsheet = content.by_key[finding.unit].spreadsheet
    return cell_link(spreadsheet, sheet_id, a1_cell(finding.row - 1, finding.col or 0))


def _unit_name(content: Content, life: Life) -> str:
    return content.by_key[life.finding.unit].name


def _state_word(content: Content, life: Life) -> str:
    key = "life-explained" if life.status == EXPLAINED else "finding-open"
    return text(key, content.language)


def _finding_cells(content: Content, life: Life) -> tuple[Scalar | None, ...]:
    finding, language = life.finding, content.language
    said = message(finding, language, audience="office")
    level = f"{MARKS[finding.severity]} {text(f'severity-{finding.severity.value}', language)}"
    return (
        _unit_name(content, life),
        _state_word(content, life),
        level,
        kind_title(finding.code, language),
        said.place,
        said.what,
        said.todo,
        mask_text(finding.value),
        mask_text(life.reason),
    )


def _duplicate_cells(content: Content, life: Life) -> tuple[Scalar | None, ...]:
    finding, language = life.finding, content.language
    said = message(finding, language, audience="office")
    return (
        _unit_name(content, life),
        _state_word(content, life),
        kind_title(finding.code, language),
        mask_text(finding.value),
        said.place,
        finding.params.get("ward2", ""),
    )
