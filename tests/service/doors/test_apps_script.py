"""The Apps Script under Node: what it sends is what the door accepts."""

import json
import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from jobs.duties import HINT_GAP_SECONDS
from jobs.notices.signing import sign
from jobs.store.work.hints import hinting
from service.doors.hints import read_hint
from tests.service.conftest import FILES, SECRET, Service

SCRIPTS = Path(__file__).parents[3] / "deploy" / "apps_script"
HARNESS = Path(__file__).with_name("apps_script.mjs")
ONE, TWO = FILES["P01"], FILES["P02"]

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None, reason="needs the program node (Debian: nodejs)"
)


def run(
    *steps: Sequence[Any], status: int = 202, script: str = "Hints.gs", said: str = ""
) -> dict[str, Any]:
    """What the script did; `status` 0 means that the service cannot be reached, `said` is what
    the other side answers."""
    properties = {
        "WARDSHEETS_URL": "https://ward.example",
        "WARDSHEETS_SECRET": SECRET,
        "WARDSHEETS_FILES": f"{ONE}, {TWO}",
        "ACTIVE": ONE,
    }
    order = {"script": str(SCRIPTS / script), "properties": properties}
    asked = json.dumps({**order, "steps": steps, "status": status, "said": said})
    done = subprocess.run(["node", HARNESS], input=asked, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_what_the_script_sends_the_door_understands() -> None:
    [sent] = run(["onSheetEdit", ONE])["sent"]
    signature = sent["headers"]["X-Wardsheets-Signature"]
    hint = read_hint(sent["payload"].encode(), signature, [SECRET], 1_700_000_000)
    assert (hint.file, sent["url"]) == (ONE, "https://ward.example/webhooks/edit")


def test_a_hint_carries_nothing_but_file_time_and_nonce() -> None:
    [sent] = run(["onSheetEdit", ONE])["sent"]
    assert set(json.loads(sent["payload"])) == {"file", "time", "nonce"}


def test_fast_typing_is_one_hint_for_each_file() -> None:
    steps = [["onSheetEdit", ONE]] * 30 + [["onSheetEdit", TWO]]
    assert len(run(*steps)["sent"]) == 2


def test_an_edit_after_the_quiet_time_is_a_new_hint() -> None:
    waits = (["wait", HINT_GAP_SECONDS - 0.5], ["wait", HINT_GAP_SECONDS + 0.5])
    sent = [len(run(["onSheetEdit", ONE], wait, ["onSheetEdit", ONE])["sent"]) for wait in waits]
    assert sent == [1, 2]


def test_installing_twice_makes_each_trigger_once() -> None:
    triggers = run(["install", None], ["install", None])["triggers"]
    assert sorted(triggers) == sorted(
        [name, file, kind]
        for file in (ONE, TWO)
        for name, kind in (("onSheetEdit", "edit"), ("onSheetChange", "change"))
    )


def test_a_file_that_left_the_list_is_no_longer_watched() -> None:
    triggers = run(["install", None], ["list", TWO], ["install", None])["triggers"]
    assert {source for _, source, _ in triggers} == {TWO}


def test_a_changed_format_is_no_edit() -> None:
    change = {"changeType": "FORMAT", "source": None}
    assert run(["onSheetChange", change])["sent"] == []


def test_a_service_that_is_away_disturbs_nobody() -> None:
    assert (
        run(["onSheetEdit", ONE], ["doGet", {"parameter": {"file": TWO}}], status=0)["sent"] == []
    )


def test_the_menu_asks_the_operators_script() -> None:
    steps: list[list[Any]] = [["set", ["HINTS_ADDRESS", "https://script.example/exec"]]]
    steps.append(["onOpen", None])
    done = run(*steps, ["checkNow", None], status=200, script="Menu.gs", said="sent")
    assert done["menus"] == [["Kiểm tra", "Kiểm tra ngay", "checkNow"]]
    assert done["sent"][0]["url"] == f"https://script.example/exec?file={ONE}"
    assert "Đã gửi" in done["toasts"][0]


def test_the_web_address_hints_for_listed_files_only() -> None:
    done = run(
        ["doGet", {"parameter": {"file": ONE}}], ["doGet", {"parameter": {"file": "another"}}]
    )
    assert (len(done["sent"]), done["answers"]) == (1, ["sent", "not sent"])


@pytest.mark.parametrize("status", [0, 404, 500])
def test_a_hint_that_the_service_did_not_take_is_not_said_to_be_sent(status: int) -> None:
    asked = ["doGet", {"parameter": {"file": ONE}}]
    assert run(asked, asked, status=status)["answers"] == ["not sent", "not sent"]


def test_the_menu_claims_nothing_that_the_script_did_not_do() -> None:
    steps: list[list[Any]] = [["set", ["HINTS_ADDRESS", "https://script.example/exec"]]]
    done = run(*steps, ["checkNow", None], status=200, script="Menu.gs", said="not sent")
    assert "Chưa gửi được" in done["toasts"][0]


def test_who_sends_hints_and_since_when_is_shown(service: Service) -> None:
    before = time.time()
    assert [service.hint(ONE).status_code for _ in range(2)] == [202, 202]
    with service.here.engine.connect() as connection:
        heard = hinting(connection)
    assert set(heard) == {ONE} and before <= heard[ONE].since < heard[ONE].last
    service.sign_in()
    units = {one["code"]: one for one in service.browser.get("/api/units").get_json()["units"]}
    assert units["P01"]["hints_since"] and units["P02"]["hints_since"] is None
    assert "Báo ngay khi sửa (Apps Script): từ" in service.browser.get("/units/P01").text
    assert "Báo ngay khi sửa" not in service.browser.get("/units/P02").text
    assert f"1/{len(units)} bảng báo ngay" in service.browser.get("/").text


def test_a_hint_that_was_refused_counts_for_nobody(service: Service) -> None:
    assert service.hint(ONE, secret="another").status_code == 401
    with service.here.engine.connect() as connection:
        assert hinting(connection) == {}


def test_a_hint_signed_by_the_script_is_written_down(service: Service) -> None:
    [sent] = run(["onSheetEdit", ONE])["sent"]
    body = json.dumps({**json.loads(sent["payload"]), "time": int(time.time())}).encode()
    headers = {"X-Wardsheets-Signature": sign(body, SECRET)}
    assert service.browser.post("/webhooks/edit", data=body, headers=headers).status_code == 202
