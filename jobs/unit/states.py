"""The states of a unit's workbook as words, and which error of Google's means which."""

from jobs.store.units import UnitState
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
# Of a workbook that was read: how far what is known of it is of now.
LOCKED = "locked"
STOPPED = "stopped"
CHANGED = "changed"
WORDS = (
    CHECKED,
    NOT_READ,
    NO_SPREADSHEET,
    ACCESS_LOST,
    NOT_FOUND,
    NOT_A_SHEET,
    EMPTY,
    LIST_LOST,
    PROTECTED,
    REFUSED,
    BUSY,
    RULE_CRASHED,
    TOO_LONG,
    TOO_MUCH,
    LOCKED,
    STOPPED,
    CHANGED,
)
# Every workbook is looked at each night.
OLD_SECONDS = 2 * 86_400.0

_OF_ERROR: dict[type[errors.GoogleError], str] = {
    errors.AccessLost: ACCESS_LOST,
    errors.NotFound: NOT_FOUND,
    errors.NotASpreadsheet: NOT_A_SHEET,
    errors.ProtectedAgainstUs: PROTECTED,
    errors.AnswerTooLarge: TOO_MUCH,
}
# What is kept is of an earlier look.
OLD_ROWS = (LIST_LOST, TOO_LONG, TOO_MUCH)


def state_of(error: errors.GoogleError) -> str:
    """The state of a unit whose workbook Google did not give or did not let us write."""
    return _OF_ERROR.get(type(error), REFUSED)


def condition_of(known: UnitState, now: float) -> str:
    """What the last look says of the workbook as it is now, as one of `WORDS`: why it could not be
    read, or else that it is locked, that nobody looks any more, or that it changed since."""
    if known.state != CHECKED:
        return known.state
    if known.locked_at is not None:
        return LOCKED
    if known.read_at is not None and now - known.read_at > OLD_SECONDS:
        return STOPPED
    return CHECKED if known.leftover_since is None else CHANGED


def describe(state: str, language: str) -> str:
    """What a state means and what to do about it, in one sentence."""
    return text(f"state-{state}", language)
