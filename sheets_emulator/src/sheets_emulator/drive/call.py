"""A call of Drive: beside the files it has what is in force, and who is told of changes."""

from dataclasses import dataclass

from sheets_emulator.book.api_call import ApiCall
from sheets_emulator.drive.conditions import Conditions
from sheets_emulator.drive.watching.push import Pushes


@dataclass(slots=True, kw_only=True)
class DriveCall(ApiCall):
    """One call."""

    conditions: Conditions
    pushes: Pushes
