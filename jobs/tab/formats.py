"""How the headings of every tab of the district's spreadsheet look."""

from typing import Any

HEADER_LOOK: dict[str, Any] = {
    "textFormat": {"bold": True},
    "wrapStrategy": "WRAP",
    "backgroundColor": {"red": 0.85, "green": 0.88, "blue": 0.92},
}
HEADER_FIELDS = "textFormat.bold,wrapStrategy,backgroundColor"
