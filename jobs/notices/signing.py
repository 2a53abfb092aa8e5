"""The signature of what machines tell each other: hints at our door, notices at somebody else's."""

import hmac

SIGNATURE = "X-Wardsheets-Signature"


def sign(body: bytes, secret: str) -> str:
    """The lower-case hex HMAC-SHA256 of a body."""
    return hmac.digest(secret.encode(), body, "sha256").hex()
