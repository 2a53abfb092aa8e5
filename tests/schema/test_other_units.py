"""Identities on the lists of two units: both are told, neither learns whose data it is."""

from sheets_schema.checked import Checked
from sheets_schema.cross_unit import Identity, identities, match_units, with_shared
from sheets_schema.messages import message
from sheets_schema.org_unit import OrgUnit
from tests.schema.annotated_sheet import AS_OF, UNIT, Expected, check, found

OTHER = OrgUnit("P02", "Phường Đông Phú", "ward", residential_groups=("TDP 1", "TDP 2"))
OFFICERS = "Họ và tên | Chức vụ | Số CCCD | Số điện thoại | Ghi chú\n"
MODELS = "Tên mô hình | Tổ dân phố triển khai | Kỹ năng số | Mô tả cách làm\n"
HOW = "Đoàn viên đến từng nhà hướng dẫn cài đặt ứng dụng trên điện thoại"


def together(mine: dict[str, str], theirs: dict[str, str]) -> tuple[Checked, Checked]:
    """Two wards checked together; the other lists of the second are its own."""
    own = {
        "members": """
            Tên Tổ CNSCĐ | Họ và tên | Chức danh | SĐT
            Tổ CNSCĐ TDP 1 | Bùi Văn Hải | Tổ trưởng | 0377123451
            Tổ CNSCĐ TDP 1 | Mai Thị Sen | Thành viên | 0377123459
            Tổ CNSCĐ TDP 2 | Đinh Thị Nga | Tổ trưởng | 0377123466
            Tổ CNSCĐ TDP 2 | Tạ Văn Đông | Thành viên | 0377123477
        """,
        "groups": """
            Tên Tổ CNSCĐ | Số quyết định | Số thành viên | Tổ trưởng | SĐT
            Tổ CNSCĐ TDP 1 | 45/QĐ-UBND | 2 | Bùi Văn Hải | 0377123451
            Tổ CNSCĐ TDP 2 | 45/QĐ-UBND | 2 | Đinh Thị Nga | 0377123466
        """,
        "models": f"{MODELS}Chợ 4.0 | TDP 1 | 1 | Hội Phụ nữ vận động tiểu thương ở chợ dùng mã QR",
        "officers": f"{OFFICERS}Hồ Thị Thu | Công chức | 031185001999 | 0377123999 |",
    }
    pair = check(AS_OF, UNIT, **mine), check(AS_OF, OTHER, **{**own, **theirs})
    shared = match_units(pair)
    return with_shared(pair[0], shared.get("P01", {})), with_shared(pair[1], shared.get("P02", {}))


def told(checked: Checked) -> list[Expected]:
    return list(found(checked))


def test_two_clean_wards_share_nothing() -> None:
    assert [told(one) for one in together({}, {})] == [[], []]


def test_one_citizen_number_in_two_wards_is_told_to_both() -> None:
    officer = f"{OFFICERS}Hồ Thị Thu | Công chức | 031185001234 | 0377123999 |"
    wanted = [("officers", 2, "Số CCCD", "cccd-dup-cross-ward")]
    pair = together({}, {"officers": officer})
    assert [told(one) for one in pair] == [wanted, wanted]
    assert [row.severity for row in pair[0].tables[-1].rows] == ["must-fix"]


def test_a_shared_phone_is_told_unless_the_note_explains_it() -> None:
    officer = OFFICERS + "Hồ Thị Thu | Công chức | 031185001999 | 0398765432 |"
    wanted = [("officers", 2, "Số điện thoại", "phone-dup-cross-ward")]
    assert told(together({}, {"officers": officer})[1]) == wanted
    assert told(together({}, {"officers": officer + " kiêm nhiệm 2 phường"})[1]) == []


def test_a_copied_description_is_told() -> None:
    models = {"models": f"{MODELS}Chợ 4.0 | TDP 1 | 1 | {HOW}"}
    wanted = [("models", 2, "Mô tả cách làm", "model-copied-cross-ward")]
    assert [told(one) for one in together(models, models)] == [wanted, wanted]


def test_the_ward_does_not_learn_the_other_wards_name() -> None:
    officer = f"{OFFICERS}Hồ Thị Thu | Công chức | 031185001234 | 0377123999 |"
    mine, _ = together({}, {"officers": officer})
    assert OTHER.name not in " ".join(message(mine.findings[0]))
    assert OTHER.name in message(mine.findings[0], audience="office").what


def test_a_graver_story_of_the_same_cell_is_kept_alone() -> None:
    officer = OFFICERS.replace("Chức vụ", "Giới tính | Chức vụ")
    officer += "Hồ Văn Thu | Nam | Công chức | 031185001234 | 0377123999 |"
    _, other = together({}, {"officers": officer})
    assert [one.code for one in other.findings] == ["cccd-dup-cross-ward"]


def test_identities_are_the_clean_values() -> None:
    officer = f"{OFFICERS}Trần Thị Lan | Công chức | 31185001234 | 0398.765.432 |"
    kinds = {(one.kind, one.value) for one in identities(check(officers=officer))}
    assert {("cccd", "031185001234"), ("phone", "0398765432")} <= kinds
    assert Identity("cccd", "031185001234", "officers", 2, "cccd") in identities(check())


def test_the_row_of_a_shared_identity_is_named() -> None:
    officer = f"{OFFICERS}Hồ Thị Thu | Công chức | 031185001234 | 0377123999 |"
    theirs = together({}, {"officers": officer})[1].findings
    assert [(one.code, one.subject) for one in theirs] == [("cccd-dup-cross-ward", "Hồ Thị Thu")]
