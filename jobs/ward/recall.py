"""What is known of a unit before a round, and what the round's judgement rests on."""

from collections.abc import Mapping, Sequence

from jobs.store.events import events_of
from jobs.store.lives import load_lives
from jobs.store.office.verdicts import verdicts_of
from jobs.store.periods import rows_of_last
from jobs.store.rows import known_rows
from jobs.store.settlements import open_matches
from jobs.store.units import load_state, load_unit, load_units
from jobs.unit.acceptance import acceptance_of
from jobs.unit.among import known_among
from jobs.unit.context import Context
from jobs.unit.standing import extended
from jobs.ward.fingerprint import rules_version
from jobs.ward.forms.dressed import load_dressed
from jobs.ward.judgement import Ground, Memory, Shared
from jobs.ward.ticks.taken_back import SECONDS, load_taken_back
from sheets_schema.cross_unit import Identity
from sheets_schema.org_unit import OrgUnit
from sheets_schema.unit_names import NamesByKind, names_by_kind
from sheets_schema.workbook import Value

SINCE_LAST = "change-since-last"
UNITS_NAMED = "units-named"


class UnknownUnit(LookupError):  # noqa: N818
    """The register has no unit with this code."""

    permanent = True


def recall(context: Context, code: str) -> Memory:
    """What is known of a unit; raises UnknownUnit."""
    with context.store.begin() as connection:
        unit = load_unit(connection, code)
        if unit is None:
            raise UnknownUnit(code)
        state = load_state(connection, code)
        rows = known_rows(connection, code)
        lives = load_lives(connection, context.store.vault, code)
        back = load_taken_back(connection, code, context.now() - SECONDS)
        dressed = load_dressed(connection, code, context.now())
        events = events_of(connection, code, context.campaign.term)
        acceptance = acceptance_of(events, anew=context.campaign.anew)
        unit = extended(unit, acceptance.extension)
        answers = verdicts_of(connection, context.store.vault, code, context.campaign.term)
        return Memory(unit, state, rows, lives, back, acceptance, answers, dressed)


def ground_of(
    context: Context, unit: OrgUnit, now: float, hinted_at: float | None = None
) -> Ground:
    """The ground of a round over this unit that began at `now`; see `Ground` for `hinted_at`."""

    def share(mine: Sequence[Identity]) -> Shared:
        return shared_names(context, unit.key, mine)

    return Ground(
        campaign=context.campaign,
        vault=context.store.vault,
        today=context.today(),
        now=now,
        language=context.options.language,
        row_quiet_seconds=context.options.row_quiet_seconds,
        rules=rules_version(context.campaign),
        share=share,
        moment=context.moment(),
        last=_last(context, unit.key),
        named=_named(context, unit),
        hinted_at=hinted_at,
        check_seconds=context.options.check_seconds,
        check_bytes=context.options.check_bytes,
        cell_notes=context.options.cell_notes,
        among=known_among(context),
    )


def _last(context: Context, code: str) -> Mapping[str, Sequence[Sequence[Value]]]:
    """The unit's rows of the last period, where a check of the campaign looks at them."""
    tables = (table for book in context.campaign.workbooks.values() for table in book)
    if not any(use.check == SINCE_LAST for table in tables for use in table.checks):
        return {}
    store = context.store
    with store.begin() as connection:
        return rows_of_last(connection, store.vault, context.campaign.name, code)


def _named(context: Context, unit: OrgUnit) -> NamesByKind:
    """The units of the register, where a check of this unit's lists looks for their names."""
    tables = context.campaign.tables_for(unit)
    if not any(use.check == UNITS_NAMED for table in tables for use in table.checks):
        return {}
    with context.store.begin() as connection:
        return names_by_kind(load_units(connection))


def shared_names(context: Context, code: str, mine: Sequence[Identity]) -> Shared:
    """Names of the other units that have the same identities, by (kind, value), less those with
    which an officer settled it."""
    vault = context.store.vault
    digests = {(one.kind, one.value): vault.digest(one.kind, one.value) for one in mine}
    with context.store.begin() as connection:
        wanted = {(kind, digest) for (kind, _), digest in digests.items()}
        others = open_matches(connection, wanted, code)
        names = {unit.key: unit.name for unit in load_units(connection)} if others else {}
    shared = {}
    for (kind, value), digest in digests.items():
        units = [names[other] for other in others.get((kind, digest), ()) if other in names]
        if units:
            shared[kind, value] = units
    return shared
