"""Of how many persons data are given out, for the audit."""

import json
from collections.abc import Collection

from jobs.store.access.persons import count_persons
from jobs.store.lives import load_lives
from jobs.store.periods import take_out
from service.office import Office
from service.pages.receipts import WHOLE
from sheets_schema.org_unit import OrgUnit


def lists_of_persons(here: Office) -> set[str]:
    """Names of the lists of which each row is a person: those with a column of names."""
    return {
        table.name
        for book in here.declared.workbooks.values()
        for table in book
        if any(column.type == "person_name" for column in table.columns)
    }


def persons_now(
    here: Office, only: Collection[str] = (), keys: Collection[str] | None = None
) -> int:
    """Persons in the lists as they stand in the store, or in some of the lists or units."""
    lists = lists_of_persons(here)
    with here.engine.connect() as connection:
        return count_persons(connection, lists & set(only) if only else lists, keys)


def persons_with_findings(here: Office, unit: OrgUnit) -> int:
    """Persons of a unit whose rows have a standing finding."""
    lists = lists_of_persons(here)
    with here.engine.connect() as connection:
        found = [life.finding for life in load_lives(connection, here.store.vault, unit.key)
                 if life.standing]  # fmt: skip
    return len({(one.table, one.row) for one in found if one.row and one.table in lists})


def persons_kept(here: Office, period: str) -> int | None:
    """Persons in what was put aside of a period; None where nothing says."""
    with here.engine.connect() as connection:
        kept = take_out(connection, here.store.vault, (here.declared.name, period), WHOLE)
    if kept is None:
        return None
    lists = lists_of_persons(here)
    units = json.loads(kept)["units"]
    return sum(row["list"] in lists for unit in units for row in unit["rows"])
