"""The `fields` of a call, looked at before anything is done: a wrong mask must change nothing."""

from sheets_emulator.drive.fields import answer_mask
from sheets_emulator.google.unwritten import method_of
from sheets_emulator.sheets.spreadsheets import response_mask
from sheets_emulator.wire.http import Request


def check_fields(request: Request) -> None:
    """Raise the 400 of a mask that names no field of the answer."""
    method = method_of(request) if request.first("fields") else None
    if method is None or not method.answer:
        return
    if request.segments[0] == "v4":
        response_mask(request, method.answer)
    else:
        answer_mask(request.first("fields"), method.answer)
