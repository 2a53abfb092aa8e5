"""Reading one cell of a sex column (code `person-sex-invalid`)."""

from sheets_schema.vietnam.reading import CellReading, Value
from sheets_schema.vietnam.text import fold, one_line, tone_key

MALE, FEMALE = "Nam", "Nữ"
_MEANT = {
    **dict.fromkeys(("nam gioi", "trai", "con trai", "ong", "male", "m"), MALE),
    **dict.fromkeys(("nu", "nu gioi", "gai", "con gai", "ba", "female", "f"), FEMALE),
}
_RIGHT = {tone_key(MALE): MALE, tone_key(FEMALE): FEMALE}


def read_sex(value: Value) -> CellReading:
    """The verdict on one cell; clean is Nam or Nữ. An empty cell is right here.

    NAM and nữ are right; other words with one meaning (Trai, Nu, F) are proposed, 1 and x are not.
    """
    if value in (MALE, FEMALE):
        return CellReading(None, str(value))
    if value is None:
        return CellReading(None)
    text = one_line(value) if isinstance(value, str) else ""
    if not text and isinstance(value, str):
        return CellReading(None)
    right = _RIGHT.get(tone_key(text))
    if right is not None:
        return CellReading(None, right)
    meant = _MEANT.get(fold(text).strip(" ."))
    return CellReading("person-sex-invalid", meant, meant)
