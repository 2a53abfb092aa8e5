"""Encrypts what is personal before it is stored, and hashes identities with a key."""

import hashlib
import hmac
import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

# Every key that still opens, the newest first; asked again, since a key may be rotated meanwhile.
KeySource = Callable[[], Sequence[str]]
Roots = Mapping[str, str]
PURPOSES = ("identities", "fingerprints")


def roots_of(key: str) -> Roots:
    """The keys of the hashes that belong to a Fernet key, as hex, by their purpose."""
    return {one: hmac.digest(key.encode(), one.encode(), "sha256").hex() for one in PURPOSES}


class Vault:
    """Fernet keys: payloads are encrypted with the newest, and opened with any; identities and
    fingerprints are hashed with a key each, made of the first key that the store ever had, so that
    what was hashed is recognised after the key was rotated."""

    def __init__(self, keys: str | KeySource, roots: Roots | None = None) -> None:
        self._source = (lambda: (keys,)) if isinstance(keys, str) else keys
        self._take(tuple(self._source()))
        self.roots = roots or roots_of(self._keys[-1])
        self._hash_key = bytes.fromhex(self.roots["identities"])
        self._fingerprint_key = bytes.fromhex(self.roots["fingerprints"])

    def _take(self, keys: tuple[str, ...]) -> None:
        self._keys = keys
        self._newest = Fernet(keys[0])
        self._all = MultiFernet([Fernet(key) for key in keys])

    def _look(self) -> bool:
        """Takes the keys of now; whether they are others than before."""
        found = tuple(self._source())
        if found == self._keys:
            return False
        self._take(found)
        return True

    def seal(self, content: Any) -> bytes:
        """Any JSON value, compressed and encrypted."""
        plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        self._look()
        return self._newest.encrypt(zlib.compress(plain, 6))

    def open(self, payload: bytes) -> Any:
        """What `seal` was given."""
        return json.loads(zlib.decompress(self._decrypt(payload)))

    def _decrypt(self, payload: bytes) -> bytes:
        try:
            return self._all.decrypt(payload)
        except InvalidToken:
            # Another process may have written it with a key that is new since.
            if not self._look():
                raise
            return self._all.decrypt(payload)

    def anew(self, payload: bytes) -> bytes:
        """A payload encrypted with the newest key; the same one where it is already."""
        self._look()
        try:
            self._newest.decrypt(payload)
        except InvalidToken:
            return self._all.rotate(payload)
        return payload

    def digest(self, *parts: str) -> str:
        """A keyed hash of the parts: equal for equal parts, and it cannot be guessed back."""
        message = "\x1f".join(parts).encode()
        return hmac.new(self._hash_key, message, hashlib.sha256).hexdigest()

    def fingerprint(self, plain: str) -> str:
        """The fingerprint to store for a plain SHA-256 of personal data, which anybody could find
        by trying what a telephone or a citizen number can be. Made of the plain one, so that
        stores that still held it could be keyed without a look at the workbooks."""
        return hmac.new(self._fingerprint_key, plain.encode(), hashlib.sha256).hexdigest()
