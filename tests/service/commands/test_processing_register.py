"""The draft of the register of processing: out of the declaration, open where only people know."""

import os
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from service.cli import main


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("WARDSHEETS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("WARDSHEETS_DATA_DIR", str(tmp_path / "data"))


def test_the_register_names_what_is_asked_of_whom_and_leaves_open_what_people_know(
    tmp_path: Path,
) -> None:
    written = tmp_path / "register.md"
    done = CliRunner().invoke(main, ["processing-register", str(written)])
    said = written.read_text(encoding="utf-8")
    assert done.exit_code == 0
    assert "| phường | 3c. Cán bộ phụ trách | Họ và tên, Số định danh cá nhân (CCCD)" in said
    assert "3b. Thành viên | Họ và tên, Số điện thoại" in said
    assert "luật sư" in said and "[…]" in said and "400 ngày" in said


def test_it_is_a_document_too(tmp_path: Path) -> None:
    written = tmp_path / "register.docx"
    CliRunner().invoke(main, ["processing-register", str(written)])
    words = [one.text for one in docx.Document(str(written)).paragraphs]
    assert "SỔ ĐĂNG KÝ HOẠT ĐỘNG XỬ LÝ DỮ LIỆU CÁ NHÂN" in words


def test_another_ending_is_refused_in_words(tmp_path: Path) -> None:
    refused = CliRunner().invoke(main, ["processing-register", str(tmp_path / "a.pdf")])
    assert refused.exit_code == 1 and ".docx" in refused.output
