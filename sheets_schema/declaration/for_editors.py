"""The schemas as editors read them: each key with a sentence on what to write."""

import re
from collections.abc import Mapping
from typing import Any

from sheets_schema.declaration.schema import campaign_schema, workbook_schema
from sheets_schema.declaration.schema_report import report_schema
from sheets_schema.forms import ADVICE
from sheets_schema.messages import text

# Sentences that only make sense of a wrong value.
_OF_A_VALUE = frozenset({"code", "one-of", "check"})


def editor_schemas(language: str) -> dict[str, dict[str, Any]]:
    """By file name, the schema of `campaign.toml`, of a kind of unit's file, of `report.toml`."""
    schemas = {
        "campaign.schema.json": campaign_schema(),
        "unit.schema.json": workbook_schema(),
        "report.schema.json": report_schema(),
    }
    return {name: _described(schema, "", language) for name, schema in schemas.items()}


def _described(part: Any, key: str, language: str) -> Any:
    if isinstance(part, list):
        return [_described(one, key, language) for one in part]
    if not isinstance(part, Mapping):
        return part
    found = {name: _described(one, name, language) for name, one in part.items() if name != ADVICE}
    advice = part.get(ADVICE)
    if isinstance(advice, str) and key and advice not in _OF_A_VALUE:
        sentence = text(f"declared-{advice}", language, word=key)
        found["description"] = re.sub("^.", lambda first: first[0].upper(), sentence)
    return found
