"""A workbook from a CSV: one tab of texts, however it was saved."""

import csv
import io
import unicodedata
from collections import Counter
from pathlib import Path

from jobs.offline.json_workbook import ReadWorkbook
from sheets_schema.vietnam.text import fold
from sheets_schema.workbook import Tab, Value, Workbook

CSV = ".csv"
_DELIMITERS = "\t;,"
_LOOKED_AT = 20
# Words of which a list of ours has some in its headings; files of other sorts lie in folders too.
_HEADINGS = ("stt", "ho va ten", "ho ten", "so dien thoai", "ten to", "ten mo hinh", "chuc vu")
_BEGINNING = 20_000


def read_csv(path: Path) -> ReadWorkbook:
    """One tab named like the file. Raises OSError, ValueError or csv.Error."""
    content = path.read_bytes()
    if not content.strip():
        raise ValueError(path.name)
    lines = decoded(content)
    rows: list[list[Value]] = [
        [cell or None for cell in cells]
        for cells in csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter_of(lines))
    ]
    return ReadWorkbook(path, Workbook(path.stem, (Tab(path.stem, rows),)))


def decoded(content: bytes) -> str:
    """The text of a CSV: UTF-16 by its mark, UTF-8 with or without one, else Windows' cp1258."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return unicodedata.normalize("NFC", content.decode("cp1258", "replace"))


def delimiter_of(lines: str) -> str:
    """The sign that parts most cells in the first lines; a comma where none does."""
    counts = Counter(char for line in lines.splitlines()[:_LOOKED_AT] for char in line)
    return max(_DELIMITERS, key=lambda sign: (counts[sign], sign == ","))


def looks_like_a_list(path: Path) -> bool:
    """Whether a CSV has headings of our lists, as one that a unit mailed."""
    try:
        with path.open("rb") as file:
            said = fold(decoded(file.read(_BEGINNING & ~1)))
    except (OSError, UnicodeDecodeError):
        return False
    return sum(heading in said for heading in _HEADINGS) >= 2
