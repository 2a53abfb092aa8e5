"""Pages of this machine that ask Google's doors from a port of their own, as Google lets any page.

A page from elsewhere is refused by the gate: what it could read here is somebody's data.
"""

from sheets_emulator.wire.gate import from_this_machine
from sheets_emulator.wire.http import Request, Response

METHODS = "DELETE,GET,HEAD,PATCH,POST,PUT"
# How long a browser may go without asking again, in seconds.
LASTS = "3600"


def preflight(request: Request) -> Response | None:
    """The answer to a browser that asks before it sends a page's call; None for other calls."""
    wanted = request.headers.get("access-control-request-method")
    if request.method != "OPTIONS" or wanted is None or not from_this_machine(request):
        return None
    headers = {
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": request.headers.get("access-control-request-headers", ""),
        "Access-Control-Max-Age": LASTS,
    }
    return Response(200, b"", headers)


def let_read(request: Request) -> dict[str, str]:
    """The headers by which a browser hands an answer to the page that asked."""
    if not from_this_machine(request):
        return {}
    return {"Access-Control-Allow-Origin": request.headers["origin"], "Vary": "Origin"}
