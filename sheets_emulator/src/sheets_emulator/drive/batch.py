"""Many calls in one: `POST /batch`, its parts calls of their own, answered one after the other."""

from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import Message
from typing import Any
from urllib.parse import urlsplit

from sheets_emulator.wire.http import (
    Answer,
    DriveError,
    Request,
    Response,
    Route,
    read_query,
    split_path,
)

# What Drive takes at most.
MOST = 100
BOUNDARY = "batch_emulator"
# What a call in it may ask for: it is no way around the gate of the control doors, nor into itself.
DOORS = frozenset({"v4", "drive", "upload"})
PATHS = ("/batch", "/batch/drive/v3", "/batch/drive/v2")


def routes(make: Callable[..., Any], answer: Answer) -> Iterator[Route]:
    """The doors; `make` builds a request from its parts, `answer` answers it."""

    def batch(request: Request) -> Response:
        parts = _parts(request)
        if len(parts) > MOST:
            message = f"The batch request could not be processed: more than {MOST} calls."
            raise DriveError(400, "badRequest", message)
        answers = [_answered(_inner(make, request, part), part, answer) for part in parts]
        body = b"".join(b"--%b\r\n%b\r\n" % (BOUNDARY.encode(), one) for one in answers)
        body += f"--{BOUNDARY}--\r\n".encode()
        return Response(200, body, {"Content-Type": f"multipart/mixed; boundary={BOUNDARY}"})

    return (Route("POST", path, batch) for path in PATHS)


def _parts(request: Request) -> list[Message]:
    kind = request.headers.get("content-type", "")
    whole = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + request.body)
    if not whole.is_multipart():
        raise DriveError(400, "badRequest", "The batch request could not be processed.")
    return [part for part in whole.get_payload() if isinstance(part, Message)]


def _inner(make: Callable[..., Any], outer: Request, part: Message) -> Request:
    """The call in a part; what it does not say of itself is said of all."""
    text = part.get_payload(decode=True)
    head, _, body = (
        (text if isinstance(text, bytes) else b"").replace(b"\r\n", b"\n").partition(b"\n\n")
    )
    line, _, rest = head.decode("utf-8", "replace").lstrip().partition("\n")
    method, _, target = line.partition(" ")
    place = urlsplit(target.split(" ")[0])
    own = {name.lower(): value for name, value in message_from_bytes(rest.encode()).items()}
    kept = ("authorization", "host")
    headers = {name: outer.headers[name] for name in kept if name in outer.headers} | own
    segments, verb = split_path(place.path)
    return make(  # type: ignore[no-any-return]
        method=method.upper(),
        raw_path=place.path,
        segments=segments,
        verb=verb,
        query=read_query(place.query),
        headers={"content-type": "application/json"} | headers,
        body=body.strip(),
        raw_query=place.query,
    )


def _answered(request: Request, part: Message, answer: Answer) -> bytes:
    elsewhere = DriveError(404, "notFound", "Not Found")
    response = answer(request) if request.segments[0] in DOORS else elsewhere.response()
    body = response.payload()
    lines = [
        "Content-Type: application/http",
        f"Content-ID: <response-{str(part.get('Content-ID', '<>')).strip().removeprefix('<')}",
        "",
        f"HTTP/1.1 {response.status} {'OK' if response.status < 400 else 'Error'}",
        *(f"{name}: {value}" for name, value in response.all_headers().items()),
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body + b"\r\n"
