"""The letter that urges the units whose report is not taken, drafted beside the report."""

from collections.abc import Iterator

from jobs.report.draft import begin_document
from jobs.report.figures import Figures, written
from jobs.report.official_document import Listed, OfficialDocument
from jobs.report.wording import OPEN, Piece, pieces_of
from jobs.unit.submission import Submission
from sheets_schema.finding import Severity
from sheets_schema.messages import said_moment, text

_HEADS = ("unit", "due", "state", "must-fix", "questions")
_WIDTHS = (3.0, 2.2, 2.0, 1.2, 1.2)


def urged(figures: Figures) -> list[Submission]:
    """Whom the letter speaks of: every unit whose report is not taken."""
    return [one for one in figures.content.submissions if not one.accepted]


def late_letter(figures: Figures) -> bytes:
    """The letter as DOCX, with the list of those units; number, date and last day are open."""
    report, language = figures.report, figures.content.language
    campaign, late = figures.content.campaign, urged(figures)
    title = campaign.title[language]
    about = text("letter-about", language, title=title)
    document = OfficialDocument(about, text("report-draft", language))
    body = report.symbol.rpartition("-")[2]
    number = text("report-number", language, symbol=f"{body}-{OPEN}")
    begin_document(document, figures, number, about)
    document.addressee(text("letter-to", language))
    passed = figures.now > campaign.due
    params = {
        "office": campaign.office,
        "title": title,
        "due": said_moment(campaign.due),
        "as_of": figures.as_of,
        "sent": written(len(figures.content.submissions) - len(late)),
        "all": written(len(figures.content.submissions)),
        "missing": written(len(late)),
    }
    for name in ("letter-passed" if passed else "letter-before", "letter-asks", "letter-help"):
        document.paragraph(pieces_of(text(name, language, **params)))
    document.paragraph([Piece(text("letter-closing", language))], last=True)
    recipients = text("letter-recipients", language).split("; ")
    document.foot(text("report-recipients", language), recipients, report.signature)
    _list_late(document, figures, late)
    return document.to_bytes()


def _list_late(document: OfficialDocument, figures: Figures, late: list[Submission]) -> None:
    language = figures.content.language
    enclosed = text("letter-enclosed", language, symbol=figures.report.symbol.rpartition("-")[2])
    document.appendix(
        text("letter-list", language), text("letter-list-title", language), enclosed,
        landscape=False,
    )  # fmt: skip
    titles = [text("report-ordinal", language)]
    titles += [text(f"letter-column-{name}", language) for name in _HEADS]
    rows = _rows(late, language)
    document.list(titles, _WIDTHS, rows, landscape=False, numbers=(4, 5))


def _rows(late: list[Submission], language: str) -> Iterator[Listed]:
    for number, one in enumerate(late, 1):
        counts = [one.open.get(kind.value, 0) for kind in (Severity.MUST_FIX,
                                                             Severity.PLEASE_CHECK)]  # fmt: skip
        said = [str(count) if one.seen else "–" for count in counts]
        state = text(f"standing-{one.standing}", language)
        yield Listed([str(number), one.unit.name, said_moment(one.due), state, *said])
