"""Cell types of numbers: any number, a percentage, an amount of money in đồng.

What the sheet holds as a number is that number. A text is read as people write numbers in Viet Nam;
one that could be two numbers is asked about, not guessed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from sheets_schema.campaign import Column
from sheets_schema.cells.compiled import RIGHT, CellReader, CellType, Surroundings, coded
from sheets_schema.forms import FLAG, NUMBER, Form
from sheets_schema.vietnam.number import numbers_meant, vietnamese_number, written_number
from sheets_schema.vietnam.placeholder import is_placeholder
from sheets_schema.vietnam.reading import CellReading
from sheets_schema.vietnam.text import plain
from sheets_schema.workbook import Value

_ROLES = frozenset({"missing", "text", "ambiguous", "limits"})
_CODES = {
    "missing": "cell-missing",
    "text": "number-text",
    "ambiguous": "number-ambiguous",
    "limits": "number-limits",
}
_DONG = ("đồng", "vnđ", "vnd", "đ", "₫")
_FAR = Decimal(10) ** 15
_HUNDRED = Decimal(100)

Meant = Callable[[Value, str | None], tuple[Decimal, ...]]


def _reader(
    column: Column, meant: Meant, least: Decimal, most: Decimal, *, whole: bool = False
) -> CellReader:
    """A reader of what `meant` says that a cell can mean, inside the column's limits."""
    lowest, highest = _limit(column, "least", least), _limit(column, "most", most)
    limits = {"limits": _said(lowest, highest), **_example(column, lowest, highest)}

    def read(value: Value, shown: str | None) -> CellReading:
        if isinstance(value, str) and is_placeholder(value) and value.strip() not in ("0", "00"):
            return coded(column, CellReading(""), "missing") if column.required else RIGHT
        can_be = meant(value, shown)
        if not can_be:
            return coded(column, CellReading(""), "text")
        if whole and all(one != one.to_integral_value() for one in can_be):
            return coded(column, CellReading(""), "fraction")
        inside = [one for one in can_be if lowest <= one <= highest]
        if len(inside) > 1:
            first, second = map(vietnamese_number, inside)
            tenths = f"{second}0" if "," in second else f"{second},0"
            written = {"whole": written_number(inside[0]), "tenths": tenths}
            params = {"other": first, "right": second, **written}
            return coded(column, CellReading("", params=params), "ambiguous")
        clean = written_number((inside or can_be)[0])
        if inside:
            return CellReading(None, clean)
        return coded(column, CellReading("", clean, params=limits), "limits")

    return CellReader(read, number=True)


def _limit(column: Column, name: str, default: Decimal) -> Decimal:
    given = column.params.get(name)
    return Decimal(str(given)) if isinstance(given, int | float) else default


def _said(lowest: Decimal, highest: Decimal) -> str:
    """The limits in signs: 0 – 100, ≥ 0, ≤ 100."""
    low, high = vietnamese_number(lowest), vietnamese_number(highest)
    if highest >= _FAR:
        return f"≥ {low}"
    return f"≤ {high}" if lowest <= -_FAR else f"{low} – {high}"


def _example(column: Column, lowest: Decimal, highest: Decimal) -> Mapping[str, str]:
    """A right value where the column declares none."""
    if column.example:
        return {}
    return {"example": vietnamese_number(lowest if lowest > -_FAR else highest)}


def _typed(value: Value) -> tuple[Decimal, ...]:
    """What a cell that is no text means; a tick is no number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ()
    number = Decimal(repr(value))
    return (number,) if number.is_finite() else ()


def _any_number(column: Column, around: Surroundings) -> CellReader:
    def meant(value: Value, shown: str | None) -> tuple[Decimal, ...]:
        return numbers_meant(value) if isinstance(value, str) else _typed(value)

    return _reader(column, meant, -_FAR, _FAR)


def _percent(column: Column, around: Surroundings) -> CellReader:
    """Of a hundred: a cell shown as 55,5 % holds 0.555, one shown as 55,5 holds 55.5.

    Where all that is typed without the sign lies between 0 and 1, shares of one may be meant: 0,95
    for 95 %. That is asked about.
    """
    usual = _reader(column, _percent_meant, Decimal(0), _HUNDRED)
    most = _limit(column, "most", _HUNDRED)

    def asking(value: Value, shown: str | None) -> CellReading:
        reading = usual.read(value, shown)
        number = _bare(value)
        if reading.code or number is None or not 0 < number <= 1 or _is_of_hundred(shown):
            return reading
        said = {"tenths": vietnamese_number(number), "right": vietnamese_number(number * 100)}
        return coded(column, reading._replace(params=said), "of_one")

    def refined(values: Sequence[Value], odd: Iterable[Value]) -> CellReader | None:
        bare = [one for one in map(_bare, set(values)) if one is not None]
        parts = any(0 < one < 1 for one in bare) and all(one <= 1 for one in bare)
        return usual._replace(read=asking, few=True) if parts and most > 1 else None

    return usual._replace(few=True, refine=refined)


def _is_of_hundred(shown: str | None) -> bool:
    return shown is not None and shown.rstrip().endswith("%")


def _bare(value: Value) -> Decimal | None:
    """The number of a cell without a percent sign in it."""
    meant = numbers_meant(value) if isinstance(value, str) else _typed(value)
    return meant[0] if len(meant) == 1 else None


def _percent_meant(value: Value, shown: str | None) -> tuple[Decimal, ...]:
    if isinstance(value, str):
        return numbers_meant(_without(value, ("%",)))
    return tuple(one * 100 if _is_of_hundred(shown) else one for one in _typed(value))


def _money(column: Column, around: Surroundings) -> CellReader:
    """Whole đồng: there are no tenths, so a point or a comma stands between thousands."""

    def meant(value: Value, shown: str | None) -> tuple[Decimal, ...]:
        found = numbers_meant(_without(value, _DONG)) if isinstance(value, str) else ()
        can_be = found or _typed(value)
        return tuple(n for n in can_be if n == n.to_integral_value())[:1] or can_be

    return _reader(column, meant, Decimal(0), _FAR, whole=True)


def _without(text: str, units: tuple[str, ...]) -> str:
    """A text without the unit behind its number."""
    said = plain(text).strip().rstrip(".")
    unit = next((one for one in units if said.lower().endswith(one)), "")
    return said[: len(said) - len(unit)].rstrip()


_LIMITS: Mapping[str, Form] = {"least": NUMBER, "most": NUMBER}
# `summed = false` of an average.
_ADDED: Mapping[str, Form] = {**_LIMITS, "summed": FLAG}
ANY = CellType(
    _any_number, _ROLES, _CODES, _ADDED, width=12, longest=60, summed=True, measured=True
)
PERCENT = CellType(
    _percent,
    _ROLES | {"of_one"},
    {**_CODES, "of_one": "percent-of-one"},
    _LIMITS,
    width=10,
    longest=60,
    measured=True,
)
MONEY = CellType(
    _money,
    _ROLES | {"fraction"},
    {**_CODES, "fraction": "count-fraction"},
    _ADDED,
    width=16,
    number_format="#,##0",
    longest=60,
    summed=True,
    measured=True,
)
