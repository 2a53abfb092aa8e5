"""Brings the units' workbooks to a new version of the campaign, one after the other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from jobs.store.journal import get_fact, set_fact
from jobs.unit.context import Context
from jobs.unit.stoppable import TookTooLong
from jobs.ward.fingerprint import rules_version
from jobs.ward.forms.changes import Change, Changed, changes_of, known_by_both
from jobs.ward.forms.new_form import NewForm, new_form
from jobs.ward.judgement import check_alone
from jobs.ward.recall import ground_of, recall
from sheets_client.errors import GoogleError
from sheets_client.snapshot import SpreadsheetSnapshot
from sheets_schema.campaign import Campaign
from sheets_schema.gathering import stands_of
from sheets_schema.org_unit import OrgUnit
from sheets_schema.validate import RuleCrashed

# Units that have the new form, with the version that they have.
FACT = "workbooks-migrated"
# What cannot be seen in a workbook that was read is done once.
UNSEEN = (Change.CHOICES, Change.FORMAT)


@dataclass(frozen=True, slots=True)
class Migrated:
    """What became of one unit's workbook: what was (or would be) done, what is left for people,
    and the error that kept all of it away."""

    unit: OrgUnit
    form: NewForm = field(default_factory=NewForm)
    error: GoogleError | None = None


def changes_between(old: Campaign, new: Campaign) -> Mapping[str, list[Changed]]:
    """The changes of the lists by kind of unit; kinds without any are left out."""
    kinds = {
        kind: changes_of(old.workbooks.get(kind, ()), book) for kind, book in new.workbooks.items()
    }
    return {kind: found for kind, found in kinds.items() if found}


def migrate(
    context: Context, old: Campaign, units: Sequence[OrgUnit], *, dry: bool
) -> Iterator[Migrated]:
    """Each unit whose lists changed: 1 read, and 1 write where its workbook lacks something, all of
    it or nothing. With `dry` nothing is written."""
    changes = changes_between(old, context.campaign)
    version = f"{rules_version(old)}-{rules_version(context.campaign)}"
    with context.store.begin() as connection:
        done = {key for key, one in (get_fact(connection, FACT) or {}).items() if one == version}
    for unit in units:
        if unit.spreadsheet and (mine := changes.get(unit.kind)):
            seen = [one for one in mine if unit.key not in done or one.change not in UNSEEN]
            yield _one(context, old, unit, seen, version, dry=dry)


def _one(
    context: Context,
    old: Campaign,
    unit: OrgUnit,
    changes: Sequence[Changed],
    version: str,
    *,
    dry: bool,
) -> Migrated:
    google = context.google_for(unit.key)
    try:
        form = _planned(context, old, unit, changes, google.get_workbook(unit.spreadsheet))
        if not dry:
            if form.requests:
                google.batch_update(unit.spreadsheet, form.requests)
            _note(context, unit, version)
    except GoogleError as error:
        return Migrated(unit, error=error)
    except (TookTooLong, RuleCrashed):
        # What cannot be read to its end is left as it is.
        return Migrated(unit, NewForm(left=tuple(changes)))
    return Migrated(unit, form)


def _planned(
    context: Context,
    old: Campaign,
    unit: OrgUnit,
    changes: Sequence[Changed],
    snapshot: SpreadsheetSnapshot,
) -> NewForm:
    book = context.campaign.workbooks[unit.kind]
    both = known_by_both(old.workbooks.get(unit.kind, ()), book)
    campaign = context.campaign
    campaign = replace(campaign, workbooks={**campaign.workbooks, unit.kind: both})
    ground = ground_of(replace(context, campaign=campaign), unit, context.now())
    alone = check_alone(snapshot, recall(context, unit.key), ground)
    stands = list(stands_of(alone.checked.tables, alone.gathered))
    return new_form(snapshot, stands, changes, book, context.options.language)


def _note(context: Context, unit: OrgUnit, version: str) -> None:
    with context.writing() as connection:
        kept = get_fact(connection, FACT) or {}
        set_fact(connection, FACT, {**kept, unit.key: version})
