"""What stands around the service and can be wrong before anybody notices: disk, files, clock, mail,
proxy. Each yields a grade, the name of its sentence (`preflight-…`) and what the sentence says."""

import shutil
import stat
import time
from collections.abc import Iterator, Sequence
from email.utils import parsedate_to_datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from jobs.notices.channel import NotTakenError
from jobs.notices.channels.mail import Mailer
from service.settings.declared import EVERYWHERE, Settings
from service.settings.private_files import OURS_ALONE
from service.settings.secrets_store import FILES


class Grade(StrEnum):
    """How a check ended; only `wrong` stops the way to the first run."""

    GOOD = "good"
    HINT = "hint"
    WRONG = "wrong"


Found = tuple[Grade, str, dict[str, Any]]

# Below this a night's backup may not fit beside the store; below that nothing does.
LITTLE_BYTES, NONE_BYTES = 1_000_000_000, 100_000_000
# Google refuses a signed request of a clock that is five minutes off; due times are by the minute.
CLOCK_HINT, CLOCK_WRONG = 30.0, 240.0


def disk(settings: Settings, free: int | None = None) -> Found:
    """Room in the data folder; `free` bytes in place of what the system says, for tests."""
    free = shutil.disk_usage(settings.data_dir).free if free is None else free
    words = {"folder": settings.data_dir, "free": f"{free / 1e9:.1f}".replace(".", ",")}
    if free < LITTLE_BYTES:
        return (Grade.WRONG if free < NONE_BYTES else Grade.HINT), "disk-little", words
    return Grade.GOOD, "disk", words


def open_files(settings: Settings) -> Iterator[Found]:
    """Keys that others on this machine may read."""
    ours = [settings.data_dir / name for name in FILES]
    keys = [path for path in (*settings.service_accounts, *ours) if path.is_file()]
    wrong = [path for path in keys if _mode(path) & OURS_ALONE]
    for path in wrong:
        yield Grade.HINT, "key-open", {"file": path}
    if keys and not wrong:
        yield Grade.GOOD, "keys-closed", {"n": len(keys)}


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def clock(said: str, now: float | None = None) -> Iterator[Found]:
    """Our clock against the `Date` of an answer of Google's; nothing where it says none."""
    try:
        theirs = parsedate_to_datetime(said).timestamp()
    except (TypeError, ValueError):
        return
    off = (time.time() if now is None else now) - theirs
    if abs(off) < CLOCK_HINT:
        yield Grade.GOOD, "clock", {}
        return
    grade = Grade.WRONG if abs(off) >= CLOCK_WRONG else Grade.HINT
    yield grade, "clock-fast" if off > 0 else "clock-slow", {"seconds": round(abs(off))}


def mail(settings: Settings) -> Found:
    """Whether the mail server lets us in; no mail is sent."""
    if not settings.smtp_url:
        return Grade.HINT, "no-mail", {}
    try:
        Mailer(settings.smtp_url, settings.mail_from, timeout=10.0).knock()
    except NotTakenError as error:
        return Grade.WRONG, "mail-refused", {"why": str(error)}
    return Grade.GOOD, "mail", {"address": settings.mail_from}


def proxy(settings: Settings) -> Iterator[Found]:
    """An address by https needs a proxy in front, whose headers must be believed, and which alone
    should reach us."""
    if not settings.public_url.startswith("https:"):
        return
    if settings.proxy_hops == 0:
        yield Grade.WRONG, "no-hops", {"url": settings.public_url}
    elif settings.host in EVERYWHERE:
        yield Grade.HINT, "port-open", {"port": settings.port, "n": settings.proxy_hops}
    else:
        yield Grade.GOOD, "proxy", {"n": settings.proxy_hops}


def before_google(settings: Settings) -> Iterator[Found]:
    """All of these that need no Google."""
    yield disk(settings)
    yield from open_files(settings)
    yield mail(settings)
    yield from proxy(settings)


def locale_of(said: Sequence[str]) -> Iterator[Found]:
    """Names of spreadsheets whose locale reads 1.5 and 2/3 in another way than people here type."""
    if said:
        yield Grade.HINT, "locale", {"names": ", ".join(said[:10]), "n": len(said)}
