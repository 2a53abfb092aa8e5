"""Reading numbers as they are typed in Viet Nam: a point between thousands, a comma before tenths.

1.234 học sinh, 12,5 %, 1.250.000 đ: so the locale vi_VN of the sheets writes them. Programs in
English write 1,234.5 for 1.234,5. A text that could be both is both.
"""

import re
from decimal import Decimal

from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.text import APOSTROPHES, plain

_SIGNED = lazy(r"([+\-−–]?)\s*(\d[\d.,\s]*)")
_SPACED = lazy(r"\d{1,3}(?: \d{3})+(?=[.,]|$)")
_GROUPED = lazy(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")
_LONGEST = 40


def numbers_meant(text: str) -> tuple[Decimal, ...]:
    """Every number that a text can mean, the Vietnamese reading first; none of what is no number.

    >>> numbers_meant("1.234,5"), numbers_meant("12,5"), numbers_meant("1.234")
    ((Decimal('1234.5'),), (Decimal('12.5'),), (Decimal('1234'), Decimal('1.234')))
    """
    said = plain(text).strip().strip(APOSTROPHES).strip()
    match = _SIGNED.fullmatch(said) if len(said) <= _LONGEST else None
    if match is None:
        return ()
    sign = "-" if match[1] in ("-", "−", "–") else ""
    written = " ".join(match[2].split())
    if " " in written:
        spaced = _SPACED.match(written)
        if spaced is None:
            return ()
        written = spaced[0].replace(" ", "") + written[spaced.end() :]
        if re.search("[.,].*[.,]", written):
            return ()
        return (Decimal(sign + written.replace(",", ".")),)
    return tuple(Decimal(sign + one) for one in _readings(written))


def _readings(written: str) -> list[str]:
    """Digits with a point before the tenths, for digits with any points and commas."""
    points, commas = written.count("."), written.count(",")
    if not points and not commas:
        return [written]
    if points and commas:
        last = max(written.rfind("."), written.rfind(","))
        whole, tenths = written[:last], written[last + 1 :]
        between = "." if written[last] == "," else ","
        if written[last] in whole or not tenths or not _GROUPED.fullmatch(whole):
            return []
        return [whole.replace(between, "") + "." + tenths]
    if _GROUPED.fullmatch(written):
        grouped = re.sub("[.,]", "", written)
        return [grouped] if points + commas > 1 else [grouped, written.replace(",", ".")]
    whole, _, tenths = written.partition("." if points else ",")
    return [f"{whole}.{tenths}"] if points + commas == 1 and tenths else []


def written_number(number: Decimal) -> str:
    """The number as ours: digits, a point before tenths, no zeros behind them.

    >>> written_number(Decimal("1234.50"))
    '1234.5'
    """
    said = f"{number:f}"
    return (said.rstrip("0").rstrip(".") if "." in said else said) or "0"


def plain_number(number: Decimal | int) -> int | float:
    """The number as a sheet holds it: whole where it is."""
    return int(number) if number == int(number) else float(number)


def vietnamese_number(number: Decimal | float) -> str:
    """The number as people in Viet Nam write it.

    >>> vietnamese_number(Decimal("1234.5"))
    '1.234,5'
    """
    whole, _, tenths = written_number(Decimal(str(number))).partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    grouped = f"-{grouped}" if whole.startswith("-") and not grouped.startswith("-") else grouped
    return f"{grouped},{tenths}" if tenths else grouped
