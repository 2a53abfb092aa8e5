"""The register that a check of files goes by; a line that cannot be used stops the check."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from jobs.offline.errors import InputError
from jobs.register.file import RegisterFault, place, read_file
from jobs.register.told import told_lines
from sheets_schema.campaign import Campaign
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit
from sheets_schema.register.judge import judge
from sheets_schema.register.line import Typed


class Register(NamedTuple):
    """The units, the day that the file itself calls today (None when it names none), and what
    there is to tell of it besides."""

    units: tuple[OrgUnit, ...]
    today: date | None = None
    notices: tuple[str, ...] = ()


def read_units(path: Path, campaign: Campaign, lang: str = "vi") -> Register:
    """The units of a CSV or JSON file (see `jobs.register.file`).

    Raises InputError with a sentence for each thing to correct.
    """
    try:
        found = read_file(path, lang)
    except RegisterFault as fault:
        raise InputError(str(fault)) from fault
    typed, assumed = _with_kind(found.typed, campaign, place(path), lang)
    lines = judge(typed, campaign, lang)
    told = told_lines(lines, place(path), lang)
    if any(one.blocks for one in told):
        raise InputError("\n".join(one.sentence for one in told))
    units = tuple(line.unit for line in lines)
    return Register(units, found.today, (*assumed, *(one.sentence for one in told)))


def _with_kind(
    typed: Typed, campaign: Campaign, where: str, lang: str
) -> tuple[Typed, tuple[str, ...]]:
    """A file that says no kind at all, where the campaign has several, says it by the names of its
    units (Phường 1), and it is told; an empty cell among others is no such file."""
    if typed.kind or len(campaign.workbooks) == 1:
        return typed, ()
    if any(line.said.get("kind") for line in typed.lines):
        return typed, ()
    words = {
        one.casefold(): kind for kind, said in campaign.unit_words.items() for one in said.values()
    }
    lines = [line._replace(said=_with_word(line.said, words)) for line in typed.lines]
    told = text("register-kind-by-name", lang, file=where)
    return typed._replace(lines=lines), (told,)


def _with_word(said: Mapping[str, str], words: Mapping[str, str]) -> Mapping[str, str]:
    name = said.get("name", "").casefold()
    kinds = (kind for word, kind in words.items() if name.startswith(f"{word} "))
    return {**said, "kind": next(kinds, "")}
