"""Service accounts and people known to the emulator: their keys and the tokens they were given."""

import base64
import hashlib
import hmac
import json
import os
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

ACCESS_SECONDS = 3599
CLIENT_ID = "emulator.apps.googleusercontent.com"
CLIENT_SECRET = "GOCSPX-emulator"  # noqa: S105 (a public constant, as in Google's own desktop clients)


@dataclass(frozen=True, slots=True)
class Grant:
    """What one token says: whose it is, what it may do and until when (seconds; None: no end)."""

    email: str
    scope: str
    expires: float | None


class Accounts:
    """The accounts in one folder, a key file each, and the secret that seals their tokens.

    Tokens are sealed and not stored, so they outlive a restart of the emulator. Drawing a key
    takes about as long as a hundred calls: with `shared_key` all accounts have the same one.
    """

    def __init__(self, folder: Path, shared_key: bool = False) -> None:
        self._draw_key = _shared_key if shared_key else _draw_key
        self._folder = folder
        self._lock = threading.Lock()
        self._keys: dict[str, dict[str, str]] = {}
        self._redeemed: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)
        # Keys and the secret of tokens are for the one who started it.
        folder.chmod(0o700)
        for path in folder.glob("*.json"):
            key = json.loads(path.read_text("utf-8"))
            self._keys[key["client_email"]] = key
        self._secret = self._read_secret()

    def key_file(self, email: str, token_uri: str) -> dict[str, str]:
        """The service-account JSON of an account, which is registered when it is new."""
        with self._lock:
            if email not in self._keys:
                self._keys[email] = _new_key(email, self._draw_key())
                self._save(email)
        return {**self._keys[email], "token_uri": token_uri}

    def public_key(self, email: str) -> bytes | None:
        """The account's public key as PEM, or None when there is no such account."""
        key = self._keys.get(email)
        if key is None:
            return None
        private = serialization.load_pem_private_key(key["private_key"].encode(), None)
        return private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def remove(self, email: str) -> None:
        """Forget an account, as when its key is deleted in the cloud console."""
        with self._lock:
            if self._keys.pop(email, None) is not None:
                self._path(email).unlink()

    def emails(self) -> list[str]:
        """The registered accounts."""
        return sorted(self._keys)

    def access_token(self, email: str, scope: str, expires: float) -> str:
        """A bearer token for one account, valid until `expires` (seconds since 1970)."""
        return "ya29." + self._seal({"email": email, "scope": scope, "expires": expires})

    def refresh_token(self, email: str, scope: str) -> str:
        """A token without end that the token endpoint changes into access tokens."""
        return "1//" + self._seal({"email": email, "scope": scope, "expires": None})

    def authorized_user(self, email: str, scope: str, token_uri: str) -> dict[str, str]:
        """The `authorized_user` JSON with which a person's programs sign in."""
        return {
            "type": "authorized_user",
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "refresh_token": self.refresh_token(email, scope),
            "token_uri": token_uri,
        }

    def read_token(self, token: str, prefix: str, now: float) -> Grant | None:
        """What a token given out here says; None when it is forged, foreign or has ended."""
        said = self._open(token, prefix, now)
        return Grant(said["email"], said["scope"], said["expires"]) if said else None

    def code(self, consent: Mapping[str, str], expires: float) -> str:
        """An authorization code for what a person agreed to, good once and until `expires`."""
        return "4/" + self._seal({**consent, "expires": expires})

    def redeem(self, code: str, now: float) -> Mapping[str, Any] | None:
        """What the person agreed to; None when the code is forged, has ended or was used."""
        said = self._open(code, "4/", now)
        with self._lock:
            if said is None or said["nonce"] in self._redeemed:
                return None
            self._redeemed.add(said["nonce"])
        return said

    def _open(self, token: str, prefix: str, now: float) -> Mapping[str, Any] | None:
        payload, _, seal = token.removeprefix(prefix).partition(".")
        if not token.startswith(prefix) or not hmac.compare_digest(seal, self._sign(payload)):
            return None
        said: Mapping[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=="))
        ended = said["expires"] is not None and said["expires"] <= now
        return None if ended else said

    def _seal(self, said: Mapping[str, object]) -> str:
        said = {**said, "nonce": secrets.token_hex(4)}
        payload = base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")
        return f"{payload}.{self._sign(payload)}"

    def _sign(self, payload: str) -> str:
        return hmac.new(self._secret, payload.encode(), hashlib.sha256).hexdigest()

    def _path(self, email: str) -> Path:
        # Names of files must not carry addresses of people.
        return self._folder / (hashlib.sha256(email.encode()).hexdigest()[:24] + ".json")

    def _save(self, email: str) -> None:
        _write_durably(self._path(email), json.dumps(self._keys[email], indent=2).encode())

    def _read_secret(self) -> bytes:
        path = self._folder / "token-secret"
        if not path.exists():
            _write_durably(path, secrets.token_bytes(32))
        return path.read_bytes()


def _draw_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


_shared_key = cache(_draw_key)


def _new_key(email: str, private: rsa.RSAPrivateKey) -> dict[str, str]:
    pem = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return {
        "type": "service_account",
        "project_id": "emulator",
        "private_key_id": secrets.token_hex(20),
        "private_key": pem.decode(),
        "client_email": email,
        "client_id": str(10**20 + secrets.randbelow(10**20)),
        "universe_domain": "googleapis.com",
    }


def _write_durably(path: Path, content: bytes) -> None:
    new = path.with_suffix(".new")
    with new.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
