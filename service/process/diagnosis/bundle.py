"""One ZIP that says how an installation stands: versions, settings, preflight, work, sizes.

It goes to whoever maintains the program, so it holds nothing personal: of settings numbers,
flags, days and words of a fixed choice alone, of sentences of ours the numbers that they count,
of reasons no address, no number of a person and no name of a file at Google.
"""

import json
import platform
import re
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import date
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from jobs.store.all_tables import METADATA
from jobs.store.journal import last_publication
from jobs.store.opening.database import is_file
from jobs.store.opening.form import form_of
from jobs.store.work import ledger
from jobs.store.work.ledger import Work
from service.office import Office
from service.process.preflight import Preflight
from service.settings.declared import Settings
from service.settings.source import variable
from sheets_schema.masking import mask_text

# Settings that are words of ours; any other text may be an address, a name or a secret.
OUR_WORDS = ("language",)
LONGEST = 300
FAILURES, RUNS = 200, 50
_ADDRESS = re.compile(r"[^\s@<>\"']{1,64}@[^\s@<>\"']{1,255}")
# Ids of files, keys and tokens.
_ID = re.compile(r"[A-Za-z0-9_-]{20,}")

Part = tuple[str, Callable[[], object]]


def write_bundle(target: Path, settings: Settings, opened: Callable[[], Office]) -> list[str]:
    """Writes the ZIP; returns the names of the parts that could not be had, each of which says in
    the ZIP what kind of error ended it. `opened` opens the store."""
    lost = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, part in _parts(settings, opened):
            try:
                said = part()
            # A bundle is wanted most of an installation in which something is broken.
            except Exception as error:
                said = {"could not be had": type(error).__name__}
                lost.append(name)
            bundle.writestr(name, json.dumps(said, ensure_ascii=False, indent=1) + "\n")
    return lost


def _parts(settings: Settings, opened: Callable[[], Office]) -> Iterator[Part]:
    yield "versions.json", versions
    yield "settings.json", lambda: settings_said(settings)
    known: list[Office] = []

    def here() -> Office:
        if not known:
            known.append(opened())
        return known[0]

    yield "store.json", lambda: store_said(here())
    yield "work.json", lambda: work_said(here())
    yield "preflight.json", lambda: preflight_said(here())
    for one in known:
        one.close()


def versions() -> dict[str, Any]:
    """The interpreter, the system, and every distribution installed beside the program."""
    found = {str(one.metadata["Name"]): one.version for one in distributions()}
    return {
        "python": platform.python_version(),
        "system": platform.platform(),
        "at": round(time.time()),
        "distributions": dict(sorted(found.items(), key=lambda one: one[0].lower())),
    }


def settings_said(settings: Settings) -> dict[str, Any]:
    """Each setting by its variable: its value where that is nobody's, else whether it is set."""
    return {
        variable(one): _value(one.name, getattr(settings, one.name)) for one in fields(settings)
    }


def _value(name: str, value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if name in OUR_WORDS:
        return str(value)
    if isinstance(value, tuple | list | dict) or hasattr(value, "items"):
        return {"set": len(value)}  # type: ignore[arg-type]
    return "set" if str(value) else "empty"


def store_said(here: Office) -> dict[str, Any]:
    """Which database, of which form, how many rows each table has, and the last publication."""
    url = here.settings.store_url
    with here.engine.connect() as connection:
        counted = {
            name: int(connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0)
            for name, table in METADATA.tables.items()
        }
        published, form = last_publication(connection), form_of(connection)
    place = Path(str(sa.make_url(url).database)) if is_file(url) else None
    return {
        "database": sa.make_url(url).get_backend_name(),
        "revision": form.revision,
        "bytes": place.stat().st_size if place and place.exists() else None,
        "rows": counted,
        "publication": published and {name: published[name] for name in ("number", "as_of")},
    }


def work_said(here: Office) -> dict[str, Any]:
    """What waits or runs, by job, and what failed, with the reason as far as it is nobody's."""
    with here.engine.connect() as connection:
        active, failed = ledger.active(connection), ledger.failures(connection)
    return {
        "active": dict(Counter(one.job for one in active)),
        "oldest_asked": min((round(time.time() - one.asked_at) for one in active), default=None),
        "failed": [_failure(one) for one in failed[:FAILURES]],
        "failed_in_all": len(failed),
    }


def _failure(one: Work) -> dict[str, Any]:
    return {
        "job": one.job,
        "unit": one.subject,
        "tries": one.tries,
        "seconds_ago": round(time.time() - (one.failed_at or one.asked_at)),
        "reason": harmless(one.reason or ""),
    }


def preflight_said(here: Office) -> list[dict[str, str]]:
    """Every answer of the preflight, without whom or what it names."""
    return [
        {"grade": one.grade.value, "code": one.code, "said": harmless(one.masked)}
        for one in Preflight(here).checks()
    ]


def harmless(said: str) -> str:
    """A sentence without addresses, ids and numbers of persons."""
    return _ID.sub("…", _ADDRESS.sub("…", mask_text(said[: 10 * LONGEST])))[:LONGEST]
