"""What a channel is: whom it reaches, how one notice is handed over, and how that may fail."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from jobs.store.notices import Kept, Notice


class NotTakenError(Exception):
    """The notice was surely not taken. `passing` means that another try may help."""

    def __init__(self, what: str, *, passing: bool) -> None:
        super().__init__(what)
        self.passing = passing


class OutcomeUnknownError(Exception):
    """The connection broke off in between: whether the notice was taken, nobody can know."""


class Channel(Protocol):
    """One way of sending. `name` is kept beside what it sent: it never changes."""

    @property
    def name(self) -> str:
        """The word of this way in the store and in the catalogue (`notice-not-taken-<name>`)."""

    @property
    def gathers(self) -> bool:
        """Whether several notices to one unit go as one; codes for programs go one by one."""

    def reaches(self, notice: Notice) -> bool:
        """Whether this way leads to those whom the notice is for."""

    def send(self, notice: Kept) -> int:
        """Hands one notice over; returns how many addresses were refused while others took it.

        Raises `NotTakenError` when surely nobody got it, `OutcomeUnknownError` when it may have
        arrived all the same.
        """


@dataclass(frozen=True, slots=True)
class Given:
    """What a channel may be made of: `setting` gives the text of a setting by its name, empty
    where nobody set it; `addresses` the e-mails of those whom a notice is for; `secret` is that of
    our own door; `clock` gives epoch seconds."""

    setting: Callable[[str], str]
    addresses: Callable[[Notice], Sequence[str]]
    clock: Callable[[], float]
    secret: str = field(repr=False)
