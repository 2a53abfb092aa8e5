"""Every door of the emulator, gathered from the modules that serve them."""

from collections.abc import Iterator

from sheets_emulator import control
from sheets_emulator.account import consent, token_door
from sheets_emulator.drive import routes as drive
from sheets_emulator.page import routes as page
from sheets_emulator.sheets import by_data_filter, spreadsheets, values
from sheets_emulator.state import State
from sheets_emulator.wire.http import Route


def all_routes(state: State) -> Iterator[Route]:
    """The routes of all APIs and pages; modules may prepare their tables in the store first."""
    yield from spreadsheets.ROUTES
    yield from values.ROUTES
    yield from by_data_filter.ROUTES
    yield from token_door.routes(state.accounts, state.now)
    yield from consent.routes(state.accounts, state.now)
    yield from drive.routes(state.store)
    yield from control.routes(state)
    yield from page.ROUTES
