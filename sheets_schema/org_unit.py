"""One reporting unit of the register: a ward, an agency or a company, keyed by code and date."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class OrgUnit:
    """A line of the register.

    Ward codes were reused with other names in 2025, so a unit is `code` together with
    `valid_from`. `extension` is the last day of a deadline granted to this unit alone. `key` is
    what everything else calls the unit by: its code, or what the store made of a code that
    another unit bore before. `overdue_emails` are who is told when the unit stays overdue.
    One that `reviews` fills in no list: it stands above others.
    """

    code: str
    name: str
    kind: str
    valid_from: date | None = None
    parent: str = ""
    emails: tuple[str, ...] = ()
    residential_groups: tuple[str, ...] = ()
    spreadsheet: str = ""
    extension: date | None = None
    overdue_emails: tuple[str, ...] = ()
    reviews: bool = False
    key: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not self.key:
            object.__setattr__(self, "key", self.code)

    @property
    def validity(self) -> tuple[str, date | None]:
        """What makes this unit itself in the register: (code, valid from)."""
        return self.code, self.valid_from
