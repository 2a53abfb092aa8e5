"""batchUpdate: the requests in order, each applied by the function registered for its kind."""

from typing import Any

from sheets_emulator.book.areas import parse_a1
from sheets_emulator.book.document import Document
from sheets_emulator.book.operations import operation
from sheets_emulator.book.storage import Operation
from sheets_emulator.sheets.requests import REQUESTS, Context
from sheets_emulator.wire.http import ApiError

OPERATION = "batchUpdate"


@operation(OPERATION)
def batch_update(document: Document, body: Any, change: Operation) -> list[Any]:
    """One reply for each request; an error names the request's place and kind.

    The body is the requests and the ranges that the answer is to show; older journals hold the
    requests alone.
    """
    requests = body["requests"] if isinstance(body, dict) else body
    ranges = body.get("ranges", []) if isinstance(body, dict) else []
    context = Context(change.user, change.time)
    replies = [_reply(document, index, asked, context) for index, asked in enumerate(requests)]
    for text in ranges:
        parse_a1(document, text)
    return replies


def _reply(document: Document, index: int, asked: Any, context: Context) -> Any:
    kind, body = next(iter(asked.items()), ("", None))
    if not kind:
        raise ApiError(400, "INVALID_ARGUMENT", f"Invalid requests[{index}]: No request set.")
    function = REQUESTS.get(kind)
    if function is None:
        message = f"Invalid requests[{index}].{kind}: the emulator does not do {kind} yet."
        raise ApiError(501, "UNIMPLEMENTED", message)
    try:
        return function(document, body, context) or {}
    except ApiError as error:
        if error.status == "INTERNAL":
            raise  # Google names no request when it fails itself
        message = f"Invalid requests[{index}].{kind}: {error.message}"
        raise ApiError(error.status_code, error.status, message, error.details) from None
    finally:
        document.memo.clear()
