"""Ways to spoil the citizen number of an officer."""

from random import Random

from tests.districts.people import PROVINCES, Person
from tests.districts.spoiling import Cell, Kind, Kinds, Spoilt, one_of
from tests.districts.wording import words

_UNASSIGNED = words(
    "003 005 007 009 013 016 018 021 023 028 029 032 039 041 043 047 050 053 055 057 059 061 063 "
    "065 069 071 073 076 078 081 085 088 090 097 098 099"
)


def _lost_zero_1(cell: Cell) -> Spoilt | None:
    if cell.text.startswith("00"):
        return None
    rest = cell.text[1:]
    return Spoilt(cell.pick(int(rest), int(rest), float(rest), rest), cell.text)


def _lost_zero_2(cell: Cell) -> Spoilt:
    person = Person("", cell.row.text("sex"), int(cell.row.text("year")), "")
    right = cell.people.cccd(person, cell.rng.choice(("001", "002", "004", "006", "008")))
    return Spoilt(cell.pick(int(right), int(right), right[2:]), right)


def _sci_text(cell: Cell) -> Spoilt:
    text = f"{int(cell.text):.{cell.rng.randint(2, 5)}E}"
    return Spoilt(cell.pick(text, text, text.replace(".", ","), text.lower()))


def _float_suffix(cell: Cell) -> Spoilt | None:
    if cell.text.startswith("00"):
        return None
    return Spoilt(cell.pick(cell.text[1:] + ".0", cell.text + ".0"), cell.text)


def _cmnd(cell: Cell) -> Spoilt:
    number = cell.rng.choice("012") + _digits(cell.rng, 8)
    if number[0] != "0" and cell.rng.random() < 0.3:
        return Spoilt(int(number))
    spaced = f"{number[:3]} {number[3:6]} {number[6:]}"
    return Spoilt(cell.pick(number, number, number, spaced, f"CMND {number}"))


def _cmnd_lost_zero(cell: Cell) -> Spoilt:
    number = cell.rng.choice("123456789") + _digits(cell.rng, 7)
    return Spoilt(cell.pick(int(number), number))


def _missing_digit(cell: Cell) -> Spoilt:
    place = cell.rng.randint(4, 11)
    return Spoilt(cell.text[:place] + cell.text[place + 1 :])


def _extra_digit(cell: Cell) -> Spoilt:
    place = cell.rng.randint(4, 12)
    return Spoilt(cell.text[:place] + cell.rng.choice("0123456789") + cell.text[place:])


def _bad_province(cell: Cell) -> Spoilt:
    return Spoilt(cell.rng.choice(_UNASSIGNED) + cell.text[3:])


def _other_sex(cell: Cell) -> Spoilt:
    return Spoilt(cell.text[:3] + str(int(cell.text[3]) ^ 1) + cell.text[4:])


def _other_year(cell: Cell) -> Spoilt | None:
    year = int(cell.row.text("year"))
    swapped = 1900 + int(f"{year % 10}{year // 10 % 10}")
    wrong = cell.rng.choice((year + 1, year - 1, year + 3, year - 10, swapped))
    if year >= 2000 or wrong == year or not 1950 <= wrong <= 1999:
        return None
    return Spoilt(f"{cell.text[:4]}{wrong % 100:02}{cell.text[6:]}")


def _other_century(cell: Cell) -> Spoilt | None:
    if int(cell.row.text("year")) >= 2000:
        return None
    digit = int(cell.text[3]) + cell.rng.choice((2, 2, 4, 6))
    return Spoilt(cell.text[:3] + str(digit) + cell.text[4:])


def _too_old(cell: Cell) -> Spoilt | None:
    if int(cell.row.text("year")) >= 2000:
        return None
    return Spoilt(f"{cell.text[:4]}0{cell.rng.randint(0, 9)}{cell.text[6:]}")


def _letters(cell: Cell) -> Spoilt | None:
    swaps = {"0": "Oo", "1": "lI", "5": "S", "8": "B"}
    places = [place for place, digit in enumerate(cell.text) if digit in "01"]
    chosen = set(cell.rng.sample(places, cell.rng.randint(1, len(places))))
    more = [place for place, digit in enumerate(cell.text) if digit in "58"]
    if more and cell.rng.random() < 0.25:
        chosen.add(cell.rng.choice(more))
    text = "".join(
        cell.rng.choice(swaps[digit]) if place in chosen else digit
        for place, digit in enumerate(cell.text)
    )
    return Spoilt(text, cell.text)


def _separated(cell: Cell) -> Spoilt:
    mark = cell.rng.choice((" ", " ", ".", "-"))
    cuts = cell.rng.choice(((3, 6, 9), (3, 6), (4, 8), (3, 4, 6), (3,), (6,)))
    pieces, start = [], 0
    for cut in (*cuts, 12):
        pieces.append(cell.text[start:cut])
        start = cut
    return Spoilt(mark.join(pieces), cell.text)


def _apostrophe(cell: Cell) -> Spoilt:
    return Spoilt(cell.rng.choice("’'‘`") + cell.text, cell.text)


def _two_values(cell: Cell) -> Spoilt:
    other = cell.rng.choice(("03", "01", "12", "27")) + _digits(cell.rng, 7)
    if cell.rng.random() < 0.3:
        other = cell.rng.choice(PROVINCES) + "0" + _digits(cell.rng, 8)
    marks = (" / ", "/", "\n", "; ", " - ", ", ", " ", " và ", " hoặc ", " (CMND cũ: ")
    mark = cell.rng.choice(marks)
    return Spoilt(cell.text + mark + other + (")" if "(" in mark else ""))


def _extra_text(cell: Cell) -> Spoilt:
    forms = (
        "CCCD: {} cấp ngày 12/04/2021",
        "{} cấp ngày 05/8/2021",
        "{} (cấp 12/4/2021)",
        "{} (Cục CSQLHC)",
        "{} - Cục Cảnh sát QLHC về TTXH",
        "{}, cấp ngày 10/5/2022 tại Cục CS QLHC về TTXH",
        "CCCD {}",
        "Số CCCD: {}",
        "{} (gắn chip)",
        "Căn cước số {}",
        "{}\ncấp ngày 03/02/2023",
        "{} NC: 19/12/2021",
        "{} ngày cấp 10/05/2021",
        "{} (CCCD gắn chip)",
        "ĐDCN: {}",
        "{} cấp năm 2021",
        "số {}",
        "{} - CCCD",
        "{} Ngày cấp: 15-07-2021; Nơi cấp: Cục CS QLHC về TTXH",
    )
    return Spoilt(cell.rng.choice(forms).format(cell.text), cell.text)


def _phone(cell: Cell) -> Spoilt:
    return Spoilt(cell.pick(cell.row.cells["phone"], cell.people.phone()))


def _fake(cell: Cell) -> Spoilt:
    plain = "123456789012", "111111111111", "000000000000", "012345678901", "999999999999"
    filler = cell.rng.choice("0123456789") * 6
    return Spoilt(cell.pick(*plain, cell.text[:3] + "000000000", cell.text[:6] + filler))


def _odd_characters(cell: Cell) -> Spoilt:
    wide = "".join(chr(ord(digit) - ord("0") + 0xFF10) for digit in cell.text)
    place = cell.rng.randint(1, 11)
    hidden = cell.rng.choice("\u200b\u200c\u200d\u2060\ufeff\u00ad\u202d")
    return Spoilt(
        cell.pick(
            wide,
            cell.text[:place] + hidden + cell.text[place:],
            hidden + cell.text,
            f"\u00a0{cell.text}\u00a0",
            f"\u202d{cell.text}\u202c",
        ),
        cell.text,
    )


def _masked(cell: Cell) -> Spoilt:
    mark = cell.rng.choice(("x", "X", "*", "•"))
    kept = cell.rng.randint(3, 8)
    tail = cell.rng.choice((0, 0, 2, 3))
    stars = mark * max(3, 12 - kept - tail)
    if cell.rng.random() < 0.15:
        return Spoilt(mark * 8 + cell.text[-4:])
    return Spoilt(cell.text[:kept] + stars + (cell.text[-tail:] if tail else ""))


def _passport(cell: Cell) -> Spoilt:
    return Spoilt(cell.rng.choice("BCNPEK") + _digits(cell.rng, cell.rng.choice((7, 7, 8))))


def _digits(rng: Random, length: int) -> str:
    return "".join(rng.choices("0123456789", k=length))


_HERE = (("officers", "cccd"),)
_PLACEHOLDERS = words(
    "x|X|-|--|---|...|0|00|?|chưa có|Chưa có|không có|đang cập nhật|Đang cập nhật|đang bổ sung|"
    "bổ sung sau|chưa cung cấp|cập nhật sau|N/A|chưa cập nhật|sẽ bổ sung|ko có|_|…|chờ cấp|"
    "đang làm|chưa làm CCCD|xxx|Không|.|/|thiếu|đang xin|Đang chờ|không nhớ|NA|"
    "null|trống|0000|sẽ cập nhật sau"
)
CCCD: Kinds = {
    "cccd_missing": Kind(_HERE, [one_of("", None, " ")]),
    "cccd_placeholder": Kind(_HERE, [one_of(*_PLACEHOLDERS, 0)]),
    "cccd_lost_zero_1": Kind(_HERE, [_lost_zero_1]),
    "cccd_lost_zero_2": Kind(_HERE, [_lost_zero_2]),
    "cccd_sci_text": Kind(_HERE, [_sci_text]),
    "cccd_float_suffix": Kind(_HERE, [_float_suffix]),
    "cccd_cmnd9": Kind(_HERE, [_cmnd]),
    "cccd_cmnd9_lost_zero": Kind(_HERE, [_cmnd_lost_zero]),
    "cccd_missing_digit": Kind(_HERE, [_missing_digit]),
    "cccd_extra_digit": Kind(_HERE, [_extra_digit]),
    "cccd_bad_province": Kind(_HERE, [_bad_province]),
    "cccd_sex_mismatch": Kind(_HERE, [_other_sex]),
    "cccd_year_mismatch": Kind(_HERE, [_other_year]),
    "cccd_birth_implausible": Kind(_HERE, [_other_century, _other_century, _too_old]),
    "cccd_letter_for_digit": Kind(_HERE, [_letters]),
    "cccd_separators": Kind(_HERE, [_separated]),
    "cccd_apostrophe": Kind(_HERE, [_apostrophe]),
    "cccd_two_values": Kind(_HERE, [_two_values]),
    "cccd_extra_text": Kind(_HERE, [_extra_text]),
    "cccd_phone_in_cccd": Kind(_HERE, [_phone]),
    "cccd_fake": Kind(_HERE, [_fake]),
    "cccd_odd_chars": Kind(_HERE, [_odd_characters]),
    "cccd_masked": Kind(_HERE, [_masked]),
    "cccd_passport": Kind(_HERE, [_passport]),
}
