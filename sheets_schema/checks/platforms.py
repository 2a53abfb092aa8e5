"""One platform under several spellings in a list."""

from sheets_schema.campaign import CheckUse
from sheets_schema.checks.duplicates import other_of, same
from sheets_schema.checks.form import TableCheck, text_param
from sheets_schema.finding import shown_text
from sheets_schema.forms import columns
from sheets_schema.list_reading import DUPLICATE, ListReading, WorkbookReading
from sheets_schema.vietnam.platform_name import best_spelling, platform_key


def _variants(use: CheckUse, reading: ListReading, _: WorkbookReading) -> None:
    """Every row of a platform that is listed more than once; its best spelling is proposed."""
    mark = text_param(use, "mark")
    keys = [
        platform_key(str(value)) or None if value is not None else None
        for value in reading.clean[mark]
    ]
    for indices in same(keys):
        # The shortest first: what a longer spelling adds is a word such as "Ứng dụng".
        best = best_spelling(sorted((reading.text(one, mark) for one in indices), key=len))
        for index in indices:
            other = other_of(indices, index)
            typed = shown_text(reading.typed(index, mark))
            params = {
                "other": reading.text(other, mark),
                "row2": str(reading.sheet_row(other)),
                "fix": best,
            }
            proposed = None if typed == best else best
            reading.find(index, mark, use.code, DUPLICATE, proposed, params)


VARIANTS = TableCheck(_variants, columns=columns("mark"), needs=frozenset({"mark"}))
