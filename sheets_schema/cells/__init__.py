"""The types that a declaration can give to a column, by name."""

from collections.abc import Mapping

from sheets_schema.campaign import Column
from sheets_schema.cells import measures, numbers, people, places, spans, tax_number, words
from sheets_schema.cells.compiled import CellType

CELL_TYPES: Mapping[str, CellType] = {
    "cccd": people.CCCD,
    "choice": words.CHOICE,
    "count": measures.COUNT,
    "date": measures.DATE,
    "email": words.EMAIL,
    "group_name": places.GROUP_NAME,
    "money": numbers.MONEY,
    "note": words.NOTE,
    "number": numbers.ANY,
    "ordinal": words.ORDINAL,
    "percent": numbers.PERCENT,
    "period": spans.PERIOD,
    "person_name": people.PERSON_NAME,
    "phone": people.PHONE,
    "platform_name": places.PLATFORM_NAME,
    "residential_group": places.RESIDENTIAL_GROUP,
    "sex": people.SEX,
    "skills": measures.SKILLS,
    "tax_number": tax_number.TAX_NUMBER,
    "text": words.TEXT,
    "web_address": measures.WEB_ADDRESS,
    "year": people.YEAR,
}


def is_summed(column: Column) -> bool:
    """Whether what stands in the column is added up: not of an average, which says so."""
    return CELL_TYPES[column.type].summed and column.params.get("summed") is not False
