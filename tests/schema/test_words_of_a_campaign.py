"""Words belong to the campaign: a school reads nothing of wards, groups and a culture office."""

import re
import tomllib
from pathlib import Path

import pytest

from jobs.ward.guide.tab import guide_lines
from sheets_schema import messages
from sheets_schema.declaration import read_campaign
from sheets_schema.finding import Finding, Severity
from sheets_schema.messages import LANGUAGES, entries, message
from sheets_schema.validate import validate
from sheets_schema.workbook import Tab, Workbook
from tests.schema.school_campaign import AS_OF, HEADER, MAIN, SCHOOL, said, school_folder

OF_THE_LETTER = re.compile(
    r"phường|quận|\bTổ\b|tổ dân phố|TDP|CNSCĐ|CCCD|Văn hóa|VHTT|\bwards?\b|\bdistrict\b|"
    r"residential|officer|\bleader",
    re.I,
)
# Only for columns and checks that ask for citizen numbers, or for groups.
ASKED_FOR = {"privacy-cccd-in-note"}
GENERAL = [
    code
    for code in tomllib.loads(
        (Path(messages.__file__).parent / "structure.toml").read_text(encoding="utf-8")
    )
    if code not in ASKED_FOR
]


@pytest.mark.parametrize("code", GENERAL)
def test_what_any_campaign_may_say_speaks_of_no_campaign(code: str) -> None:
    finding = Finding("TH01", "classes", "Lớp", 2, "class", 0, code, Severity.MUST_FIX, "3A")
    for language in LANGUAGES:
        told = message(finding, language)
        words = f"{entries()[code].texts[language][0]} {told.what} {told.todo}"
        assert not OF_THE_LETTER.search(words), words


def test_who_needs_help_is_sent_to_the_office_of_the_campaign(tmp_path: Path) -> None:
    main = MAIN + '\n[authority]\nname = "UBND xã"\ndepartment = "Trạm Y tế xã Đông Phú"\n'
    book = (school_folder(tmp_path, main=main) / "school.toml").read_text(encoding="utf-8")
    check = '[[checks]]\ncheck = "not-started"\ncode = "ward-not-started"\n\n'
    book = book.replace("[[tables]]", f"{check}[[tables]]", 1)
    campaign = read_campaign(school_folder(tmp_path, book, main))
    nothing = validate(Workbook("", [Tab("Lớp", [HEADER])]), SCHOOL, campaign, AS_OF)
    [sentence] = [one for one in said(nothing) if "chưa nhập" in one]
    assert "liên hệ Trạm Y tế xã Đông Phú nếu cần hỗ trợ" in sentence


def test_the_instructions_of_a_school_speak_of_its_own_list(tmp_path: Path) -> None:
    campaign = read_campaign(school_folder(tmp_path))
    for language in LANGUAGES:
        lines = [one.sentence for one in guide_lines(campaign, SCHOOL, "", language)]
        assert not [line for line in lines if OF_THE_LETTER.search(line)]


# Examples of a right line of the register and keys of its file; a word for another unit where
# units are wards; the register's column of residential groups.
OF_WARDS = {
    "register-no-name", "register-empty", "register-json", "another-unit-ward",
    "column-residential-groups", "figure-residential_groups",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_around_the_findings_speaks_of_wards_or_an_office_of_the_letter(
    language: str,
) -> None:
    told = {key: messages.text(key, language) for key in messages.text_keys() - OF_WARDS}
    words = re.compile(r"phường|quận|tổ dân phố|CNSCĐ|VHTT|Văn hóa và|\bwards?\b", re.I)
    assert {key: said for key, said in told.items() if words.search(said)} == {}
