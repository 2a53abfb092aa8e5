"""The JSON Schema of `report.toml`, the official document of a campaign."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sheets_schema.declaration.schema import document, entries, entry
from sheets_schema.forms import ADVICE, FLAG, NAME, TEXT, WORDS, Form, all_of

_LINES = "superior letterhead recipients signature"
_SENTENCES = "kind about units place symbol addressee opening closing"
_PAIR: Form = {**WORDS, "minItems": 2, "maxItems": 2, ADVICE: "two-figures"}


@lru_cache(maxsize=1)
def report_schema() -> Mapping[str, Any]:
    """What `report.toml` may say."""
    section = entry({"title": TEXT, "paragraphs": WORDS}, "title")
    properties: dict[str, Form] = {
        **all_of(_SENTENCES.split(), TEXT),
        **all_of(_LINES.split(), WORDS),
        "figures": entries(_figure()),
        "sections": entries(section),
        "appendices": entries(_appendix()),
    }
    return document("Wardsheets: report.toml", entry(properties, _SENTENCES))


def _figure() -> dict[str, Any]:
    where = {"type": "object", "additionalProperties": WORDS, ADVICE: "table"}
    properties: dict[str, Form] = {
        "name": NAME,
        "title": TEXT,
        "table": {**TEXT, ADVICE: "list-name"},
        "where": where,
        **all_of(("distinct", "total", "unsorted", "named"), {**TEXT, ADVICE: "column-name"}),
        **all_of(("units", "right"), FLAG),
        "most": {"type": "integer", "minimum": 0, ADVICE: "most"},
        **all_of(("difference", "percent"), _PAIR),
    }
    return entry(properties, "name title")


def _appendix() -> dict[str, Any]:
    weight: Form = {"type": "number", "exclusiveMinimum": 0, ADVICE: "weight"}
    column = entry({"title": TEXT, "of": TEXT, "width": weight}, "title of")
    columns = entries(column, minItems=1, **{ADVICE: "columns-of-appendix"})
    of_rows: dict[str, Form] = {
        "columns": columns,
        "table": {**TEXT, ADVICE: "list-name"},
        **all_of(("merged", "each"), {**TEXT, ADVICE: "column-name"}),
        "parts": FLAG,
        "caption": {"type": "string", ADVICE: "text"},
    }
    lists = entries(entry(of_rows, "columns"))
    return entry({"title": TEXT, "landscape": FLAG, "lists": lists}, "title")
