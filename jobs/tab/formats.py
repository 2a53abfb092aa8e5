"""How the headings of our tabs look, and cells by the severity of what is wrong in them."""

from typing import Any

from sheets_schema.finding import Severity

HEADER_LOOK: dict[str, Any] = {
    "textFormat": {"bold": True},
    "wrapStrategy": "WRAP",
    "backgroundColor": {"red": 0.85, "green": 0.88, "blue": 0.92},
}
HEADER_FIELDS = "textFormat.bold,wrapStrategy,backgroundColor"

LOOKS = {
    Severity.MUST_FIX: {"red": 0.96, "green": 0.78, "blue": 0.76},
    Severity.PLEASE_CHECK: {"red": 1.0, "green": 0.91, "blue": 0.7},
    Severity.REPAIR: {"red": 0.79, "green": 0.87, "blue": 0.97},
}
