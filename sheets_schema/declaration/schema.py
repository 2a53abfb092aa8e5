"""The JSON Schemas of a campaign's files: what is read is held against them, editors complete by
them."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from sheets_schema.campaign import CARRIES, ROLES
from sheets_schema.cells import CELL_TYPES
from sheets_schema.checks import TABLE_CHECKS, WORKBOOK_CHECKS
from sheets_schema.checks.form import TableCheck, WorkbookCheck
from sheets_schema.cross_unit import SHARED_KINDS
from sheets_schema.finding import Severity
from sheets_schema.forms import ADVICE, FLAG, LENGTH, NAME, TEXT, WHOLE, WORDS, Form, all_of
from sheets_schema.messages import LANGUAGES, severities
from sheets_schema.periods.rhythm import EVERY

DIALECT = "https://json-schema.org/draft/2020-12/schema"
AUTHORITY = (
    "name", "department", "department_short", "superior", "superior_short", "province", "place",
)  # fmt: skip
_CODE: Form = {"$ref": "#/$defs/code"}
_CHOICES: Form = {**WORDS, "minItems": 1, ADVICE: "choices"}
_CARRY: Form = {"enum": list(CARRIES), ADVICE: "one-of"}
_ROLE: Form = {"enum": list(ROLES), ADVICE: "one-of"}
_MOMENT = r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d"


def entry(properties: Mapping[str, Form], needed: str = "", **more: object) -> dict[str, Any]:
    """A table of TOML with these keys and no others; `needed` are words apart by blanks."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": needed.split(),
        "additionalProperties": False,
        ADVICE: "table",
        **more,
    }


def entries(of: Mapping[str, Any], **more: object) -> dict[str, Any]:
    """An array of tables of TOML."""
    return {"type": "array", "items": of, ADVICE: "tables", **more}


def texts(needed: Iterable[str] = ()) -> dict[str, Any]:
    """One text in the languages that people read."""
    return entry(all_of(LANGUAGES, TEXT), " ".join(needed), **{ADVICE: "texts"})


def document(
    title: str, body: Mapping[str, Any], own_codes: Iterable[str] | None = ()
) -> dict[str, Any]:
    """A schema that stands alone: its dialect, its title, and the codes that it refers to: the
    catalogue's and the campaign's own, of which None says that there may be any.

    `$schema` may stand in a file: it is how some editors are told of it.
    """
    properties = {"$schema": {"type": "string"}, **body["properties"]}
    known = {"enum": sorted({*severities(), *(own_codes or ())}), ADVICE: "code"}
    codes = {"anyOf": [known, NAME]} if own_codes is None else known
    head = {"$schema": DIALECT, "title": title}
    return {**head, **body, "properties": properties, "$defs": {"code": codes}}


@lru_cache(maxsize=8)
def campaign_schema(own_codes: tuple[str, ...] | None = None) -> Mapping[str, Any]:
    """What `campaign.toml` may say, where these are the codes of its own; None: any."""
    basis = entry(
        {"number": TEXT, "issued": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$",
         ADVICE: "day"}, "subject": TEXT},
        "number subject",
    )  # fmt: skip
    link = entry({"title": TEXT, "url": TEXT, "added": FLAG}, "title url")
    kinds = {"enum": sorted(SHARED_KINDS), ADVICE: "one-of"}
    share = entry({"kind": kinds, "code": _CODE, "columns": {**WORDS, "minItems": 1}},
                  "kind code columns")  # fmt: skip
    severity: Form = {"enum": [one.value for one in Severity], ADVICE: "one-of"}
    properties: dict[str, Form] = {
        "name": TEXT,
        "title": texts(LANGUAGES),
        "timezone": {**TEXT, ADVICE: "zone"},
        "due": {"type": "string", "pattern": _MOMENT, ADVICE: "due"},
        "locked": {"type": "string", "pattern": _MOMENT, ADVICE: "locked"},
        "rhythm": _rhythm(),
        "periods": entries(_period(), minItems=1),
        "carry": _CARRY,
        "escalate_after": LENGTH,
        "name_required": FLAG,
        "sharing": entry({"role": _ROLE, "overdue": _ROLE, "mail": FLAG}),
        "authority": entry(all_of(AUTHORITY, TEXT)),
        "unit_words": {"type": "object", "additionalProperties": texts(), ADVICE: "table"},
        "levels": {"type": "object", "additionalProperties": texts(), ADVICE: "table"},
        "legal_basis": entries(basis),
        "privacy": entry(
            all_of(("purpose", "basis", "contact", "kept"), texts()), "purpose basis contact"
        ),
        "links": entries(link),
        "shares": entries(share),
        "severity": entry(all_of(sorted(severities()), severity), **{ADVICE: "severity"}),
        "messages": _messages(severity),
    }
    body = entry(properties, "name title timezone")
    return document("Wardsheets: campaign.toml", body, own_codes)


_DAY: Form = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$", ADVICE: "day"}


def _rhythm() -> dict[str, Any]:
    """Periods that come again; deadlines are days after the last day of the data."""
    properties: dict[str, Form] = {
        "every": {"enum": list(EVERY), ADVICE: "one-of"},
        "start": _DAY,
        "due": LENGTH,
        "locked": LENGTH,
        "opens": WHOLE,
        "working": FLAG,
        "holidays": {"type": "array", "items": _DAY, ADVICE: "days"},
    }
    return entry(properties, "every start due")


def _period() -> dict[str, Any]:
    """One of a list of periods."""
    properties: dict[str, Form] = {
        "name": NAME,
        "title": texts(LANGUAGES),
        "due": {"type": "string", "pattern": _MOMENT, ADVICE: "due"},
        "locked": {"type": "string", "pattern": _MOMENT, ADVICE: "locked"},
        "opens": _DAY,
        "first": _DAY,
        "last": _DAY,
    }
    return entry(properties, "name title due")


def _messages(severity: Form) -> dict[str, Any]:
    """Findings of the campaign's own: title, what is wrong and what to do, in both languages."""
    said: Form = {**WORDS, "minItems": 3, "maxItems": 3, ADVICE: "message"}
    example: Form = {"type": ["string", "number"], "pattern": r"\S", ADVICE: "text"}
    one = entry({"severity": severity, **all_of(LANGUAGES, said), "example": example},
                " ".join(("severity", *LANGUAGES)))  # fmt: skip
    return {"type": "object", "additionalProperties": one, ADVICE: "table"}


@lru_cache(maxsize=8)
def workbook_schema(own_codes: tuple[str, ...] | None = None) -> Mapping[str, Any]:
    """What the file of a kind of unit may say, where these are the campaign's codes; None: any."""
    table = entry(
        {
            "name": NAME,
            "title": TEXT,
            "synonyms": WORDS,
            "subject": {**TEXT, ADVICE: "column-name"},
            "item": texts(),
            "none_code": _CODE,
            "nothing_to_report": texts(LANGUAGES),
            "columns": entries(_column(), minItems=1, **{ADVICE: "columns-needed"}),
            "checks": entries(_check(TABLE_CHECKS)),
            "help": texts(),
            "carry": _CARRY,
        },
        "name title columns",
    )
    properties: dict[str, Form] = {
        "kind": TEXT,
        "title": texts(LANGUAGES),
        "checks": entries(_check(WORKBOOK_CHECKS)),
        "tables": entries(table, minItems=1, **{ADVICE: "tables-needed"}),
    }
    body = entry(properties, "kind tables")
    return document("Wardsheets: the file of a kind of unit", body, own_codes)


def _column() -> dict[str, Any]:
    params = [(name, form) for kind in CELL_TYPES.values() for name, form in kind.params.items()]
    forms = {name: {str(form) for key, form in params if key == name} for name, _ in params}
    every: dict[str, Form] = {name: form if len(forms[name]) == 1 else {} for name, form in params}
    roles = {role for kind in CELL_TYPES.values() for role in kind.roles}
    properties: dict[str, Form] = {
        "name": NAME,
        "title": TEXT,
        "type": {"enum": sorted(CELL_TYPES), ADVICE: "one-of", "default": "text"},
        "required": FLAG,
        "expected": FLAG,
        "synonyms": WORDS,
        "choices": _CHOICES,
        "help": texts(),
        "example": {"type": ["string", "number"], "pattern": r"\S", ADVICE: "example"},
        # All of them for completion; which of them a type takes stands below.
        "codes": {"type": "object", "properties": all_of(sorted(roles), _CODE), ADVICE: "table"},
        "params": {"type": "object", "properties": every, ADVICE: "table"},
    }
    return entry(properties, "name title", allOf=[_of_type(name) for name in CELL_TYPES])


def _of_type(name: str) -> dict[str, Any]:
    """What a column of this type may say; one without a type is a text."""
    kind = CELL_TYPES[name]
    allowed: dict[str, Any] = {
        "properties": {
            "choices": _CHOICES,
            "codes": entry(all_of(sorted(kind.roles), _CODE)),
            "params": entry(kind.params),
        },
        "required": ["choices"] if kind.needs_choices else [],
    }
    condition: dict[str, Any] = {"type": "object", "properties": {"type": {"const": name}}}
    if name != "text":
        condition["required"] = ["type"]
    return {"if": condition, "then": allowed}


def _check(known: Mapping[str, TableCheck] | Mapping[str, WorkbookCheck]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {"check": {"enum": sorted(known), ADVICE: "check"}, "code": _CODE},
        "required": ["check", "code"],
        ADVICE: "table",
        "allOf": [_of_check(name, check) for name, check in known.items()],
    }


def _of_check(name: str, check: TableCheck | WorkbookCheck) -> dict[str, Any]:
    properties = {
        "check": {"const": name},
        "code": _CODE,
        **check.columns,
        **all_of(sorted(check.codes), _CODE),
        **check.params,
    }
    condition = {
        "type": "object",
        "properties": {"check": {"const": name}},
        "required": ["check"],
    }
    return {"if": condition, "then": entry(properties, " ".join(sorted(check.needs)))}
