"""How many Apps Script projects and accounts the hints of many units need, by Google's limits.

The limits: 20 triggers a user a script, 90 minutes of triggers' running time a day for an ordinary
account and 6 hours in a Workspace (https://developers.google.com/apps-script/guides/services/quotas).
"""

from typing import NamedTuple

TRIGGERS_A_SCRIPT = 20
# One for edits and one for changes of rows and columns.
TRIGGERS_A_FILE = 2
FILES_A_SCRIPT = TRIGGERS_A_SCRIPT // TRIGGERS_A_FILE
ORDINARY_SECONDS, WORKSPACE_SECONDS = 90 * 60, 6 * 60 * 60
# What one edit costs: the script starts at each, also where a hint was sent just before. Not
# measured at Google, and rather too much than too little.
SECONDS_AN_EDIT = 1.0


class ScriptNeed(NamedTuple):
    """Projects, and accounts to run them where all are ordinary or all of a Workspace."""

    projects: int
    ordinary: int
    workspace: int


def script_need(files: int, edits: int) -> ScriptNeed:
    """What so many files need with so many edits each a day."""
    seconds = files * edits * SECONDS_AN_EDIT
    ordinary, workspace = (_shares(seconds, each) for each in (ORDINARY_SECONDS, WORKSPACE_SECONDS))
    return ScriptNeed(_shares(files, FILES_A_SCRIPT), ordinary, workspace)


def _shares(whole: float, each: float) -> int:
    return int(-(-whole // each))
