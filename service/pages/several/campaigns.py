"""The campaigns of the service: the switch on top of every page, and all of them side by side."""

from typing import NamedTuple

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from service.identity import require
from service.office import Office, office, offices
from service.pages.board import Board, read_board
from service.pages.several.shared import shared_workbooks
from service.scope import narrows, own_scope

door = Blueprint("campaigns", __name__)

# Pages that every campaign has and that are of no unit: the switch leads to the same one.
_ALIKE = {"receipts.listed", "duplicates.listed", "notices.listed", "pages.work"}


class Choice(NamedTuple):
    """A campaign in the switch: its title, where it leads, and whether it is the one shown."""

    title: str
    address: str
    here: bool


class Side(NamedTuple):
    """A campaign beside the others: its title, where its board is, the board, and how many units
    are late."""

    title: str
    address: str
    board: Board
    late: int


@door.get("/campaigns")
@narrows
@require("viewer")
def listed() -> ResponseReturnValue:
    """Every campaign with its deadline and how far its units are, the next deadline first."""
    sides = sorted((_side(here) for here in offices()), key=lambda side: side.board.due)
    shared = shared_workbooks({title_of(here): here for here in offices()})
    return render_template("campaigns.html", sides=sides, shared=shared)


def _side(here: Office) -> Side:
    board = read_board(here, own_scope(here))
    late = sum(line.late for line in board.lines)
    return Side(title_of(here), address_of(here), board, late)


def title_of(here: Office) -> str:
    """What a campaign is called."""
    return here.declared.title[here.settings.language]


def address_of(here: Office, path: str = "/") -> str:
    """A page of a campaign, seen from whichever."""
    return f"{here.settings.place}{path}"


def choices() -> list[Choice]:
    """The switch of the page shown; empty where there is one campaign."""
    if len(offices()) == 1:
        return []
    path = request.path if request.endpoint in _ALIKE else "/"
    shown = None if request.endpoint == "campaigns.listed" else office()
    return [Choice(title_of(one), address_of(one, path), one is shown) for one in offices()]
