"""People whose note says that they are foreigners: their names and passports are their own."""

from sheets_schema.campaign import CheckUse
from sheets_schema.checks.form import TableCheck, text_param
from sheets_schema.forms import columns
from sheets_schema.list_reading import COMPARISON, ListReading, WorkbookReading
from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.text import fold, one_line

_SAYS_SO = lazy(r"\b(?:nguoi nuoc ngoai|quoc tich|ngoai kieu|ho chieu|passport|foreigner)\b")
_VIETNAMESE = lazy(r"\bquoc tich:? ?viet nam\b")
_PASSPORT = "cccd-passport"
_OF_NAMES = "name-"


def _foreigners(use: CheckUse, reading: ListReading, book: WorkbookReading) -> None:
    """A name of theirs is right as it stands; a passport is asked about, and can be explained."""
    note, name, number = (text_param(use, key) for key in ("note", "name", "number"))
    wrong = {index for index, column in reading.found if column in (name, number)}
    for index in sorted(wrong):
        said = fold(reading.text(index, note)) if reading.has(note) else ""
        if not _SAYS_SO.search(said) or _VIETNAMESE.search(said):
            continue
        if (reading.code_at(index, name) or "").startswith(_OF_NAMES):
            reading.forget(index, name)
            reading.clean[name][index] = one_line(reading.text(index, name))
        if number and reading.code_at(index, number) == _PASSPORT:
            reading.forget(index, number)
            reading.find(
                index, number, use.code, COMPARISON, params={"name": reading.name_of(index)}
            )


FOREIGNERS = TableCheck(
    _foreigners, columns=columns("note", "name", "number"), needs=frozenset({"note", "name"})
)
