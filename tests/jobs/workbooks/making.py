"""Actions for tests that make workbooks: plan, make, look at what came of it."""

from dataclasses import replace
from typing import Any

from jobs.register.take import save_register
from jobs.store.units import load_units
from jobs.workbooks.provision import Planned, Wish, plan, provide
from sheets_schema.org_unit import OrgUnit
from tests.actions.ward_actions import READER, GoogleActions, Ward

CLERK = "clerk@phuong.example.vn"
WISH = Wish(pause=lambda seconds: None)


def known(google: GoogleActions) -> list[OrgUnit]:
    """The units of the register."""
    with google.context.store.begin() as connection:
        return load_units(connection)


def planned(google: GoogleActions, wish: Wish = WISH) -> list[Planned]:
    """What a run would do now."""
    return plan(google.context, known(google), wish)


def make(google: GoogleActions, wish: Wish = WISH) -> dict[str, str]:
    """One run without a fault: unit key -> spreadsheet."""
    done = list(provide(google.context, planned(google, wish), wish))
    assert [one.error for one in done] == [None] * len(done)
    return {one.unit.key: one.file for one in done}


def made_ward(google: GoogleActions, key: str = "W1") -> Ward:
    """A unit with its made workbook, in the register and shared with whom the tests look as."""
    made = make(google)
    google.units[:] = [replace(unit, spreadsheet=made[unit.key]) for unit in known(google)]
    save_register(google.context, google.units)
    google.emulator.share(made[key], READER)
    google.emulator.share(made[key], google.emulator.emulator.owner)
    return Ward(google, key, made[key])


def raw(google: GoogleActions, file: str, fields: str) -> Any:
    """What Google says of a spreadsheet, in its own words."""
    google.emulator.share(file, READER)
    url = f"{google.emulator.url}/v4/spreadsheets/{file}"
    http = google.reader.session_client.http_client
    return http.request("get", url, params={"fields": fields}).json()
