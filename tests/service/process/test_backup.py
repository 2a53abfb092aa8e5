"""Backup and restore: what was written before a backup is there after its restore, and readable."""

import sqlite3
import stat
import time
import unicodedata
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from jobs.store.law.backups import kept_backups
from jobs.store.opening.form import MIGRATIONS
from jobs.store.opening.making_room import BackupError
from service.office import Office, open_office
from service.pages.unit_view import read_kinds, read_unit
from service.process.backups.key_files import make_key_file, read_key_file
from service.process.backups.restoring import restore as restore_sealed
from service.process.backups.sealing import Passphrase, Recipient, Sealed, WrongKeyError, unseal
from service.process.backups.writing import back_up as back_up_sealed
from service.process.backups.writing import note_made
from service.settings.declared import Settings
from service.settings.key_text import RECIPIENT, key_content
from sheets_schema.finding import Severity
from tests.service.conftest import Service, make_service, make_settings

WORDS = Passphrase("mật khẩu của quận")


def back_up(settings: Settings, target: Path) -> None:
    back_up_sealed(settings, target, WORDS, keys=True)


def restore(settings: Settings, source: Path, *, force: bool = False) -> None:
    restore_sealed(settings, source, lambda: WORDS, force=force)


def test_a_restored_store_reads_its_findings_again(
    tmp_path: Path, new_store: Callable[[], str]
) -> None:
    stores = [new_store(), new_store()]
    first = make_service(tmp_path / "first", DATABASE_URL=stores[0])
    first.found("P02", "phone-short", "0912", Severity.MUST_FIX)
    back_up(first.here.settings, tmp_path / "kept.sealed")
    first.here.close()
    lost = make_settings(tmp_path / "second", stores[1])
    restore(lost, tmp_path / "kept.sealed")
    second = make_service(tmp_path / "second", DATABASE_URL=stores[1])
    [kind] = read_kinds(second.here, read_unit(second.here, "P02"))
    assert (kind.code, kind.lines[0].what) == ("phone-short", "Số điện thoại thiếu chữ số.")
    second.here.close()


def test_a_backup_is_for_its_owner_only(tmp_path: Path) -> None:
    service = make_service(tmp_path / "data")
    back_up(service.here.settings, tmp_path / "kept.sealed")
    assert stat.S_IMODE((tmp_path / "kept.sealed").stat().st_mode) == 0o600
    service.here.close()


def kept_and_changed(tmp_path: Path, store: str) -> Service:
    """A service whose backup knows no finding, while its store has one."""
    service = make_service(tmp_path / "data", DATABASE_URL=store)
    back_up(service.here.settings, tmp_path / "kept.sealed")
    service.found("P02", "phone-short", "0912", Severity.MUST_FIX)
    return service


def test_a_store_that_is_there_is_not_overwritten_unasked(
    tmp_path: Path, new_store: Callable[[], str]
) -> None:
    service = kept_and_changed(tmp_path, new_store())
    service.here.close()
    with pytest.raises(BackupError, match="--force"):
        restore(service.here.settings, tmp_path / "kept.sealed")
    restore(service.here.settings, tmp_path / "kept.sealed", force=True)
    again = open_office(service.here.settings)
    assert read_kinds(again, read_unit(again, "P02")) == []
    again.close()


def test_a_store_in_use_is_not_replaced_under_the_service(
    tmp_path: Path, new_store: Callable[[], str]
) -> None:
    service = kept_and_changed(tmp_path, new_store())
    with pytest.raises(BackupError, match="in use"):
        restore(service.here.settings, tmp_path / "kept.sealed", force=True)
    assert len(read_kinds(service.here, read_unit(service.here, "P02"))) == 1
    service.here.close()


def test_an_older_backup_leaves_no_table_of_a_newer_store(
    tmp_path: Path, new_store: Callable[[], str]
) -> None:
    store = new_store()
    service = make_service(tmp_path / "data", DATABASE_URL=store)
    older = Config()
    older.set_main_option("script_location", str(MIGRATIONS))
    with service.here.engine.begin() as connection:
        older.attributes["connection"] = connection
        command.downgrade(older, "0003")
    back_up(service.here.settings, tmp_path / "kept.sealed")
    service.here.close()
    open_office(service.here.settings).close()
    restore(service.here.settings, tmp_path / "kept.sealed", force=True)
    open_office(service.here.settings).close()


def altered(whole: bytes, place: int) -> bytes:
    return whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]


# A piece of the seal, and where the head ends at the latest.
PIECE, HEAD = 64 * 1024 + 16, 160
DAMAGES: list[Callable[[bytes], bytes]] = [
    lambda whole: whole[:5000],
    lambda whole: whole[:-1],
    lambda whole: whole[:40],
    lambda whole: whole[:27],
    lambda whole: b"",
    lambda whole: b"hello",
    lambda whole: whole + b"x",
    lambda whole: whole + whole,
    lambda whole: altered(whole, 5),
    lambda whole: altered(whole, 40),
    lambda whole: altered(whole, 60),
    lambda whole: altered(whole, HEAD - 20),
    lambda whole: altered(whole, len(whole) // 2),
    lambda whole: altered(whole, len(whole) - 1),
]


def test_a_damaged_backup_touches_nothing(tmp_path: Path) -> None:
    service = kept_and_changed(tmp_path, "")
    service.here.close()
    kept = tmp_path / "kept.sealed"
    whole = kept.read_bytes()
    for damage in DAMAGES:
        kept.write_bytes(damage(whole))
        with pytest.raises(BackupError, match=r"damaged|altered|not the passphrase"):
            restore(service.here.settings, kept, force=True)
    assert finding_stands(service)


def finding_stands(service: Service) -> bool:
    """Whether the store still is the one after the backup."""
    again = open_office(service.here.settings)
    found = len(read_kinds(again, read_unit(again, "P02")))
    again.close()
    return found == 1


def test_pieces_of_a_backup_do_not_change_places(tmp_path: Path) -> None:
    service = kept_and_changed(tmp_path, "")
    service.here.close()
    kept = tmp_path / "kept.sealed"
    whole = kept.read_bytes()
    begin = whole.index(b"\n", whole.index(b"\n") + 1) + 1 + 32
    # Big enough for two whole pieces and a rest.
    filled = tmp_path / "big"
    with filled.open("wb") as file, Sealed(file, WORDS) as sealed:
        sealed.write(bytes(2 * PIECE + 10))
        sealed.seal()
    whole = filled.read_bytes()
    one, two = whole[begin : begin + PIECE], whole[begin + PIECE : begin + 2 * PIECE]
    for pieces in (two + one, one + one, two, one + two):
        kept.write_bytes(whole[:begin] + pieces + whole[begin + 2 * PIECE :])
        if pieces == one + two:
            kept.write_bytes(whole[: begin + 2 * PIECE])
        with pytest.raises(BackupError, match="altered"):
            restore(service.here.settings, kept, force=True)
    assert finding_stands(service)


def test_another_passphrase_is_told_and_changes_nothing(tmp_path: Path) -> None:
    service = kept_and_changed(tmp_path, "")
    service.here.close()
    with pytest.raises(WrongKeyError, match="not the passphrase"):
        restore_sealed(
            service.here.settings,
            tmp_path / "kept.sealed",
            lambda: Passphrase("x" * 12),
            force=True,
        )
    assert finding_stands(service)


def test_a_passphrase_opens_however_its_letters_were_typed(tmp_path: Path) -> None:
    service = kept_and_changed(tmp_path, "")
    service.here.close()
    typed = Passphrase(unicodedata.normalize("NFD", WORDS.words))
    restore_sealed(service.here.settings, tmp_path / "kept.sealed", lambda: typed, force=True)
    assert not finding_stands(service)


def test_a_backup_for_a_recipient_opens_with_that_key_file_alone(tmp_path: Path) -> None:
    service = make_service(tmp_path / "data")
    line = make_key_file(tmp_path / "office.key")
    make_key_file(tmp_path / "other.key")
    assert stat.S_IMODE((tmp_path / "office.key").stat().st_mode) == 0o600
    lock = Recipient(key_content(RECIPIENT, line))
    back_up_sealed(service.here.settings, tmp_path / "kept.sealed", lock, keys=True)
    service.here.close()
    new = make_settings(tmp_path / "new")
    for wrong in (lambda: read_key_file(tmp_path / "other.key"), lambda: WORDS):
        with pytest.raises(WrongKeyError):
            restore_sealed(new, tmp_path / "kept.sealed", wrong)
    assert list((tmp_path / "new").iterdir()) == []
    restore_sealed(new, tmp_path / "kept.sealed", lambda: read_key_file(tmp_path / "office.key"))
    open_office(new).close()


def test_one_wrong_letter_of_a_recipient_is_found_out(tmp_path: Path) -> None:
    line = make_key_file(tmp_path / "office.key")
    wrong = line[:30] + ("0" if line[30] != "0" else "1") + line[31:]
    with pytest.raises(ValueError, match="no wardsheets-recipient"):
        key_content(RECIPIENT, wrong)


def test_nothing_of_the_store_or_its_keys_can_be_read_in_a_backup(tmp_path: Path) -> None:
    service = make_service(tmp_path / "data")
    back_up(service.here.settings, tmp_path / "kept.sealed")
    whole = (tmp_path / "kept.sealed").read_bytes()
    assert b"SQLite format" not in whole and b"encryption.key" not in whole
    assert b"PK" not in whole[:4]
    service.here.close()


def test_the_keys_are_apart_unless_asked_for(tmp_path: Path) -> None:
    service = make_service(tmp_path / "data")
    service.found("P02", "phone-short", "0912", Severity.MUST_FIX)
    here = service.here.settings
    back_up_sealed(here, tmp_path / "store.sealed", WORDS)
    back_up_sealed(here, tmp_path / "keys.sealed", WORDS, store=False, keys=True)
    service.here.close()
    new, said = make_settings(tmp_path / "new"), list[str]()
    restore_sealed(new, tmp_path / "store.sealed", lambda: WORDS, warn=said.append)
    assert "encryption.key" in said[0]
    restore(new, tmp_path / "keys.sealed")
    assert finding_stands(replace(service, here=replace(service.here, settings=new)))


def test_a_store_is_not_put_beside_a_key_that_does_not_open_it(tmp_path: Path) -> None:
    service = kept_and_changed(tmp_path, "")
    back_up_sealed(service.here.settings, tmp_path / "store.sealed", WORDS)
    service.here.close()
    other = make_service(tmp_path / "other")
    other.found("P02", "phone-short", "0912", Severity.MUST_FIX)
    other.here.close()
    with pytest.raises(BackupError, match="does not open"):
        restore(other.here.settings, tmp_path / "store.sealed", force=True)
    with pytest.raises(BackupError, match="another"):
        restore(other.here.settings, tmp_path / "kept.sealed")
    assert finding_stands(other)


def test_a_backup_of_an_older_version_is_restored_with_a_warning(tmp_path: Path) -> None:
    service = make_service(tmp_path / "data")
    service.here.close()
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as archive:
        for name in ("wardsheets.db", "encryption.key"):
            archive.write(tmp_path / "data" / name, name)
    new, said = make_settings(tmp_path / "new"), list[str]()
    restore_sealed(new, tmp_path / "old.zip", lambda: WORDS, warn=said.append)
    assert "not sealed" in said[0]
    open_office(new).close()


def waiting_runs(here: Office) -> int:
    """Runs that the job engine means to do."""
    place = "dbos." if here.engine.dialect.name == "postgresql" else ""
    with here.engine.connect() as connection:
        return int(connection.scalar(sa.text(f"SELECT count(*) FROM {place}workflow_status")) or 0)


def test_what_the_engine_meant_to_do_is_not_believed_of_a_backup_but_asked_of_the_ledger(
    tmp_path: Path, new_store: Callable[[], str]
) -> None:
    service = make_service(tmp_path / "data", DATABASE_URL=new_store())
    service.here.queue.request("check-unit", "P02", source="test")
    assert waiting_runs(service.here) == 1
    back_up(service.here.settings, tmp_path / "kept.sealed")
    service.here.close()
    restore(service.here.settings, tmp_path / "kept.sealed", force=True)
    again = open_office(service.here.settings)
    assert waiting_runs(again) == 0
    assert [row.subject for row in again.queue.active()] == ["P02"]
    again.close()


@pytest.mark.parametrize(
    "made",
    [
        "CREATE TABLE other (x TEXT)",
        "CREATE VIEW v AS SELECT 1",
        "CREATE TRIGGER t AFTER INSERT ON facts BEGIN DELETE FROM findings; END",
    ],
)
def test_a_backup_with_what_is_not_ours_is_refused(tmp_path: Path, made: str) -> None:
    service = kept_and_changed(tmp_path, "")
    service.here.close()
    with (tmp_path / "kept.sealed").open("rb") as sealed, (tmp_path / "plain").open("wb") as plain:
        unseal(sealed, plain, WORDS)
    with zipfile.ZipFile(tmp_path / "plain") as archive:
        archive.extractall(tmp_path / "open")
    with closing(sqlite3.connect(tmp_path / "open" / "wardsheets.db")) as store:
        store.execute(made)
    with zipfile.ZipFile(tmp_path / "kept.sealed", "w") as archive:
        for path in (tmp_path / "open").iterdir():
            archive.write(path, path.name)
    with pytest.raises(BackupError, match="not ours"):
        restore(service.here.settings, tmp_path / "kept.sealed", force=True)


def test_a_backup_that_cannot_be_written_says_where(tmp_path: Path) -> None:
    service = make_service(tmp_path / "data")
    with pytest.raises(BackupError, match="/dev/null"):
        back_up(service.here.settings, Path("/dev/null/kept.sealed"))
    service.here.close()


def test_a_file_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "holiday.zip", "w") as archive:
        archive.writestr("../escape", "x")
    with pytest.raises(BackupError, match="no backup"):
        restore(make_settings(tmp_path / "data"), tmp_path / "holiday.zip")


def test_there_is_nothing_to_back_up_before_the_first_start(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="no store"):
        back_up(make_settings(tmp_path / "data"), tmp_path / "kept.sealed")


def test_each_backup_is_on_record_until_the_office_destroys_it(
    tmp_path: Path, new_store: Callable[[], str]
) -> None:
    service = make_service(tmp_path / "data", DATABASE_URL=new_store(), BACKUP_KEEP_DAYS="30")
    note_made(service.here.settings, tmp_path / "monday.sealed")
    with service.here.engine.connect() as connection:
        now = time.time()
        [one] = kept_backups(connection, now)
        assert (one.name, kept_backups(connection, now + 31 * 86_400)) == ("monday.sealed", [])
    service.here.close()
