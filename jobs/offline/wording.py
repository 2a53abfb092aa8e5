"""A finding in the words of a file: where nobody can tick a repair, it is typed in."""

from sheets_schema.finding import Finding
from sheets_schema.messages import Message, message, text

_ONLY_IN_SHEETS = ("tick-both", "tick", "kept")


def file_message(finding: Finding, lang: str) -> Message:
    """What to tell about a finding in a file; ids and phones in it are masked."""
    told = message(finding, lang, "file")
    what, todo = told.what, told.todo
    for key in _ONLY_IN_SHEETS:
        words = text(f"sheet-{key}", lang), text(f"file-{key}", lang)
        what, todo = what.replace(*words), todo.replace(*words)
    return told._replace(what=what, todo=todo)
