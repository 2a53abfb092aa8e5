"""A workbook in Excel's format of before 2007 (.xls), turned into one of today by LibreOffice.

LibreOffice runs where it is installed, without a screen, in a folder and with a profile of its own
that are gone afterwards: two at once do not meet, and it knows nobody's settings and macros.
"""

import os
import resource
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from jobs.offline.json_workbook import ReadWorkbook
from jobs.offline.running.bounds import BOUNDS, Bounds, ask_size
from jobs.offline.running.office import office
from jobs.offline.xlsx.workbook import read_xlsx
from sheets_schema.workbook import Workbook

# The first bytes of an OLE container; what else is called .xls is no workbook of Excel's.
_OLE = b"\xd0\xcf\x11\xe0"
# By the clock: it is another program, which also waits for the disk and for others.
SECONDS = 120.0
# It maps far more than it uses.
_MEMORY = 8_000_000_000


class NotConverted(Exception):  # noqa: N818  (no fault of ours)
    """LibreOffice is not there, or made nothing of the file in time."""


def read_xls(path: Path, bounds: Bounds = BOUNDS, seconds: float = SECONDS) -> ReadWorkbook:
    """One workbook of the old format. Raises NotConverted, and what `read_xlsx` raises."""
    program = office()
    with path.open("rb") as file:
        if program is None or file.read(len(_OLE)) != _OLE:
            raise NotConverted
    with TemporaryDirectory(prefix="wardsheets-") as folder:
        source, made = Path(folder) / "in.xls", Path(folder) / "in.xlsx"
        shutil.copyfile(path, source)
        _convert(program, source, seconds)
        if not made.exists():
            raise NotConverted
        ask_size(made, bounds)
        return ReadWorkbook(path, Workbook(path.stem, read_xlsx(made, bounds).workbook.tabs))


def _convert(program: str, source: Path, seconds: float) -> None:
    folder = source.parent
    profile = (folder / "profile").as_uri()
    options = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard")
    process = subprocess.Popen(
        # Without the filter's name it would take anything for lines of text.
        [program, f"-env:UserInstallation={profile}", *options, "--infilter=MS Excel 97",
         "--convert-to", "xlsx", "--outdir", str(folder), str(source)],
        cwd=folder,
        env={**os.environ, "HOME": str(folder), "TMPDIR": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_own_memory,
    )  # fmt: skip
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise NotConverted from None
    finally:
        # The program is a script that starts another: both end here, whatever ended us.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _own_memory() -> None:
    """The bounds of one file are those of our reader, not of another program."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MEMORY if hard == resource.RLIM_INFINITY else min(hard, _MEMORY)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
