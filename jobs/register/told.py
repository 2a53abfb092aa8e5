"""What there is to tell about the register: sentences with their place, for every face."""

from collections.abc import Iterable
from typing import NamedTuple

from sheets_schema.messages import text
from sheets_schema.register.line import JudgedLine, Weight


class Told(NamedTuple):
    """One complaint: a code and a place without anybody's data, and the sentence for people.

    `line` is 0 where the whole register is meant; `blocks` where something was not taken over.
    """

    code: str
    line: int
    column: str
    blocks: bool
    sentence: str


def whole(key: str, sentence: str, *, blocks: bool = True) -> Told:
    """What is to be told of the whole register."""
    return Told(key, 0, "", blocks, sentence)


def told_lines(lines: Iterable[JudgedLine], where: str, language: str) -> list[Told]:
    """Every complaint about these lines; `where` names the file or the tab."""
    return [
        Told(
            one.code,
            line.number,
            one.column,
            one.weight is not Weight.NOTHING,
            text(
                "register-at-line",
                language,
                where=where,
                line=line.number,
                column=one.column,
                what=one.sentence(language),
            ),
        )
        for line in lines
        for one in line.complaints
    ]


def note_of(line: JudgedLine, language: str) -> str:
    """What is told beside the line itself; "" where nothing is wrong."""
    told = [
        text("register-at-column", language, column=one.column, what=one.sentence(language))
        for one in line.complaints
    ]
    return " ".join(told)
