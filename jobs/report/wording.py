"""The declared sentences of a report as pieces: words, figures, and places for a person to fill."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from jobs.report.figures import Figures, written

OPEN = "[…]"
_PIECE = re.compile(r"\{(?P<figure>\w+)\}|(?P<open>\[[^\]]*\])")


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
        else:
            said = written(figures.value(name))
            yield Piece(said or OPEN, open=not said, figure=name)
    if at < len(sentence):
        yield Piece(sentence[at:])
