"""`wardsheets campaign`, and that every command says the same of a wrong declaration."""

import json
from pathlib import Path

import jsonschema_rs
import pytest
from click.testing import CliRunner

from service.cli import main
from service.settings.source import SettingsError, read_settings
from sheets_schema.declaration.files import read_files
from sheets_schema.declaration.form import as_json
from sheets_schema.declaration.read import CAMPAIGNS
from tests.schema.test_declarations import BOOK, folder

WRONG = BOOK.replace("required =", "requird =").replace("most = 500", 'most = "500"')
SAID = (
    "village.toml, places.place, requird: is not known here; write required",
    "village.toml, places.people, params.most: write a whole number without quotation marks",
)


@pytest.fixture
def wrong(tmp_path: Path) -> str:
    return str(folder(tmp_path, WRONG))


def wardsheets(*words: str) -> tuple[int, str]:
    """The exit status, and everything that was printed."""
    done = CliRunner().invoke(main, words)
    return done.exit_code, done.output


def test_a_right_declaration_is_called_right(tmp_path: Path) -> None:
    status, said = wardsheets("campaign", "check", str(folder(tmp_path)))
    assert status == 0 and "cleanup" in said and "Điểm vệ sinh" in said


def test_every_command_tells_everything_that_is_wrong(wrong: str, tmp_path: Path) -> None:
    units = tmp_path / "units.csv"
    units.write_text("code,name\nV1,Một\n", encoding="utf-8")
    for words in (
        ("campaign", "check", wrong),
        ("template", str(tmp_path / "t.xlsx"), "--campaign", wrong, "--kind", "village"),
        ("check", str(tmp_path), "--units", str(units), "--campaign", wrong),
    ):
        status, said = wardsheets(*words, "--lang", "en")
        assert status > 0 and all(one in said for one in SAID)


def test_the_service_does_not_start_with_a_wrong_declaration(wrong: str) -> None:
    with pytest.raises(SettingsError) as error:
        read_settings({"WARDSHEETS_CAMPAIGN": wrong})
    assert all(one in str(error.value) for one in SAID)


def test_what_is_wrong_is_told_in_vietnamese_unless_asked(wrong: str) -> None:
    assert "không có khóa này ở đây; ghi required" in wardsheets("campaign", "check", wrong)[1]


def test_no_such_campaign_names_those_that_are_shipped() -> None:
    status, said = wardsheets("campaign", "check", "no-such", "--lang", "en")
    assert status == 1 and "to-cnscd-2024" in said


def test_the_schemas_take_the_shipped_campaign_and_refuse_a_slip(tmp_path: Path) -> None:
    wardsheets("campaign", "schema", str(tmp_path))
    schema = json.loads((tmp_path / "unit.schema.json").read_text(encoding="utf-8"))
    books = read_files(CAMPAIGNS / "to-cnscd-2024").books
    assert all(jsonschema_rs.is_valid(schema, as_json(book)) for book in books.values())
    assert not jsonschema_rs.is_valid(schema, as_json({**books["ward.toml"], "check": []}))


def test_the_schemas_are_json_schemas_with_a_word_on_what_to_write(tmp_path: Path) -> None:
    status, said = wardsheets("campaign", "schema", str(tmp_path), "--lang", "en")
    found = {path.name: json.loads(path.read_bytes()) for path in tmp_path.glob("*.json")}
    assert status == 0 and all(f"#:schema ./{name}" in said for name in found)
    assert all(jsonschema_rs.meta.is_valid(schema) for schema in found.values())
    due = found["campaign.schema.json"]["properties"]["due"]
    assert due["description"].startswith("Write the last on-time moment")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    status, said = wardsheets("campaign", "schema", str(tmp_path / "file" / "in"), "--lang", "en")
    assert status == 1 and "cannot be written" in said
