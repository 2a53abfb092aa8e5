"""Google's error answers, sorted in one table into the exceptions of `sheets_client.errors`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sheets_client import errors

RATE_REASONS = {"rateLimitExceeded", "userRateLimitExceeded"}
QUOTA_REASONS = {
    "storageQuotaExceeded",
    "dailyLimitExceeded",
    "sharingRateLimitExceeded",
    "subscriptionRateLimitExceeded",
    "teamDriveFileLimitExceeded",
}
TRANSIENT = {408, 500, 502, 503, 504}
# Words of Google's 400 messages; the status FAILED_PRECONDITION is not specific enough.
NOT_A_SHEET = "not supported for this document"
PROTECTED = "protected cell or object"


@dataclass(frozen=True, slots=True)
class Answer:
    """The parts of an error answer that decide: HTTP code, reasons, message."""

    code: int
    reasons: frozenset[str]
    message: str
    retry_after: float | None


def read_answer(code: int, body: bytes, headers: Mapping[str, str]) -> Answer:
    """An error answer as `Answer`; a page that is not JSON (an HTML 502) has no reasons."""
    error = _error_of(body)
    reasons = {str(one.get("reason", "")) for one in error.get("errors", [])}
    reasons |= {str(one.get("reason", "")) for one in error.get("details", [])}
    message = str(error.get("message", "")) or f"HTTP {code}"
    return Answer(code, frozenset(reasons - {""}), message, _seconds(headers.get("Retry-After")))


def _error_of(body: bytes) -> dict[str, Any]:
    try:
        error = json.loads(body)["error"]
    except (ValueError, KeyError, TypeError):
        return {}
    return error if isinstance(error, dict) else {}


def _seconds(header: str | None) -> float | None:
    return float(header) if header and header.strip().isdigit() else None


def error_for(answer: Answer, *, write: bool) -> errors.GoogleError:
    """The exception for an error answer; `write` turns a transient one into OutcomeUnknown.

    Google's words go along with a refusal, cut short: they name ranges and fields, not values.
    """
    if answer.code == 429 or answer.reasons & RATE_REASONS:
        return errors.RateLimited(answer.message, retry_after=answer.retry_after)
    if answer.code in TRANSIENT:
        kind = errors.OutcomeUnknown if write else errors.Unavailable
        return kind(f"HTTP {answer.code}", retry_after=answer.retry_after)
    if answer.code == 403:
        used_up = answer.reasons & QUOTA_REASONS
        return errors.QuotaUsedUp(", ".join(used_up)) if used_up else errors.AccessLost()
    return _refusal(answer)


def _refusal(answer: Answer) -> errors.GoogleError:
    if answer.code == 401:
        return errors.CredentialsRefused()
    if answer.code == 404:
        return errors.NotFound()
    if NOT_A_SHEET in answer.message:
        return errors.NotASpreadsheet()
    if PROTECTED in answer.message:
        return errors.ProtectedAgainstUs()
    return errors.Refused(answer.message[:300])
