"""What the tab `Kết quả kiểm tra` says: head, findings by severity and kind, nothing hidden."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from jobs.store.lives import EXPLAINED, Life
from jobs.store.vault import Vault
from jobs.tab.places import a1_cell, cell_link
from jobs.unit.marks import MARKS
from jobs.ward.lifecycle import EXPLAINABLE, Merged, Placed
from sheets_client.snapshot import Scalar
from sheets_schema.finding import Severity
from sheets_schema.messages import kind_title, message, text

COLUMNS = ("severity", "place", "what", "todo", "proposal", "apply", "reason")
TODO, PROPOSAL, TICK, REASON, KEY = 3, 4, 5, 6, 7
RESTORE = "#restore:"
AGE = "#age"
# Every workbook is looked at each night: one that was not on the day after is not looked at.
OLD_DAYS = 2


class Look(StrEnum):
    """How a line is dressed when it is made."""

    TITLE = "title"
    HEADLINE = "headline"
    PLAIN = "plain"
    HEADER = "header"
    GROUP = "group"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the tab: the five cells that are ours (the header has all seven headings), and a
    key by which it is known again.

    `tick` and `reason` say whether the unit may use those two cells, which are its own. A line
    with a `formula` says what that comes to.
    """

    key: str
    cells: tuple[Scalar, ...]
    look: Look
    link: str | None = None
    tick: bool = False
    reason: str | None = None
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stay together: `first` in this order, then `items`, whose order in the tab is
    kept where they stand there already."""

    first: tuple[Line, ...]
    items: tuple[Line, ...] = ()


def finding_key(vault: Vault, one: Life | Placed) -> str:
    """The hidden key of a finding's line. It holds the row, the column, the value and what is
    proposed for it: a tick beside it is for them alone."""
    return vault.digest(one.finding.unit, *one.identity, one.digest)[:16]


def group_key(severity: Severity, code: str) -> str:
    """The hidden key of a group's line."""
    return f"#{severity.value}:{code}"


def restore_key(name: str) -> str:
    """The hidden key of the line whose tick brings back what the unit deleted: the columns of
    the list of that declared name, or `#guide`."""
    return f"{RESTORE}{name}"


def restore_line(name: str, place: str, what: str, language: str) -> Line:
    """A line that tells what was deleted and how to get it back; `what` is `columns` or `guide`."""
    level = f"{MARKS[Severity.INFO]} {text('severity-info', language)}"
    said = text(f"restore-{what}", language, tab=place)
    cells = (level, place, said, text(f"restore-{what}-how", language), "")
    return Line(restore_key(name), cells, Look.FINDING, tick=True)


def result_blocks(
    merged: Merged,
    *,
    unit_name: str,
    headline: str,
    checked_on: date | None,
    notes: Sequence[str],
    restores: Sequence[Line],
    read: Mapping[str, str],
    links: Mapping[str, tuple[str, int]],
    vault: Vault,
    language: str,
) -> list[Block]:
    """The whole tab. `checked_on` is the day of the look, on which the tab begins to grow old, None
    where it does not; `links` maps a tab's title to (spreadsheet id, sheet id); `notes` are
    sentences about the workbook as a whole, `restores` the lines of `restore_line`, `read` says by
    the list's declared name what was read of it."""
    head = [
        _plain("#title", Look.TITLE, text("results-title", language, unit=unit_name)),
        _plain("#headline", Look.HEADLINE, headline),
    ]
    if checked_on is not None:
        head.append(_age(checked_on, language))
    head += [_plain(f"#note{i}", Look.PLAIN, note) for i, note in enumerate(notes)]
    if not merged.standing and not restores:
        return [Block(tuple(head)), *_read_block(read, language)]
    head += [
        _plain("#how", Look.PLAIN, text("results-how", language)),
        Line("#header", tuple(header_titles(language)), Look.HEADER),
        *restores,
    ]
    groups: dict[tuple[Severity, str], list[Life]] = defaultdict(list)
    for life in merged.standing:
        groups[life.finding.severity, life.finding.code].append(life)
    ordered = sorted(groups, key=lambda group: (group[0].rank, group[1]))
    blocks = [_group(group, groups[group], links, vault, language) for group in ordered]
    return [Block(tuple(head)), *blocks, *_read_block(read, language)]


def _read_block(read: Mapping[str, str], language: str) -> list[Block]:
    """Below all findings: what was read of each list, and what was left out and why."""
    if not read:
        return []
    title = Line("#read", (text("read-title", language), "", "", "", ""), Look.GROUP)
    return [Block((title, *(_plain(f"#read:{n}", Look.PLAIN, said) for n, said in read.items())))]


def _age(day: date, language: str) -> Line:
    """Says nothing while the results are of these days; the sheet itself finds out, without us."""
    old = day + timedelta(days=OLD_DAYS)
    said = text("results-old", language, day=f"{day:%d/%m/%Y}").replace('"', '""')
    formula = f'=IF(NOW()<DATE({old.year};{old.month};{old.day});"";"{said}")'
    return Line(AGE, ("", "", "", "", ""), Look.HEADLINE, formula=formula)


def _plain(key: str, look: Look, sentence: str) -> Line:
    return Line(key, (sentence, "", "", "", ""), look)


def header_titles(language: str) -> list[str]:
    """The headings of the seven visible columns."""
    return [text(f"column-{name}", language) for name in COLUMNS]


def _group(
    group: tuple[Severity, str],
    lives: Sequence[Life],
    links: Mapping[str, tuple[str, int]],
    vault: Vault,
    language: str,
) -> Block:
    severity, code = group
    level = text(f"severity-{severity.value}", language)
    title = f"{MARKS[severity]} {level}: {kind_title(code, language)} ({len(lives)})"
    several = sum(life.finding.proposed is not None for life in lives) > 1
    todo = text("results-tick-all", language) if several else ""
    first = Line(group_key(severity, code), (title, "", "", todo, ""), Look.GROUP, tick=several)
    ordered = sorted(lives, key=lambda life: (life.finding.tab, life.finding.row or 0))
    return Block((first,), tuple(_finding(life, links, vault, language) for life in ordered))


def _finding(life: Life, links: Mapping[str, tuple[str, int]], vault: Vault, language: str) -> Line:
    finding = life.finding
    said = message(finding, language)
    severity = finding.severity
    level = f"{MARKS[severity]} {text(f'severity-{severity.value}', language)}"
    if life.status == EXPLAINED:
        level = f"✔ {text('life-explained', language)}"
    elif life.came_back:
        level = f"{level} ({text('life-came-back', language)})"
    cells = (level, said.place, said.what, said.todo, finding.proposed or "")
    return Line(
        key=finding_key(vault, life),
        cells=cells,
        look=Look.FINDING,
        link=_link(life, links),
        tick=finding.proposed is not None,
        reason=life.reason if severity in EXPLAINABLE else None,
    )


def _link(life: Life, links: Mapping[str, tuple[str, int]]) -> str | None:
    finding = life.finding
    if finding.tab not in links:
        return None
    spreadsheet_id, sheet_id = links[finding.tab]
    target = a1_cell((finding.row or 1) - 1, finding.col or 0)
    return cell_link(spreadsheet_id, sheet_id, target)


def headline(merged: Merged, moment: str, language: str) -> str:
    """`Kiểm tra lúc 14:05 28/10/2024: 7 đã sửa, 2 mới, 3 còn lại`, or that all is well.

    What the unit has explained asks nothing of it any more and is counted apart.
    """
    explained = sum(one.status == EXPLAINED for one in merged.standing)
    key = "results-headline-explained" if explained else "results-headline"
    if not merged.open:
        key = "results-all-answered" if explained else "results-all-well"
    counts = {"fixed": merged.fixed, "new": merged.new, "open": merged.open}
    return text(key, language, moment=moment, explained=explained, **counts)
