"""Makes the units' workbooks: found again before they are made, filled whole or not at all.

Each file bears in its `appProperties` whose it is, and how far it has come. A lost answer, a kill
or a used-up quota therefore costs nothing: the next run looks for what is there, goes on with
what was begun, and makes no second file.
"""

import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from jobs.store.journal import get_fact, set_fact
from jobs.unit.context import Context
from jobs.workbooks.blank_workbook import LOCALE, workbook_requests
from jobs.workbooks.sharing_out import Grant, grants_of, share_out
from sheets_client.client import GoogleClient
from sheets_client.errors import (
    AccessLost,
    CredentialsRefused,
    GoogleError,
    NotFound,
    OutcomeUnknown,
    PassingError,
    PermanentError,
    QuotaUsedUp,
)
from sheets_client.requests import set_region
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit

CAMPAIGN, UNIT, STEP = "wardsheets-campaign", "wardsheets-unit", "wardsheets-step"
BEGUN, WHOLE = "begun", "whole"
# In place of a unit's key in the file of the office itself; no code begins so.
DISTRICT = "#district"
# Units whose file is being made: where a run ended between, Drive may show one after a while.
UNSURE = "workbooks-unsure"
# Who began last.
RUN = "workbooks-run"
LOOKS, FIRST_PAUSE = 5, 2.0


class NoFolder(PermanentError):  # noqa: N818
    """The folder for the files does not exist, or the account may not add to it."""


# What would stop the next unit as well.
FOR_ALL = (QuotaUsedUp, CredentialsRefused, PassingError, NoFolder)


class Todo(StrEnum):
    """What a unit's workbook needs: nothing, to be made, to be gone on with, or to be put into
    the register; or a list of the campaign to be made of."""

    NOTHING = "nothing"
    MAKE = "make"
    GO_ON = "go-on"
    REGISTER = "register"
    NO_LISTS = "no-lists"


@dataclass(frozen=True, slots=True)
class Planned:
    """One unit and what is to be done; `file` is the spreadsheet's id where there is one."""

    unit: OrgUnit
    todo: Todo
    file: str = ""


@dataclass(frozen=True, slots=True)
class Provided:
    """What became of one unit's workbook: its id, the addresses that Google refused to let in, and
    the error that kept it from being whole."""

    unit: OrgUnit
    file: str = ""
    error: GoogleError | None = None
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person wants: files in `folder` (the id of a shared drive or of a folder in one,
    empty: the account's own Drive), made and owned by `owner` (None: by the unit's service
    account), with Google's own mail to the addresses that it is shared with where `mail` or the
    campaign says so."""

    folder: str = ""
    owner: GoogleClient | None = None
    mail: bool = False
    pause: Callable[[float], None] = time.sleep


def plan(context: Context, units: Sequence[OrgUnit], wish: Wish) -> list[Planned]:
    """What each unit needs, by the register and by Drive (1 call an account and 100 files).

    Raises the errors of `sheets_client.errors`.
    """
    made = _made(context, wish)
    return [_planned(context, unit, made.get(unit.key)) for unit in units]


def made_files(context: Context, wish: Wish) -> frozenset[str]:
    """The ids of the campaign's files that were made here (1 call an account and 100 files).

    Raises the errors of `sheets_client.errors`.
    """
    return frozenset(str(file["id"]) for file in _made(context, wish).values())


def _made(context: Context, wish: Wish) -> dict[str, Mapping[str, Any]]:
    """The campaign's files by unit; of several the whole one."""
    found: dict[str, Mapping[str, Any]] = {}
    for account in [wish.owner] if wish.owner else context.accounts:
        for file in account.drive.find_spreadsheets({CAMPAIGN: context.campaign.name}):
            key = str(file["appProperties"].get(UNIT, ""))
            if key not in found or _step(file) == WHOLE:
                found[key] = file
    return found


def _step(file: Mapping[str, Any]) -> str:
    return str(file.get("appProperties", {}).get(STEP, ""))


def _planned(context: Context, unit: OrgUnit, file: Mapping[str, Any] | None) -> Planned:
    if unit.spreadsheet:
        return Planned(unit, Todo.NOTHING, unit.spreadsheet)
    if not context.campaign.workbooks.get(unit.kind):
        return Planned(unit, Todo.NO_LISTS)
    if file is None:
        return Planned(unit, Todo.MAKE)
    todo = Todo.REGISTER if _step(file) == WHOLE else Todo.GO_ON
    return Planned(unit, todo, str(file["id"]))


class Overtaken(Exception):  # noqa: N818
    """Somebody began to make workbooks after this run did: it makes no more files."""


def provide(context: Context, planned: Sequence[Planned], wish: Wish) -> Iterator[Provided]:
    """Makes what is planned, one unit after the other, and tells of each when it is done.

    What Google refuses one unit is told with it; what it would refuse every unit (no storage, no
    key, a quota that does not come back) ends the run behind that unit. Raises Overtaken.
    """
    maker = _Maker(context, wish)
    for one in planned:
        if one.todo in (Todo.NOTHING, Todo.NO_LISTS):
            continue
        try:
            yield Provided(one.unit, one.file) if one.todo is Todo.REGISTER else maker.make(one)
        except GoogleError as error:
            yield Provided(one.unit, one.file, error)
            if isinstance(error, FOR_ALL):
                return


def provide_district(context: Context, wish: Wish) -> str:
    """The id of the office's own spreadsheet, made now unless it was before; its tabs come with
    the first publication. Raises Overtaken, and the errors of `sheets_client.errors`."""
    language = context.options.language
    office = OrgUnit(DISTRICT, text("board-the-district", language), "")
    file = _made(context, wish).get(DISTRICT)
    if file is not None and _step(file) == WHOLE:
        return str(file["id"])
    begun = str(file["id"]) if file is not None else ""
    return _Maker(context, wish).make(Planned(office, Todo.MAKE, begun)).file


class _Maker:
    """Makes files until somebody else begins to."""

    def __init__(self, context: Context, wish: Wish) -> None:
        self._context, self._wish = context, wish
        self._language = context.options.language
        self._run = str(uuid.uuid4())
        with context.writing() as connection:
            set_fact(connection, RUN, self._run)

    def make(self, one: Planned) -> Provided:
        """The unit's file, whole and shared."""
        google = self._wish.owner or self._context.google_for(one.unit.key)
        file = one.file or self._file_of(google, one.unit)
        self._fill(google, one.unit, file)
        refused = self._share(google, one.unit, file)
        google.drive.set_properties(file, {STEP: WHOLE})
        return Provided(one.unit, file, refused=tuple(refused))

    def _file_of(self, google: GoogleClient, unit: OrgUnit) -> str:
        """The unit's file, made now unless an answer that was lost made it already."""
        whose = {CAMPAIGN: self._context.campaign.name, UNIT: unit.key}
        unsure = self._begin(unit)
        file = self._look_again(google, whose) if unsure else ""
        try:
            file = file or self._create(google, unit, whose)
        except OutcomeUnknown:
            file = self._look_again(google, whose)
            if not file:
                raise
        except GoogleError:
            self._end(unit)
            raise
        self._end(unit)
        return file

    def _create(self, google: GoogleClient, unit: OrgUnit, whose: Mapping[str, str]) -> str:
        campaign = self._context.campaign.title[self._language]
        name = text("made-workbook", self._language, campaign=campaign, unit=unit.name)
        properties = {**whose, STEP: BEGUN}
        try:
            made = google.drive.create_spreadsheet(name, self._wish.folder, properties)
        except (NotFound, AccessLost) as error:
            raise NoFolder(str(error)) from None
        return str(made["id"])

    def _look_again(self, google: GoogleClient, whose: Mapping[str, str]) -> str:
        """The file that a lost answer made; "" where none has come up after some looks."""
        for tried in range(LOOKS):
            found = google.drive.find_spreadsheets(whose)
            if found:
                return str(found[0]["id"])
            self._wish.pause(FIRST_PAUSE * 2**tried)
        return ""

    def _begin(self, unit: OrgUnit) -> bool:
        """Notes that a file is about to be made; whether that stood noted without an end."""
        with self._context.writing() as connection:
            if get_fact(connection, RUN) != self._run:
                raise Overtaken
            noted = set(get_fact(connection, UNSURE) or ())
            set_fact(connection, UNSURE, sorted(noted | {unit.key}))
        return unit.key in noted

    def _end(self, unit: OrgUnit) -> None:
        with self._context.writing() as connection:
            noted = set(get_fact(connection, UNSURE) or ())
            set_fact(connection, UNSURE, sorted(noted - {unit.key}))

    def _fill(self, google: GoogleClient, unit: OrgUnit, file: str) -> None:
        """The lists, unless they stand there: the batch that makes them is whole or nothing."""
        zone = self._context.campaign.timezone
        tables = self._context.campaign.workbooks.get(unit.kind, ())
        if not tables:
            google.batch_update(file, [set_region(LOCALE, zone)])
            return
        snapshot = google.get_workbook(file)
        if {table.title for table in tables} <= {sheet.title for sheet in snapshot.sheets}:
            return
        google.batch_update(file, workbook_requests(snapshot, tables, self._language, zone))

    def _share(self, google: GoogleClient, unit: OrgUnit, file: str) -> list[str]:
        """With the unit, and with the service account that will read it where a person made it;
        the addresses that Google refuses."""
        sharing = self._context.campaign.sharing
        mail = self._mail(unit) if self._wish.mail or sharing.mail else ""
        # Publications go by the file itself, which may be another account than the unit's.
        ours = self._context.google_for(file if unit.key == DISTRICT else unit.key).address
        # Who acts for a person bears the account's own address.
        others = [Grant(ours)] if self._wish.owner or ours != google.address else []
        if share_out(google, file, others, self._wish.pause):
            raise AccessLost
        return share_out(google, file, grants_of(sharing, unit, mail), self._wish.pause)

    def _mail(self, unit: OrgUnit) -> str:
        campaign = self._context.campaign
        said = {"unit": unit.name, "campaign": campaign.title[self._language]}
        return text("provision-mail", self._language, office=campaign.office, **said)
