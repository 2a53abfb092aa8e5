"""The one catalogue of everything that people read: by code or key, Vietnamese and English."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from sheets_schema.finding import Finding, Severity
from sheets_schema.masking import mask_text

LANGUAGES = ("vi", "en")
_PARAM = re.compile(r"\{(\w+)\}")


class Message(NamedTuple):
    """What a person reads of a finding: where, what is wrong, and what to do.

    `todo` ends with one right example, unless a proposed value says it; `short` is without it.
    """

    place: str
    what: str
    todo: str
    short: str


class Entry(NamedTuple):
    """A finding code in the catalogue; `texts` are (title, what, todo) by language.

    A `general` finding may stand in columns of all sorts: the column's own example is then better.
    `without` says what to do where no value is proposed.
    The `example` is "" where the sentence says what is right.
    """

    severity: Severity
    texts: Mapping[str, tuple[str, str, str]]
    example: str
    general: bool = False
    without: Mapping[str, str] = MappingProxyType({})


@lru_cache(maxsize=1)
def _files() -> Mapping[str, Mapping[str, Any]]:
    # Imported at the first sentence: `import sheets_schema` is on the way of every command.
    import tomllib
    from pathlib import Path

    return {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(Path(__file__).parent.glob("*.toml"))
    }


@lru_cache(maxsize=1)
def entries() -> Mapping[str, Entry]:
    """Every finding code with its severity, texts and example, in the order of the files.

    A file whose tables have a `severity` holds findings; any other file holds texts by key.
    """
    found = {}
    for content in _files().values():
        for code, raw in content.items():
            if "severity" in raw:
                texts = {lang: (raw[lang][0], raw[lang][1], raw[lang][2]) for lang in LANGUAGES}
                more = raw.get("general", False), raw.get("without", {})
                found[code] = Entry(Severity(raw["severity"]), texts, raw["example"], *more)
    return found


@lru_cache(maxsize=1)
def _texts() -> Mapping[str, Mapping[str, str]]:
    return {
        key: raw
        for content in _files().values()
        for key, raw in content.items()
        if "severity" not in raw
    }


# The findings that campaigns declare for themselves, by code.
_declared: dict[str, Entry] = {}


def declare(found: Mapping[str, Entry]) -> None:
    """Take the findings of a campaign beside the catalogue's; read again, the later words count.

    A code is `campaign.code`, so that no two campaigns of a service speak for each other.
    """
    _declared.update(found)


def entry_of(code: str) -> Entry:
    """What people read of a finding: the catalogue's or the campaign's own; KeyError of neither."""
    return entries().get(code) or _declared[code]


def severities() -> Mapping[str, Severity]:
    """The catalogue's severity of each finding code."""
    return _severities()


@lru_cache(maxsize=1)
def _severities() -> Mapping[str, Severity]:
    return {code: entry.severity for code, entry in entries().items()}


def text_keys() -> frozenset[str]:
    """Every key that `text` knows."""
    return frozenset(_texts())


def text(key: str, lang: str = "vi", **params: object) -> str:
    """The sentence under that key; KeyError names a key that the catalogue does not have."""
    return _filled(_texts()[key][lang], {name: str(value) for name, value in params.items()})


def said_moment(moment: datetime) -> str:
    """A moment as people write it, in both languages: 14:05 28/10/2024."""
    return f"{moment:%H:%M %d/%m/%Y}"


def kind_title(code: str, lang: str = "vi") -> str:
    """The short title of a kind of finding."""
    return entry_of(code).texts[lang][0]


def message(finding: Finding, lang: str = "vi", audience: str = "unit") -> Message:
    """What to tell about a finding; ids and phones in it are masked.

    `audience` is "unit" for the unit's own sheet, "file" for files handed to and fro, or "office",
    to which alone other units are named. Outside the unit's own sheet no number stands in full,
    not even that of an example.
    """
    entry = entry_of(finding.code)
    said = {"header": finding.header, "name": finding.subject, **finding.params}
    params = {name: mask_text(value) for name, value in said.items()}
    params["v"] = mask_text(finding.value)
    if finding.proposed is not None:
        params["fix"] = mask_text(finding.proposed)
    params.setdefault("office", text("the-office", lang))
    params.setdefault("row", "" if finding.row is None else str(finding.row))
    params.setdefault("tab", finding.tab)
    if "ward2" in params and audience != "office":
        params["ward2"] = text(
            "another-unit-ward" if params.get("kind") == "ward" else "another-unit", lang
        )
    _, what, todo = entry.texts[lang]
    if finding.proposed is None and "{fix}" in todo:
        todo = entry.without.get(lang) or text("todo-without-proposal", lang)
    short = _filled(todo, params)
    return Message(
        place=place(finding, lang),
        what=_filled(what, params),
        todo=short
        if finding.proposed is not None
        else _with_example(short, finding, lang, audience),
        short=short,
    )


def _with_example(todo: str, finding: Finding, lang: str, audience: str) -> str:
    entry = entry_of(finding.code)
    own = finding.params.get("example") if entry.general else None
    example = (own or entry.example).rstrip(".")
    if not example or example in todo:
        return todo
    if audience != "unit" and mask_text(example) != example:
        return todo
    return f"{todo} {text('example', lang, example=example)}."


def place(finding: Finding, lang: str = "vi") -> str:
    """Where a finding is: tab, row and column as the unit sees them, and the name of the row."""
    where = _where(finding, lang)
    if finding.row is None or finding.subject in ("", text("row-name", row=finding.row)):
        return where
    return text("place-named", lang, place=where, name=mask_text(finding.subject))


def _where(finding: Finding, lang: str) -> str:
    column = mask_text(finding.header or finding.column or "")
    params = {"tab": mask_text(finding.tab), "row": finding.row, "column": column}
    if finding.row is not None:
        return text("place" if column and finding.col is not None else "place-row", lang, **params)
    if finding.column:
        return text("place-column", lang, **params)
    return text("place-tab" if finding.tab else "place-workbook", lang, **params)


def _filled(template: str, params: Mapping[str, str]) -> str:
    return _PARAM.sub(lambda match: params.get(match[1]) or "…", template)
