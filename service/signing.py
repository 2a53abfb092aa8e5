"""Signatures that hold for some time, whichever of two machines has the clock that is ahead."""

import hashlib
from datetime import datetime

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import SignatureExpired, TimestampSigner, URLSafeTimedSerializer

from jobs.store.moments import is_near
from service.settings.secrets_store import KeyRing


class NearSigner(TimestampSigner):
    """Takes what was signed within `max_age` seconds of now, on either side.

    Its own base refuses what is dated a second ahead, as another web machine may date it, and
    what was signed while a clock was ahead for as long as it was.
    """

    def unsign(  # type: ignore[override]
        self, signed_value: str | bytes, max_age: int | None = None, return_timestamp: bool = False
    ) -> tuple[bytes, datetime] | bytes:
        """What was signed, with its time if asked; raises as its base does."""
        value, signed = super().unsign(signed_value, return_timestamp=True)
        # Both are whole seconds: the last one of the age counts.
        if max_age is not None and not is_near(
            signed.timestamp(), self.get_timestamp(), max_age + 1
        ):
            raise SignatureExpired("too far from now", payload=value, date_signed=signed)
        return (value, signed) if return_timestamp else value


class NearSessions(SecureCookieSessionInterface):
    """Flask's sessions, signed with HMAC-SHA-256 by the newest key, believed of an older one that
    is not ended yet, and held to their age in that way."""

    def __init__(self, keys: KeyRing) -> None:
        self._keys = keys

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer:
        """The serializer of the session's cookie."""
        return URLSafeTimedSerializer(
            # The library signs with the last one.
            list(reversed(self._keys.all())),
            salt=self.salt,
            serializer=self.serializer,
            signer=NearSigner,
            signer_kwargs={
                "key_derivation": self.key_derivation,
                "digest_method": hashlib.sha256,
            },
        )
