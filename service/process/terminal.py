"""The terminal as a place where text of wards is text: no markup, no emoji, no control signs."""

from typing import Any

from rich.console import Console
from rich.text import Text

from service.process.plain_text import plain


class PlainConsole(Console):
    """A console whose strings, also those in tables, are shown as they stand: `[/red]` in a cell
    is no tag. Style is given beside the words, never inside them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(markup=False, emoji=False, **options)

    def render_str(self, text: str, **options: Any) -> Text:
        """As rich does it, without what would move the cursor."""
        return super().render_str(plain(text), **{**options, "markup": False, "emoji": False})
