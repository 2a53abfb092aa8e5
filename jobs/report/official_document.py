"""An official document on A4 as Nghị định 30/2020/NĐ-CP lays it out, as DOCX for officers to edit.

This module knows the form only: who writes to whom and what is said is handed over as text.
"""

import io
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from jobs.report.wording import Piece, pieces_of

FONT = "Times New Roman"
CENTRE, JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
LEFT = WD_ALIGN_PARAGRAPH.LEFT
# Sizes of the decree, in points.
NATION, MOTTO, BODY, SMALL, RECIPIENTS, CELLS = 12, 13, 14, 12, 11, 11
# Width between the margins: 210 mm less 30 mm on the left and 20 mm on the right.
TEXT_MM, LANDSCAPE_MM, ORDINAL_MM = 160, 257, 15
RULE = "―"
CELL_STYLE = "ListCell"
_WATERMARK = (
    '<w:pict {w} xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
    '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
    '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
    '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="rect"/>'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="draft{n}" o:spid="_x0000_s{n}" type="#_x0000_t136" '
    'style="position:absolute;margin-left:0;margin-top:0;width:420pt;height:105pt;rotation:315;'
    "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    'mso-position-vertical:center;mso-position-vertical-relative:margin" fillcolor="#d9d9d9" '
    'stroked="f">'
    '<v:fill opacity=".5"/><v:textpath on="t" fitshape="t" '
    'style="font-family:&quot;Times New Roman&quot;;font-size:1pt" string="{said}"/></v:shape>'
    "</w:pict>"
)


class Listed(NamedTuple):
    """A row of a list; one of `band` has a single cell, across all columns, over what follows."""

    cells: Sequence[str]
    band: bool = False


class OfficialDocument:
    """One document, written from top to bottom; `draft` stands across every page."""

    def __init__(self, title: str, draft: str) -> None:
        self._file: Document = docx.Document()
        self._file.core_properties.title = title
        self._file.core_properties.author = ""
        self._draft = draft
        normal = self._file.styles["Normal"]
        normal.font.name, normal.font.size = FONT, Pt(BODY)
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
        normal.paragraph_format.space_after = Pt(0)
        cells = self._file.styles.add_style(CELL_STYLE, WD_STYLE_TYPE.PARAGRAPH)
        cells.base_style, cells.font.size = normal, Pt(CELLS)
        self._page(self._file.sections[0], landscape=False)

    def to_bytes(self) -> bytes:
        """The DOCX."""
        file = io.BytesIO()
        self._file.save(file)
        return file.getvalue()

    def head(
        self,
        superior: Sequence[Sequence[Piece]],
        body: Sequence[Sequence[Piece]],
        right: Sequence[str],
        number: str,
        dated: str,
        about: str = "",
    ) -> None:
        """Who writes, in bold as a whole, below who stands above them, beside the nation's name
        and motto; number and date (`[…]` to be filled), and of a letter what it is about."""
        table = self._two_columns(66, 104)
        for pieces in superior:
            self._line(table, 0, pieces, size=NATION + 1)
        for pieces in body:
            self._line(table, 0, pieces, size=NATION + 1, bold=True)
        self._line(table, 0, [Piece(RULE * 4)], size=8)
        self._line(table, 0, pieces_of(number), size=MOTTO, before=6)
        if about:
            self._line(table, 0, [Piece(about)], size=NATION, before=4)
        self._line(table, 1, [Piece(right[0])], size=NATION, bold=True)
        self._line(table, 1, [Piece(right[1])], size=MOTTO, bold=True)
        self._line(table, 1, [Piece(RULE * 13)], size=8)
        self._line(table, 1, pieces_of(dated), size=MOTTO, italic=True, before=6)

    def title(self, kind: str, about: str, addressee: str) -> None:
        """The kind of document, what it is about, and to whom it goes."""
        self._centred(kind, bold=True, before=18)
        self._centred(about, bold=True)
        self._centred(RULE * 5, size=8)
        self.addressee(addressee)

    def addressee(self, said: str) -> None:
        """To whom it goes."""
        self._centred(said, before=6, after=6)

    def heading(self, said: str, level: int = 1) -> None:
        """The title of a section, or of a point inside of one; never the last line of a page."""
        paragraph = self._paragraph([Piece(said)], bold=True, indent=Mm(10), before=10 - 2 * level)
        paragraph.paragraph_format.keep_with_next = True
        # What the panes of the programs list; the look stays that of the decree.
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(level - 1))
        paragraph._p.get_or_add_pPr().append(outline)

    def paragraph(self, pieces: Iterable[Piece], *, last: bool = False) -> None:
        """A paragraph of the text; the last one stands on the page of the signature."""
        form = self._paragraph(pieces, indent=Mm(10)).paragraph_format
        form.keep_with_next = form.keep_together = last

    def foot(self, label: str, recipients: Sequence[str], signature: Sequence[str]) -> None:
        """Who gets it, beside who signs it."""
        self._file.add_paragraph().paragraph_format.keep_with_next = True
        table = self._two_columns(80, 80)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        self._line(table, 0, [Piece(label)], size=SMALL, bold=True, italic=True, align=LEFT)
        for line, said in enumerate(recipients, 1):
            end = "." if line == len(recipients) else ";"
            self._line(table, 0, [Piece(f"- {said}{end}")], size=RECIPIENTS, align=LEFT)
        for said in signature:
            self._line(table, 1, [Piece(said)], size=BODY, bold=True)
        self._line(table, 1, pieces_of("[…]"), size=BODY, bold=True, before=60)

    def appendix(self, name: str, title: str, enclosed: str, *, landscape: bool) -> None:
        """Begin an appendix on pages of its own, numbered from 1."""
        section = self._file.add_section(WD_SECTION.NEW_PAGE)
        self._page(section, landscape=landscape)
        self._centred(name, bold=True)
        self._centred(title, bold=True)
        self._paragraph(pieces_of(enclosed), italic=True, align=CENTRE, after=8)

    def caption(self, said: str) -> None:
        """A line over a list."""
        paragraph = self._paragraph([Piece(said)], bold=True, align=LEFT, before=8, after=4)
        paragraph.paragraph_format.keep_with_next = True

    def note(self, said: str) -> None:
        """A line of small print over the lists."""
        self._paragraph([Piece(said)], italic=True, size=SMALL, align=LEFT, after=4)

    def list(
        self,
        titles: Sequence[str],
        widths: Sequence[float],
        rows: Iterable[Listed],
        *,
        landscape: bool,
        numbers: Collection[int] = (),
    ) -> None:
        """A table with a heading that comes again on each page; `titles` and `rows` begin with a
        running number, `widths` are the weights of the others, the columns `numbers` stand at the
        right."""
        across = (LANDSCAPE_MM if landscape else TEXT_MM) - ORDINAL_MM
        lengths = [Mm(ORDINAL_MM), *(Mm(across * one / sum(widths)) for one in widths)]
        table = self._file.add_table(rows=1, cols=len(titles))
        table.style = "Table Grid"
        table.autofit = False
        for column, length in zip(table.columns, lengths, strict=True):
            column.width = length
        heading = table.rows[0]
        for cell, said in zip(heading.cells, titles, strict=True):
            self._fill(cell.paragraphs[0], [Piece(said)], size=CELLS, bold=True, align=CENTRE)
        heading._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for row in rows:
            twips = [length.twips for length in lengths]
            table._tbl.append(parse_xml(_row_xml(row, twips, numbers)))

    def _page(self, section: Section, *, landscape: bool) -> None:
        wide, high = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = wide, high
        section.top_margin = section.bottom_margin = Mm(20)
        section.left_margin = Mm(20) if landscape else Mm(30)
        section.right_margin = Mm(20)
        section.header_distance = Mm(10)
        section.different_first_page_header_footer = True
        begin = OxmlElement("w:pgNumType")
        begin.set(qn("w:start"), "1")
        section._sectPr.append(begin)
        if section.header.is_linked_to_previous and len(self._file.sections) == 1:
            number = section.header.paragraphs[0]
            number.alignment = CENTRE
            _add_page_number(number)
            _add_watermark(number, self._draft, 1025)
            _add_watermark(section.first_page_header.paragraphs[0], self._draft, 1026)

    def _two_columns(self, left_mm: float, right_mm: float) -> Table:
        table: Table = self._file.add_table(rows=1, cols=2)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for column, millimetres in zip(table.columns, (left_mm, right_mm), strict=True):
            column.width = Mm(millimetres)
        return table

    def _line(self, table: Table, column: int, pieces: Iterable[Piece], **look: Any) -> None:
        """One more line in a cell of the head or the foot."""
        cell = table.rows[0].cells[column]
        first = cell.paragraphs[0]
        fresh = first if not first.runs and len(cell.paragraphs) == 1 else cell.add_paragraph()
        self._fill(fresh, pieces, **{"align": CENTRE, **look})

    def _centred(self, said: str, **look: Any) -> None:
        self._paragraph([Piece(said)], align=CENTRE, **look)

    def _paragraph(self, pieces: Iterable[Piece], **look: Any) -> Paragraph:
        paragraph = self._file.add_paragraph()
        self._fill(paragraph, pieces, **{"before": 6, **look})
        return paragraph

    def _fill(
        self,
        paragraph: Paragraph,
        pieces: Iterable[Piece],
        *,
        size: float = BODY,
        bold: bool = False,
        italic: bool = False,
        align: WD_ALIGN_PARAGRAPH = JUSTIFIED,
        indent: Mm | None = None,
        before: float = 0,
        after: float = 0,
    ) -> None:
        form = paragraph.paragraph_format
        form.alignment = align
        form.space_before, form.space_after = Pt(before), Pt(after)
        form.first_line_indent = indent
        for piece in pieces:
            run = paragraph.add_run(piece.said)
            run.font.size, run.bold, run.italic = Pt(size), bold, italic
            if piece.open:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _row_xml(row: Listed, twips: Sequence[float], numbers: Collection[int]) -> str:
    """A row of a list. Written as text: the library's own rows take 3 ms each, and a district has
    thousands of members."""
    if row.band:
        # A band never stands alone at the end of a page.
        span = f'<w:gridSpan w:val="{len(twips)}"/><w:shd w:val="clear" w:fill="EDEDED"/>'
        cells = _cell_xml(row.cells[0], sum(twips), span, "<w:keepNext/>", "<w:rPr><w:b/></w:rPr>")
    else:
        cells = "".join(
            _cell_xml(said, width, form=_aligned(at, numbers))
            for at, (said, width) in enumerate(zip(row.cells, twips, strict=True))
        )
    return f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _aligned(at: int, numbers: Collection[int]) -> str:
    return '<w:jc w:val="center"/>' if not at else '<w:jc w:val="right"/>' if at in numbers else ""


def _cell_xml(said: str, width: float, span: str = "", form: str = "", look: str = "") -> str:
    """One cell; `keepNext` comes before, `jc` after, in the order of the schema."""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{int(width)}" w:type="dxa"/>{span}</w:tcPr><w:p><w:pPr>'
        f'<w:pStyle w:val="{CELL_STYLE}"/>{form}</w:pPr><w:r>{look}<w:t xml:space="preserve">'
        f"{escape(said)}</w:t></w:r></w:p></w:tc>"
    )


def _add_page_number(paragraph: Paragraph) -> None:
    run = paragraph.add_run()
    run.font.size = Pt(BODY)
    for kind, said in (("begin", ""), ("", " PAGE "), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = said
        run._r.append(mark)


def _add_watermark(paragraph: Paragraph, said: str, number: int) -> None:
    picture = _WATERMARK.format(w=nsdecls("w"), n=number, said=escape(said))
    paragraph.add_run()._r.append(parse_xml(picture))
