"""An answer as it goes over the line: compressed when the client takes it, Drive's own caching."""

import gzip

from sheets_emulator.wire.cors import let_read
from sheets_emulator.wire.http import Request, Response

# Below this a packet is saved by nothing.
SMALLEST = 512
DRIVE_CACHING = {
    "Cache-Control": "no-cache, no-store, max-age=0, must-revalidate",
    "Pragma": "no-cache",
    "Expires": "Mon, 01 Jan 1990 00:00:00 GMT",
}


def as_sent(request: Request, response: Response, body: bytes) -> tuple[bytes, dict[str, str]]:
    """(body, headers) to send."""
    headers = response.all_headers() | let_read(request)
    if request.segments[0] in ("drive", "upload") and "Cache-Control" in headers:
        headers |= DRIVE_CACHING
    if len(body) >= SMALLEST and _takes_gzip(request):
        body = gzip.compress(body, 1, mtime=0)
        headers |= {"Content-Encoding": "gzip"}
    return body, headers | {"Content-Length": str(len(body))}


def _takes_gzip(request: Request) -> bool:
    offered = request.headers.get("accept-encoding", "").lower().replace(" ", "").split(",")
    return any(one == "gzip" or (one.startswith("gzip;") and one != "gzip;q=0") for one in offered)
