"""How the sharing of a workbook differs from the register: who can open it, and who cannot."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from sheets_schema.org_unit import OrgUnit

# `anyone` is whoever has the link; a domain is an organisation, which may be the district's own.
ANYBODY = "anyone"
MAY_EDIT = frozenset({"writer", "fileOrganizer", "organizer"})
# An address here says nothing of whose colleague somebody is.
ANYBODYS_MAIL = frozenset(
    {"gmail.com", "googlemail.com", "yahoo.com", "outlook.com", "hotmail.com", "icloud.com"}
)


class Kind(StrEnum):
    """What is wrong: anybody with the link gets in, a stranger may edit, formulas may fetch from
    outside, or our own account is shut out."""

    ANYONE = "anyone"
    STRANGER = "stranger"
    IMPORTS = "imports"
    CLOSED = "closed"


class Drift(NamedTuple):
    """One fault, and the address that it is about where there is one: of a stranger, or the one
    that must be let in again."""

    kind: Kind
    address: str = ""


def drifts(
    permissions: Iterable[Mapping[str, Any]], unit: OrgUnit | None, ours: frozenset[str]
) -> list[Drift]:
    """What the permissions of a file (Drive's words) have against its unit's line, None for a
    file that no line names; `ours` are the addresses of the service's accounts."""
    given = list(permissions)
    found = [Drift(Kind.ANYONE)] if any(one.get("type") == ANYBODY for one in given) else []
    return [
        *found,
        *(Drift(Kind.STRANGER, one["emailAddress"]) for one in strangers(given, unit, ours)),
    ]


def strangers(
    permissions: Iterable[Mapping[str, Any]], unit: OrgUnit | None, ours: frozenset[str]
) -> list[Mapping[str, Any]]:
    """Permissions by which somebody edits whom the unit's line does not name.

    Colleagues, by what stands behind the @, are none, nor are members of the shared drive that the
    file is in, who cannot be taken out of the file; of a unit without an address nobody is.
    """
    if unit is None or not unit.emails:
        return []
    named = {one.casefold() for one in (*unit.emails, *unit.overdue_emails)} | ours
    offices = {_office(one) for one in named - ours} - ANYBODYS_MAIL
    return [
        one
        for one in permissions
        if one.get("role") in MAY_EDIT
        and (address := str(one.get("emailAddress", "")).casefold())
        and address not in named
        and _office(address) not in offices
        and not _is_of_the_drive(one)
    ]


def _is_of_the_drive(permission: Mapping[str, Any]) -> bool:
    details = permission.get("permissionDetails", ())
    return bool(details) and all(one.get("inherited") for one in details)


def _office(address: str) -> str:
    return address.rpartition("@")[2]


def masked(address: str) -> str:
    """An address as it may stand in the store and on a page: enough to know it again."""
    name, _, office = address.partition("@")
    return f"{name[:2]}…@{office}"
