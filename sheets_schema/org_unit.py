"""One reporting unit of the register: a ward, an agency or a company, keyed by code and date."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OrgUnit:
    """A line of the register.

    Ward codes were reused with other names in 2025, so a unit is `code` together with
    `valid_from`. `extension` is the last day of a deadline granted to this unit alone.
    """

    code: str
    name: str
    kind: str = "ward"
    valid_from: date | None = None
    parent: str = ""
    emails: tuple[str, ...] = ()
    residential_groups: tuple[str, ...] = ()
    spreadsheet: str = ""
    extension: date | None = None

    @property
    def key(self) -> tuple[str, date | None]:
        """What makes this unit itself: (code, valid from)."""
        return self.code, self.valid_from
