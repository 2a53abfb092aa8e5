"""The declared sentences of a report as pieces: words, figures, and places for a person to fill."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from jobs.report.figures import Figures, written

OPEN = "[…]"
_PIECE = re.compile(r"\{(?P<figure>\w+)(?::(?P<words>[^{}]*))?\}|(?P<open>\[[^\]]*\])")
# The place of the figure in words that are said only where there is something to count.
COUNT = "#"
# "2. Nền tảng số": a numbered line that is no sentence.
_POINT = re.compile(r"\d+(?:\.\d+)*\.? .*[^.:;]")


class Piece(NamedTuple):
    """Some words of a sentence. `open` is for a person to fill in; `figure` is the name of the
    figure that the words are."""

    said: str
    open: bool = False
    figure: str = ""


def pieces_of(sentence: str, figures: Figures | None = None) -> Iterator[Piece]:
    """The pieces of one declared sentence. A figure of which nothing is known yet is left open:
    never a 0."""
    at = 0
    for match in _PIECE.finditer(sentence):
        if match.start() > at:
            yield Piece(sentence[at : match.start()])
        at = match.end()
        name = match["figure"]
        if name is None or figures is None:
            yield Piece(match[0], open=True)
        elif match["words"] is not None:
            yield from _where_any(match["words"], name, figures)
        else:
            said = written(figures.value(name))
            yield Piece(said or OPEN, open=not said, figure=name)
    if at < len(sentence):
        yield Piece(sentence[at:])


def _where_any(words: str, name: str, figures: Figures) -> Iterator[Piece]:
    value = figures.value(name)
    if value:
        before, _, after = words.partition(COUNT)
        yield from (Piece(before), Piece(written(value), figure=name), Piece(after))


def is_heading(sentence: str) -> bool:
    """Whether a declared paragraph is the heading of a numbered point."""
    return _POINT.fullmatch(sentence) is not None
