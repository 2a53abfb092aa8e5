"""The drafted report: the declared sentences and appendices, filled with the figures of now."""

from collections import Counter
from collections.abc import Sequence

from jobs.report.appendices import AppendixRows, wrong_note
from jobs.report.doubts import sums_in_doubt
from jobs.report.figures import Figures
from jobs.report.official_document import OfficialDocument
from jobs.report.wording import OPEN, Piece, is_heading, pieces_of
from sheets_schema.messages import text

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def draft_report(figures: Figures, *, unmasked: bool = False) -> bytes:
    """The report as DOCX. Numbers of persons are masked unless `unmasked`; over lists that
    hold such numbers the one or the other is said."""
    report, language = figures.report, figures.content.language
    document = OfficialDocument(report.about, text("report-draft", language))
    number = text("report-number", language, symbol=report.symbol)
    begin_document(document, figures, number)
    addressee = text("report-to", language, addressee=report.addressee)
    document.title(report.kind, report.about, addressee)
    document.paragraph(pieces_of(report.opening, figures))
    for section in report.sections:
        document.heading(section.title)
        for sentence in section.paragraphs:
            if is_heading(sentence):
                document.heading(sentence, level=2)
            else:
                document.paragraph(pieces_of(sentence, figures))
    if doubtful := sums_in_doubt(figures):
        # In yellow: who signs reads it, and takes it out.
        said = text("report-sums-in-doubt", language, said=doubtful)
        document.paragraph([Piece(said, open=True)])
    document.paragraph(pieces_of(report.closing, figures), last=True)
    document.foot(text("report-recipients", language), report.recipients, report.signature)
    _append(document, figures, unmasked)
    return document.to_bytes()


def begin_document(
    document: OfficialDocument, figures: Figures, number: str, about: str = ""
) -> None:
    """The head of a document of the office: its name and place as the campaign says them."""
    report, language = figures.report, figures.content.language
    place = "".join(piece.said for piece in pieces_of(report.place, figures))
    document.head(
        _lines(report.superior, figures),
        _lines(report.letterhead, figures),
        (text("report-nation", language), text("report-motto", language)),
        number,
        text("report-dated", language, place=place),
        about,
    )


def _lines(lines: Sequence[str], figures: Figures) -> list[list[Piece]]:
    return [list(pieces_of(line, figures)) for line in lines]


def _append(document: OfficialDocument, figures: Figures, unmasked: bool) -> None:
    report, language = figures.report, figures.content.language
    office = figures.content.campaign.authority.get("name") or OPEN
    with_lists = ((one, [AppendixRows(figures, rows) for rows in one.lists])
                  for one in report.appendices)  # fmt: skip
    kept = [one for one in with_lists if not (one[1] and all(rows.leaves_out for rows in one[1]))]
    for number, (appendix, lists) in zip(ROMAN, kept, strict=False):
        name = text("report-appendix", language, number=number)
        said = {"symbol": report.symbol, "office": office, "kind": report.kind.capitalize()}
        enclosed = text("report-enclosed", language, **said)
        document.appendix(name, appendix.title, enclosed, landscape=appendix.landscape)
        if any(one.has_persons() for one in lists):
            document.note(text("report-unmasked" if unmasked else "report-masked", language))
        if said_of_marks := wrong_note(sum((one.wrong() for one in lists), Counter()), language):
            document.note(said_of_marks)
        for declared, rows in zip(appendix.lists, lists, strict=True):
            if rows.leaves_out:
                continue
            if declared.caption:
                document.caption(declared.caption)
            titles = [text("report-ordinal", language), *(one.title for one in rows.columns)]
            document.list(
                titles,
                [one.width for one in rows.columns],
                rows.listed(unmasked=unmasked),
                landscape=appendix.landscape,
                numbers=rows.numbers,
            )
