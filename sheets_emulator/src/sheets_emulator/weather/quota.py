"""Google's per-minute quotas: reads and writes of Sheets, for each user and for each project.

Source: developers.google.com/workspace/sheets/api/limits (60 a user, 300 a project, each kind).
"""

import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["read", "write", "drive", "token"]

WINDOW_SECONDS = 60.0
READ_VERBS = frozenset({"getByDataFilter", "batchGetByDataFilter", "search"})


@dataclass(frozen=True, slots=True)
class Limits:
    """Calls a minute; the two kinds of calls have buckets of their own."""

    per_user: int = 60
    per_project: int = 300
    retry_after: int | None = None


def kind_of(method: str, path: str, verb: str) -> Kind:
    """Which bucket a call takes from; Drive has quotas of another sort and is not counted."""
    if not path.startswith("/v4/"):
        return "token" if path == "/token" else "drive"
    return "read" if method == "GET" or verb in READ_VERBS else "write"


def project_of(user: str) -> str:
    """The cloud project of an account: a service account's is in its address."""
    name, _, host = user.partition("@")
    project, dot, rest = host.partition(".")
    return project if name and dot and rest == "iam.gserviceaccount.com" else "emulator"


class Quota:
    """Counts calls in the last sixty seconds; a refused call takes nothing.

    A sliding window is stricter than Google's (whose minutes are its own), so a client that
    passes here passes there.
    """

    def __init__(self) -> None:
        self.limits: Limits | None = None
        self._lock = threading.Lock()
        self._calls: dict[tuple[str, str, str], deque[float]] = {}

    def set(self, limits: Limits | None) -> None:
        """Turn the quotas on or off; what was counted is forgotten."""
        with self._lock:
            self.limits = limits
            self._calls.clear()

    def take(self, kind: Kind, user: str, now: float) -> dict[str, Any] | None:
        """Count one call; the body of Google's 429 when a bucket is empty, else None."""
        limits = self.limits
        if limits is None or kind not in ("read", "write"):
            return None
        with self._lock:
            mine = self._bucket((kind, "user", user), now)
            ours = self._bucket((kind, "project", project_of(user)), now)
            if len(mine) >= limits.per_user:
                return exhausted(kind, user, "user", limits.per_user)
            if len(ours) >= limits.per_project:
                return exhausted(kind, user, "project", limits.per_project)
            mine.append(now)
            ours.append(now)
        return None

    def used(self, now: float) -> Mapping[str, int]:
        """Calls counted in the last minute, by `kind scope name`."""
        with self._lock:
            return {" ".join(key): len(self._bucket(key, now)) for key in list(self._calls)}

    def _bucket(self, key: tuple[str, str, str], now: float) -> deque[float]:
        calls = self._calls.setdefault(key, deque())
        while calls and calls[0] <= now - WINDOW_SECONDS:
            calls.popleft()
        return calls


def exhausted(kind: Kind, user: str, scope: str = "user", limit: int = 60) -> dict[str, Any]:
    """The `error` object of a call over the quota, as recorded."""
    title = "Read" if kind == "read" else "Write"
    metric = f"{title} requests"
    name, unit, limit_id = f"{metric} per minute", "1/min/{project}", "PerMinutePerProject"
    if scope == "user":
        name, unit, limit_id = f"{name} per user", f"{unit}/{{user}}", "PerMinutePerUser"
    number = _project_number(project_of(user))
    metadata = {
        "service": "sheets.googleapis.com",
        "consumer": f"projects/{number}",
        "quota_metric": f"sheets.googleapis.com/{kind}_requests",
        "quota_limit": f"{title}Requests{limit_id}",
        "quota_limit_value": str(limit),
        "quota_location": "global",
        "quota_unit": unit,
    }
    return {
        "code": 429,
        "message": (
            f"Quota exceeded for quota metric '{metric}' and limit '{name}' of service "
            f"'sheets.googleapis.com' for consumer 'project_number:{number}'."
        ),
        "status": "RESOURCE_EXHAUSTED",
        "details": [
            {
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": "RATE_LIMIT_EXCEEDED",
                "domain": "googleapis.com",
                "metadata": metadata,
            },
            {
                "@type": "type.googleapis.com/google.rpc.Help",
                "links": [
                    {
                        "description": "Request a higher quota limit.",
                        "url": "https://cloud.google.com/docs/quotas/help/request_increase",
                    }
                ],
            },
        ],
    }


def _project_number(project: str) -> int:
    return 100_000_000_000 + int.from_bytes(project.encode()[:4].ljust(4, b"0")) % 900_000_000
