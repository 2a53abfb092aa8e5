"""Standing conditions of the emulated Google that last until they are changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from sheets_emulator.drive.watching.feed import Pace


@dataclass(frozen=True, slots=True)
class PushTrouble:
    """What befalls push messages: chances from 0 to 1, and seconds of delay from `late` to `upto`.

    A reordered message waits until the next one of its channel has gone.
    """

    lost: float = 0.0
    duplicated: float = 0.0
    reordered: float = 0.0
    late: float = 0.0
    upto: float = 0.0


@dataclass(slots=True)
class Conditions:
    """The pace of the changes feed, trouble of pushes, and storage of service accounts.

    `join` is the burst that one push message covers, in seconds. Google gives service accounts
    no storage: with `service_account_storage` off, what they create outside a shared drive is
    refused.
    """

    pace: Pace = field(default_factory=Pace)
    push: PushTrouble = field(default_factory=PushTrouble)
    join: float = 0.05
    service_account_storage: bool = True

    def parts(self) -> dict[str, Any]:
        """The conditions by name."""
        return {item.name: getattr(self, item.name) for item in fields(self)}

    def become(self, other: "Conditions") -> None:
        """Take over the conditions of another."""
        for name, value in other.parts().items():
            setattr(self, name, value)


def changed_conditions(conditions: Conditions, said: Mapping[str, Any]) -> None:
    """Take over the conditions that a JSON object names; the others stay. Raises TypeError."""
    parts = conditions.parts() | dict(said)
    for name, kind in (("pace", Pace), ("push", PushTrouble)):
        if isinstance(parts[name], Mapping):
            parts[name] = kind(**parts[name])
    conditions.become(Conditions(**parts))
