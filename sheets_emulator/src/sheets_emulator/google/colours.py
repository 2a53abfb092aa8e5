"""Colours as Sheets keeps them: eight bits a channel, plain and `…Style` spelling side by side."""

import struct
from typing import Any

CHANNELS = ("red", "green", "blue")
WHITE = {"red": 1, "green": 1, "blue": 1}
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


def _float32(number: float) -> float:
    return float(struct.unpack("f", struct.pack("f", number))[0])


def _shortest(number: float) -> float:
    """The fewest digits that give the same 32-bit float, as Google prints it."""
    for digits in range(1, 10):
        text = float(f"{number:.{digits}g}")
        if _float32(text) == _float32(number):
            return text
    return number


_SHOWN: list[float] = [0, *(_shortest(step / 255) for step in range(1, 255)), 1]


def stored_color(color: Any) -> dict[str, float]:
    """A Color with its channels cut to 8 bits, zero ones and alpha left out."""
    # In 32 bits, as Google computes it: what it printed comes back unchanged.
    steps = {name: int(_float32(_float32(color.get(name, 0)) * 255)) for name in CHANNELS}
    return {name: _SHOWN[min(max(step, 0), 255)] for name, step in steps.items() if step > 0}


def complete_colours(message: dict[str, Any]) -> None:
    """Set the plain colour for each `…Style` of a message, and the reverse; the Style wins."""
    for name in [name for name in message if name.endswith(("Color", "ColorStyle", "color"))]:
        plain = name.removesuffix("Style")
        _complete(message, plain, plain + "Style")


def _complete(message: dict[str, Any], plain: str, style_name: str) -> None:
    style = message.get(style_name)
    if style is None and isinstance(message.get(plain), dict):
        style = {"rgbColor": message[plain]}
    if not isinstance(style, dict):
        return
    message.pop(plain, None)
    message.pop(style_name, None)
    if "themeColor" in style:
        message[plain] = THEME_COLORS.get(style["themeColor"], {})
        message[style_name] = {"themeColor": style["themeColor"]}
    elif "rgbColor" in style:
        message[plain] = stored_color(style["rgbColor"])
        message[style_name] = {"rgbColor": message[plain]}
