"""The preflight against a Google: it names the fix of each fault."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

import sheets_schema
from jobs.store.units import save_units
from jobs.store.work.hints import note_hint
from service.office import account_of
from service.process.preflight import Preflight
from sheets_emulator.pytest_plugin import SheetsEmulator
from sheets_schema.org_unit import OrgUnit
from tests.service.conftest import Service, make_service

MESSAGES = Path(sheets_schema.__file__).parent / "messages"


class Town:
    """A service connected to an emulated Google."""

    def __init__(self, emulator: SheetsEmulator, folder: Path) -> None:
        self.emulator = emulator
        self.key = emulator.key_file()
        self.district = emulator.spreadsheet("Quận")
        self.service: Service = make_service(
            folder,
            GOOGLE_URL=emulator.url,
            SERVICE_ACCOUNTS=str(self.key),
            DISTRICT_SPREADSHEET=self.district,
        )

    def register(self, **files: str) -> None:
        with self.service.here.engine.begin() as connection:
            save_units(
                connection,
                [OrgUnit(c, f"Phường {c}", "ward", spreadsheet=f) for c, f in files.items()],
            )

    def preflight(self) -> dict[str, str]:
        """Each sentence with its grade."""
        checks = Preflight(self.service.here).checks()
        return {check.sentence: check.grade.value for check in checks}


@pytest.fixture
def town(sheets_emulator: SheetsEmulator, tmp_path: Path) -> Iterator[Town]:
    town = Town(sheets_emulator, tmp_path)
    yield town
    town.service.here.close()


def test_units_that_send_no_hints_are_named_where_others_do(town: Town) -> None:
    one, two = (town.emulator.spreadsheet(name) for name in ("Phường 1", "Phường 2"))
    town.register(W1=one, W2=two)
    assert not any("Apps Script" in said for said in town.preflight())
    for file, grade, said in ((one, "hint", "Chưa có: Phường W2"), (two, "good", "2/2 bảng")):
        with town.service.here.engine.begin() as connection:
            note_hint(connection, file, 1.0)
        told = town.preflight()
        assert [told[one] for one in told if said in one] == [grade]


def test_all_is_well(town: Town) -> None:
    town.register(W1=town.emulator.spreadsheet("Phường 1"))
    said = town.preflight()
    assert "wrong" not in said.values()
    assert said["Đơn vị mở được và ghi được: 1/1"] == "good"
    assert said["Bảng tổng hợp mở được và ghi được"] == "good"
    assert said["Tệp khóa của tài khoản dịch vụ: 1"] == "good"
    assert said["Đọc được danh sách thay đổi của Drive"] == "good"
    assert said[f"Google chấp nhận tài khoản {account_of(town.key)}"] == "good"


def test_a_file_that_is_not_shared_names_whom_to_share_it_with(town: Town) -> None:
    file = town.emulator.spreadsheet("Phường 1")
    town.emulator.share(file, account_of(town.key), role=None)
    town.register(W1=file)
    [wrong] = [said for said, grade in town.preflight().items() if grade == "wrong"]
    assert wrong.startswith("Phường W1: không mở được.") and account_of(town.key) in wrong


def test_a_file_that_may_only_be_read_is_told(town: Town) -> None:
    file = town.emulator.spreadsheet("Phường 1")
    town.emulator.share(file, account_of(town.key), role="reader")
    town.register(W1=file)
    assert any(said.startswith("Phường W1: chỉ đọc được") for said in town.preflight())


def test_an_excel_file_is_told_how_to_become_a_sheet(town: Town) -> None:
    file = town.emulator.spreadsheet("Phường 1")
    town.emulator.become_xlsx(file)
    town.register(W1=file)
    assert any("Lưu dưới dạng Google Trang tính" in said for said in town.preflight())


def test_a_file_in_the_bin_is_told_before_it_is_gone(town: Town) -> None:
    file = town.emulator.spreadsheet("Phường 1")
    town.register(W1=file)
    answer = requests.patch(
        f"{town.emulator.url}/drive/v3/files/{file}",
        json={"trashed": True},
        headers={"Authorization": "Bearer owner@emulator.test"},
        timeout=10,
    )
    assert answer.status_code == 200, answer.text
    assert any(said.startswith("Phường W1: đang ở thùng rác") for said in town.preflight())


def test_a_workbook_of_another_country_is_named(town: Town) -> None:
    town.register(
        W1=town.emulator.spreadsheet("Một", locale="en_US"),
        W2=town.emulator.spreadsheet("Hai", locale="vi_VN"),
    )
    [said] = [said for said in town.preflight() if "cài đặt vùng" in said]
    assert "(1): Phường W1." in said


def test_what_is_not_there_yet_is_asked_for_in_words(town: Town, tmp_path: Path) -> None:
    with town.service.here.engine.begin() as connection:
        save_units(connection, [])
    assert town.preflight()["Đồng hồ của máy khớp với Google"] == "good"
    assert any(said.startswith("Danh sách đơn vị còn trống") for said in town.preflight())
    town.register(W1="")
    assert any("W1: chưa có đường dẫn bảng" in said for said in town.preflight())
    bare = make_service(tmp_path / "bare")
    said = {check.sentence: check.grade.value for check in Preflight(bare.here).checks()}
    bare.here.close()
    assert "wrong" in said.values() and list(said)[-1].startswith("Chưa có tài khoản dịch vụ")


def test_what_the_settings_say_of_doors_and_people_is_told(town: Town, tmp_path: Path) -> None:
    told = town.preflight()
    assert any("WARDSHEETS_PUBLIC_URL không phải" in said for said in told)
    assert any("chỉ đăng nhập được bằng đường dẫn" in said for said in told)
    other = make_service(
        tmp_path / "open",
        GOOGLE_URL=town.emulator.url,
        SERVICE_ACCOUNTS=str(town.key),
        PUBLIC_URL="https://a.example.vn",
        IDENTITY_HEADER="X-Email",
        PEOPLE="an@example.vn = officer",
        PARTS="an@example.vn = X9",
    )
    said = [check.sentence for check in Preflight(other.here).checks()]
    other.here.close()
    for words in (
        "Chưa khai báo bảng tổng hợp",
        "không có đơn vị mã X9",
        "Drive có thể báo thay đổi tới https://a.example.vn",
        "Số người được đăng nhập: 1",
        "WARDSHEETS_PROXY_HOPS=1",
    ):
        assert any(words in one for one in said), (words, said)


def test_a_key_that_google_does_not_accept_names_its_account(town: Town) -> None:
    town.emulator.plan(fault="401", kind="drive", count=50)
    account = account_of(town.key)
    assert any(said.startswith(f"Google không chấp nhận tài khoản {account}")
               for said in town.preflight())  # fmt: skip


def test_a_google_that_is_not_reached_is_told_with_where_to_look(
    town: Town, tmp_path: Path
) -> None:
    nowhere = {"GOOGLE_URL": "http://127.0.0.1:9", "SERVICE_ACCOUNTS": str(town.key)}
    away = make_service(tmp_path / "away", **nowhere)
    said = [check.sentence for check in Preflight(away.here).checks()]
    away.here.close()
    assert said[-1].startswith("Không kết nối được tới Google")


def test_every_sentence_of_the_preflight_is_provoked_by_a_test() -> None:
    here = Path(__file__).parent
    files = [here / "test_preflight.py", here / "test_surroundings.py"]
    files.append(here.parent / "commands" / "test_google_login.py")
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    literals = {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    parts = (one for text in literals for one in re.split(r": |: [0-9/]+$| X9|https:", text))
    pieces = {one for one in parts if len(one) > 8 and " " in one}
    catalogue = tomllib.loads((MESSAGES / "pages.toml").read_text(encoding="utf-8"))
    said = {
        key.removeprefix("preflight-"): words["vi"]
        for key, words in catalogue.items()
        if key.startswith("preflight-")
    }
    # The sign-in of an owner goes on trying for four minutes before that is said.
    del said["owner-unreachable"]
    untold = {key for key in said.keys() - literals if not any(p in said[key] for p in pieces)}
    assert len(said) > 30 and untold == set()


def test_a_file_that_is_no_key_is_named(town: Town, tmp_path: Path) -> None:
    town.key.write_text("{}", encoding="utf-8")
    [wrong] = [said for said, grade in town.preflight().items() if grade == "wrong"]
    assert wrong.startswith(f"{town.key.name} không phải tệp khóa của tài khoản")


def test_two_key_files_of_one_account_share_its_quota(town: Town, tmp_path: Path) -> None:
    copy = tmp_path / "copy.json"
    copy.write_bytes(town.key.read_bytes())
    other = make_service(
        tmp_path / "both", GOOGLE_URL=town.emulator.url, SERVICE_ACCOUNTS=f"{town.key},{copy}"
    )
    first, second = other.here.budgets
    first.acquire("read")
    assert second.use()[0].used_this_minute == 1
    other.here.close()


def with_settings(town: Town, folder: Path, **settings: str) -> dict[str, str]:
    """The preflight of a service beside the first, with more settings."""
    own = {"GOOGLE_URL": town.emulator.url, "SERVICE_ACCOUNTS": str(town.key)}
    (folder / "other").mkdir()
    more = {"DISTRICT_SPREADSHEET": town.district, **settings}
    service = make_service(folder / "other", **own, **more)
    try:
        return {one.sentence: one.grade.value for one in Preflight(service.here).checks()}
    finally:
        service.here.close()


def about(said: dict[str, str], words: str) -> list[str]:
    """The grades of the sentences with these words."""
    return [grade for sentence, grade in said.items() if words in sentence]


def test_who_will_own_workbooks_is_asked_where_some_unit_has_none(town: Town) -> None:
    town.register(W1="")
    said = town.preflight()
    assert about(said, "tài khoản dịch vụ không có dung lượng Drive") == ["hint"]
    assert about(said, "WARDSHEETS_WORKBOOKS_AS") == ["hint"]


def shared_drive(town: Town, role: str) -> str:
    """A shared drive in which our account has this role; its id."""
    answer = requests.post(
        f"{town.emulator.url}/_emulator/drives",
        json={"name": "Báo cáo", "members": {account_of(town.key): role}},
        headers={"X-Emulator-Token": town.emulator.control_token},
        timeout=30,
    )
    return str(answer.json()["id"])


@pytest.mark.parametrize(
    ("role", "grade", "words"),
    [
        ("fileOrganizer", "good", "không cần wardsheets google-login"),
        ("reader", "wrong", "Người quản lý nội dung"),
    ],
)
def test_a_shared_drive_fits_where_our_account_may_add_files(
    town: Town, tmp_path: Path, role: str, grade: str, words: str
) -> None:
    said = with_settings(town, tmp_path, WORKBOOKS_FOLDER=shared_drive(town, role))
    assert about(said, words) == [grade]


def test_a_folder_that_is_not_there_is_told_with_whom_to_let_in(town: Town, tmp_path: Path) -> None:
    said = with_settings(town, tmp_path, WORKBOOKS_FOLDER="0ANoSuchDrive")
    assert about(said, account_of(town.key) + " với quyền Người quản lý nội dung") == ["wrong"]


def test_for_whom_the_account_acts_owns_what_is_made(town: Town, tmp_path: Path) -> None:
    said = with_settings(town, tmp_path, WORKBOOKS_AS="office@quan.example.vn")
    assert about(said, "Bảng tính mới sẽ thuộc về office@quan.example.vn") == ["good"]


def test_an_account_that_may_not_act_for_people_is_told_what_to_allow(
    town: Town, tmp_path: Path
) -> None:
    town.emulator.plan(fault="401", path="about", count=None)
    said = with_settings(town, tmp_path, WORKBOOKS_AS="office@quan.example.vn")
    assert about(said, "Domain-wide delegation") == ["wrong"]
