"""A workbook in Excel's format of before 2007 (.xls), turned into one of today by LibreOffice.

LibreOffice runs where it is installed, without a screen, in a folder and with a profile of its own
that are gone afterwards: two at once do not meet, and it knows nobody's settings and macros.
"""

import resource
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from jobs.offline.json_workbook import ReadWorkbook
from jobs.offline.running.bounds import BOUNDS, Bounds, ask_size
from jobs.offline.running.converting import SECONDS, NotConverted, convert
from jobs.offline.running.office import office
from jobs.offline.xlsx.workbook import read_xlsx
from sheets_schema.workbook import Workbook

# The first bytes of an OLE container; what else is called .xls is no workbook of Excel's.
_OLE = b"\xd0\xcf\x11\xe0"
# It maps far more than it uses.
_MEMORY = 8_000_000_000


def read_xls(path: Path, bounds: Bounds = BOUNDS, seconds: float = SECONDS) -> ReadWorkbook:
    """One workbook of the old format. Raises NotConverted, and what `read_xlsx` raises."""
    program = office()
    with path.open("rb") as file:
        if program is None or file.read(len(_OLE)) != _OLE:
            raise NotConverted
    with TemporaryDirectory(prefix="wardsheets-") as folder:
        source, made = Path(folder) / "in.xls", Path(folder) / "in.xlsx"
        shutil.copyfile(path, source)
        # Without the filter's name it would take anything for lines of text.
        convert(program, source, "xlsx", seconds, "--infilter=MS Excel 97", first=_own_memory)
        if not made.exists():
            raise NotConverted
        ask_size(made, bounds)
        return ReadWorkbook(path, Workbook(path.stem, read_xlsx(made, bounds).workbook.tabs))


def _own_memory() -> None:
    """The bounds of one file are those of our reader, not of another program."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MEMORY if hard == resource.RLIM_INFINITY else min(hard, _MEMORY)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
