"""Reads a signed hint of an edit: who may send it, how old it may be, what it may contain."""

import hmac
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from jobs.notices.signing import sign
from service.errors import Refused

WINDOW_SECONDS = 300
LARGEST = 1024
# Later than any clock of ours; what is larger cannot be compared with one.
_LATEST = 10**11
_FILE = re.compile(r"[A-Za-z0-9_-]{10,100}")
_NONCE = re.compile(r"[A-Za-z0-9-]{16,80}")


@dataclass(frozen=True, slots=True)
class Hint:
    """Something was edited in a file; `sent_at` in epoch seconds, `nonce` is used once."""

    file: str
    sent_at: int
    nonce: str


def read_hint(body: bytes, signature: str, secrets: Sequence[str], now: float) -> Hint:
    """The hint in a body `{"file", "time", "nonce"}` that is signed with one of the secrets.

    Raises `Refused`: too large, forged, malformed, or older than five minutes. The signature is
    looked at before anything inside the body.
    """
    if len(body) > LARGEST:
        raise Refused(413, "too-large", "A hint has at most 1024 bytes.")
    # Compared as bytes: a header may carry letters that compare_digest refuses as text.
    given = signature.lower().encode()
    if not any(hmac.compare_digest(sign(body, one).encode(), given) for one in secrets):
        raise Refused(401, "forged", "The signature does not fit the body.")
    hint = _parse(body)
    if abs(now - hint.sent_at) > WINDOW_SECONDS:
        raise Refused(401, "stale", "The hint is older than five minutes; check the clocks.")
    return hint


def _parse(body: bytes) -> Hint:
    try:
        content = json.loads(body)
        hint = Hint(content["file"], content["time"], content["nonce"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused() from None
    if type(hint.sent_at) is not int or abs(hint.sent_at) > _LATEST:
        raise Refused()
    if not _fits(_FILE, hint.file):
        raise Refused()
    if not _fits(_NONCE, hint.nonce):
        raise Refused()
    return hint


def _fits(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and bool(pattern.fullmatch(value))
