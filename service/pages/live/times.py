"""Times as people say them: how long ago, how long still."""

from datetime import datetime, timedelta

from sheets_schema.messages import text

UNITS = (("days", 86_400), ("hours", 3_600), ("minutes", 60))


def ago(moment: datetime | None, now: datetime, language: str) -> str:
    """`3 phút trước`; a dash for what never was."""
    if moment is None:
        return "–"
    passed = now - moment
    if passed < timedelta(minutes=1):
        return text("time-now", language)
    return text("time-ago", language, time=_largest(passed, language))


def left(due: datetime, now: datetime, language: str) -> str:
    """`còn 2 giờ` before, `quá 3 ngày` after."""
    rest = due - now
    word = "time-over" if rest < timedelta() else "time-left"
    return text(word, language, time=_largest(abs(rest), language))


def _largest(span: timedelta, language: str) -> str:
    seconds = max(60, int(span.total_seconds()))
    name, size = next((name, size) for name, size in UNITS if seconds >= size)
    return text(f"time-{name}", language, n=seconds // size)
