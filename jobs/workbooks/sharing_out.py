"""Shares a workbook with its unit, one address after the other, and brings that back in order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from jobs.unit.context import Context
from jobs.workbooks.drift import ANYBODY, strangers
from sheets_client.client import GoogleClient
from sheets_client.errors import AccessLost, GoogleError, Refused
from sheets_schema.campaign import Sharing
from sheets_schema.org_unit import OrgUnit

# Google allows one change of sharing a second or so without being asked twice.
BETWEEN_SHARES = 1.0


class Grant(NamedTuple):
    """An address, what it may do, and what Google writes to it; empty: nothing."""

    address: str
    role: str = "writer"
    mail: str = ""


def grants_of(sharing: Sharing, unit: OrgUnit, mail: str = "") -> list[Grant]:
    """Whom the campaign lets into the workbook of a unit, with which right; `mail` goes to those
    who fill it in."""
    grants = [Grant(one, sharing.role, mail) for one in unit.emails]
    if sharing.overdue:
        first = {one.casefold() for one in unit.emails}
        second = (one for one in unit.overdue_emails if one.casefold() not in first)
        grants += [Grant(one, sharing.overdue) for one in second]
    return grants


def share_out(
    google: GoogleClient, file: str, grants: Sequence[Grant], pause: Callable[[float], None]
) -> list[str]:
    """Shares a file with whom it is not shared yet; the addresses that Google refuses.

    One after the other: of two changes of sharing at once Google keeps the last.
    """
    here = google.drive.shared_with(file) if grants else frozenset()
    refused = []
    for grant in grants:
        if grant.address.casefold() not in here:
            if not _share(google, file, grant):
                refused.append(grant.address)
            pause(BETWEEN_SHARES)
    return refused


def _share(google: GoogleClient, file: str, grant: Grant) -> bool:
    """Whether Google let the address in: as a person, else as a group, which is refused as one."""
    for kind in ("user", "group"):
        try:
            google.drive.share(file, grant.address, role=grant.role, mail=grant.mail, kind=kind)
        except (Refused, AccessLost):
            continue
        return True
    return False


@dataclass(frozen=True, slots=True)
class Mending:
    """What the sharing of one file needs: to be `closed` to whoever has the link, addresses to
    take out and to let in, those that Google refused, or the error that kept all of it away."""

    unit: OrgUnit | None
    file: str
    closed: bool = False
    out: tuple[str, ...] = ()
    into: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    error: GoogleError | None = None

    @property
    def needed(self) -> bool:
        """Something is not as it should be."""
        return bool(self.closed or self.out or self.into or self.error)


@dataclass(frozen=True, slots=True)
class Repair:
    """Brings the sharing of files back to the register: `made` are the ids of those that we made,
    in the name of their `owner` where a person did. In a unit's own file nobody is let in or taken
    out by us, who only close it to whoever has the link; `dry`: it is only said."""

    context: Context
    made: frozenset[str]
    owner: GoogleClient | None
    pause: Callable[[float], None]
    dry: bool = False

    def of_all(self, units: Sequence[OrgUnit]) -> Iterator[Mending]:
        """The district's spreadsheet first, then each unit's workbook; 1 call where all is well."""
        if file := self.context.district_spreadsheet:
            yield self._of(None, file)
        yield from (self._of(one, one.spreadsheet) for one in units if one.spreadsheet)

    def _of(self, unit: OrgUnit | None, file: str) -> Mending:
        google = self._client(unit, file)
        try:
            given = google.drive.list_permissions(file)
            return self._mend(google, unit, file, given)
        except GoogleError as error:
            return Mending(unit, file, error=error)

    def _client(self, unit: OrgUnit | None, file: str) -> GoogleClient:
        # Who signed in sees no file but those made in their name.
        if self.owner is not None and file in self.made:
            return self.owner
        return self.context.google_for(unit.key if unit else file)

    def _mend(
        self,
        google: GoogleClient,
        unit: OrgUnit | None,
        file: str,
        given: Sequence[Mapping[str, Any]],
    ) -> Mending:
        ours = frozenset(one.address.casefold() for one in self.context.accounts)
        links = [one for one in given if one.get("type") == ANYBODY]
        out, into = list[Mapping[str, Any]](), list[Grant]()
        if unit is not None and file in self.made:
            grants = grants_of(self.context.campaign.sharing, unit)
            out, into = strangers(given, unit, ours), missing(given, grants)
        refused: list[str] = []
        if not self.dry:
            for one in (*links, *out):
                google.drive.unshare(file, str(one["id"]))
                self.pause(BETWEEN_SHARES)
            refused = share_out(google, file, into, self.pause)
        taken = tuple(str(one["emailAddress"]) for one in out)
        let_in = tuple(one.address for one in into)
        return Mending(unit, file, bool(links), taken, let_in, tuple(refused))


def missing(permissions: Sequence[Mapping[str, Any]], grants: Sequence[Grant]) -> list[Grant]:
    """Those that the file does not have: the address is in it with no right at all."""
    given = {str(one.get("emailAddress", "")).casefold() for one in permissions}
    return [one for one in grants if one.address.casefold() not in given]
