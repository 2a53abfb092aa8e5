"""What officers change on the page is written where the register lives, upon what they saw."""

from dataclasses import replace
from pathlib import Path

import pytest

from jobs.register.asked import Asked, ask, load_asked
from jobs.register.writing import bring_register
from jobs.store.units import load_units
from sheets_client.requests import update_block
from tests.actions.ward_actions import GoogleActions
from tests.jobs.ward.test_flags import MEMBERS

TAB = "Đơn vị"
OLD, NEW = "mot@example.vn", "moi@example.vn"


@pytest.fixture
def ward(google: GoogleActions) -> str:
    """The key of one of two wards whose register stands in the district's spreadsheet."""
    wards = [google.workbook(f"Phường {n}", MEMBERS) for n in (1, 2)]
    google.register(wards[0], emails=(OLD,))
    google.publish()
    return wards[0].code


def change(google: GoogleActions, unit: str, field: str, seen: str, wanted: str) -> list[Asked]:
    """An officer asks, the worker writes and reads; what of it was not written."""
    with google.context.store.begin() as connection:
        ask(connection, unit, [Asked(unit, field, seen, wanted)])
    bring_register(google.context)
    with google.context.store.begin() as connection:
        return load_asked(connection)


def emails(google: GoogleActions) -> dict[str, tuple[str, ...]]:
    with google.context.store.begin() as connection:
        return {unit.code: unit.emails for unit in load_units(connection)}


def officer_types(google: GoogleActions, cell: str, text: str) -> None:
    google.officer({"do": "type", "tab": TAB, "cell": cell, "text": text})


def test_a_change_goes_with_its_unit_where_lines_were_sorted(
    google: GoogleActions, ward: str
) -> None:
    google.officer({"do": "sort", "tab": TAB, "column": 1, "ascending": False})
    assert change(google, ward, "emails", OLD, NEW) == []
    assert emails(google) == {"W1": (NEW,), "W2": ()}


def test_a_cell_that_somebody_changed_meanwhile_is_left_and_told(
    google: GoogleActions, ward: str
) -> None:
    officer_types(google, "M2", "khac@example.vn")
    (told,) = change(google, ward, "emails", OLD, NEW)
    assert (told.outcome, told.found) == ("changed", "khac@example.vn")
    assert emails(google)[ward] == ("khac@example.vn",)
    assert change(google, ward, "emails", told.found, NEW) == []
    assert emails(google)[ward] == (NEW,)


def test_what_was_written_before_a_process_ended_is_not_told_as_changed(
    google: GoogleActions, ward: str
) -> None:
    officer_types(google, "M2", NEW)
    google.forget_calls()
    assert change(google, ward, "emails", OLD, NEW) == []
    assert google.writes() == []


def test_a_formula_of_an_officer_is_not_typed_over(google: GoogleActions, ward: str) -> None:
    formula = {"userEnteredValue": {"formulaValue": '="Phường "&1'}}
    sheet, district = google.district(TAB), google.context.district_spreadsheet
    block = update_block(sheet.sheet_id, 1, 1, [[formula]], "userEnteredValue")
    google.context.accounts[0].batch_update(district, [block])
    (told,) = change(google, ward, "name", "Phường 1", "Phường Một")
    assert told.outcome == "formula" and google.district(TAB).cell(1, 1).formula


def test_of_a_csv_one_cell_changes_and_every_other_byte_stays(
    google: GoogleActions, ward: str, tmp_path: Path
) -> None:
    file = tmp_path / "units.csv"
    said = (
        "\ufeffGhi chú;Mã;Tên;Loại;E-mail\r\n#1;{};Phường 1;phường;{}\r\n#2;W2;Phường 2;phường;\r\n"
    )
    file.write_bytes(said.format(ward, OLD).encode())
    google.context = replace(google.context, district_spreadsheet="")
    google.with_options(units_csv=file)
    assert change(google, ward, "emails", OLD, NEW) == []
    assert file.read_bytes().decode() == said.format(ward, NEW)
    assert emails(google)[ward] == (NEW,)
