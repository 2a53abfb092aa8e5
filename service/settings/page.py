"""Writes `docs/settings.md` from the declarations, so that the page cannot be wrong."""

from collections.abc import Mapping
from dataclasses import Field
from typing import Any

from service.settings.declared import declared, default_of
from service.settings.source import variable

INTRODUCTION = """\
# Settings

Written by `wardsheets settings --markdown > docs/settings.md`; a test holds it to the code.

A setting is read from its environment variable, else from the file that the same variable with
`_FILE` at its end names (for secrets), else from the TOML file that `WARDSHEETS_SETTINGS` names
(usually `wardsheets.toml`; the keys are the names below in lower case without `WARDSHEETS_`).
A wrong or unknown setting stops the start; all wrong ones are listed at once with what to write.

| variable | usually | what it is |
| --- | --- | --- |
"""


def settings_page() -> str:
    """The Markdown page of all settings."""
    rows = (f"| `{variable(item)}` | {_usual(item)} | {_about(item)} |" for item in declared())
    return INTRODUCTION + "\n".join(rows) + "\n" + _schedule_table()


def _usual(item: Field[Any]) -> str:
    default = default_of(item)
    if isinstance(default, Mapping):
        return "see below" if default else "nobody"
    if default in ("", None, ()):
        return "empty"
    return f"`{default}`"


def _about(item: Field[Any]) -> str:
    return str(item.metadata["about"])


def _schedule_table() -> str:
    schedule = next(item for item in declared() if item.name == "schedule")
    lines = [f"| `{job}` | `{cron}` |" for job, cron in default_of(schedule).items()]
    head = """
## The schedule

Cron words in the campaign's time zone; six fields begin with seconds. Only what differs is named:
`WARDSHEETS_SCHEDULE="sweep = */2 * * * *; publish = off"`, or `[schedule]` in the TOML file.

| job | usually |
| --- | --- |
"""
    return head + "\n".join(lines) + "\n"
