"""The seal of a backup: a stream that opens whole and as it was written, or not at all.

`wardsheets sealed backup 1`, a line of JSON that says how it is locked, 32 bytes that show whether
the key is the right one, then pieces of 64 KiB in AES-256-GCM, numbered, the last one marked (the
STREAM construction of age: a piece that is missing, doubled or in another place does not open).
A passphrase is stretched by scrypt with the numbers of RFC 7914 for files; for a recipient X25519
with a key made for this file alone.
"""

import hashlib
import hmac
import io
import json
import secrets
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from jobs.store.opening.making_room import BackupError

# Of this form of the file, not of the file: what comes in must not choose the memory we spend.
_MAGIC = b"wardsheets sealed backup 1\n"
_SCRYPT_N, _SCRYPT_R, _SCRYPT_P = 2**17, 8, 1
_LONGEST_HEAD = 1000
_PIECE, _TAG, _PROOF = 64 * 1024, 16, 32

DAMAGED = "The backup is cut off or was altered; nothing was changed. Take another one."


class WrongKeyError(BackupError):
    """The passphrase or the key is not the one of this backup."""


@dataclass(frozen=True, slots=True)
class Passphrase:
    """Words that lock and open; the same however the letters were typed."""

    words: str = field(repr=False)

    def lock(self) -> tuple[dict[str, str], bytes]:
        salt = secrets.token_bytes(16)
        return {"by": "passphrase", "salt": salt.hex()}, self._stretched(salt)

    def secret_of(self, head: dict[str, Any]) -> bytes:
        if head.get("by") == "recipient":
            raise WrongKeyError("This backup opens with a key file: restore … --key FILE.")
        return self._stretched(_hex(head, "salt"))

    def _stretched(self, salt: bytes) -> bytes:
        words = unicodedata.normalize("NFC", self.words).encode()
        return Scrypt(salt=salt, length=32, n=_SCRYPT_N, r=_SCRYPT_R, p=_SCRYPT_P).derive(words)


@dataclass(frozen=True, slots=True)
class Recipient:
    """The public half of a key pair: locks, and opens nothing."""

    public: bytes

    def lock(self) -> tuple[dict[str, str], bytes]:
        once = X25519PrivateKey.generate()
        sent = once.public_key().public_bytes_raw()
        shared = once.exchange(X25519PublicKey.from_public_bytes(self.public))
        head = {"by": "recipient", "once": sent.hex(), "recipient": self.public.hex()}
        return head, _spread(shared, sent + self.public, b"recipient")


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The private half, which opens what was locked for its public one."""

    private: bytes = field(repr=False)

    @property
    def recipient(self) -> Recipient:
        return Recipient(self._key().public_key().public_bytes_raw())

    def _key(self) -> X25519PrivateKey:
        return X25519PrivateKey.from_private_bytes(self.private)

    def secret_of(self, head: dict[str, Any]) -> bytes:
        if head.get("by") == "passphrase":
            raise WrongKeyError("This backup opens with a passphrase, not with a key file.")
        mine = self.recipient.public
        if _hex(head, "recipient") != mine:
            raise WrongKeyError("This backup was written for another key file.")
        sent = _hex(head, "once")
        try:
            shared = self._key().exchange(X25519PublicKey.from_public_bytes(sent))
        except ValueError:
            raise BackupError(DAMAGED) from None
        return _spread(shared, sent + mine, b"recipient")


class Sealed(io.RawIOBase):
    """A file to write into; what reaches `target` is sealed. Not whole before `seal`."""

    def __init__(self, target: IO[bytes], lock: Passphrase | Recipient) -> None:
        super().__init__()
        said, secret = lock.lock()
        head = _MAGIC + json.dumps(said).encode() + b"\n"
        self._target, self._waiting, self._number = target, bytearray(), 0
        self._cipher = AESGCM(_spread(secret, head, b"content"))
        target.write(head + _proof(secret, head))

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self._waiting += content
        # One piece is always kept back: the last one has another mark.
        while len(self._waiting) > _PIECE:
            self._put(bytes(self._waiting[:_PIECE]), last=False)
            del self._waiting[:_PIECE]
        return len(content)

    def seal(self) -> None:
        """Writes the last piece."""
        self._put(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _put(self, piece: bytes, *, last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._number, last), piece, None))
        self._number += 1


def is_sealed(source: IO[bytes]) -> bool:
    """Whether the file begins as one of ours; it stands at its beginning again."""
    found = source.read(len(_MAGIC))
    source.seek(0)
    return found == _MAGIC


def unseal(source: IO[bytes], target: IO[bytes], key: Passphrase | KeyFile) -> None:
    """Writes what was sealed into `target`. Raises `BackupError`: `WrongKeyError` where the key is
    another one, else where a byte is missing or is not as it was; what was written is of no use."""
    source.seek(len(_MAGIC))
    line = source.readline(_LONGEST_HEAD)
    head = _MAGIC + line
    secret = key.secret_of(_said(line))
    if not hmac.compare_digest(source.read(_PROOF), _proof(secret, head)):
        raise WrongKeyError(
            "That is not the passphrase of this backup, or its beginning was altered."
        )
    cipher = AESGCM(_spread(secret, head, b"content"))
    try:
        for number, (piece, last) in enumerate(_pieces(source)):
            target.write(cipher.decrypt(_nonce(number, last), piece, None))
    except InvalidTag:
        raise BackupError(DAMAGED) from None


def _pieces(source: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    piece = source.read(_PIECE + _TAG)
    while True:
        following = source.read(_PIECE + _TAG)
        yield piece, not following
        if not following:
            return
        piece = following


def _said(line: bytes) -> dict[str, Any]:
    try:
        head = json.loads(line)
    except ValueError:
        head = None
    if not isinstance(head, dict) or not line.endswith(b"\n"):
        raise BackupError(DAMAGED)
    return head


def _hex(head: dict[str, Any], name: str) -> bytes:
    try:
        return bytes.fromhex(head[name])
    except (KeyError, TypeError, ValueError):
        raise BackupError(DAMAGED) from None


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _spread(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    info = b"wardsheets backup 1 " + purpose
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(secret)


def _proof(secret: bytes, head: bytes) -> bytes:
    return hmac.digest(_spread(secret, b"", b"head"), head, hashlib.sha256)
