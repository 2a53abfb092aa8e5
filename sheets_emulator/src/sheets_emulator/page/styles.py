"""How a cell looks: a CellFormat as the few words that the page's script understands."""

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]
_ALIGN = {"LEFT": "left", "CENTER": "center", "RIGHT": "right"}
_VERTICAL = {"TOP": "top", "MIDDLE": "middle", "BOTTOM": "bottom"}
_SIDES = ("top", "right", "bottom", "left")
_BORDERS = {
    "SOLID": "1px solid",
    "SOLID_MEDIUM": "2px solid",
    "SOLID_THICK": "3px solid",
    "DASHED": "1px dashed",
    "DOTTED": "1px dotted",
    "DOUBLE": "3px double",
}


def hex_colour(colour: Mapping[str, float]) -> str:
    """`#rrggbb` of a Color with channels from 0 to 1."""
    channels = (round(colour.get(name, 0) * 255) for name in ("red", "green", "blue"))
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def colour_of(owner: Mapping[str, Any], name: str) -> str | None:
    """A colour under its plain name or its `…Style` twin, None when not set."""
    if name in owner:
        return hex_colour(owner[name])
    style = owner.get(name + "Style", {})
    return hex_colour(style["rgbColor"]) if "rgbColor" in style else None


def look(cell_format: Mapping[str, Any]) -> Json:
    """The look of a CellFormat: only what is set in it.

    Words: background, colour, bold, italic, strike, underline, size (points), align, vertical,
    wrap (true | false), clip, border (four CSS borders, top first).
    """
    text = cell_format.get("textFormat", {})
    out: Json = {
        "background": colour_of(cell_format, "backgroundColor"),
        "colour": colour_of(text, "foregroundColor"),
        "bold": text.get("bold"),
        "italic": text.get("italic"),
        "strike": text.get("strikethrough"),
        "underline": text.get("underline"),
        "size": text.get("fontSize"),
        "align": _ALIGN.get(cell_format.get("horizontalAlignment", "")),
        "vertical": _VERTICAL.get(cell_format.get("verticalAlignment", "")),
        "border": _borders(cell_format.get("borders", {})),
    }
    if wrap := cell_format.get("wrapStrategy"):
        out["wrap"], out["clip"] = wrap == "WRAP", wrap == "CLIP"
    return {name: value for name, value in out.items() if value is not None}


def _borders(borders: Mapping[str, Any]) -> list[str] | None:
    sides = [_border(borders.get(side, {})) for side in _SIDES]
    return sides if any(sides) else None


def _border(border: Mapping[str, Any]) -> str:
    style = _BORDERS.get(border.get("style", ""))
    return f"{style} {colour_of(border, 'color') or '#000000'}" if style else ""


class Looks:
    """The different looks of one tab, each sent once and named by its number."""

    def __init__(self) -> None:
        self.known: list[Json] = []
        self._numbers: dict[str, int] = {}
        self._by_parts: dict[tuple[int, ...], int] = {}

    def number(self, *formats: Mapping[str, Any] | None) -> int:
        """The number of these CellFormats laid over each other, the last on top.

        Formats are told apart by identity: give the same objects, and keep them alive.
        """
        parts = tuple(id(part) for part in formats)
        if parts not in self._by_parts:
            merged: Json = {}
            for part in formats:
                merged |= look(part) if part else {}
            key = repr(sorted(merged.items()))
            if key not in self._numbers:
                self._numbers[key] = len(self.known)
                self.known.append(merged)
            self._by_parts[parts] = self._numbers[key]
        return self._by_parts[parts]
