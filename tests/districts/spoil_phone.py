"""Ways to spoil a telephone number."""

from random import Random

from tests.districts.people import PROVINCES
from tests.districts.spoiling import Cell, Kind, Kinds, Spoilt, one_of
from tests.districts.wording import words

_OLD_11 = {
    "0120": "070",
    "0121": "079",
    "0122": "077",
    "0126": "076",
    "0128": "078",
    "0123": "083",
    "0124": "084",
    "0125": "085",
    "0127": "081",
    "0129": "082",
    "0162": "032",
    "0163": "033",
    "0164": "034",
    "0165": "035",
    "0166": "036",
    "0167": "037",
    "0168": "038",
    "0169": "039",
    "0186": "056",
    "0188": "058",
    "0199": "059",
}
# Old area codes that no mobile prefix begins with, and the codes since 2017.
_OLD_AREAS = {
    "031": "0225",
    "061": "0251",
    "064": "0254",
    "054": "0234",
    "063": "0263",
    "0511": "0236",
    "0710": "0292",
    "0500": "0262",
    "0650": "0274",
}
# Neither mobile nor an old area code whatever follows.
_NO_OPERATOR = ("071", "0714", "010", "013", "0149", "017", "0619", "0689", "0749", "0541", "0729")
_AREAS = ("0225", "0236", "0292", "0274", "0251", "0204", "0222", "0238", "0263")


def _lost_zero(cell: Cell) -> Spoilt:
    rest = cell.text[1:]
    return Spoilt(cell.pick(int(rest), int(rest), float(rest), rest), cell.text)


def _old_11(cell: Cell) -> Spoilt:
    old = cell.rng.choice(sorted(_OLD_11))
    tail = _tail(cell.rng, 7)
    spaced = f"{old}.{tail[:3]}.{tail[3:]}"
    abroad = f"+84{old[1:]}{tail}"
    return Spoilt(cell.pick(old + tail, old + tail, spaced, abroad), _OLD_11[old] + tail)


def _old_11_lost_zero(cell: Cell) -> Spoilt:
    old = cell.rng.choice(sorted(_OLD_11))
    tail = _tail(cell.rng, 7)
    return Spoilt(cell.pick(int(old + tail), int(old + tail), old[1:] + tail), _OLD_11[old] + tail)


def _country_code(cell: Cell) -> Spoilt:
    rest = cell.text[1:]
    forms = (
        "+84{}",
        "+84 {}",
        "84{}",
        "0084{}",
        "(+84) {}",
        "(+84){}",
        "+84 (0) {}",
        "+840{}",
        "+84-{}",
        "84 {}",
    )
    value = cell.pick(*(form.format(rest) for form in forms), int("84" + rest))
    return Spoilt(value, cell.text)


def _short(cell: Cell) -> Spoilt:
    place = cell.rng.randint(3, 9)
    return Spoilt(cell.text[:place] + cell.text[place + 1 :])


def _long(cell: Cell) -> Spoilt:
    place = cell.rng.randint(4, 10)
    return Spoilt(cell.text[:place] + cell.rng.choice("0123456789") + cell.text[place:])


def _no_operator(cell: Cell) -> Spoilt:
    start = cell.rng.choice(_NO_OPERATOR)
    return Spoilt(start + _tail(cell.rng, 10 - len(start)))


def _two_numbers(cell: Cell) -> Spoilt:
    marks = (" - ", "-", "/", " / ", "; ", ";", ", ", ",", "\n", " ", "  ", " hoặc ", " và ", " | ")
    second = cell.people.phone()
    if cell.rng.random() < 0.2:
        forms = ("02253842123", second[1:], f"{second[:4]}.{second[4:7]}.{second[7:]}")
        second = cell.rng.choice(forms)
    first = cell.text
    if cell.rng.random() < 0.2:
        first = f"{first[:4]}.{first[4:7]}.{first[7:]}"
    return Spoilt(f"{first}{cell.rng.choice(marks)}{second}", cell.text)


def _separated(cell: Cell) -> Spoilt:
    text = cell.text
    mark = cell.rng.choice((".", ".", " ", " ", "-", "\u00a0", ",", "_"))
    cuts = cell.rng.choice(((4, 7), (3, 6), (4, 6, 8), (5,), (4,), (3,)))
    pieces, start = [], 0
    for cut in (*cuts, 10):
        pieces.append(text[start:cut])
        start = cut
    around = cell.rng.choice((f"{text} ", f" {text}", f"{text}.", f"{text}\n"))
    return Spoilt(cell.pick(mark.join(pieces), mark.join(pieces), around), text)


def _extra_text(cell: Cell) -> Spoilt:
    forms = (
        "{} (Zalo)",
        "{} Zalo",
        "Zalo: {}",
        "ĐT: {}",
        "SĐT {}",
        "DĐ: {}",
        "Tel: {}",
        "{} (con trai)",
        "{} (số của vợ)",
        "{} - gọi giờ hành chính",
        "{} (anh Hùng)",
        "{} (MobiFone)",
        "{}\n(Zalo)",
        "{} số con dâu",
        "Di động {}",
        "{} (không có Zalo)",
        "{} (A Hùng)",
        "Hùng {}",
        "{} (số mới)",
        "{}: Zalo",
        "Gọi {}",
        "{} (nhà riêng)",
        "Số mới {}",
    )
    return Spoilt(cell.rng.choice(forms).format(cell.text), cell.text)


def _landline(cell: Cell) -> Spoilt:
    if cell.ward.place.landline in ("024", "028") and cell.rng.random() < 0.6:
        start = cell.ward.place.landline + "3"
    else:
        start = cell.rng.choice(_AREAS) + "3"
    number = start + _tail(cell.rng, 11 - len(start))
    code = 3 if number.startswith(("024", "028")) else 4
    area, rest = number[:code], number[code:]
    return Spoilt(cell.pick(number, number, f"{area}.{rest}", f"({area}) {rest}", f"{area} {rest}"))


def _old_landline(cell: Cell) -> Spoilt:
    place = cell.ward.place
    if place.city == "thành phố Hà Nội":
        rest = "3" + _tail(cell.rng, 7)
        return Spoilt(cell.pick(f"04{rest}", f"04.{rest}", f"(04) {rest}"), "024" + rest)
    if place.old_landline == "08":
        rest = "3" + _tail(cell.rng, 7)
        return Spoilt(cell.pick(f"08.{rest}", f"(08){rest}", f"08.3.{rest[1:]}"), "028" + rest)
    local = place.old_landline if place.old_landline in _OLD_AREAS else ""
    old = local or cell.rng.choice(sorted(_OLD_AREAS))
    rest = "3" + _tail(cell.rng, 6)
    mark = cell.rng.choice((".", "-", " "))
    forms = [f"{old}{mark}{rest}", f"({old}) {rest}"]
    if local == "031":
        forms.append(old + rest)
    return Spoilt(cell.rng.choice(forms), _OLD_AREAS[old] + rest)


def _letters(cell: Cell) -> Spoilt:
    swaps = {"0": "Oo", "1": "lI"}
    places = [place for place, digit in enumerate(cell.text) if digit in swaps]
    chosen = cell.rng.sample(places, cell.rng.randint(1, len(places)))
    text = "".join(
        cell.rng.choice(swaps[digit]) if place in chosen else digit
        for place, digit in enumerate(cell.text)
    )
    return Spoilt(text, cell.text)


def _sci_text(cell: Cell) -> Spoilt:
    text = f"{int(cell.text):.{cell.rng.randint(1, 4)}E}"
    return Spoilt(cell.pick(text, text, text.replace(".", ",")))


def _float_suffix(cell: Cell) -> Spoilt:
    return Spoilt(
        cell.pick(cell.text[1:] + ".0", cell.text[1:] + ".0", cell.text + ".0"), cell.text
    )


def _masked(cell: Cell) -> Spoilt:
    mark = cell.rng.choice(("xxx", "***", "XXX", "•••", "...", "…"))
    text = cell.text
    forms = [text[:4] + mark + text[7:], text[:7] + mark, text[:4] + mark * 2]
    return Spoilt(cell.rng.choice(forms))


def _cccd(cell: Cell) -> Spoilt:
    other = cell.rng.choice(PROVINCES) + f"{cell.rng.choice('01')}{cell.rng.randint(62, 99)}"
    return Spoilt(cell.pick(cell.row.cells["cccd"], other + _tail(cell.rng, 6)))


def _tail(rng: Random, length: int) -> str:
    while True:
        digits = "".join(rng.choices("0123456789", k=length))
        if len(set(digits)) >= min(4, length):
            return digits


_PEOPLE = (("members", "phone"), ("members", "phone"), ("groups", "phone"), ("officers", "phone"))
_PLACEHOLDERS = words(
    "x|X|-|--|...|0|?|chưa có|không có|Không có|đang cập nhật|đang bổ sung|chưa cung cấp|k có|"
    "cập nhật sau|N/A|không|Không|xxx|_|chưa có số|không dùng điện thoại|bổ sung sau|chưa rõ|"
    "không biết|…|ko|mất máy|không sử dụng"
)
_HOTLINES = ("19001234", "18001090", "1900 6017", "1900545454", "1800.1091", "19008198", 19001234)
_FAKES = words(
    "0123456789|0999999999|0900000000|0000000000|1111111111|0888888888|0333333333|0911111111|"
    "0777777777|1234567890|0966666666|9999999999"
)
PHONE: Kinds = {
    "phone_missing": Kind(_PEOPLE, [one_of("", None, " ")]),
    "phone_placeholder": Kind(_PEOPLE, [one_of(*_PLACEHOLDERS, 0)]),
    "phone_lost_zero": Kind(_PEOPLE, [_lost_zero]),
    "phone_old_11": Kind(_PEOPLE, [_old_11]),
    "phone_old_11_lost_zero": Kind(_PEOPLE, [_old_11_lost_zero]),
    "phone_plus84": Kind(_PEOPLE, [_country_code]),
    "phone_short": Kind(_PEOPLE, [_short]),
    "phone_long": Kind(_PEOPLE, [_long]),
    "phone_bad_prefix": Kind(_PEOPLE, [_no_operator]),
    "phone_two_values": Kind(_PEOPLE, [_two_numbers]),
    "phone_separators": Kind(_PEOPLE, [_separated]),
    "phone_extra_text": Kind(_PEOPLE, [_extra_text]),
    "phone_landline": Kind(_PEOPLE, [_landline]),
    "phone_old_landline": Kind(_PEOPLE, [_old_landline]),
    "phone_letter_for_digit": Kind(_PEOPLE, [_letters]),
    "phone_cccd_in_phone": Kind((("officers", "phone"),), [_cccd]),
    "phone_fake": Kind(_PEOPLE, [one_of(*_FAKES)]),
    "phone_sci_text": Kind(_PEOPLE, [_sci_text]),
    "phone_float_suffix": Kind(_PEOPLE, [_float_suffix]),
    "phone_masked": Kind(_PEOPLE, [_masked]),
    "phone_hotline": Kind(_PEOPLE, [one_of(*_HOTLINES)]),
}
