"""A whole register of units judged: each line by itself, and the lines beside each other."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sheets_schema.campaign import Campaign
from sheets_schema.register.line import FIELDS, Complaint, JudgedLine, Typed, Weight, title
from sheets_schema.register.reading import LineReader, quoted
from sheets_schema.register.tree import names_of, tree_of

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
    lines = _told(lines, _parents(lines, heads, campaign))
    return _without_circles(lines, heads)


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
    """Lines that stand under a unit that neither the register nor the campaign names, or under a
    name that several units bear."""
    named = names_of(line.unit for line in lines)
    authority = {said.casefold() for said in campaign.authority.values()}
    told = {}
    for line in lines:
        said = line.unit.parent.casefold()
        if said and named.get(said) is None and said not in authority:
            code = "parent-several" if said in named else "parent"
            params = {"v": quoted(line.unit.parent)}
            told[line.number] = Complaint(code, heads["parent"], Weight.NOTHING, params)
    return told


def _without_circles(lines: Sequence[JudgedLine], heads: Mapping[str, str]) -> list[JudgedLine]:
    """Units that stand above themselves, alone or with others: what their lines say of a parent
    is not taken."""
    tree = tree_of(line.unit for line in lines)
    numbers = {line.unit.key: line.number for line in lines}
    told: dict[str, Complaint] = {}
    for circle in tree.circles:
        among = [line for line in lines if line.number in {numbers[key] for key in circle}]
        code = "parent-itself" if len(among) == 1 else "parent-circle"
        params = {"v": among[0].unit.code, "lines": _together(among),
                  "units": ", ".join(line.unit.code for line in among[:TOLD_LINES])}  # fmt: skip
        told |= {line.unit.key: Complaint(code, heads["parent"], Weight.VALUE, params)
                 for line in among}  # fmt: skip
    return [
        replace(line, unit=replace(line.unit, parent="")).and_told(told[line.unit.key])
        if numbers.get(line.unit.key) == line.number and line.unit.key in told
        else line
        for line in lines
    ]
