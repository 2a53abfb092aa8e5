"""The drafted report: the declared sentences and appendices, filled with the figures of now."""

from collections.abc import Iterable, Iterator, Sequence

from jobs.report.figures import Figures, written
from jobs.report.official_document import OfficialDocument
from jobs.report.rows import Line, ListRows
from jobs.report.wording import OPEN, pieces_of
from sheets_schema.masking import mask_text
from sheets_schema.messages import text
from sheets_schema.report import AppendixList
from sheets_schema.workbook import Value

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def draft_report(figures: Figures, *, unmasked: bool = False) -> bytes:
    """The report as DOCX. Numbers of persons are masked unless `unmasked`; over lists that
    hold such numbers the one or the other is said."""
    report, language = figures.report, figures.content.language
    document = OfficialDocument(report.about, text("report-draft", language))
    document.head(
        [list(pieces_of(line)) for line in report.letterhead],
        (text("report-nation", language), text("report-motto", language)),
        text("report-number", language, symbol=report.symbol),
        text("report-dated", language, place=report.place),
    )
    addressee = text("report-to", language, addressee=report.addressee)
    document.title(report.kind, report.about, addressee)
    document.paragraph(pieces_of(report.opening, figures))
    for section in report.sections:
        document.heading(section.title)
        for sentence in section.paragraphs:
            document.paragraph(pieces_of(sentence, figures))
    document.paragraph(pieces_of(report.closing, figures))
    document.foot(text("report-recipients", language), report.recipients, report.signature)
    _append(document, figures, unmasked)
    return document.to_bytes()


def _append(document: OfficialDocument, figures: Figures, unmasked: bool) -> None:
    report, language = figures.report, figures.content.language
    for number, appendix in zip(ROMAN, report.appendices, strict=False):
        name = text("report-appendix", language, number=number)
        enclosed = text("report-enclosed", language, symbol=report.symbol)
        document.appendix(name, appendix.title, enclosed, landscape=appendix.landscape)
        lists = [list(_cells(figures, declared)) for declared in appendix.lists]
        if any(mask_text(cell) != cell for rows in lists for row in rows for cell in row):
            document.note(text("report-unmasked" if unmasked else "report-masked", language))
        for declared, rows in zip(appendix.lists, lists, strict=True):
            if declared.caption:
                document.caption(declared.caption)
            titles = [text("report-ordinal", language), *(one.title for one in declared.columns)]
            widths = [one.width for one in declared.columns]
            shown = _numbered(rows, unmasked=unmasked)
            document.list(titles, widths, shown, landscape=appendix.landscape)


def _numbered(rows: Iterable[Sequence[str]], *, unmasked: bool) -> Iterator[Sequence[str]]:
    for number, row in enumerate(rows, 1):
        yield [str(number), *(row if unmasked else map(mask_text, row))]


def _cells(figures: Figures, declared: AppendixList) -> Iterator[Sequence[str]]:
    """The rows of one list in words."""
    names = [column.of for column in declared.columns]
    if not declared.table:
        for unit in figures.units:
            shares = {n: written(figures.value(n, unit.key)) or OPEN for n in names if n != "unit"}
            yield [shares.get(name, unit.name) for name in names]
        return
    rows = figures.rows_of(declared.table)
    if not declared.merged:
        for line in rows.lines:
            yield [_said(rows, line, name) for name in names]
        return
    groups = rows.merged(rows.lines, declared.merged)
    for group in sorted(groups, key=lambda one: (-len(_units(one)), _name(rows, one, declared))):
        yield [_of_all(rows, group, name, declared) for name in names]


def _said(rows: ListRows, line: Line, name: str) -> str:
    return line.unit.name if name == "unit" else _shown(rows.cell(line, name))


def _of_all(rows: ListRows, group: Sequence[Line], name: str, declared: AppendixList) -> str:
    """What rows that were put together say: the first that says something speaks for all."""
    if name in ("unit", "units"):
        return ", ".join(_units(group))
    if name == "unit_count":
        return written(len(_units(group)))
    if name == declared.merged:
        return _name(rows, group, declared)
    return next((said for line in group if (said := _said(rows, line, name))), "")


def _name(rows: ListRows, group: Sequence[Line], declared: AppendixList) -> str:
    return rows.spelling(group, declared.merged)


def _units(group: Sequence[Line]) -> list[str]:
    return list(dict.fromkeys(line.unit.name for line in group))


def _shown(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
