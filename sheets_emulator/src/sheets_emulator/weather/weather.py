"""Bad weather on request: which planned trouble meets which call.

A plan is a list of rules. Off by default; every throw of the dice comes from one seed.
"""

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from random import Random
from typing import Any, Literal

from sheets_emulator.weather.quota import Kind

Fault = Literal[
    "401", "403", "404", "429", "500", "502", "503", "504",
    "drive-rate", "storage-quota", "not-a-sheet", "reset", "timeout", "latency",
]  # fmt: skip
FAULTS: frozenset[str] = frozenset(Fault.__args__)  # type: ignore[attr-defined]


class PlanError(ValueError):
    """The rule cannot be read; the text says which word of it."""


@dataclass(frozen=True, slots=True)
class Call:
    """What a rule looks at in one call."""

    method: str
    path: str
    verb: str
    user: str
    kind: Kind
    requests: tuple[str, ...] = ()


@dataclass(slots=True)
class Rule:
    """One planned trouble.

    `method`, `path` (a regular expression, searched), `verb`, `user`, `kind` (read, write,
    drive) and `request` (a kind inside a batchUpdate) choose the calls; the first `after` of
    them pass, `count` are met (None: all), each with the given `chance`. `when` is "before"
    (nothing was done) or "after" (the call was applied and the answer is lost).
    """

    fault: Fault
    method: str = ""
    path: str = ""
    verb: str = ""
    user: str = ""
    kind: str = ""
    request: str = ""
    after: int = 0
    count: int | None = 1
    chance: float = 1.0
    when: Literal["before", "after"] = "before"
    seconds: float = 0.0
    upto: float = 0.0
    retry_after: int | None = None
    seen: int = 0
    met: int = 0

    def matches(self, call: Call) -> bool:
        """Whether the call is one of those that the rule speaks of."""
        return (
            self.method in ("", call.method)
            and self.verb in ("", call.verb)
            and self.user in ("", call.user)
            and self.kind in ("", call.kind)
            and (not self.request or self.request in call.requests)
            and (not self.path or re.search(self.path, call.path) is not None)
        )


@dataclass(slots=True)
class Trouble:
    """What happens to one call: seconds to wait first, then at most one fault."""

    wait: float = 0.0
    rule: Rule | None = None


WORDS = frozenset(item.name for item in fields(Rule)) - {"seen", "met"}


def read_rule(said: Mapping[str, Any]) -> Rule:
    """The rule in a JSON object. Raises PlanError."""
    for word in said:
        if word not in WORDS:
            raise PlanError(f"unknown word in a rule: {word}")
    if said.get("fault") not in FAULTS:
        raise PlanError(f"fault must be one of {', '.join(sorted(FAULTS))}")
    if said.get("when", "before") not in ("before", "after"):
        raise PlanError("when must be before or after")
    _check_types(said)
    try:
        re.compile(said.get("path", ""))
    except re.error as error:
        raise PlanError(f"path is not a regular expression: {error}") from None
    return Rule(**said)


def _check_types(said: Mapping[str, Any]) -> None:
    for word in ("method", "path", "verb", "user", "kind", "request"):
        if not isinstance(said.get(word, ""), str):
            raise PlanError(f"{word} must be a text")
    for word in ("after", "count", "chance", "seconds", "upto", "retry_after"):
        if not isinstance(said.get(word, 0), (int, float, type(None))):
            raise PlanError(f"{word} must be a number")


@dataclass(slots=True)
class Weather:
    """The plan in force; several threads ask it at once."""

    rules: list[Rule] = field(default_factory=list)
    random: Random = field(default_factory=lambda: Random(0))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def plan(self, rules: list[Rule], seed: int | None = None) -> None:
        """Add rules; with a seed the dice start anew."""
        with self._lock:
            self.rules.extend(rules)
            if seed is not None:
                self.random.seed(seed)

    def clear(self) -> None:
        """Fine weather again."""
        with self._lock:
            self.rules.clear()
            self.random.seed(0)

    def trouble(self, call: Call) -> Trouble:
        """What meets this call: all latencies that apply, and the first other fault."""
        trouble = Trouble()
        if not self.rules:
            return trouble
        with self._lock:
            for rule in self.rules:
                self._apply(rule, call, trouble)
            self.rules = [rule for rule in self.rules if rule.count != rule.met]
        return trouble

    def _apply(self, rule: Rule, call: Call, trouble: Trouble) -> None:
        if (trouble.rule is not None and rule.fault != "latency") or not rule.matches(call):
            return
        rule.seen += 1
        if rule.seen <= rule.after or self.random.random() >= rule.chance:
            return
        rule.met += 1
        if rule.fault == "latency":
            trouble.wait += self.random.uniform(rule.seconds, max(rule.seconds, rule.upto))
        else:
            trouble.rule = rule
