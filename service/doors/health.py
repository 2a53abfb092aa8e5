"""What the outside may watch: alive, ready, and numbers for Prometheus."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from jobs.duties import DUTIES
from jobs.queue.names import CHECK_UNIT
from jobs.queue.overdue import is_overdue
from jobs.queue.upkeep import DEAD_AFTER_SECONDS, HEALER_LATE_SECONDS
from jobs.store.counts import (
    last_publication,
    notices_by_status,
    open_by_severity,
    runs_by_outcome,
)
from jobs.store.notices import FAILED, SENDING, SENT, WAITING
from jobs.store.opening.probe import Unwritable
from jobs.store.work import ledger, meters
from jobs.unit.standing import STANDINGS
from jobs.unit.submission import TIMELINESS, read_submissions
from service.identity import require
from service.office import Office, office, offices
from service.pages.work_view import budget_use

# An edit that has waited so long says that something is stuck.
LONGEST_WAIT_SECONDS = 600.0
Family = CounterMetricFamily | GaugeMetricFamily | HistogramMetricFamily

door = Blueprint("health", __name__)


@door.get("/healthz")
def alive() -> ResponseReturnValue:
    """The process answers; nothing else is looked at."""
    return jsonify(ok=True)


@door.get("/readyz")
def ready() -> ResponseReturnValue:
    """Store, worker, healer, work, Google and the oldest unchecked edit; 503 when one is not in
    order. Answers within about a second, whatever the store does."""
    if len(offices()) > 1 and not request.script_root:
        each = {here.settings.room: _looked_at(here) for here in offices()}
        well = all(part["ok"] for parts in each.values() for part in parts.values())
        return jsonify(ok=well, campaigns=each), 200 if well else 503
    parts = _looked_at(office())
    well = all(part["ok"] for part in parts.values())
    return jsonify(ok=well, **parts), 200 if well else 503


def _looked_at(here: Office) -> dict[str, dict[str, Any]]:
    now = time.time()
    try:
        return here.probe.ask(lambda connection: _parts(here, connection, now), now)
    except Unwritable as error:
        return {"store": {"ok": False, "reason": error.reason}}


def _parts(here: Office, connection: sa.Connection, now: float) -> dict[str, dict[str, Any]]:
    workers = ledger.living(connection, now, DEAD_AFTER_SECONDS)
    waited = ledger.oldest_wait(connection, CHECK_UNIT, now)
    answers = meters.read(connection, "google-last")
    well, failed = answers.get("well", 0.0), answers.get("failed", 0.0)
    late = _healer_late(connection, now)
    old = _overdue(connection, now)
    return {
        "store": {"ok": True},
        "queue": {"ok": bool(workers), "workers": len(workers)},
        "healer": {"ok": late <= HEALER_LATE_SECONDS, "seconds": round(late, 1)},
        "work": {"ok": not old, "overdue": len(old)},
        "google": {"ok": well >= failed, "budget_free": _free(here)},
        "oldest_edit": {"ok": waited <= LONGEST_WAIT_SECONDS, "seconds": round(waited, 1)},
    }


def _healer_late(connection: sa.Connection, now: float) -> float:
    """Seconds since the living worker that has waited longest looked for lost work."""
    last = ledger.last_healed(connection, now, DEAD_AFTER_SECONDS)
    return 0.0 if last is None else abs(now - last)


def _overdue(connection: sa.Connection, now: float) -> list[ledger.Work]:
    return [row for row in ledger.active(connection) if is_overdue(row, now)]


def _free(here: Office) -> dict[str, int]:
    free: dict[str, int] = {}
    for use in budget_use(here):
        free[use.kind] = free.get(use.kind, 0) + use.free
    return free


@door.get("/metrics")
@require("metrics")
def metrics() -> Response:
    """Prometheus' text form; counts only, no names of people or units. Of several campaigns those
    of all in one answer."""
    registry = CollectorRegistry()
    several = len(offices()) > 1 and not request.script_root
    registry.register(_NumbersOfAll(offices()) if several else _Numbers(office()))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Numbers(Collector):
    """Reads the numbers of all processes from the store when it is asked."""

    def __init__(self, here: Office) -> None:
        self._here = here

    def collect(self) -> Iterator[Family]:
        """One family of numbers after the other; of a store that cannot be written only that."""
        now = time.time()
        try:
            self._here.probe.ask(lambda connection: None, now)
        except Unwritable:
            yield _writable(False)
            return
        yield _writable(True)
        with self._here.engine.connect() as connection:
            yield _by_label(CounterMetricFamily, "runs", "outcome", runs_by_outcome(connection))
            yield _by_label(
                GaugeMetricFamily, "findings_open", "severity", open_by_severity(connection)
            )
            yield from _reports(self._here, connection)
            yield _google(connection)
            yield _lag(connection)
            yield from _queue(connection, now)
            yield from _given_out(connection, now)
        yield _version()
        yield from _budget(self._here)


class _NumbersOfAll(Collector):
    """The same of every campaign of the service, told apart by the label `campaign`."""

    def __init__(self, each: Sequence[Office]) -> None:
        self._each = each

    def collect(self) -> Iterator[Metric]:
        """Each family once, with the numbers of all."""
        families: dict[str, Metric] = {}
        for here in self._each:
            for one in _Numbers(here).collect():
                whole = Metric(one.name, one.documentation, one.type)
                families.setdefault(one.name, whole).samples += [
                    sample._replace(labels={**sample.labels, "campaign": here.settings.room})
                    for sample in one.samples
                ]
        yield from families.values()


def _writable(well: bool) -> Family:
    return GaugeMetricFamily(
        "wardsheets_store_writable", "Whether the store takes a row.", value=float(well)
    )


def _by_label(
    family: type[CounterMetricFamily] | type[GaugeMetricFamily],
    name: str,
    label: str,
    counts: Mapping[str, int],
) -> Family:
    numbers = family(f"wardsheets_{name}", f"Number of {name} by {label}.", labels=[label])
    for value, count in counts.items():
        numbers.add_metric([value], count)
    return numbers


def _reports(here: Office, connection: sa.Connection) -> Iterator[Family]:
    """How far the units are, as every other face has it."""
    found = read_submissions(connection, here.campaign, here.moment())
    states = dict.fromkeys(STANDINGS, 0) | Counter(one.standing for one in found)
    timely = dict.fromkeys(TIMELINESS, 0) | Counter(one.timeliness for one in found)
    yield _by_label(GaugeMetricFamily, "units", "state", states)
    yield _by_label(GaugeMetricFamily, "reports", "timeliness", timely)


def _google(connection: sa.Connection) -> Family:
    calls = CounterMetricFamily(
        "wardsheets_google_requests", "Requests to Google.", labels=["kind", "status"]
    )
    for label, value in meters.read(connection, "google").items():
        calls.add_metric(label.split(" ", 1), value)
    return calls


def _lag(connection: sa.Connection) -> Family:
    counted = meters.read(connection, "lag")
    total, buckets = 0.0, []
    for bound in (*meters.LAG_BOUNDS, float("inf")):
        total += counted.get(f"{bound:g}", 0.0)
        buckets.append(("+Inf" if bound == float("inf") else f"{bound:g}", total))
    lag = HistogramMetricFamily("wardsheets_edit_to_flag_seconds", "From a hint to its flags.")
    lag.add_metric([], buckets, meters.read(connection, "lag-sum").get("", 0.0))
    return lag


def _queue(connection: sa.Connection, now: float) -> Iterator[Family]:
    states = GaugeMetricFamily("wardsheets_work", "Work in the ledger.", labels=["state"])
    found = [row.state for row in ledger.rows(connection)]
    for state in ("waiting", "running", "failed"):
        states.add_metric([state], found.count(state))
    yield states
    failed = dict.fromkeys(DUTIES, 0) | Counter(row.job for row in ledger.failures(connection))
    yield _by_label(GaugeMetricFamily, "work_failed", "job", failed)
    yield GaugeMetricFamily(
        "wardsheets_workers",
        "Workers that live.",
        value=len(ledger.living(connection, now, DEAD_AFTER_SECONDS)),
    )
    yield GaugeMetricFamily(
        "wardsheets_oldest_edit_seconds",
        "How long the oldest unchecked edit has waited.",
        value=ledger.oldest_wait(connection, CHECK_UNIT, now),
    )
    yield GaugeMetricFamily(
        "wardsheets_work_overdue",
        "Work that is older than it may be.",
        value=len(_overdue(connection, now)),
    )
    yield GaugeMetricFamily(
        "wardsheets_healer_late_seconds",
        "Since the slowest living worker looked for lost work.",
        value=_healer_late(connection, now),
    )


def _given_out(connection: sa.Connection, now: float) -> Iterator[Family]:
    """What leaves the house: notices, and the district's spreadsheet."""
    states = dict.fromkeys((WAITING, SENDING, SENT, FAILED), 0) | notices_by_status(connection)
    yield _by_label(GaugeMetricFamily, "notices", "state", states)
    published = last_publication(connection)
    if published is not None:
        yield GaugeMetricFamily(
            "wardsheets_publication_age_seconds",
            "Since the moment that the consolidated spreadsheet tells of.",
            value=max(0.0, now - published),
        )


def _version() -> Family:
    family = GaugeMetricFamily("wardsheets_version", "The program, always 1.", labels=["version"])
    family.add_metric([version("wardsheets")], 1.0)
    return family


def _budget(here: Office) -> Iterator[Family]:
    free = GaugeMetricFamily(
        "wardsheets_budget_free", "Calls that could be made now.", labels=["account", "kind"]
    )
    refused = CounterMetricFamily(
        "wardsheets_budget_refused", "Answers 429 of Google.", labels=["account", "kind"]
    )
    for number, budget in enumerate(here.budgets):
        for use in budget.use():
            free.add_metric([str(number), use.kind], use.free)
            refused.add_metric([str(number), use.kind], use.refused)
    yield free
    yield refused
