"""Counts what one edit costs: functions called, files visited, statements, requests to Google.

python -m bench edit
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import sqlalchemy as sa

from bench.page import table
from bench.publication import TEMPLATE, District, a_district
from jobs.district.publish import publish
from jobs.ward.check import check_unit

ROOT = Path(__file__).resolve().parents[1]
OURS = tuple(str(ROOT / package) for package in ("jobs", "sheets_client", "sheets_schema"))
ROWS = 4
HEAD = ("", "functions called", "different ones", "files", "statements", "transactions", "requests")


class Counted:
    """What was counted while something ran."""

    def __init__(self) -> None:
        self.calls: Counter[CodeType] = Counter()
        self.statements = 0
        self.transactions = 0

    def see(self, frame: FrameType, event: str, _: Any) -> None:
        """One event of the interpreter's profile."""
        code = frame.f_code
        # Comprehensions and lambdas are part of the function that they stand in.
        named = not code.co_name.startswith("<")
        if event == "call" and named and code.co_filename.startswith(OURS):
            self.calls[code] += 1

    def see_statement(self, *_: Any) -> None:
        """One statement of SQL."""
        self.statements += 1

    def see_transaction(self, *_: Any) -> None:
        """One transaction begun."""
        self.transactions += 1

    def line(self, name: str, requests: int) -> tuple[str, ...]:
        """The figures as a line of the table."""
        files = {code.co_filename for code in self.calls}
        numbers = (self.calls.total(), len(self.calls), len(files))
        counted = (*numbers, self.statements, self.transactions, requests)
        return (name, *(f"{number:,}" for number in counted))


@contextmanager
def counting(engine: sa.Engine) -> Iterator[Counted]:
    """Counts functions of ours in this thread, and what the store is asked."""
    counted = Counted()
    sa.event.listen(engine, "before_cursor_execute", counted.see_statement)
    sa.event.listen(engine, "begin", counted.see_transaction)
    sys.setprofile(counted.see)
    try:
        yield counted
    finally:
        sys.setprofile(None)
        sa.event.remove(engine, "before_cursor_execute", counted.see_statement)
        sa.event.remove(engine, "begin", counted.see_transaction)


def measure(district: District, name: str, work: Callable[[], object]) -> tuple[str, ...]:
    """One piece of work as a line of the table."""
    district.google.forget()
    with counting(district.context.store.engine) as counted:
        work()
    return counted.line(name, len(district.google.calls()))


def run(*, quick: bool) -> str:
    """The section's text; the quick form is the whole one."""
    with a_district(1, rows=ROWS) as district:
        publish(district.context)
        district.google.type(district.file, "H3", "12")
        check = measure(district, "a check", lambda: check_unit(district.context, TEMPLATE))
        published = measure(district, "a publication", lambda: publish(district.context))
        check_unit(district.context, TEMPLATE)
        unchanged = measure(
            district, "a check of what is known", lambda: check_unit(district.context, TEMPLATE)
        )
    return f"""In a list of {ROWS} rows a telephone number becomes wrong; the unit is checked, the
district published, and the unit checked twice more, the second time with nothing changed. Counted
are named functions of `jobs`, `sheets_client` and `sheets_schema`, generators at each step.

{table(HEAD, (check, published, unchanged))}"""
