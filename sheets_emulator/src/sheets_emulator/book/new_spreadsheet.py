"""A spreadsheet as Google makes it: one empty tab, default format and theme."""

import random
import string
from typing import Any

from sheets_emulator.book.document import Document, Sheet
from sheets_emulator.google.colours import THEME_COLORS, WHITE

ID_LETTERS = string.ascii_letters + string.digits + "_-"
DEFAULT_FORMAT: dict[str, Any] = {
    "backgroundColor": WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": WHITE},
}


def new_file_id(draw: random.Random) -> str:
    """A random id of 44 characters, as Drive gives to spreadsheets."""
    return "1" + "".join(draw.choice(ID_LETTERS) for _ in range(43))


def default_properties(title: str, locale: str = "en_US", time_zone: str = "Etc/GMT") -> Any:
    """The SpreadsheetProperties of a new file."""
    theme = [
        {"colorType": name, "color": {"rgbColor": color}} for name, color in THEME_COLORS.items()
    ]
    return {
        "title": title,
        "locale": locale,
        "autoRecalc": "ON_CHANGE",
        "timeZone": time_zone,
        "defaultFormat": DEFAULT_FORMAT,
        "spreadsheetTheme": {"primaryFontFamily": "Arial", "themeColors": theme},
    }


def new_document(file_id: str, title: str) -> Document:
    """An empty spreadsheet with the one tab `Sheet1`, whose id is 0."""
    sheet = Sheet({"sheetId": 0, "title": "Sheet1", "sheetType": "GRID"})
    return Document(file_id, default_properties(title), [sheet])
