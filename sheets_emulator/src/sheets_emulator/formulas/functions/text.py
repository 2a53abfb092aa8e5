"""Functions of text: LEN, MID, SUBSTITUTE, SEARCH, TEXT, REGEXMATCH and their neighbours."""

import re
from functools import lru_cache

from sheets_emulator.formulas.frame import Frame
from sheets_emulator.formulas.registry import as_grid, on_grids, on_scalars
from sheets_emulator.formulas.values import (
    FormulaError,
    Grid,
    Scalar,
    Value,
    number_in,
    to_bool,
    to_number,
    to_text,
)
from sheets_emulator.text.number_format import format_number, has_date_letters

_NOT_RE2 = re.compile(r"\(\?(?:[=!>]|<[=!])|\\[1-9]")


def _text(frame: Frame, value: Scalar) -> str:
    return to_text(value, frame.locale)


def _count(frame: Frame, value: Scalar) -> int:
    number = int(to_number(value, frame.locale))
    if number < 0:
        raise FormulaError("NUM", "The number of characters must not be negative.")
    return number


@on_scalars("LEN", 1, 1)
def len_(frame: Frame, value: Scalar) -> int:
    return len(_text(frame, value))


@on_scalars("LEFT", 1, 2)
def left(frame: Frame, value: Scalar, count: Scalar = 1) -> str:
    return _text(frame, value)[: _count(frame, count)]


@on_scalars("RIGHT", 1, 2)
def right(frame: Frame, value: Scalar, count: Scalar = 1) -> str:
    text, size = _text(frame, value), _count(frame, count)
    return text[-size:] if size else ""


@on_scalars("MID", 3, 3)
def mid(frame: Frame, value: Scalar, start: Scalar, count: Scalar) -> str:
    first = _count(frame, start)
    if first == 0:
        raise FormulaError("NUM", "Function MID parameter 2 value should be at least 1.")
    return _text(frame, value)[first - 1 : first - 1 + _count(frame, count)]


@on_scalars("TRIM", 1, 1)
def trim(frame: Frame, value: Scalar) -> str:
    return re.sub(r"[ \t\n]+", " ", _text(frame, value)).strip(" ")


@on_scalars("CLEAN", 1, 1)
def clean(frame: Frame, value: Scalar) -> str:
    return re.sub(r"[\x00-\x1f]", "", _text(frame, value))


@on_scalars("UPPER", 1, 1)
def upper(frame: Frame, value: Scalar) -> str:
    return _text(frame, value).upper()


@on_scalars("LOWER", 1, 1)
def lower(frame: Frame, value: Scalar) -> str:
    return _text(frame, value).lower()


@on_scalars("PROPER", 1, 1)
def proper(frame: Frame, value: Scalar) -> str:
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), _text(frame, value))


@on_scalars("REPT", 2, 2)
def rept(frame: Frame, value: Scalar, times: Scalar) -> str:
    text, count = _text(frame, value), _count(frame, times)
    if len(text) * count > 50_000:
        raise FormulaError("VALUE", "Text result of REPT is longer than the limit of 50000.")
    return text * count


@on_scalars("CONCAT", 2, 2)
def concat(frame: Frame, one: Scalar, two: Scalar) -> str:
    return _text(frame, one) + _text(frame, two)


@on_grids("CONCATENATE", 1, None)
def concatenate(frame: Frame, *values: Value) -> str:
    return "".join(_text(frame, cell) for value in values for cell in as_grid(value).flat())


@on_grids("JOIN", 2, None)
def join(frame: Frame, mark: Value, *values: Value) -> str:
    return _glued(frame, mark, values, skip_empty=False)


@on_grids("TEXTJOIN", 3, None)
def textjoin(frame: Frame, mark: Value, skip: Value, *values: Value) -> str:
    return _glued(frame, mark, values, skip_empty=to_bool(next(as_grid(skip).flat())))


def _glued(frame: Frame, mark: Value, values: tuple[Value, ...], skip_empty: bool) -> str:
    parts = [_text(frame, cell) for value in values for cell in as_grid(value).flat()]
    kept = [part for part in parts if part] if skip_empty else parts
    return _text(frame, next(as_grid(mark).flat())).join(kept)


@on_scalars("SUBSTITUTE", 3, 4)
def substitute(
    frame: Frame, value: Scalar, old: Scalar, new: Scalar, which: Scalar = None
) -> Scalar:
    text, find, put = _text(frame, value), _text(frame, old), _text(frame, new)
    if not find:
        return text
    if which is None:
        return text.replace(find, put)
    pieces, number = text.split(find), _count(frame, which)
    if not 0 < number < len(pieces):
        return text
    return find.join(pieces[:number]) + put + find.join(pieces[number:])


@on_scalars("REPLACE", 4, 4)
def replace(frame: Frame, value: Scalar, start: Scalar, count: Scalar, new: Scalar) -> str:
    text, first = _text(frame, value), max(_count(frame, start), 1)
    return text[: first - 1] + _text(frame, new) + text[first - 1 + _count(frame, count) :]


@on_scalars("FIND", 2, 3)
def find(frame: Frame, wanted: Scalar, value: Scalar, start: Scalar = 1) -> int:
    return _position(_text(frame, wanted), _text(frame, value), _count(frame, start))


@on_scalars("SEARCH", 2, 3)
def search(frame: Frame, wanted: Scalar, value: Scalar, start: Scalar = 1) -> int:
    return _position(
        _text(frame, wanted).lower(), _text(frame, value).lower(), _count(frame, start)
    )


def _position(wanted: str, text: str, start: int) -> int:
    at = text.find(wanted, max(start, 1) - 1)
    if at < 0:
        raise FormulaError("VALUE", f"In SEARCH evaluation, cannot find '{wanted}'.")
    return at + 1


@on_scalars("EXACT", 2, 2)
def exact(frame: Frame, one: Scalar, two: Scalar) -> bool:
    return _text(frame, one) == _text(frame, two)


@on_scalars("T", 1, 1)
def t(_frame: Frame, value: Scalar) -> Scalar:
    return value if isinstance(value, str | FormulaError) else ""


@on_scalars("TO_TEXT", 1, 1)
def to_text_(frame: Frame, value: Scalar) -> Scalar:
    return value if value is None else _text(frame, value)


@on_scalars("TEXT", 2, 2)
def text_(frame: Frame, value: Scalar, pattern: Scalar) -> str:
    if isinstance(value, str):
        number = number_in(value, frame.locale)
        if number is None:
            return value
        value = number
    if isinstance(value, bool):
        return _text(frame, value)
    shape = _text(frame, pattern)
    kind = "DATE" if has_date_letters(shape) else "NUMBER"
    return format_number(
        to_number(value, frame.locale), {"type": kind, "pattern": shape}, frame.locale
    )


@on_scalars("VALUE", 1, 1)
def value_(frame: Frame, value: Scalar) -> float:
    return to_number(value, frame.locale)


@on_scalars("CHAR", 1, 1)
def char(frame: Frame, value: Scalar) -> str:
    number = int(to_number(value, frame.locale))
    if not 0 < number < 0x110000:
        raise FormulaError("NUM", "Function CHAR parameter 1 is out of range.")
    return chr(number)


@on_scalars("CODE", 1, 1)
def code(frame: Frame, value: Scalar) -> int:
    text = _text(frame, value)
    if not text:
        raise FormulaError("VALUE", "Function CODE parameter 1 value is empty.")
    return ord(text[0])


@lru_cache(maxsize=256)
def _regex(pattern: str) -> re.Pattern[str] | None:
    """RE2 has neither looking around nor back references: None, as for a broken pattern."""
    if _NOT_RE2.search(pattern):
        return None
    try:
        return re.compile(pattern)
    except re.error:
        return None


def _compiled(frame: Frame, pattern: Scalar) -> re.Pattern[str]:
    text = _text(frame, pattern)
    if (compiled := _regex(text)) is None:
        raise FormulaError("REF", f"'{text}' is not a valid regular expression.")
    return compiled


def _regex_subject(name: str, value: Scalar) -> str:
    if isinstance(value, FormulaError):
        raise value
    if value is not None and not isinstance(value, str):
        message = f"Function {name} parameter 1 expects text values. But it is a number."
        raise FormulaError("VALUE", message)
    return value or ""


@on_scalars("REGEXMATCH", 2, 2)
def regexmatch(frame: Frame, value: Scalar, pattern: Scalar) -> bool:
    return _compiled(frame, pattern).search(_regex_subject("REGEXMATCH", value)) is not None


@on_scalars("REGEXEXTRACT", 2, 2)
def regexextract(frame: Frame, value: Scalar, pattern: Scalar) -> Scalar:
    match = _compiled(frame, pattern).search(_regex_subject("REGEXEXTRACT", value))
    if match is None:
        raise FormulaError("N_A", "Function REGEXEXTRACT did not match.")
    return match[1] if match.re.groups else match[0]


@on_scalars("REGEXREPLACE", 3, 3)
def regexreplace(frame: Frame, value: Scalar, pattern: Scalar, new: Scalar) -> str:
    put = re.sub(r"\$(\d)", r"\\g<\1>", _text(frame, new).replace("\\", "\\\\"))
    try:
        return _compiled(frame, pattern).sub(put, _regex_subject("REGEXREPLACE", value))
    except (re.error, IndexError):
        raise FormulaError("REF", "The replacement names a group that is not there.") from None


@on_scalars("HYPERLINK", 1, 2)
def hyperlink(_frame: Frame, url: Scalar, label: Scalar = None) -> Scalar:
    return url if label is None else label


@on_grids("SPLIT", 2, 4)
def split(
    frame: Frame, value: Value, marks: Value, by_each: Value = True, drop: Value = True
) -> Value:
    text = _text(frame, next(as_grid(value).flat()))
    mark = _text(frame, next(as_grid(marks).flat()))
    if not mark:
        raise FormulaError("VALUE", "Function SPLIT parameter 2 value should be non-empty.")
    pattern = f"[{re.escape(mark)}]" if by_each else re.escape(mark)
    parts = [part for part in re.split(pattern, text) if part or not drop] or [""]
    numbers = [number_in(part, frame.locale) for part in parts]
    return Grid((tuple(p if n is None else n for p, n in zip(parts, numbers, strict=True)),))
