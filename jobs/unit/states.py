"""The states of a unit's workbook as words, and which error of Google's means which."""

from sheets_client import errors
from sheets_schema.messages import text

CHECKED = "checked"
NOT_READ = "not-read"
NO_SPREADSHEET = "no-spreadsheet"
ACCESS_LOST = "access-lost"
NOT_FOUND = "not-found"
NOT_A_SHEET = "not-a-sheet"
EMPTY = "empty-workbook"
LIST_LOST = "list-lost"
PROTECTED = "protected"
REFUSED = "refused"
# Of one run, told until the next one.
BUSY = "busy"
RULE_CRASHED = "rule-crashed"
# Of a workbook as it is now: it is looked at again when it changes, or on the next day.
TOO_LONG = "too-long"
TOO_MUCH = "too-much"

_OF_ERROR: dict[type[errors.GoogleError], str] = {
    errors.AccessLost: ACCESS_LOST,
    errors.NotFound: NOT_FOUND,
    errors.NotASpreadsheet: NOT_A_SHEET,
    errors.ProtectedAgainstUs: PROTECTED,
}
# What is kept is of an earlier look.
OLD_ROWS = (LIST_LOST, TOO_LONG, TOO_MUCH)
# The workbook was read as it is now.
READABLE = (CHECKED, LIST_LOST, PROTECTED)


def state_of(error: errors.GoogleError) -> str:
    """The state of a unit whose workbook Google did not give or did not let us write."""
    return _OF_ERROR.get(type(error), REFUSED)


def describe(state: str, language: str) -> str:
    """What a state means and what to do about it, in one sentence."""
    return text(f"state-{state}", language)
