"""The alarm of sharing: workbooks that anybody who has their link can open."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from jobs.store.journal import get_fact, set_fact
from jobs.store.units import load_units
from jobs.unit.context import Context
from sheets_client.errors import PassingError, PermanentError
from sheets_schema.messages import text

FACT = "open-to-all"
# Stands for the district's own spreadsheet among the codes of units.
DISTRICT = ""
# `anyone` is whoever has the link; a domain is an organisation, which may be the district's own.
ANYBODY = "anyone"


def look_at_sharing(context: Context) -> list[str]:
    """Looks at who may open each workbook (1 call of Drive each) and remembers those that are
    open to all: the codes of their units, `DISTRICT` first.

    What cannot be looked at now is taken as it was.
    """
    with context.store.begin() as connection:
        files = {unit.key: unit.spreadsheet for unit in load_units(connection)}
        open_before = set(open_to_all(connection))
    files = {DISTRICT: context.district_spreadsheet, **files}
    found = [
        code for code, file in files.items() if file and _is_open(context, code, file, open_before)
    ]
    with context.store.begin() as connection:
        set_fact(connection, FACT, found)
    return found


def open_to_all(connection: sa.Connection) -> Sequence[str]:
    """What the last look found."""
    return get_fact(connection, FACT) or ()


def names_of(codes: Sequence[str], names: Mapping[str, str], language: str) -> list[str]:
    """What to call them; `names` are those of the units that still stand in the register."""
    known = {DISTRICT: text("board-the-district", language), **names}
    return [known[code] for code in codes if code in known]


def _is_open(context: Context, code: str, file: str, open_before: set[str]) -> bool:
    drive = context.google_for(code or file).drive
    try:
        return any(one.get("type") == ANYBODY for one in drive.list_permissions(file))
    except PassingError:
        return code in open_before
    except PermanentError:
        # The unit's own state says that it cannot be opened.
        return False
