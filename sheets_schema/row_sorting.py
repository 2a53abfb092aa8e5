"""What is known of a list before its rows are told apart, from its declaration and its layout."""

from collections.abc import Mapping, Sequence

from sheets_schema.cells import is_summed
from sheets_schema.cells.compiled import CellReader
from sheets_schema.headings import heading_key, known_words
from sheets_schema.list_reading import ListReading
from sheets_schema.rows import RowSorter
from sheets_schema.sample_rows import SampleForm
from sheets_schema.workbook import Value

# Numbers that are one person's, and what else a row may have of its own.
_OF_PERSONS = frozenset({"cccd", "phone", "email"})
_DRAGGED = frozenset({"ordinal", "choice", "sex"})
_OF_ROWS = frozenset({"text", "date", "web_address"})


def row_sorter(
    reading: ListReading, header: Sequence[Value], readers: Mapping[str, CellReader]
) -> RowSorter:
    """The sorter of one list's rows, from its declaration, its header and its readers."""
    layout, table = reading.layout, reading.table
    columns = layout.columns
    named = {c.name for c in table.columns if c.type == "person_name"} | {table.subject}
    ordinals = [columns[c.name] for c in table.columns if c.type == "ordinal" and c.name in columns]
    names = frozenset(columns[name] for name in named if name in columns)
    notes = {columns[c.name] for c in table.columns if c.type == "note" and c.name in columns}
    telling = tuple(sorted(names | notes))
    right = {
        columns[name]: reader.expression for name, reader in readers.items() if name in columns
    }
    return RowSorter(
        header=tuple(heading_key(str(value or "")) for value in header[: layout.width]),
        ordinal=ordinals[0] if ordinals else -1,
        names=names,
        own=layout.own,
        again=layout.again,
        telling=telling,
        right=right[telling[0]] if telling else None,
        prefilled=_columns_of(reading, _DRAGGED),
        counts=frozenset(
            columns[c.name]
            for c in table.columns
            if c.name in columns and c.name != table.subject and is_summed(c)
        ),
        words=known_words(reading.campaign.tables_for(reading.unit)),
        sample=_sample_form(reading, ordinals[0] if ordinals else -1, notes, readers),
    )


def _columns_of(reading: ListReading, types: frozenset[str]) -> frozenset[int]:
    """The sheet columns of these types; of groups' names only those that repeat down the rows."""
    columns = reading.layout.columns
    return frozenset(
        columns[c.name]
        for c in reading.table.columns
        if c.name in columns
        and c.name != reading.table.subject
        and (c.type in types or (c.params.get("fill_down") and "choice" in types))
    )


def _sample_form(
    reading: ListReading, ordinal: int, notes: set[int], readers: Mapping[str, CellReader]
) -> SampleForm:
    table = reading.table
    columns = {reading.layout.columns[c.name]: c for c in table.columns if reading.has(c.name)}
    own = {at: readers[c.name].read for at, c in columns.items() if c.type in _OF_PERSONS}
    texts = [at for at, c in columns.items() if c.type in _OF_ROWS and c.name != table.subject]
    return SampleForm(
        ordinal=ordinal,
        people=frozenset(at for at, c in columns.items() if c.type == "person_name"),
        subjects=frozenset(at for at, c in columns.items() if c.name == table.subject),
        notes=frozenset(notes),
        examples={at: c.example for at, c in columns.items()},
        own=own or dict.fromkeys(texts),
    )
