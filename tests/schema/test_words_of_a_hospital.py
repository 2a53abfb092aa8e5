"""A third campaign, of hospitals: persons, telephones, days; not a word of wards and groups."""

import re
from collections.abc import Iterator

import pytest

from jobs.ward.guide.tab import guide_lines
from sheets_schema.campaign import Campaign
from sheets_schema.cells import CELL_TYPES
from sheets_schema.declaration import read_campaign
from sheets_schema.finding import Finding
from sheets_schema.messages import LANGUAGES, entry_of, message
from sheets_schema.org_unit import OrgUnit

# Types and checks that speak of groups of a village by what they are.
OF_GROUPS = {"residential_group", "group_name", "platform_name", "skills"}
OF_THE_LETTER = re.compile(
    r"phường|quận|\bxã\b|\bTổ\b|tổ dân phố|TDP|CNSCĐ|Văn hóa|VHTT|\bwards?\b|\bdistrict\b|"
    r"residential|\bofficers?\b|\bleader|cán bộ|culture",
    re.I,
)
HOSPITAL = OrgUnit("BV1", "Bệnh viện Đa khoa", kind="hospital")
MAIN = """
name = "hospital-month"
timezone = "Asia/Ho_Chi_Minh"
due = 2025-03-14T17:00:00
title = { vi = "Nhân lực bệnh viện", en = "Staff of hospitals" }

[authority]
name = "Sở Y tế"
department = "Phòng Nghiệp vụ"
department_short = "phòng Nghiệp vụ"

[unit_words.hospital]
vi = "bệnh viện"
en = "hospital"

[[shares]]
kind = "cccd"
code = "cccd-dup-cross-ward"
columns = ["staff.cccd"]

[[shares]]
kind = "phone"
code = "phone-dup-cross-ward"
columns = ["staff.phone"]
"""


def columns() -> Iterator[str]:
    """A column of each type that belongs to no village."""
    for name, kind in CELL_TYPES.items():
        if name not in OF_GROUPS:
            choices = '\nchoices = ["Có", "Không"]' if kind.needs_choices else ""
            yield f'[[tables.columns]]\nname = "{name}"\ntitle = "Cột {name}"\n' + (
                f'type = "{name}"\nrequired = true{choices}\n'
            )


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    folder = tmp_path_factory.mktemp("hospital")
    (folder / "campaign.toml").write_text(MAIN, encoding="utf-8")
    book = 'kind = "hospital"\n\n[[tables]]\nname = "staff"\ntitle = "Nhân lực"\n\n'
    (folder / "hospital.toml").write_text(book + "\n".join(columns()), encoding="utf-8")
    return read_campaign(folder)


def codes(campaign: Campaign) -> set[str]:
    """What its columns can say by themselves, and what it declares across units."""
    [table] = campaign.workbooks["hospital"]
    own = {code for column in table.columns for code in column.codes.values()}
    return own | {use.code for use in campaign.shares}


def test_no_finding_of_a_hospital_speaks_of_the_letter(campaign: Campaign) -> None:
    told = {}
    for code in codes(campaign):
        severity = campaign.severities[code]
        params = {"office": campaign.office, "ward2": "Bệnh viện Mắt", "kind": "hospital"}
        for language in LANGUAGES:
            for proposed in (None, "x"):
                finding = Finding("BV1", "staff", "Nhân lực", 2, "c", 0, code, severity, "v",
                                  proposed, "Cột", "dòng 2", params)  # fmt: skip
                for audience in ("unit", "office"):
                    one = message(finding, language, audience)
                    words = f"{entry_of(code).texts[language][0]} {one.what} {one.todo}"
                    if OF_THE_LETTER.search(words):
                        told[code, language] = words
    assert told == {}


def test_the_instructions_of_a_hospital_speak_of_its_own_list(campaign: Campaign) -> None:
    for language in LANGUAGES:
        lines = [one.sentence for one in guide_lines(campaign, HOSPITAL, "", language)]
        assert not [line for line in lines if OF_THE_LETTER.search(line)]
