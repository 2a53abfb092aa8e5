"""A whole register of units judged: each line by itself, and the lines beside each other."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sheets_schema.campaign import Campaign
from sheets_schema.register.line import FIELDS, Complaint, JudgedLine, Typed, Weight, title
from sheets_schema.register.reading import LineReader, quoted

Told = Mapping[int, Complaint]
# A link filled down over a register of a thousand would else be told in a thousand numbers, each
# in a thousand lines.
TOLD_LINES = 6


def judge(typed: Typed, campaign: Campaign, language: str) -> list[JudgedLine]:
    """Every line that holds anything, in order, with all that is wrong with it.

    Pure; `language` is that of the campaign's words in the complaints.
    """
    heads = {field: typed.heads.get(field) or title(field, language) for field in FIELDS}
    lines = [LineReader(line, typed, heads, campaign, language).read() for line in typed.lines]
    lines = _told(lines, _twice(lines, heads))
    lines = _told(lines, _shared_links(lines, heads))
    return _told(lines, _parents(lines, heads, campaign))


def _told(lines: Sequence[JudgedLine], told: Told) -> list[JudgedLine]:
    """The lines with the complaints by line number."""
    return [line.and_told(told[line.number]) if line.number in told else line for line in lines]


def _together(lines: Sequence[JudgedLine]) -> str:
    numbers = [str(line.number) for line in lines]
    if len(numbers) > TOLD_LINES:
        return f"{', '.join(numbers[: TOLD_LINES - 1])} … {numbers[-1]}"
    return ", ".join(numbers)


def _twice(lines: Sequence[JudgedLine], heads: Mapping[str, str]) -> Told:
    """Lines whose code stands in another one too, valid from the same day."""
    alike: defaultdict[tuple[str, date | None], list[JudgedLine]] = defaultdict(list)
    for line in lines:
        # Where the day cannot be read nobody knows whether it is the same.
        if line.unit.code and not any(
            one.code.startswith("day") and one.weight is Weight.LINE for one in line.complaints
        ):
            alike[line.unit.code, line.unit.valid_from].append(line)
    return {
        line.number: Complaint(
            "twice", heads["code"], Weight.LINE, {"v": code, "lines": _together(found)}
        )
        for (code, _), found in alike.items()
        if len(found) > 1
        for line in found
    }


def _shared_links(lines: Sequence[JudgedLine], heads: Mapping[str, str]) -> Told:
    """Lines whose workbook stands in another one too: it would be consolidated twice."""
    alike: defaultdict[str, list[JudgedLine]] = defaultdict(list)
    for line in lines:
        if line.unit.spreadsheet:
            alike[line.unit.spreadsheet].append(line)
    return {
        line.number: Complaint(
            "link-twice", heads["spreadsheet"], Weight.VALUE, {"lines": _together(found)}
        )
        for found in alike.values()
        if len(found) > 1
        for line in found
    }


def _parents(lines: Sequence[JudgedLine], heads: Mapping[str, str], campaign: Campaign) -> Told:
    """Lines that stand under a unit that neither the register nor the campaign names."""
    named = {said.casefold() for line in lines for said in (line.unit.code, line.unit.name)}
    named |= {said.casefold() for said in campaign.authority.values()}
    return {
        line.number: Complaint(
            "parent", heads["parent"], Weight.NOTHING, {"v": quoted(line.unit.parent)}
        )
        for line in lines
        if line.unit.parent and line.unit.parent.casefold() not in named
    }
