"""The drafted report: its text with figures that open to their rows, and the DOCX."""

from typing import TYPE_CHECKING, NamedTuple

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from service.access.audit import note
from service.errors import NotFound
from service.identity import require, signed_in
from service.office import Office, office
from service.pages.access.persons import persons_now
from service.pages.files import DOCX, as_file, file_name
from service.pages.report_now import figures_now
from service.pages.signing.taken import write_down
from service.pages.unit_view import sheet_link
from service.scope import narrows, offered, scope_now
from sheets_schema.masking import mask_text
from sheets_schema.messages import text
from sheets_schema.vietnam.number import vietnamese_number

if TYPE_CHECKING:
    from jobs.report.figures import Figures
    from jobs.report.rows import Line

door = Blueprint("report", __name__)

LINES_SHOWN = 200


class FigureLine(NamedTuple):
    """A unit or a row that a figure counts: where it stands, and its link."""

    code: str
    unit: str
    place: str
    subject: str
    state: str
    link: str


@door.get("/report")
@narrows
@require("viewer")
def shown() -> ResponseReturnValue:
    """The text of the report as of now; each figure is a link to what it counts."""
    from jobs.district.summary import by_content, column_sums
    from jobs.report.wording import is_heading, pieces_of

    figures = figures_now(office(), scope_now())
    return render_template(
        "report.html",
        report=figures.report,
        scope=scope_now(),
        choices=offered(office(), scope_now()),
        title=figures.title,
        pieces=lambda sentence: pieces_of(sentence, figures),
        is_heading=is_heading,
        sums=column_sums(figures.content),
        answers=_in_blocks(by_content(figures.content)),
        number=vietnamese_number,
        opens=lambda name: bool(figures.lines(name) or figures.parts(name)),
    )


def _in_blocks(
    counted: list[tuple[str, str, str, int, int]],
) -> dict[str, list[tuple[str, int, int]]]:
    """By list and column: its answers, in how many rows each stands, and in how many right ones."""
    blocks: dict[str, list[tuple[str, int, int]]] = {}
    for table, column, answer, rows, right in counted:
        blocks.setdefault(f"{table}: {column}", []).append((answer, rows, right))
    return blocks


@door.get("/report/figures/<name>")
@narrows
@require("viewer")
def figure(name: str) -> ResponseReturnValue:
    """The rows or units that a figure counts, each with a link to the unit's own row."""
    from jobs.report.figures import written

    here = office()
    figures = figures_now(here, scope_now())
    lines = figures.lines(name)
    if not lines and not figures.is_known(name):
        raise NotFound(code="unknown-figure", message="The report has no figure of this name.")
    begin = max(0, request.args.get("from", 0, int))
    return render_template(
        "figure.html",
        name=name,
        title=figures.title(name),
        value=written(figures.value(name)),
        parts=[
            (one, figures.title(one), written(figures.value(one))) for one in figures.parts(name)
        ],
        lines=[figure_line(here, figures, line) for line in lines[begin : begin + LINES_SHOWN]],
        count=len(lines),
        begin=begin,
        step=LINES_SHOWN,
    )


@door.get("/report.docx")
@narrows
@require("officer")
def document() -> Response:
    """The draft, numbers of persons masked."""
    return _document(office(), unmasked=False)


@door.post("/report/unmasked.docx")
@narrows
@require("officer")
def unmasked_document() -> Response:
    """The same with numbers in full; who took it and when is written down first."""
    return _document(office(), unmasked=True)


def _document(here: Office, *, unmasked: bool) -> Response:
    from jobs.report.draft import draft_report

    scope = scope_now()
    figures = figures_now(here, scope)
    content = draft_report(figures, unmasked=unmasked)
    write_down(here, figures, scope, signed_in().email)
    persons = persons_now(here, keys=scope.keys)
    note(here, "look-report" if unmasked else "export-report", persons=persons)
    name = file_name(here, "report-full" if unmasked else "report", "docx")
    return as_file(content, name, DOCX)


def figure_line(here: Office, figures: "Figures", line: "Line") -> FigureLine:
    """A line of a figure as pages show it: masked, with a link to the unit's own row."""
    unit, row, language = line.unit, line.row, here.settings.language
    link = sheet_link(here, unit.spreadsheet) if unit.spreadsheet else ""
    if row is None:
        return FigureLine(unit.key, unit.name, "", "", "", link)
    number = row.position + 1
    rows = figures.rows_of(row.table)
    subject = rows.cell(line, rows.table.subject)
    return FigureLine(
        code=unit.key,
        unit=unit.name,
        place=text("source-row", language, tab=row.tab, row=number),
        subject=mask_text(str(subject or "")),
        state=text(f"row-{row.state}", language),
        link=f"{link}#gid={row.sheet_id}&range={number}:{number}",
    )
