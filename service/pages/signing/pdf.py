"""The draft as PDF, where LibreOffice is installed: another program, which ends with the file."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from service.errors import NotFound

# One takes a processor for seconds and some hundred megabytes.
_ONE = Lock()


def makes_pdf() -> bool:
    """Whether this machine can."""
    from jobs.offline.running.office import office

    return office() is not None


def as_pdf(document: bytes) -> bytes:
    """The PDF of a DOCX. Raises `NotFound` where LibreOffice is not there or fails."""
    from jobs.offline.running.converting import SECONDS, NotConverted, convert
    from jobs.offline.running.office import office

    program = office()
    if program is None:
        raise NotFound(code="no-libreoffice", message="LibreOffice is not installed here.")
    with _ONE, TemporaryDirectory(prefix="wardsheets-") as folder:
        source, made = Path(folder) / "in.docx", Path(folder) / "in.pdf"
        source.write_bytes(document)
        try:
            convert(program, source, "pdf", SECONDS)
            return made.read_bytes()
        except (NotConverted, OSError) as error:
            raise NotFound(code="not-converted", message="LibreOffice made no PDF.") from error
        finally:
            # Its profile may be written to until it is gone.
            shutil.rmtree(Path(folder) / "profile", ignore_errors=True)
