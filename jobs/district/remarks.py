"""What officers wrote beside our columns, by the key of the row."""

from jobs.tab.keyed import KeyedTab, find_layout
from jobs.tab.row_keys import rows_by_key
from sheets_client.snapshot import Scalar, Sheet


def remarks(sheet: Sheet, wanted: KeyedTab) -> dict[str, list[Scalar | None]]:
    """The texts of the officers' columns in their order, none for a row without any. Empty where
    our own columns are not all found: which ones are theirs is not known then."""
    layout = find_layout(sheet, wanted)
    if layout is None:
        return {}
    found: dict[str, list[Scalar | None]] = {}
    for key, rows in rows_by_key(sheet, layout, wanted).items():
        for row in rows:
            cells = enumerate(sheet.cells[row])
            texts = [cell.value for at, cell in cells if at not in layout.places]
            if any(value not in (None, "") for value in texts):
                found[key] = texts
        found.setdefault(key, [])
    return found
