"""A spreadsheet as Google makes it: one empty tab, default format and theme."""

import random
import string
from typing import Any

from sheets_emulator.book.document import Document, Sheet

ID_LETTERS = string.ascii_letters + string.digits + "_-"
WHITE = {"red": 1, "green": 1, "blue": 1}
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
THEME_COLORS = {
    "TEXT": {},
    "BACKGROUND": WHITE,
    "ACCENT1": {"red": 0.25882354, "green": 0.52156866, "blue": 0.95686275},
    "ACCENT2": {"red": 0.91764706, "green": 0.2627451, "blue": 0.20784314},
    "ACCENT3": {"red": 0.9843137, "green": 0.7372549, "blue": 0.015686275},
    "ACCENT4": {"red": 0.20392157, "green": 0.65882355, "blue": 0.3254902},
    "ACCENT5": {"red": 1, "green": 0.42745098, "blue": 0.003921569},
    "ACCENT6": {"red": 0.27450982, "green": 0.7411765, "blue": 0.7764706},
    "LINK": {"red": 0.06666667, "green": 0.33333334, "blue": 0.8},
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
