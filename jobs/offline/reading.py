"""Reads one file of either form; one that cannot be read is told by what is wrong with it."""

from pathlib import Path

from jobs.offline.csv_workbook import CSV, read_csv
from jobs.offline.errors import InputError
from jobs.offline.json_workbook import ReadWorkbook, read_json
from jobs.offline.running.bounds import BOUNDS, Bounds, OutOfBounds, ask_places, ask_size
from jobs.offline.workbook_files import EXCEL, OLD_EXCEL, OPEN_DOCUMENT, shown_path
from jobs.offline.xlsx.workbook import read_xlsx
from sheets_schema.messages import text

# The first bytes of a ZIP archive (.xlsx) and of an OLE container (.xls, and any protected file).
_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0"
# The stream that holds a workbook under a password; names in the container are in UTF-16.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_workbook(path: Path, lang: str = "vi", bounds: Bounds = BOUNDS) -> ReadWorkbook:
    """The workbook of a file. Raises InputError with a sentence on what to do."""
    try:
        ask_size(path, bounds)
        return _read(path, bounds)
    except OutOfBounds as error:
        raise InputError(error.sentence(shown_path(path), lang)) from error
    except MemoryError:
        raise  # No word about the file: whoever bounds the memory says it.
    except PermissionError as error:
        raise InputError(text("check-no-access", lang, file=shown_path(path))) from error
    except Exception as error:
        # Somebody else's file and somebody else's parser: whatever it raised, it is not readable.
        raise InputError(text(_trouble(path), lang, file=shown_path(path))) from error


def _read(path: Path, bounds: Bounds) -> ReadWorkbook:
    suffix = path.suffix.lower()
    if suffix in EXCEL:
        return read_xlsx(path, bounds)
    if suffix == OPEN_DOCUMENT:
        # Whoever reads other files does not pay for it.
        from jobs.offline.opendocument import read_ods

        return read_ods(path, bounds)
    if suffix in OLD_EXCEL:
        from jobs.offline.old_excel import read_xls

        return read_xls(path, bounds)
    read = read_csv(path) if suffix == CSV else read_json(path)
    ask_places(read.workbook, bounds)
    return read


def _trouble(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError:
        return "check-not-readable"
    if not content:
        return "check-empty-file"
    if content.startswith(_OLE):
        return "check-password" if _ENCRYPTED in content else "check-old-excel"
    return "check-damaged" if content.startswith(_ZIP) else "check-not-readable"
