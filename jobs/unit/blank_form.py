"""What an empty list asks for before anybody types: how far it reaches, its notes, its choices."""

from sheets_schema.campaign import Column
from sheets_schema.cells import CELL_TYPES
from sheets_schema.messages import text

# Rows that are ready to be typed in: formats and drop-downs reach so far.
ROWS = 1000


def heading_note(column: Column, language: str) -> str:
    """What to write in the column, for the note on its heading; empty where nothing is said."""
    required = [text("template-required", language)] if column.required else []
    return "\n".join([*required, *filter(None, [column.help.get(language, "")])])


def offered(column: Column) -> tuple[str, ...]:
    """The choices of a drop-down that warns only: another word is for the checks to judge."""
    return column.choices if CELL_TYPES[column.type].needs_choices else ()
