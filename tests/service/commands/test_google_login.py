"""`wardsheets google-login`: a person signs in once, and owns the workbooks that are made."""

import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from click.testing import CliRunner, Result

from jobs.workbooks.owner import Owner, load_owner, save_owner
from service.cli import main
from service.office import open_office
from service.process.preflight import Preflight
from service.settings.source import read_settings
from sheets_client.credentials import MAKING_AS_SCOPES
from sheets_emulator.account.accounts import CLIENT_ID, CLIENT_SECRET
from sheets_emulator.pytest_plugin import SheetsEmulator
from tests.actions.ward_actions import ROBOT

pytestmark = pytest.mark.usefixtures("usual_logging")

OFFICER = "vhtt@quan.example.vn"
UNITS = "code,name,kind,emails\nP01,Phường Một,ward,p1@example.vn\n"
ASKED = re.compile(r"http://\S+/o/oauth2/v2/auth\?\S+")


class Room:
    """A data folder, a register of one ward, and a client file."""

    def __init__(self, folder: Path, emulator: SheetsEmulator) -> None:
        self.folder, self.emulator = folder, emulator
        (folder / "units.csv").write_text(UNITS, encoding="utf-8")
        self.client(folder / "client.json", "installed")
        said = {
            "DATA_DIR": folder / "data",
            "UNITS_CSV": folder / "units.csv",
            "GOOGLE_URL": emulator.url,
            "GOOGLE_CLIENT": folder / "client.json",
            "SERVICE_ACCOUNTS": emulator.key_file(),
        }
        self.environ = {f"WARDSHEETS_{name}": str(value) for name, value in said.items()}
        emulator.conditions(service_account_storage=False)

    def client(self, file: Path, kind: str) -> None:
        """A client file as Google's console gives it."""
        addresses = {"auth_uri": "https://accounts.google.com/", "token_uri": "https://a.example/"}
        file.write_text(
            json.dumps(
                {kind: {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, **addresses}}
            ),
            encoding="utf-8",
        )

    def say(self, *words: str, **more: str) -> Result:
        """A command in this process."""
        environ = self.environ | {f"WARDSHEETS_{k}": v for k, v in more.items()}
        return CliRunner().invoke(main, list(words), env=environ)

    def log_in(self, press: Callable[[dict[str, str]], str]) -> tuple[int, str]:
        """The command in a process of its own; `press` says what the form sends more."""
        program = [sys.executable, "-c", "from service.cli import main; main()"]
        words = ["google-login", "--no-browser", "--wait", "60"]
        environ = {**self.environ, "PYTHONUNBUFFERED": "1", "PATH": "/usr/bin:/bin"}
        with subprocess.Popen(
            [*program, *words],
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as running:
            assert running.stdout is not None
            said = ""
            for line in running.stdout:
                said += line
                if found := ASKED.search(line):
                    threading.Thread(target=self._press, args=(found[0], press)).start()
        return running.returncode, said

    def _press(self, address: str, press: Callable[[dict[str, str]], str]) -> None:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        form = {**asked, "email": OFFICER, "agreed": press(asked)}
        requests.post(f"{self.emulator.url}/o/oauth2/v2/auth", data=form, timeout=60)

    def owner(self) -> Owner | None:
        """Who is signed in."""
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self.environ.items():
                patch.setenv(name, value)
            here = open_office(read_settings())
        with here.engine.connect() as connection:
            found = load_owner(connection, here.store.vault)
        here.close()
        return found


@pytest.fixture
def room(tmp_path: Path, sheets_emulator: SheetsEmulator) -> Room:
    return Room(tmp_path, sheets_emulator)


def test_who_signs_in_owns_the_workbooks_and_the_service_may_write_them(room: Room) -> None:
    code, said = room.log_in(lambda asked: "yes")
    assert code == 0 and OFFICER in said.splitlines()[-1]
    done = room.say("workbooks", "provision")
    assert done.exit_code == 0, done.output
    assert OFFICER in done.output
    made = room.emulator.requests(method="POST", path="/drive/v3/files$")
    # The unit's, and the consolidated one, as no spreadsheet of the district is named.
    assert [call.user for call in made] == [OFFICER, OFFICER]
    shared = room.emulator.requests(method="POST", path="/permissions$")
    assert [call.body["emailAddress"] for call in shared] == [ROBOT, "p1@example.vn", ROBOT]


def test_the_sign_in_asks_for_files_of_our_own_alone(room: Room) -> None:
    asked: list[dict[str, str]] = []
    room.log_in(lambda one: asked.append(one) or "")  # type: ignore[func-returns-value]
    assert asked[0]["scope"].endswith("/auth/drive.file")
    assert asked[0]["code_challenge_method"] == "S256" and asked[0]["access_type"] == "offline"


def test_who_cancels_is_told_so_and_nothing_is_kept(room: Room) -> None:
    code, said = room.log_in(lambda asked: "")
    assert code == 1 and "Chưa đăng nhập được" in said and "Traceback" not in said
    assert room.owner() is None


def test_the_words_of_the_sign_in_lie_sealed_in_the_store(room: Room) -> None:
    room.log_in(lambda asked: "yes")
    owner = room.owner()
    assert owner is not None and owner.address == OFFICER
    token = owner.words["refresh_token"].encode()
    files = [path for path in (room.folder / "data").rglob("*") if path.is_file()]
    assert files and not any(token in path.read_bytes() for path in files)


def test_a_sign_in_can_be_forgotten(room: Room) -> None:
    room.log_in(lambda asked: "yes")
    assert room.say("google-login", "--forget").exit_code == 0
    assert room.owner() is None
    done = room.say("workbooks", "provision")
    assert done.exit_code == 1 and "wardsheets google-login" in done.output


def test_without_a_client_file_the_setting_is_named(room: Room) -> None:
    said = room.say("google-login", GOOGLE_CLIENT="")
    assert said.exit_code == 1 and "WARDSHEETS_GOOGLE_CLIENT" in said.output


@pytest.mark.parametrize("kind", ["web", "nonsense"])
def test_another_kind_of_client_is_refused_by_name(room: Room, kind: str) -> None:
    room.client(room.folder / "client.json", kind)
    said = room.say("google-login")
    assert said.exit_code == 1 and "client.json" in said.output


def preflight(room: Room, ends_at: float | None, *, good: bool) -> list[str]:
    """What preflight says with this sign-in in the store."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in room.environ.items():
            patch.setenv(name, value)
        here = open_office(read_settings())
    token_uri = f"{room.emulator.url}/token"
    words = room.emulator.emulator.accounts.authorized_user(OFFICER, MAKING_AS_SCOPES[0], token_uri)
    words = {name: value for name, value in words.items() if name != "type"}
    if not good:
        words["refresh_token"] += "x"
    with here.engine.begin() as connection:
        save_owner(connection, here.store.vault, Owner(OFFICER, words, ends_at))
    found = [f"{one.grade.value}: {one.sentence}" for one in Preflight(here).checks()]
    here.close()
    return [one for one in found if OFFICER in one]


def test_preflight_says_who_owns_new_workbooks(room: Room) -> None:
    [said] = preflight(room, None, good=True)
    assert said.startswith("good: ") and "Bảng tính mới sẽ thuộc về" in said


def test_preflight_names_the_day_on_which_a_sign_in_of_a_project_in_testing_ends(
    room: Room,
) -> None:
    [said] = preflight(room, 1_800_000_000.0, good=True)
    assert said.startswith("hint: ") and "hết hạn ngày" in said and "15/01/2027" in said


def test_preflight_says_what_to_do_when_a_sign_in_has_ended(room: Room) -> None:
    [said] = preflight(room, None, good=False)
    assert said.startswith("wrong: ") and "không chấp nhận đăng nhập của" in said
