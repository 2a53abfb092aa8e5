"""Settings: read from three places, typed, and loud when they are wrong."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from service.office import open_office
from service.settings import secrets_store
from service.settings.page import settings_page
from service.settings.source import SettingsError, read_settings


def problems(**environ: str) -> str:
    with pytest.raises(SettingsError) as error:
        read_settings({f"WARDSHEETS_{name}": text for name, text in environ.items()})
    return "\n".join(error.value.problems)


def test_nothing_set_gives_a_local_service() -> None:
    settings = read_settings({})
    assert settings.store_url == "sqlite:///data/wardsheets.db"
    assert (settings.settle_seconds, settings.row_quiet_seconds) == (5, 10)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    toml = tmp_path / "w.toml"
    toml.write_text('settle_seconds = 1\nport = 81\n[people]\n"An@x.vn" = "admin"\n')
    settings = read_settings({"WARDSHEETS_SETTINGS": str(toml), "WARDSHEETS_PORT": "82"})
    assert (settings.settle_seconds, settings.port) == (1.0, 82)
    assert settings.people == {"an@x.vn": "admin"}


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "s").write_text("x" * 40 + "\n")
    settings = read_settings({"WARDSHEETS_SECRET_KEY_FILE": str(tmp_path / "s")})
    assert settings.secret_key == "x" * 40


def test_all_wrong_settings_are_listed_at_once_with_what_to_write() -> None:
    text = problems(PORT="eighty", LANGUAGE="fr", SECRET_KEY="short")
    assert "WARDSHEETS_PORT: write a whole number from 0 to 65535" in text
    assert "WARDSHEETS_LANGUAGE: write one of vi, en" in text
    assert "WARDSHEETS_SECRET_KEY: use at least 32 characters" in text


def test_a_host_is_named_alone() -> None:
    said = "TRUSTED_HOSTS: write host names alone, without https:// and port, with commas"
    assert said in problems(TRUSTED_HOSTS="web, https://web.vn")


def test_a_key_that_the_process_may_not_read_is_told(tmp_path: Path) -> None:
    key = tmp_path / "key.json"
    key.write_text("{}")
    key.chmod(0o000)
    with as_nobody():
        said = problems(SERVICE_ACCOUNTS=str(key))
    assert "SERVICE_ACCOUNTS:" in said and "may not be read by the user of this process" in said


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may read everything: as somebody who may not, where the tests run as root."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def test_a_refused_secret_is_not_repeated() -> None:
    assert "hunter2" not in problems(SECRET_KEY="hunter2", ENCRYPTION_KEY="hunter2")


def test_no_secret_is_printed_with_the_settings(tmp_path: Path) -> None:
    hidden = "hunter2" * 6
    key = Fernet.generate_key().decode()
    given = dict.fromkeys(("HINT_SECRET", "SECRET_KEY", "OIDC_CLIENT_SECRET"), hidden)
    given |= {"OIDC_ISSUER": "https://x.vn", "OIDC_CLIENT_ID": "id", "PEOPLE": "a@x.vn = admin"}
    given |= {"SMTP_URL": f"smtp://u:{hidden}@mail.x.vn:587", "MAIL_FROM": "a@x.vn"}
    given |= {"ENCRYPTION_KEY": key, "DATA_DIR": str(tmp_path)}
    here = open_office(read_settings({f"WARDSHEETS_{name}": text for name, text in given.items()}))
    here.close()
    assert "hunter2" not in repr(here) and key not in repr(here)
    stored = read_settings({"WARDSHEETS_DATABASE_URL": "postgresql+psycopg://u:hunter2@h/n"})
    assert "hunter2" not in repr(stored)


def test_a_misspelt_setting_stops_the_start() -> None:
    assert "WARDSHEETS_SETLE_SECONDS: there is no such setting" in problems(SETLE_SECONDS="3")


def test_a_mail_server_without_a_sender_stops_the_start() -> None:
    assert "WARDSHEETS_MAIL_FROM: is missing" in problems(SMTP_URL="smtp://mail.example.vn:587")


def test_half_of_google_sign_in_stops_the_start() -> None:
    text = problems(OIDC_ISSUER="https://accounts.google.com")
    assert "WARDSHEETS_OIDC_CLIENT_ID: is missing" in text
    assert "WARDSHEETS_PEOPLE: is missing" in text


def test_the_schedule_keeps_what_is_not_named() -> None:
    schedule = read_settings({"WARDSHEETS_SCHEDULE": "sweep = off"}).schedule
    assert (schedule["sweep"], schedule["full-check"]) == ("off", "30 1 * * *")


NO_CRONS = ["sweep = at noon", "tea = * * * * *", "sweep", "sweep = 0 0 31 2 *"]


@pytest.mark.parametrize("cron", NO_CRONS)
def test_a_schedule_that_cannot_be_read_stops_the_start(cron: str) -> None:
    assert problems(SCHEDULE=cron).startswith("WARDSHEETS_SCHEDULE: ")


@pytest.mark.parametrize(
    "name, wrong",
    [
        ("CAMPAIGN", "no-such-letter"),
        ("DATABASE_URL", "postgresql+psycopg://u:p@host:port/name"),
        ("DATABASE_URL", "sqlite://"),
        ("PUBLIC_URL", "https://[ward"),
        ("PUBLIC_URL", "https://ward.example/?page=1"),
        ("GOOGLE_URL", "http://localhost:port"),
        ("PEOPLE", "an@x.vn = officer; An@x.vn = viewer"),
        ("SCHEDULE", "sweep = off; sweep = * * * * *"),
    ],
)
def test_what_could_only_fail_later_stops_the_start_by_its_name(name: str, wrong: str) -> None:
    assert problems(**{name: wrong}).startswith(f"WARDSHEETS_{name}: ")


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "photo").write_bytes(b"\xff\xfe\x00")
    photo = str(tmp_path / "photo")
    assert problems(HINT_SECRET_FILE=photo).startswith("WARDSHEETS_HINT_SECRET_FILE: cannot read")
    assert problems(SETTINGS=photo).startswith("WARDSHEETS_SETTINGS: cannot read")


def test_the_first_start_makes_keys_that_only_we_may_read(tmp_path: Path) -> None:
    settings = read_settings({"WARDSHEETS_DATA_DIR": str(tmp_path / "new")})
    first = secrets_store.encryption_keys(settings).newest
    assert secrets_store.encryption_keys(settings).all() == (first,)
    mode = (tmp_path / "new" / "encryption.key").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_the_page_of_settings_is_up_to_date() -> None:
    page = Path(__file__).parents[3] / "docs" / "settings.md"
    assert page.read_text(encoding="utf-8") == settings_page(), (
        "run: wardsheets settings --markdown > docs/settings.md"
    )


@pytest.mark.parametrize(
    "name, given", [("SMTP_URL", "smtp://quan:mat-khau@thu"), ("MAIL_FROM", "quan")]
)
def test_a_mail_server_that_cannot_be_read_stops_the_start_without_its_password(
    name: str, given: str
) -> None:
    with pytest.raises(SettingsError) as stopped:
        read_settings({f"WARDSHEETS_{name}": given})
    assert name in str(stopped.value) and "mat-khau" not in str(stopped.value)
