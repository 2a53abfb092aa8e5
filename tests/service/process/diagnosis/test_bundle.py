"""The bundle for the maintainer tells how an installation stands, and nothing of any person."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from demo.district import SAMPLE
from service.cli import main
from service.process.diagnosis.bundle import write_bundle
from sheets_emulator.pytest_plugin import SheetsEmulator
from tests.service.commands.test_demo import district, once, usual_logging
from tests.service.conftest import Service
from tests.service.process.test_preflight import Town, town

__all__ = ["SheetsEmulator", "district", "town", "usual_logging"]


def parts_of(file: Path) -> dict[str, Any]:
    with zipfile.ZipFile(file) as bundle:
        return {name: json.loads(bundle.read(name)) for name in bundle.namelist()}


def texts_of(said: object) -> Iterator[str]:
    """Every text in a file of the sample, at any depth."""
    if isinstance(said, dict):
        said = list(said.values())
    if isinstance(said, list):
        for one in said:
            yield from texts_of(one)
    elif isinstance(said, str):
        yield said


def bundle_of(service: Service, file: Path) -> dict[str, Any]:
    write_bundle(file, service.here.settings, lambda: service.here)
    return parts_of(file)


@pytest.mark.usefixtures("usual_logging")
def test_nothing_that_anybody_typed_in_the_demo_is_in_the_bundle(
    tmp_path: Path, district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    once(tmp_path, district)
    monkeypatch.setenv("WARDSHEETS_DATA_DIR", str(tmp_path / "d" / "service"))
    monkeypatch.setenv("WARDSHEETS_PEOPLE", "an.nguyen@quan.example.vn = officer")
    done = CliRunner().invoke(main, ["doctor", str(tmp_path / "d.zip")])
    assert done.exit_code == 0 and "Đã ghi" in done.output, done.output
    parts = parts_of(tmp_path / "d.zip")
    assert set(parts) == {f"{one}.json" for one in
                          ("versions", "settings", "store", "work", "preflight")}  # fmt: skip
    assert parts["store.json"]["rows"]["data_rows"] > 50
    told = json.dumps(parts, ensure_ascii=False)
    typed = {one for ward in (district / "wards").iterdir()
             for one in texts_of(json.loads(ward.read_text(encoding="utf-8")))}  # fmt: skip
    own = {one for one in typed if len(one) > 6 and (" " in one or re.search(r"\d{6}", one))}
    assert len(own) > 300 and SAMPLE.exists()
    assert not [one for one in own if one in told]
    assert "an.nguyen" not in told and str(tmp_path) not in told


def test_settings_say_whether_they_are_set_and_no_secret(service: Service, tmp_path: Path) -> None:
    said = bundle_of(service, tmp_path / "d.zip")["settings.json"]
    assert said["WARDSHEETS_HINT_SECRET"] == "set"
    assert said["WARDSHEETS_PEOPLE"] == {"set": 2}
    assert isinstance(said["WARDSHEETS_SESSION_HOURS"], int)
    assert service.here.settings.hint_secret not in str(said)


def test_a_reason_is_told_without_the_number_address_and_file_in_it(
    service: Service, tmp_path: Path
) -> None:
    file = "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789"
    service.failed("P01", f"Google refused 031085001234 of an@quan.example.vn in {file}")
    [failure] = bundle_of(service, tmp_path / "d.zip")["work.json"]["failed"]
    assert failure["unit"] == "P01" and failure["reason"].startswith("Google refused")
    for secret in ("031085001234", "an@quan", file):
        assert secret not in failure["reason"]


def test_the_preflight_answers_without_whom_it_names(town: Town, tmp_path: Path) -> None:
    town.register(W1="1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789")
    said = bundle_of(town.service, tmp_path / "d.zip")["preflight.json"]
    assert {"grade": "wrong", "code": "preflight-file-closed"} in [
        {"grade": one["grade"], "code": one["code"]} for one in said
    ]
    assert "Phường W1" not in str(said) and "@" not in str(said)
    assert "Đơn vị mở được và ghi được: 0/1" in [one["said"] for one in said]


def test_a_part_that_cannot_be_had_says_so_and_the_others_are_there(
    service: Service, tmp_path: Path
) -> None:
    def broken() -> Any:
        raise OSError(28, "No space left on device", "/secret/place")

    lost = write_bundle(tmp_path / "d.zip", service.here.settings, broken)
    parts = parts_of(tmp_path / "d.zip")
    assert lost == ["store.json", "work.json", "preflight.json"]
    assert parts["store.json"] == {"could not be had": "OSError"}
    assert parts["versions.json"]["distributions"]["wardsheets"]
