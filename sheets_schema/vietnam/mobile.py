"""Numbering plan of Vietnamese telephones: mobile prefixes, the change of 2018, area codes."""

import re
from collections.abc import Callable

from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.provinces import OLD_AND_NEW_AREA_CODE

# New ranges keep being opened: this table is the one place to add them.
_PREFIXES_OF_OPERATOR = {
    "Viettel": "032 033 034 035 036 037 038 039 086 096 097 098",
    "VinaPhone": "081 082 083 084 085 088 091 094",
    "MobiFone": "070 076 077 078 079 089 090 093",
    "Vietnamobile": "052 056 058 092",
    "Gmobile, Wintel, iTel": "059 099 055 087",
}
MOBILE_PREFIXES = frozenset(" ".join(_PREFIXES_OF_OPERATOR.values()).split())

# 15/9/2018: eleven digits became ten; the last seven digits stayed.
OLD_MOBILE = {
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

_NEW_AREA_CODES = frozenset(new for _, new in OLD_AND_NEW_AREA_CODE.values())
_OLD_TO_NEW = {old: new for old, new in OLD_AND_NEW_AREA_CODE.values() if old != new}
_HOTLINE = lazy(r"1[89]00\d{4,6}|11[1-9]|10(?:22|80|68)")

# Seven equal digits at the end are filler; a right number is one call to this matcher. Written out,
# the first of the seven rules nine of the ten out at once.
_FILLER = "|".join(digit * 7 for digit in "0123456789")
RIGHT_MOBILE = re.compile(rf"0(?:9[0-46-9]|[38][2-9]|7[06-9]|81|5[25689])(?!{_FILLER})[0-9]{{7}}")
clean_mobile: Callable[[str], object] = RIGHT_MOBILE.fullmatch


def is_mobile(digits: str) -> bool:
    """Whether ten digits begin with an assigned mobile prefix."""
    return len(digits) == 10 and digits[:3] in MOBILE_PREFIXES


def is_hotline(digits: str) -> bool:
    """Whether the digits are a service number (1900…, 1800…, 113), nobody's own."""
    return _HOTLINE.fullmatch(digits) is not None


def from_old_mobile(digits: str) -> str | None:
    """The ten digits of today for an eleven-digit mobile number of before September 2018."""
    new = OLD_MOBILE.get(digits[:4]) if len(digits) == 11 else None
    return new + digits[4:] if new else None


# Lines of the police and the army (Thông tư 22/2014/TT-BTTTT): 069 and six or seven digits.
_POLICE = "069"


def is_landline(digits: str) -> bool:
    """Whether digits are a landline of today: eleven with an area code, or 069 of the police."""
    if len(digits) in (9, 10) and digits[:3] == _POLICE:
        return True
    if len(digits) != 11 or digits[:2] != "02":
        return False
    area = digits[:3] if digits[:3] in ("024", "028") else digits[:4]
    return area in _NEW_AREA_CODES and digits[len(area)] in "23456789"


def from_old_landline(digits: str, local_province: str | None, area: str | None) -> str | None:
    """Today's landline for a number with an area code of before 2017, else None.

    `area` is the first group of a number typed in groups (031.3842123), `local_province` where
    the list was made. Old codes are mobile prefixes today (033 Quảng Ninh, 037 Thanh Hóa), parts
    of new codes (022) or typing errors: only these signs, or the old numbers of Hải Phòng and
    Hà Nội (031 3…, 04 3…; libphonenumber takes the first for a mobile), let them be believed.
    """
    old, new = _old_area(digits)
    if not old:
        return None
    subscriber = digits[len(old) :]
    if len(new) + len(subscriber) != 11 or subscriber[:1] in "01":
        return None
    local = OLD_AND_NEW_AREA_CODE.get(local_province or "", ("", ""))[0] == old
    signs = local + (area == old)
    if digits[:3] in MOBILE_PREFIXES:
        # Nobody groups a mobile 08.38543210.
        signs_needed = 1 if len(digits) == 11 or (area == old and len(old) == 2) else 2
        return new + subscriber if signs >= signs_needed and subscriber[0] == "3" else None
    certain = signs > 0 or len(digits) == 11 or old in ("031", "04")
    return new + subscriber if local or (subscriber[0] == "3" and certain) else None


def _old_area(digits: str) -> tuple[str, str]:
    if digits[:1] != "0":
        return "", ""
    for length in (4, 3, 2):
        if new := _OLD_TO_NEW.get(digits[:length]):
            return digits[:length], new
    return "", ""
