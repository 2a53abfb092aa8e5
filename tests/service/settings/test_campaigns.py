"""Several campaigns in one service: what each file says, and what stops the start."""

import hashlib
import sqlite3
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from jobs.store.events import load_events
from jobs.store.periods import load_opened
from jobs.store.rows import load_rows
from jobs.store.units import load_units
from service.cli import main
from service.office import Office, open_office, open_offices
from service.rooms import room_named, rooms
from service.settings.source import SettingsError, read_settings
from tests.jobs.store.test_migrations import KEY_OF_THE_DUMPS, STORES
from tests.service.conftest import make_settings
from tests.service.several import FILES, LETTER, MONTHLY, declare, settings_of

THIRD = f'campaign = "{LETTER}"\ndistrict_spreadsheet = "another"\n'


def opened(here: Office) -> list[str]:
    with here.engine.connect() as connection:
        return [one.campaign for name in (LETTER, MONTHLY) for one in load_opened(connection, name)]


def problems(environ: dict[str, str]) -> str:
    with pytest.raises(SettingsError) as error:
        read_settings(environ)
    return "\n".join(error.value.problems)


def test_each_campaign_has_a_store_keys_and_a_spreadsheet_of_its_own(tmp_path: Path) -> None:
    offices = open_offices(settings_of(tmp_path))
    assert [opened(here) for here in offices] == [[LETTER], [MONTHLY]]
    assert len({here.store.engine.url for here in offices}) == 2
    assert len({here.hint_secrets.newest for here in offices}) == 2
    assert len({here.cookie_keys.newest for here in offices}) == 1
    assert [here.settings.district_spreadsheet for here in offices] == [
        "district-of-the-letter",
        "province-of-the-return",
    ]
    assert len({here.quota.url for here in offices}) == 1
    for here in offices:
        here.close()


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"October": THIRD}, "October.toml: call the file by small letters, digits and dashes"),
        ({"letter": 'campaign = "none-such"'}, "letter.toml: campaign: There is no campaign"),
        ({"letter": 'campain = "x"'}, "letter.toml: campain: there is no such key here"),
        ({"letter": "campaign = "}, "letter.toml: "),
        ({"letter": THIRD, "other": THIRD.replace("another", "b")},
         "letter.toml and other.toml have campaign in common; give each its own"),
        ({"letter": THIRD, "monthly": THIRD.replace(LETTER, MONTHLY)},
         "letter.toml and monthly.toml have district_spreadsheet in common"),
    ],
)  # fmt: skip
def test_a_wrong_file_stops_the_start_by_its_name(
    tmp_path: Path, wrong: dict[str, str], said: str
) -> None:
    assert said in problems(declare(tmp_path, **wrong))


def test_what_is_of_one_campaign_may_not_be_said_for_all(tmp_path: Path) -> None:
    environ = declare(tmp_path) | {"WARDSHEETS_DISTRICT_SPREADSHEET": "one-for-all"}
    said = problems(environ)
    assert "WARDSHEETS_DISTRICT_SPREADSHEET: is of one campaign" in said
    assert "write district_spreadsheet into its file in" in said


def test_campaigns_on_postgresql_have_a_database_each(tmp_path: Path) -> None:
    url = "postgresql+psycopg://u:p@host/quota"
    environ = declare(tmp_path) | {"WARDSHEETS_DATABASE_URL": url}
    assert "letter.toml: database_url: is missing; give each campaign its own" in problems(environ)
    environ |= declare(tmp_path, letter=f'campaign = "{LETTER}"\ndatabase_url = "{url}"')
    (tmp_path / "campaigns" / "monthly.toml").unlink()
    said = problems(environ)
    assert "is that of WARDSHEETS_DATABASE_URL, where only the quota" in said and ":p@" not in said


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    said = problems({"WARDSHEETS_CAMPAIGNS": str(tmp_path)})
    assert "WARDSHEETS_CAMPAIGNS: " in said and "write one for each campaign" in said


def test_a_store_from_before_stays_where_it_is_and_is_that_of_its_campaign(
    tmp_path: Path,
) -> None:
    before = open_office(make_settings(tmp_path / "data", HINT_SECRET=""))
    secret = before.hint_secrets.newest
    before.close()
    one = hashlib.sha256((tmp_path / "data" / "wardsheets.db").read_bytes()).hexdigest()
    first, second = rooms(settings_of(tmp_path))
    assert (first.room, first.data_dir) == ("letter", tmp_path / "data")
    assert second.data_dir == tmp_path / "data" / "campaigns" / "monthly"
    assert hashlib.sha256((tmp_path / "data" / "wardsheets.db").read_bytes()).hexdigest() == one
    offices = open_offices(settings_of(tmp_path))
    assert offices[0].hint_secrets.newest == secret and opened(offices[0]) == [LETTER]
    for here in offices:
        here.close()


@pytest.mark.parametrize("dump, more", [("store_0012", ""), ("store_0003", "data_dir")])
def test_the_store_of_a_version_before_is_carried_over_with_all_that_it_holds(
    tmp_path: Path, dump: str, more: str
) -> None:
    """The oldest does not know whose it is: then its campaign's file says so."""
    data = tmp_path / "data"
    data.mkdir()
    old = sqlite3.connect(data / "wardsheets.db")
    old.executescript((STORES / f"{dump}.sql").read_text(encoding="utf-8"))
    old.close()
    (data / "encryption.key").write_text(KEY_OF_THE_DUMPS)
    if more:
        with pytest.raises(click.ClickException, match="data_dir"):
            rooms(settings_of(tmp_path))
    mine = f"{FILES['letter']}{f'data_dir = {str(data)!r}' if more else ''}"
    letter, monthly = open_offices(settings_of(tmp_path, letter=mine, monthly=FILES["monthly"]))
    with letter.engine.connect() as connection:
        assert [unit.key for unit in load_units(connection)] == ["W1", "W2"]
        [row] = load_rows(connection, letter.store.vault, "W1")
        accepted = load_events(connection, (LETTER, "")).get("W1", [])
    assert row.values[1] == "031085001234" and len(accepted) == (dump == "store_0012")
    with monthly.engine.connect() as connection:
        assert load_units(connection) == []
    letter.close()
    monthly.close()


def test_a_store_of_a_campaign_that_no_file_names_stops_the_start(tmp_path: Path) -> None:
    open_office(make_settings(tmp_path / "data", CAMPAIGN=MONTHLY)).close()
    with pytest.raises(click.ClickException, match=rf"“{MONTHLY}”.*letter \({LETTER}\)"):
        rooms(settings_of(tmp_path, letter=THIRD))


def test_a_store_from_before_that_is_gone_stops_the_start(tmp_path: Path) -> None:
    open_office(make_settings(tmp_path / "data", HINT_SECRET="")).close()
    (tmp_path / "data" / "wardsheets.db").unlink()
    with pytest.raises(click.ClickException, match=r"Không thấy .*wardsheets\.db.*encryption\.key"):
        rooms(settings_of(tmp_path))


def test_two_services_on_one_store_with_different_campaigns_are_refused(tmp_path: Path) -> None:
    first = open_office(make_settings(tmp_path))
    with pytest.raises(click.ClickException, match=f"“{LETTER}”.*“{MONTHLY}”"):
        open_office(make_settings(tmp_path, CAMPAIGN=MONTHLY))
    assert opened(first) == [LETTER]
    first.close()


def test_the_next_campaign_may_follow_on_the_store_of_a_closed_one(tmp_path: Path) -> None:
    open_office(make_settings(tmp_path)).close()
    environ = {"WARDSHEETS_DATA_DIR": str(tmp_path)}
    arguments = ["periods", "close", "-", "--by", "an@example.vn"]
    done = CliRunner().invoke(main, arguments, env=environ)
    assert done.exit_code == 0, done.output
    here = open_office(make_settings(tmp_path, CAMPAIGN=MONTHLY, HINT_SECRET=""))
    assert opened(here) == [LETTER, MONTHLY]
    here.close()
    with pytest.raises(click.ClickException, match=f"“{MONTHLY}”.*“{LETTER}”"):
        open_office(make_settings(tmp_path))


def test_a_command_asks_which_campaign_where_there_are_several(tmp_path: Path) -> None:
    environ = declare(tmp_path)
    asked = CliRunner().invoke(main, ["jobs"], env=environ)
    assert asked.exit_code == 1 and "letter, monthly" in asked.output
    assert "--campaign" in asked.output
    wrong = CliRunner().invoke(main, ["jobs", "--campaign", "other"], env=environ)
    assert wrong.exit_code == 1 and "“other”" in wrong.output
    for name in ("monthly", MONTHLY):
        told = CliRunner().invoke(main, ["periods", "--campaign", name], env=environ)
        assert told.exit_code == 0 and "2026" in told.output, told.output


def test_a_store_is_opened_for_a_named_campaign_alone(tmp_path: Path) -> None:
    """Whoever forgets to name one makes no store beside theirs."""
    with pytest.raises(click.ClickException, match="letter, monthly"):
        open_office(settings_of(tmp_path))
    assert not (tmp_path / "data" / "wardsheets.db").exists()


def test_one_campaign_needs_no_name_and_may_have_it(tmp_path: Path) -> None:
    settings = make_settings(tmp_path)
    assert room_named(settings, "") is room_named(settings, LETTER) is settings
    with pytest.raises(click.ClickException, match="“other”"):
        room_named(settings, "other")


def test_the_stores_of_all_campaigns_are_upgraded_by_one_command(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["store", "upgrade"], env=declare(tmp_path))
    assert [line.partition(":")[0] for line in done.output.splitlines()] == ["letter", "monthly"]
