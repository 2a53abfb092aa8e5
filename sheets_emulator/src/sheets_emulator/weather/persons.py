"""Scripted people who edit a spreadsheet now, or between a client's read and its write."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sheets_emulator.drive.kept import file_rows
from sheets_emulator.weather.deeds import DeedError, Desk, do_deed
from sheets_emulator.wire.inside import InnerCallError

Moment = Literal["now", "after-read", "before-write"]
MOMENTS = ("now", "after-read", "before-write")
Deed = Mapping[str, Any]


class PersonPlanError(ValueError):
    """The plan of a person cannot be read; the text says why."""


@dataclass(slots=True)
class PersonPlan:
    """What a person will do: the deeds in order, at a moment of a client's calls to the file.

    The first `after` such calls pass; the plan is carried out `count` times. `caller` limits it
    to the calls of one account. `user` acts ("": the file's owner).
    """

    file: str
    deeds: list[Deed]
    when: Moment = "now"
    after: int = 0
    count: int = 1
    caller: str = ""
    user: str = ""
    seen: int = 0


@dataclass(frozen=True, slots=True)
class PersonDeed:
    """A deed that was done (`error` empty) or failed; `time` in seconds since 1970."""

    file: str
    user: str
    when: Moment
    deed: Deed
    time: float
    error: str = ""


@dataclass(slots=True)
class Persons:
    """The people of one emulator: their plans, and the list of what they did."""

    desk: Desk
    now: Callable[[], float]
    plans: list[PersonPlan] = field(default_factory=list)
    done: list[PersonDeed] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def plan(self, plan: PersonPlan) -> None:
        """Keep a plan for its moment, or carry it out when that is now."""
        if plan.when == "now":
            self._carry_out(plan)
            return
        with self._lock:
            self.plans.append(plan)

    def meet(self, file_id: str, when: Moment, caller: str) -> None:
        """A client's call is at this moment: whoever waited for it acts."""
        if not self.plans:
            return
        with self._lock:
            ready = [plan for plan in self.plans if self._is_due(plan, file_id, when, caller)]
            self.plans = [plan for plan in self.plans if plan.count]
        for plan in ready:
            self._carry_out(plan)

    def clear(self) -> None:
        """Forget the plans and what was done."""
        with self._lock:
            self.plans.clear()
            self.done.clear()

    def _is_due(self, plan: PersonPlan, file_id: str, when: Moment, caller: str) -> bool:
        if (plan.file, plan.when) != (file_id, when) or plan.caller not in ("", caller):
            return False
        plan.seen += 1
        if plan.seen <= plan.after or not plan.count:
            return False
        plan.count -= 1
        return True

    def _carry_out(self, plan: PersonPlan) -> None:
        for deed in plan.deeds:
            self._do(plan, deed)

    def _do(self, plan: PersonPlan, deed: Deed) -> None:
        user, error = plan.user or self._owner(plan.file), ""
        try:
            do_deed(self.desk, user, plan.file, deed)
        except (DeedError, InnerCallError) as failed:
            error = str(failed)
        done = PersonDeed(plan.file, user, plan.when, deed, self.now(), error)
        with self._lock:
            self.done.append(done)

    def _owner(self, file_id: str) -> str:
        with self.desk.store.database() as db:
            row = file_rows.find(db, file_id)
        return row.owner if row else ""


def read_plan(said: Mapping[str, Any]) -> PersonPlan:
    """The plan in a JSON object: `file`, `do` (a deed or a list of them), `when` and so on."""
    words = {"file", "do", "when", "after", "count", "caller", "user"}
    unknown = sorted(set(said) - words)
    if unknown:
        raise PersonPlanError(f"unknown word in a person's plan: {unknown[0]}")
    if said.get("when", "now") not in MOMENTS:
        raise PersonPlanError(f"when must be one of {', '.join(MOMENTS)}")
    deeds = said.get("do")
    deeds = [deeds] if isinstance(deeds, dict) else deeds
    if not isinstance(deeds, list) or not all(isinstance(deed, dict) for deed in deeds):
        raise PersonPlanError("do must be a deed or a list of deeds")
    options = {name: said[name] for name in words & set(said) - {"do"}}
    return PersonPlan(deeds=deeds, **{"file": "", **options})
