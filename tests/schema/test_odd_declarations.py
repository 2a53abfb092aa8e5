"""Whatever somebody writes into a declaration, it is read or told in words, never a traceback."""

import json
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_schema.declaration import DeclarationError, read_campaign
from tests.schema.test_declarations import BOOK, MAIN
from tests.schema.test_report_declarations import REPORT

FILES = {"campaign.toml": MAIN, "village.toml": BOOK, "report.toml": REPORT}
ODD: list[Any] = [
    5, -1, 2.5, True, "", "x", "place", "a.b", "\u0007", "x" * 5000, 10**30,
    datetime(2025, 1, 1), date(2025, 1, 1), time(1), [], ["x"], [5], [[["x"]]], [{}],
    [{"name": "x"}], {}, {"a": 1}, {"vi": "x"},
]  # fmt: skip
Place = tuple[str | int, ...]


def places(value: Any, above: Place = ()) -> Iterator[Place]:
    """Every place in a file where something stands."""
    if above:
        yield above
    steps = dict(enumerate(value)) if isinstance(value, list) else value
    for step, one in steps.items() if isinstance(steps, dict) else ():
        yield from places(one, (*above, step))


def as_toml(value: Any) -> str:
    """A value on one line of TOML."""
    if isinstance(value, dict):
        pairs = [f"{json.dumps(name)} = {as_toml(one)}" for name, one in value.items()]
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(as_toml, value))}]"
    return value.isoformat() if isinstance(value, date | time) else json.dumps(value)


@settings(max_examples=300)
@given(
    place=st.sampled_from([(f, p) for f in FILES for p in places(tomllib.loads(FILES[f]))]),
    odd=st.sampled_from(ODD),
)
def test_a_declaration_is_read_or_told(place: tuple[str, Place], odd: Any) -> None:
    raw = {name: tomllib.loads(content) for name, content in FILES.items()}
    inside: Any = raw[place[0]]
    for step in place[1][:-1]:
        inside = inside[step]
    inside[place[1][-1]] = odd
    with TemporaryDirectory() as folder:
        for name, content in raw.items():
            lines = [f"{json.dumps(key)} = {as_toml(value)}" for key, value in content.items()]
            (Path(folder) / name).write_text("\n".join(lines), encoding="utf-8")
        try:
            for table in read_campaign(folder).workbooks["village"]:
                columns = [(c.name, c.title, c.example, *c.choices) for c in table.columns]
                assert all(type(one) is str for one in (table.title, *chain(*columns)))
        except DeclarationError as error:
            assert error.in_words("vi") and ".toml" in str(error)
