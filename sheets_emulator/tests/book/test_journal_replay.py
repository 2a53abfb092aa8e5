"""What is read from the journal is what was in memory, whatever was done."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sheets_emulator.sheets.values_writing  # noqa: F401  (registers values.update)
from emulator_tests.workbook import box, span
from sheets_emulator.book.new_spreadsheet import new_document
from sheets_emulator.book.operations import apply_operation
from sheets_emulator.book.storage import Operation, Store
from sheets_emulator.sheets.batch_update import OPERATION
from sheets_emulator.wire.http import ApiError

FILE = "1" + "f" * 43
small = st.integers(0, 6)
cells = st.sampled_from(["a", "b", "01", "=A1+1", "=SUM(A1:B3)", "=Sheet1!A2", 1, 2.5, True, ""])


@st.composite
def areas(draw: st.DrawFn) -> Any:
    """A rectangle near the top left."""
    top, left = draw(small), draw(small)
    return box(top, top + draw(st.integers(1, 4)), left, left + draw(st.integers(1, 3)))


@st.composite
def lines(draw: st.DrawFn) -> Any:
    """Some rows or columns."""
    start = draw(small)
    return span(draw(st.sampled_from(["ROWS", "COLUMNS"])), start, start + draw(st.integers(1, 3)))


def one(kind: str, **parts: Any) -> Any:
    """A request of one kind with drawn parts."""
    return st.fixed_dictionaries({kind: st.fixed_dictionaries(parts)})


rule = st.builds(
    lambda area: {
        "ranges": [area],
        "booleanRule": {
            "condition": {
                "type": "CUSTOM_FORMULA",
                "values": [{"userEnteredValue": "=A1=1"}],
            }
        },
    },
    areas(),
)
requests = st.one_of(
    one("insertDimension", range=lines(), inheritFromBefore=st.booleans()),
    one("deleteDimension", range=lines()),
    one("moveDimension", source=lines(), destinationIndex=small),
    one("sortRange", range=areas(), sortSpecs=st.just([{"dimensionIndex": 1}])),
    one("randomizeRange", range=areas()),
    one("insertRange", range=areas(), shiftDimension=st.sampled_from(["ROWS", "COLUMNS"])),
    one("deleteRange", range=areas(), shiftDimension=st.sampled_from(["ROWS", "COLUMNS"])),
    one("mergeCells", range=areas(), mergeType=st.sampled_from(["MERGE_ALL", "MERGE_ROWS"])),
    one("copyPaste", source=areas(), destination=areas()),
    one("addConditionalFormatRule", rule=rule, index=st.integers(0, 1)),
    one("addProtectedRange", protectedRange=st.fixed_dictionaries({"range": areas()})),
    one("setBasicFilter", filter=st.fixed_dictionaries({"range": areas()})),
    one("findReplace", find=st.just("a"), replacement=st.just("=B2"), allSheets=st.just(True)),
    st.sampled_from([{"addSheet": {}}, {"duplicateSheet": {"sourceSheetId": 0}}]),
)
writes = st.builds(
    lambda rows, row: (
        "values.update",
        {"data": [{"range": f"A{row + 1}", "values": rows}], "typed": True},
    ),
    st.lists(st.lists(cells, max_size=4), max_size=4),
    small,
)
batches = st.lists(requests, min_size=1, max_size=3).map(lambda batch: (OPERATION, batch))


def state(store: Store) -> Any:
    """The whole spreadsheet as it is kept."""
    with store.read(FILE) as document:
        return orjson.loads(orjson.dumps(document.to_json()))


def a_store(folder: Path) -> Store:
    return Store(folder, apply_operation, durable=False, now=lambda: 1e9)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(writes, batches), max_size=8))
def test_reading_the_journal_gives_what_was_in_memory(changes: Any) -> None:
    with TemporaryDirectory() as folder:
        store = a_store(Path(folder))
        store.create(new_document(FILE, "Sổ"), "owner")
        for kind, body in changes:
            before = state(store)
            try:
                store.change(FILE, Operation(kind, body, "owner", 1e9))
            except ApiError:
                assert state(store) == before
        after = state(store)
        store.close()
        again = a_store(Path(folder))
        assert state(again) == after
        again.close()
