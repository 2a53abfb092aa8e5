"""Ways to spoil the name of a person."""

from tests.districts import old_typing
from tests.districts.spoiling import Cell, Kind, Kinds, Spoilt, one_of
from tests.districts.wording import words

_TITLES = words(
    "Bí thư chi bộ|Tổ trưởng TDP|Tổ trưởng dân phố|Chủ tịch Hội Phụ nữ|CA khu vực|Bí thư Đoàn|"
    "Phó Chủ tịch UBND phường|Trưởng ban CTMT|Chi hội trưởng CCB|Công an phường|Trưởng khu phố|"
    "giáo viên|Công chức VHXH|Trưởng thôn|Bí thư Đảng ủy|kế toán|Đại úy|"
    "cán bộ hưu trí|TTDP|BTCB|Hội PN|Đảng viên|Phường đội trưởng|Chủ tịch MTTQ|PCT|"
    "CCB|Tổ phó"
)
_HONORIFICS = (
    "Ông",
    "Bà",
    "Anh",
    "Chị",
    "Cô",
    "Chú",
    "Bác",
    "Đ/c",
    "Đồng chí",
    "đ/c",
    "Ô.",
    "Đ/chí",
    "ông",
    "Thầy",
)


def _allcaps(cell: Cell) -> Spoilt:
    return Spoilt(cell.text.upper(), cell.text)


def _lowercase(cell: Cell) -> Spoilt:
    return Spoilt(cell.text.lower(), cell.text)


def _decomposed(cell: Cell) -> Spoilt | None:
    text = old_typing.decomposed(cell.text, cell.rng)
    return Spoilt(text, cell.text) if text != cell.text else None


def _tcvn3(cell: Cell) -> Spoilt | None:
    if len(cell.text.split()) < 3:
        return None  # Two words can often be read in both fonts.
    text = old_typing.tcvn3(cell.text)
    return Spoilt(text, cell.text) if text != cell.text else None


def _vni(cell: Cell) -> Spoilt | None:
    if len(cell.text.split()) < 3:
        return None
    text = old_typing.vni(cell.text)
    return Spoilt(text, cell.text) if text != cell.text else None


def _mojibake(cell: Cell) -> Spoilt | None:
    text = old_typing.mojibake(cell.text, cell.rng)
    return Spoilt(text, cell.text) if text != cell.text else None


def _eth(cell: Cell) -> Spoilt | None:
    marks = {"Đ": cell.rng.choice("ÐÐÐƉ"), "đ": "ð"}
    text = "".join(marks.get(char, char) for char in cell.text)
    return Spoilt(text, cell.text) if text != cell.text else None


def _honorific(cell: Cell) -> Spoilt | None:
    word = cell.rng.choice(_HONORIFICS)
    if len(cell.text.split()) < 3 and word.lower() not in ("đ/c", "đồng chí", "bà", "chị"):
        return None  # Ông Lê An may be a name.
    mark = cell.rng.choice((": ", " ")) if word.lower() in ("đ/c", "đồng chí") else " "
    return Spoilt(word + mark + cell.text, cell.text)


def _with_title(cell: Cell) -> Spoilt:
    title = cell.rng.choice(_TITLES)
    forms = ("{} - {}", "{} – {}", "{}, {}", "{} ({})", "{}\n{}", "{}: {}", "{} -{}", "{}\n({})")
    if cell.rng.random() < 0.15:
        before = ("Tổ trưởng {}", "Bí thư chi bộ: {}", "BS. {}", "Trung tá {}", "Bí thư - {}")
        return Spoilt(cell.rng.choice(before).format(cell.text), cell.text)
    return Spoilt(cell.rng.choice(forms).format(cell.text, title), cell.text)


def _with_digits(cell: Cell) -> Spoilt:
    forms = (
        f"{cell.text} {cell.people.phone()}",
        f"{cell.text} - {cell.people.phone()}",
        f"{cell.rng.randint(1, 9)}. {cell.text}",
        f"{cell.rng.randint(1, 20)} {cell.text}",
        f"{cell.text} {cell.rng.randint(1, 3)}",
        f"{cell.text} (1975)",
        f"{cell.text} - 1968",
        f"{cell.text} (SN 1980)",
        f"{cell.text} {cell.rng.randint(1955, 1999)}",
        f"{cell.text}1",
        f"{cell.rng.randint(1, 9)}/ {cell.text}",
        f"{cell.rng.randint(1, 9)}) {cell.text}",
        f"{cell.text}(1975)",
        f"{cell.text} 75",
        f"{cell.text} - 0912.345.678",
        f"{cell.text} (sinh năm 1966)",
    )
    return Spoilt(cell.rng.choice(forms), cell.text)


def _two_people(cell: Cell) -> Spoilt:
    marks = (", ", " và ", "; ", " / ", "/", "\n", " - ", " & ", " + ", ",\n")
    other = cell.people.name(cell.rng.choice(("Nam", "Nữ")))
    together = cell.text + cell.rng.choice(marks) + other
    return Spoilt(cell.pick(together, together, f"1. {cell.text}\n2. {other}"))


def _without_marks(cell: Cell) -> Spoilt | None:
    text = old_typing.plain_letters(cell.text)
    changed = sum(a != b for a, b in zip(text.split(), cell.text.split(), strict=True))
    surname_lost = text.split()[0] != cell.text.split()[0]
    return Spoilt(text) if changed >= 2 and surname_lost else None


def _spaces(cell: Cell) -> Spoilt:
    text = cell.text
    first, rest = text.split(" ", 1)
    forms = (
        f"  {text}",
        f"{text} ",
        f"{text}\n",
        f"{first}  {rest}",
        f" {first}   {rest} ",
        f"{first}\u00a0{rest}",
        f"{text}\t",
        text.replace(" ", "  "),
        f"\n{text}",
    )
    return Spoilt(cell.rng.choice(forms), text)


def _telex(cell: Cell) -> Spoilt | None:
    text = old_typing.telex(cell.text, cell.rng)
    changed = sum(a != b for a, b in zip(text.split(), cell.text.split(), strict=True))
    return Spoilt(text, cell.text) if changed >= 2 else None


def _abbreviated(cell: Cell) -> Spoilt | None:
    words = cell.text.split()
    if len(words) < 3 or (words[0][0], words[1][0]) == ("Đ", "C"):
        return None  # Đ.C. is also short for đồng chí.
    first, middle, last = words[0], words[1:-1], words[-1]
    initials = ". ".join(word[0] for word in middle) + "."
    forms = [
        f"{first} {initials} {last}",
        f"{first[0]}. {initials} {last}",
        f"{first} {' '.join(middle)} {last[0]}.",
        f"{first[0]}.{initials.replace(' ', '')}{last}",
    ]
    if first == "Nguyễn":
        forms += [f"Ng. {initials} {last}", f"Ng. {' '.join(middle)} {last}"]
        forms += [f"Ng {' '.join(middle)} {last}", f"Ng~ {' '.join(middle)} {last}"]
        forms += [f"Ng.{initials.replace(' ', '')}{last}"]
    return Spoilt(cell.rng.choice(forms))


def _single_word(cell: Cell) -> Spoilt:
    return Spoilt(cell.text.split()[-1])


def _lost_marks(cell: Cell) -> Spoilt | None:
    text = old_typing.lost_marks(cell.text, cell.rng)
    return Spoilt(text) if text != cell.text else None


_PEOPLE = (("members", "name"), ("members", "name"), ("members", "name"), ("officers", "name"))
NAME: Kinds = {
    "name_missing": Kind(_PEOPLE, [one_of("", None, " ")]),
    "name_single_word": Kind(_PEOPLE, [_single_word]),
    "name_allcaps": Kind(_PEOPLE, [_allcaps]),
    "name_lowercase": Kind(_PEOPLE, [_lowercase]),
    "name_nfd": Kind(_PEOPLE, [_decomposed]),
    "name_tcvn3": Kind(_PEOPLE, [_tcvn3]),
    "name_vni": Kind(_PEOPLE, [_vni]),
    "name_mojibake": Kind(_PEOPLE, [_mojibake]),
    "name_eth": Kind(_PEOPLE, [_eth]),
    "name_honorific": Kind(_PEOPLE, [_honorific]),
    "name_with_title": Kind(_PEOPLE, [_with_title]),
    "name_with_digits": Kind(_PEOPLE, [_with_digits]),
    "name_two_people": Kind(_PEOPLE, [_two_people]),
    "name_no_diacritics": Kind(_PEOPLE, [_without_marks]),
    "name_spaces": Kind(_PEOPLE, [_spaces]),
    "name_telex": Kind(_PEOPLE, [_telex]),
    "name_abbrev": Kind(_PEOPLE, [_abbreviated]),
    "name_lost_chars": Kind(_PEOPLE, [_lost_marks]),
}
