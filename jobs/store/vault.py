"""Encrypts what is personal before it is stored, and hashes identities with a key."""

import hashlib
import hmac
import json
import zlib
from typing import Any

from cryptography.fernet import Fernet


class Vault:
    """One Fernet key: payloads are encrypted with it; identities and fingerprints are hashed with a
    key each that is made of it."""

    def __init__(self, key: str) -> None:
        self._fernet = Fernet(key)
        self._hash_key = hmac.digest(key.encode(), b"identities", "sha256")
        self._fingerprint_key = hmac.digest(key.encode(), b"fingerprints", "sha256")

    def seal(self, content: Any) -> bytes:
        """Any JSON value, compressed and encrypted."""
        plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        return self._fernet.encrypt(zlib.compress(plain, 6))

    def open(self, payload: bytes) -> Any:
        """What `seal` was given."""
        return json.loads(zlib.decompress(self._fernet.decrypt(payload)))

    def digest(self, *parts: str) -> str:
        """A keyed hash of the parts: equal for equal parts, and it cannot be guessed back."""
        message = "\x1f".join(parts).encode()
        return hmac.new(self._hash_key, message, hashlib.sha256).hexdigest()

    def fingerprint(self, plain: str) -> str:
        """The fingerprint to store for a plain SHA-256 of personal data, which anybody could find
        by trying what a telephone or a citizen number can be. Made of the plain one, so that
        stores that still held it could be keyed without a look at the workbooks."""
        return hmac.new(self._fingerprint_key, plain.encode(), hashlib.sha256).hexdigest()
