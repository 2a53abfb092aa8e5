"""References of formulas: reading `'Tab'!$A$1:B`, spelling them as Sheets does."""

import re
from dataclasses import dataclass, replace

CELL = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,7}"
COLUMN = r"\$?[A-Za-z]{1,3}"
ROW = r"\$?[1-9][0-9]{0,7}"
SHEET = r"(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!"
REFERENCE = (
    rf"(?:{SHEET})?(?:{CELL}:{CELL}|{CELL}:{COLUMN}|{CELL}:{ROW}|{COLUMN}:{CELL}|{ROW}:{CELL}"
    rf"|{COLUMN}:{COLUMN}|{ROW}:{ROW}|{CELL}|#REF!)(?![\w(.!])"
)
_END = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)([0-9]*)")
_PLAIN_TITLE = re.compile(r"[A-Za-z_.][A-Za-z0-9_.]*")
_CELL_LIKE = re.compile(r"[A-Za-z]{1,3}[0-9]+|[rR][0-9]*[cC][0-9]*")


@dataclass(frozen=True, slots=True)
class Reference:
    """A rectangle of cells, zero-based and with its last row and column inside.

    `bottom` or `right` None is an open end (`A2:A`), `sheet` None the formula's own tab. The
    `fixed_…` flags are the `$` signs. `broken` stands for `#REF!`.
    """

    sheet: str | None = None
    top: int = 0
    left: int = 0
    bottom: int | None = None
    right: int | None = None
    fixed_top: bool = False
    fixed_left: bool = False
    fixed_bottom: bool = False
    fixed_right: bool = False
    whole_rows: bool = False
    whole_columns: bool = False
    broken: bool = False

    @property
    def single(self) -> bool:
        """True for one cell."""
        return self.bottom == self.top and self.right == self.left

    def moved(self, rows: int, columns: int) -> "Reference":
        """As copied that far: parts without `$` move; off the grid it is broken."""
        top = self.top if self.fixed_top or self.whole_columns else self.top + rows
        left = self.left if self.fixed_left or self.whole_rows else self.left + columns
        bottom = self.bottom if self.fixed_bottom or self.bottom is None else self.bottom + rows
        right = self.right if self.fixed_right or self.right is None else self.right + columns
        if min(top, left, bottom or 0, right or 0) < 0:
            return replace(self, broken=True)
        return replace(self, top=top, left=left, bottom=bottom, right=right).ordered()

    def ordered(self) -> "Reference":
        """With its corners in order."""
        new = self
        if new.bottom is not None and new.bottom < new.top:
            new = replace(
                new,
                top=new.bottom,
                bottom=new.top,
                fixed_top=new.fixed_bottom,
                fixed_bottom=new.fixed_top,
            )
        if new.right is not None and new.right < new.left:
            new = replace(
                new,
                left=new.right,
                right=new.left,
                fixed_left=new.fixed_right,
                fixed_right=new.fixed_left,
            )
        return new

    def spelled(self) -> str:
        """As Sheets writes it: `Tab!$A$1:B2`, `'My tab'!A:A`, `#REF!`."""
        prefix = "" if self.sheet is None else quoted_title(self.sheet) + "!"
        if self.broken:
            return prefix + "#REF!"
        columns = _spelled_column(self.left, self.fixed_left) if not self.whole_rows else ""
        start = columns + (_spelled_row(self.top, self.fixed_top) if not self.whole_columns else "")
        if self.single:
            return prefix + start
        end = "" if self.right is None else _spelled_column(self.right, self.fixed_right)
        end += "" if self.bottom is None else _spelled_row(self.bottom, self.fixed_bottom)
        return f"{prefix}{start}:{end}"


def _spelled_column(column: int, fixed: bool) -> str:
    return ("$" if fixed else "") + column_letters(column)


def _spelled_row(row: int, fixed: bool) -> str:
    return ("$" if fixed else "") + str(row + 1)


def column_letters(column: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """A -> 0, AA -> 26."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def quoted_title(title: str) -> str:
    """The title of a tab as it stands before `!`: in quotes unless it is a plain word."""
    if _PLAIN_TITLE.fullmatch(title) and not _CELL_LIKE.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def parse_reference(text: str) -> Reference:
    """Reads one reference as the tokenizer cuts it out (its form is right already)."""
    prefix, mark, rest = text.rpartition("!") if not text.endswith("!") else ("", "", text)
    if text.upper().endswith("#REF!"):
        prefix = text[: -len("#REF!")].removesuffix("!")
        return Reference(_title(prefix) if prefix else None, broken=True)
    sheet = _title(prefix) if mark else None
    first, colon, second = rest.partition(":")
    start = _corner(first)
    end = _corner(second) if colon else start
    return _between(sheet, start, end)


def _title(prefix: str) -> str:
    if prefix.startswith("'"):
        return prefix[1:-1].replace("''", "'")
    return prefix


_Corner = tuple[int | None, int | None, bool, bool]  # row, column, is row fixed, is column fixed


def _corner(text: str) -> _Corner:
    match = _END.fullmatch(text)
    assert match is not None
    dollar, letters, second_dollar, digits = match.groups()
    column = column_index(letters) if letters else None
    row = int(digits) - 1 if digits else None
    row_fixed = bool(second_dollar) if letters else bool(dollar)
    return row, column, row_fixed, bool(dollar and letters)


def _between(sheet: str | None, start: _Corner, end: _Corner) -> Reference:
    if (start[0] is None or start[1] is None) and end[0] is not None and end[1] is not None:
        start, end = end, start  # `A:B5` is `B5:A`
    return Reference(
        sheet,
        top=start[0] or 0,
        left=start[1] or 0,
        bottom=end[0],
        right=end[1],
        fixed_top=start[2],
        fixed_left=start[3],
        fixed_bottom=end[2],
        fixed_right=end[3],
        whole_rows=start[1] is None and end[1] is None,
        whole_columns=start[0] is None and end[0] is None,
    ).ordered()
