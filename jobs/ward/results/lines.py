"""What the tab `Kết quả kiểm tra` says: head, findings by severity and kind, nothing hidden."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from jobs.store.lives import EXPLAINED, Life
from jobs.store.vault import Vault
from jobs.tab.places import a1_cell, cell_link
from jobs.unit.answers.verdicts import EXPLAINABLE, FindingKey
from jobs.unit.marks import MARKS
from jobs.ward.lifecycle import Merged, Placed
from jobs.ward.results.left import left_of
from sheets_schema.finding import Severity
from sheets_schema.messages import kind_title, message, text

# In sight on a phone: what is ticked or opened, then one text; the unit's own words stand beside.
TICK, SAID, REASON, KEY = 0, 1, 2, 3
HEADINGS = ("tick-or-open", "said", "reason")
# The head stays in sight: who, what is left, and what the columns are for.
FROZEN = 3
RESTORE = "#restore:"
MENDED = "#mended"
AGE = "#age"
# Every workbook is looked at each night: one that was not on the day after is not looked at.
OLD_DAYS = 2
# What goes with a tick comes first: it is the least work.
ORDER = (Severity.REPAIR, Severity.MUST_FIX, Severity.PLEASE_CHECK, Severity.INFO)


class Look(StrEnum):
    """How a line is dressed when it is made."""

    TITLE = "title"
    HEADLINE = "headline"
    PLAIN = "plain"
    HEADER = "header"
    GROUP = "group"
    THANKS = "thanks"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the tab: what it `said`, and a key by which it is known again.

    `tick` says whether the unit may tick it, else the first cell is ours and `opens` stands there;
    `reason` whether it may explain. The first `linked` signs of the text carry the `link`. A line
    with a `formula` says what that comes to; `severity` gives its colour.
    """

    key: str
    said: str
    look: Look
    link: str | None = None
    linked: int = 0
    opens: str = ""
    tick: bool = False
    reason: str | None = None
    formula: str = ""
    severity: Severity | None = None


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
    said = (text(f"restore-{what}", language, tab=place), text(f"restore-{what}-how", language))
    return Line(restore_key(name), "\n".join(said), Look.FINDING, tick=True)


def result_blocks(
    merged: Merged,
    *,
    unit_name: str,
    headline: str,
    checked_on: date | None,
    mended: Sequence[Life],
    notes: Sequence[str],
    restores: Sequence[Line],
    read: Mapping[str, str],
    links: Mapping[str, tuple[str, int]],
    vault: Vault,
    language: str,
    answers: Mapping[FindingKey, str] = MappingProxyType({}),
) -> list[Block]:
    """The whole tab. `checked_on` is the day of the look, on which the tab begins to grow old, None
    where it does not; `mended` is what the unit put right today; `links` maps a tab's title to
    (spreadsheet id, sheet id); `notes` are sentences about the workbook as a whole, `restores` the
    lines of `restore_line`, `read` says by the list's declared name what was read of it;
    `answers` are the officers' sentences on explanations, by the finding's identity."""
    groups: dict[tuple[Severity, str], list[Life]] = defaultdict(list)
    for life in merged.standing:
        groups[life.finding.severity, life.finding.code].append(life)
    head = [
        _plain("#title", Look.TITLE, text("results-title", language, unit=unit_name)),
        _plain("#counts", Look.TITLE, _counts(merged, language)),
        Line("#header", text("results-column-said", language), Look.HEADER),
        _plain("#headline", Look.HEADLINE, headline),
    ]
    if checked_on is not None:
        head.append(_age(checked_on, language))
    head += [_plain(f"#note{i}", Look.PLAIN, note) for i, note in enumerate(notes)]
    if groups or restores:
        head += [_plain("#how", Look.PLAIN, text("results-how", language)), *restores]
    ordered = sorted(groups, key=lambda group: (ORDER.index(group[0]), group[1]))
    blocks = [_group(group, groups[group], links, vault, language, answers) for group in ordered]
    return [Block(tuple(head)), *blocks, *_thanks(mended, language), *_read_block(read, language)]


def _counts(merged: Merged, language: str) -> str:
    """What is left, in the order of what it takes: `5 mục phải sửa trước khi gửi · 31 mục sửa
    bằng một lần tích`. What was explained asks nothing."""
    left = left_of(merged.standing)
    must = text("results-count-must", language, n=left.must) if left.must else ""
    ask = text("results-count-ask", language, n=left.ask) if left.ask else ""
    said = " · ".join(filter(None, (must, left.ticked_away(language), ask)))
    return said or text("results-count-none", language)


def _thanks(mended: Sequence[Life], language: str) -> list[Block]:
    """Thanks for what was put right today, by kind; it stays for the day."""
    if not mended:
        return []
    kinds = Counter(life.finding.code for life in mended)
    title = Line(MENDED, text("results-mended", language, n=len(mended)), Look.THANKS)
    said = {code: f"✔ {kind_title(code, language)} ({n})" for code, n in sorted(kinds.items())}
    lines = (_plain(f"{MENDED}:{code}", Look.PLAIN, one) for code, one in said.items())
    return [Block((title, *lines))]


def _read_block(read: Mapping[str, str], language: str) -> list[Block]:
    """Below all findings: what was read of each list, and what was left out and why."""
    if not read:
        return []
    title = Line("#read", text("read-title", language), Look.GROUP)
    return [Block((title, *(_plain(f"#read:{n}", Look.PLAIN, said) for n, said in read.items())))]


def _age(day: date, language: str) -> Line:
    """Says nothing while the results are of these days; the sheet itself finds out, without us."""
    old = day + timedelta(days=OLD_DAYS)
    said = text("results-old", language, day=f"{day:%d/%m/%Y}").replace('"', '""')
    formula = f'=IF(NOW()<DATE({old.year};{old.month};{old.day});"";"{said}")'
    return Line(AGE, "", Look.HEADLINE, formula=formula)


def _plain(key: str, look: Look, sentence: str) -> Line:
    return Line(key, sentence, look)


def header_titles(language: str) -> list[str]:
    """The headings of the three visible columns."""
    return [text(f"results-column-{name}", language) for name in HEADINGS]


def _group(
    group: tuple[Severity, str],
    lives: Sequence[Life],
    links: Mapping[str, tuple[str, int]],
    vault: Vault,
    language: str,
    answers: Mapping[FindingKey, str],
) -> Block:
    severity, code = group
    level = text(f"severity-{severity.value}", language)
    title = f"{MARKS[severity]} {level}: {kind_title(code, language)} ({len(lives)})"
    several = sum(life.finding.proposed is not None for life in lives) > 1
    said = [title, text("results-tick-all", language)] if several else [title]
    key = group_key(severity, code)
    first = Line(key, "\n".join(said), Look.GROUP, tick=several, severity=severity)
    ordered = sorted(lives, key=lambda life: (life.finding.tab, life.finding.row or 0))
    lines = (
        _finding(life, links, vault, language, answers.get(life.identity, "")) for life in ordered
    )
    return Block((first,), tuple(lines))


def _finding(
    life: Life,
    links: Mapping[str, tuple[str, int]],
    vault: Vault,
    language: str,
    answer: str,
) -> Line:
    """Where, what, what to do, what is proposed and what an officer answered, each on a line of one
    cell."""
    finding = life.finding
    told = message(finding, language)
    what = told.what
    if life.status == EXPLAINED:
        what = f"✔ {text('life-explained', language)}: {what}"
    elif life.came_back:
        what = f"{what} ({text('life-came-back', language)})"
    said = [told.place, what, told.todo]
    if finding.proposed is not None:
        said.append(text("results-tick-one", language, fix=finding.proposed))
    said.append(answer)
    link = _link(life, links)
    tick = finding.proposed is not None
    return Line(
        key=finding_key(vault, life),
        said="\n".join(filter(None, said)),
        look=Look.FINDING,
        link=link,
        linked=len(told.place),
        opens="" if tick or link is None else text("results-open", language),
        tick=tick,
        reason=life.reason if finding.severity in EXPLAINABLE else None,
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
