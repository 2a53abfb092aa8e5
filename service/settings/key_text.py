"""Keys as a line of text that people copy, with a check sum: one wrong letter is found out."""

import hashlib

RECIPIENT, KEY = "wardsheets-recipient", "wardsheets-key"
_BYTES = 32


def key_text(kind: str, content: bytes) -> str:
    """The line of a key of that kind."""
    return f"{kind}-{content.hex()}-{_check(kind, content)}"


def key_content(kind: str, said: str) -> bytes:
    """What `key_text` was given; ValueError for anything else."""
    name, _, check = said.strip().rpartition("-")
    content = bytes.fromhex(name.removeprefix(f"{kind}-"))
    if len(content) != _BYTES or check != _check(kind, content):
        raise ValueError(f"no {kind}")
    return content


def _check(kind: str, content: bytes) -> str:
    return hashlib.sha256(kind.encode() + content).hexdigest()[:8]
