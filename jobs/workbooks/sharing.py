"""The alarm of sharing: workbooks that others can open than those who should, or that we cannot."""

from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa

from jobs.store.journal import get_fact, set_fact
from jobs.store.units import load_units
from jobs.unit.context import Context
from jobs.workbooks.drift import Drift, Kind, drifts, masked
from sheets_client.errors import AccessLost, NotFound, PassingError, PermanentError
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit

FACT = "sharing-drift"
# Stands for the district's own spreadsheet among the codes of units.
DISTRICT = ""
Found = Mapping[str, Sequence[Drift]]


def look_at_sharing(context: Context) -> Found:
    """Looks at who may open each workbook (2 calls each) and remembers what is wrong, by the code
    of the unit, `DISTRICT` first; addresses of strangers are masked.

    What cannot be looked at now is taken as it was.
    """
    with context.store.begin() as connection:
        units = load_units(connection)
        before = sharing_drift(connection)
    ours = frozenset(one.address.casefold() for one in context.accounts)
    found = {}
    for code, file, unit in _files(context, units):
        try:
            seen = _look(context, code or file, file, unit, ours)
        except PassingError:
            seen = list(before.get(code, ()))
        if seen:
            found[code] = seen
    with context.store.begin() as connection:
        set_fact(connection, FACT, {code: list(map(list, seen)) for code, seen in found.items()})
    return found


def _files(context: Context, units: Sequence[OrgUnit]) -> Iterator[tuple[str, str, OrgUnit | None]]:
    if context.district_spreadsheet:
        yield DISTRICT, context.district_spreadsheet, None
    yield from ((one.key, one.spreadsheet, one) for one in units if one.spreadsheet)


def _look(
    context: Context, subject: str, file: str, unit: OrgUnit | None, ours: frozenset[str]
) -> list[Drift]:
    google = context.google_for(subject)
    try:
        found = drifts(google.drive.list_permissions(file), unit, ours)
        if google.lets_formulas_fetch(file):
            found.append(Drift(Kind.IMPORTS))
    except (NotFound, AccessLost):
        return [Drift(Kind.CLOSED, google.address)]
    except PermanentError:
        # The unit's own state says what is the matter.
        return []
    hidden = (one._replace(address=masked(one.address)) if one.address else one for one in found)
    return list(hidden)


def sharing_drift(connection: sa.Connection) -> Found:
    """What the last look found."""
    kept: Mapping[str, Sequence[Sequence[str]]] = get_fact(connection, FACT) or {}
    return {
        code: [Drift(Kind(kind), address) for kind, address in seen] for code, seen in kept.items()
    }


def drift_lines(found: Found, names: Mapping[str, str], language: str) -> list[str]:
    """A sentence for each kind of fault with the units and the clicks that mend it; `names` are
    those of the units that still stand in the register."""
    known = {DISTRICT: text("board-the-district", language), **names}
    by_kind: dict[tuple[Kind, str], list[str]] = {}
    for code, seen in found.items():
        for one in seen if code in known else ():
            # Each account is let in by its own address; strangers stand beside their unit.
            account = one.address if one.kind is Kind.CLOSED else ""
            who = f" ({one.address})" if one.kind is Kind.STRANGER else ""
            by_kind.setdefault((one.kind, account), []).append(f"{known[code]}{who}")
    order = list(Kind)
    return [
        text(_SAYS[kind], language, units=", ".join(units), address=account)
        for (kind, account), units in sorted(
            by_kind.items(), key=lambda one: order.index(one[0][0])
        )
    ]


_SAYS = {
    Kind.ANYONE: "board-open-to-all",
    Kind.STRANGER: "board-strangers-edit",
    Kind.IMPORTS: "board-imports",
    Kind.CLOSED: "board-shut-out",
}
