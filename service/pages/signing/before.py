"""The page before the report is taken: what should not be signed yet, and what changed."""

from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from service.access.audit import note
from service.errors import NotFound
from service.identity import require, signed_in
from service.office import Office, office
from service.pages.access.persons import persons_now
from service.pages.files import DOCX, as_file, file_name
from service.pages.report import LINES_SHOWN, figure_line
from service.pages.report_now import figures_now
from service.pages.signing.pdf import as_pdf, makes_pdf
from service.pages.signing.taken import last_taken, write_down
from service.scope import narrows, offered, scope_now

if TYPE_CHECKING:
    from jobs.report.figures import Figures

door = Blueprint("before", __name__)


@door.get("/report/before")
@narrows
@require("viewer")
def shown() -> ResponseReturnValue:
    """Every doubt with its rows, what changed since the last draft, then the files."""
    from jobs.report.call_back import call_backs
    from jobs.report.changes import changes
    from jobs.report.doubts import doubts
    from jobs.report.late_letter import urged

    here, scope = office(), scope_now()
    figures, last = figures_now(here, scope), last_taken(here, scope)
    return render_template(
        "before.html",
        scope=scope,
        choices=offered(here, scope),
        doubts=doubts(figures),
        line=lambda one: figure_line(here, figures, one),
        step=LINES_SHOWN,
        asked=len(call_backs(figures.content)),
        last=last,
        local=here.local,
        changes=changes(figures, last.figures) if last else [],
        urged=len(urged(figures)),
        pdf=makes_pdf(),
    )


@door.get("/report.pdf")
@narrows
@require("officer")
def pdf() -> Response:
    """The draft as PDF, numbers of persons masked, where LibreOffice is installed."""
    from jobs.report.draft import draft_report

    if not makes_pdf():
        raise NotFound(code="no-libreoffice", message="LibreOffice is not installed here.")
    here = office()
    figures = figures_now(here, scope_now())
    content = as_pdf(draft_report(figures))
    _noted(here, figures, "pdf")
    return as_file(content, file_name(here, "report", "pdf"), "application/pdf")


@door.get("/report/late-units.docx")
@narrows
@require("officer")
def letter() -> Response:
    """The letter that urges the units whose report is not taken."""
    from jobs.report.late_letter import late_letter

    here = office()
    content = late_letter(figures_now(here, scope_now()))
    note(here, "export-report", about="late-units", persons=0)
    return as_file(content, file_name(here, "letter", "docx"), DOCX)


def _noted(here: Office, figures: "Figures", form: str) -> None:
    scope = scope_now()
    write_down(here, figures, scope, signed_in().email)
    note(here, "export-report", about=form, persons=persons_now(here, keys=scope.keys))
