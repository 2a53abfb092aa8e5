"""The catalogue: every code in two languages, with cause, example and what to do, and no leak."""

import re
from pathlib import Path

import pytest

from sheets_schema.campaign import Column
from sheets_schema.cells import CELL_TYPES
from sheets_schema.cells.compiled import Surroundings
from sheets_schema.finding import Finding, Severity
from sheets_schema.messages import entries, kind_title, message, text, text_keys
from sheets_schema.messages.findings_page import findings_page
from tests.schema.annotated_sheet import AS_OF, UNIT, assert_annotated, campaign

HERE = Path(__file__).parent
CODES = sorted(entries())
SECRET, PHONE = "031185001234", "0987654321"


TYPES = {
    "cccd": "cccd",
    "phone": "phone",
    "name": "person_name",
    "person-year": "year",
    "person-sex": "sex",
    "platform-url": "web_address",
    "url": "web_address",
    "model-skill": "skills",
    "platform-skill": "skills",
    "model-count": "count",
    "group-count": "count",
    "group-size": "count",
    "count": "count",
    "group-date": "date",
    "date": "date",
    "email": "email",
    "tax-number": "tax_number",
    "platform-name": "platform_name",
    "group-leader": "person_name",
    "member-role": "choice",
}


def reader_of(code: str) -> str:
    """The type of column in which a code is found, "" where it is no cell's."""
    return next((kind for start, kind in TYPES.items() if code.startswith(start + "-")), "")


def finding(code: str) -> Finding:
    """A finding whose every part holds somebody's numbers."""
    names = re.findall(r"\{(\w+)\}", " ".join(sum(entries()[code].texts.values(), ())))
    params = dict.fromkeys(names, f"CCCD {SECRET}, ĐT: {PHONE[:4]}.{PHONE[4:7]}.{PHONE[7:]}")
    return Finding(
        "P01", "officers", "3c", 7, "cccd", 5, code, Severity.REPAIR, SECRET, PHONE, params=params
    )


@pytest.mark.parametrize("code", CODES)
def test_every_code_says_cause_example_and_what_to_do_in_both_languages(code: str) -> None:
    for lang in ("vi", "en"):
        told = message(finding(code)._replace(proposed=None), lang)
        assert all((told.place, told.what, told.short, kind_title(code, lang)))
        assert told.what != told.short
        example = example_of(code)
        said = f" {text('example', lang, example=example)}." if example not in told.short else ""
        assert told.todo == told.short + said


@pytest.mark.parametrize("audience", ["file", "office"])
def test_no_number_stands_in_full_outside_the_units_own_sheet(audience: str) -> None:
    for code in CODES:
        told = message(finding(code)._replace(proposed=None), "vi", audience)
        assert not re.search(r"\d{9}", told.todo)


def example_of(code: str) -> str:
    return entries()[code].example.rstrip(".")


def test_a_proposed_value_needs_no_example_beside_it() -> None:
    told = message(finding("phone-lost-zero"))
    assert told.todo == told.short


@pytest.mark.parametrize("code", ["tab-missing", "required-column-missing", "group-count-mismatch"])
def test_a_sentence_that_says_what_is_right_ends_with_no_example(code: str) -> None:
    told = message(Finding("P01", "members", "3b", None, None, None, code, Severity.MUST_FIX))
    assert "Ví dụ" not in told.todo


@pytest.mark.parametrize(
    ("code", "said"), [("cell-missing", "Ví dụ đúng: 09/2024."), ("phone-short", "0912345678")]
)
def test_what_may_stand_in_any_column_is_told_with_the_columns_own_example(
    code: str, said: str
) -> None:
    told = Finding("P01", "models", "1", 7, "since", 6, code, Severity.MUST_FIX)
    assert said in message(told._replace(params={"example": "09/2024"})).todo


def test_the_place_names_the_row() -> None:
    told = finding("phone-short")._replace(header="Số CCCD", subject="Lê An")
    assert message(told).place == "Trang 3c, dòng 7, cột Số CCCD – Lê An"
    assert message(told._replace(subject="dòng 7")).place == "Trang 3c, dòng 7, cột Số CCCD"


@pytest.mark.parametrize("code", ["phone-missing", "phone-placeholder", "phone-dup-person"])
def test_who_has_no_phone_is_told_a_word_that_settles_it(code: str) -> None:
    words = re.findall("“([^”]+)” ở Ghi chú", message(finding(code)).todo)
    for word in words:
        assert_annotated(
            members=f"""
            Tên Tổ CNSCĐ | Họ và tên | Chức danh trong Tổ | Số điện thoại | Ghi chú
            Tổ CNSCĐ TDP 1 | Lê Văn Tám | Tổ trưởng | 0912345671 | {word}
            Tổ CNSCĐ TDP 1 | Vũ Thị Nụ | Thành viên | 0912345671 | {word} với chồng
            Tổ CNSCĐ TDP 2 | Đỗ Thị Hà | Tổ trưởng | 0912345673 |
            Tổ CNSCĐ TDP 2 | Ngô Minh Đức | Thành viên | 0355512399 |
            """
        )
    assert words and "để trống" not in message(finding(code)).todo


@pytest.mark.parametrize("code", CODES)
def test_no_message_holds_a_full_number_of_anybody(code: str) -> None:
    for audience in ("unit", "office"):
        told = message(finding(code), "vi", audience)
        said = re.sub(r"\W", "", told.place + told.what + told.todo)
        assert SECRET not in said and PHONE not in said


@pytest.mark.parametrize("code", CODES)
def test_the_voice_is_that_of_administration(code: str) -> None:
    said = " ".join(entries()[code].texts["vi"])
    assert not re.search(r"\bbạn\b|!|\bsubmit\b|\bdeadline\b|\berror\b|đã sửa thành", said, re.I)


@pytest.mark.parametrize("code", CODES)
def test_a_repair_is_a_proposal_that_was_not_applied_yet(code: str) -> None:
    entry = entries()[code]
    if entry.severity is Severity.REPAIR:
        assert all("{fix}" in entry.texts[lang][2] for lang in ("vi", "en"))
        assert "đã" not in entry.texts["vi"][2].split("{fix}")[0]


@pytest.mark.parametrize("code", [c for c in CODES if reader_of(c) and entries()[c].example])
def test_the_right_example_passes_its_own_rule(code: str) -> None:
    kind = reader_of(code)
    column = Column("c", "C", kind, choices=("Thành viên",), required=True)
    reader = CELL_TYPES[kind].compile(column, Surroundings(UNIT, AS_OF))
    example = entries()[code].example.split(" - ")[0]
    assert reader.read(example, None).code is None


@pytest.mark.parametrize(
    "column",
    [
        pytest.param(column, id=f"{table.name}.{column.name}")
        for tables in campaign().workbooks.values()
        for table in tables
        for column in table.columns
        if column.type not in ("ordinal", "note")
    ],
)
def test_every_column_of_the_campaign_has_an_example_that_passes_its_rule(column: Column) -> None:
    reader = CELL_TYPES[column.type].compile(column, Surroundings(UNIT, AS_OF))
    assert column.example and reader.read(column.example, None).code in (None, "model-tdp-unknown")


def test_another_unit_is_named_to_the_office_only() -> None:
    told = finding("cccd-dup-cross-ward")._replace(params={"ward2": "Phường Xa"})
    assert "Phường Xa" not in message(told, "vi").what
    assert "Phường Xa" in message(told, "vi", "office").what


@pytest.mark.parametrize("key", sorted(text_keys()))
def test_every_other_sentence_stands_in_both_languages(key: str) -> None:
    assert text(key, "vi") and text(key, "en")


def test_the_page_of_findings_is_that_of_the_catalogue() -> None:
    page = HERE.parents[1] / "docs" / "findings.md"
    assert page.read_text(encoding="utf-8") == findings_page(), "wardsheets rules page > it"


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_expected_by_some_annotated_sheet(code: str) -> None:
    tests = "\n".join(
        path.read_text(encoding="utf-8")
        for path in HERE.parent.rglob("test_*.py")
        if path.name != Path(__file__).name
    )
    assert re.search(rf'[!"]{code}(?![\w-])', tests)


def test_every_severity_of_the_campaign_is_the_catalogues() -> None:
    shipped = {code: one for code, one in campaign().severities.items() if "." not in code}
    assert shipped == {code: entry.severity for code, entry in entries().items()}


def test_where_nothing_is_proposed_no_value_is_named_and_the_deed_is_said() -> None:
    told = message(finding("platform-duplicate-variant")._replace(proposed=None))
    assert told.short == "Đề nghị chỉ giữ một dòng."
    told = message(finding("phone-lost-zero")._replace(proposed=None))
    assert told.short == "Chưa xác định được giá trị đúng; đề nghị kiểm tra và ghi lại."
