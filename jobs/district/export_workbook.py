"""The consolidated lists as one XLSX to hand on: typed, masked or in full, to be printed."""

import io
from collections.abc import Sequence
from datetime import date, datetime, time

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from jobs.district.content import Content
from jobs.district.export import masked
from jobs.district.list_tab import list_tab
from jobs.tab.keyed import Row
from sheets_client.snapshot import Scalar
from sheets_schema.campaign import Table
from sheets_schema.cells import CELL_TYPES
from sheets_schema.messages import text
from sheets_schema.vietnam.dates import from_serial, parse_date

A4 = 9
# Characters: unit, state and, behind the list's own columns, proposals and source.
UNIT, STATE, PROPOSED, SOURCE = 24, 14, 20, 28
WIDEST = 45
DATE = "dd/mm/yyyy"
# Excel opens no workbook with more links in a tab.
MOST_LINKS = 65_000
# A text that begins with "=" is a text: nobody's cell becomes a formula here.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def export_xlsx(content: Content, moment: str, *, unmasked: bool = False) -> bytes:
    """All lists, a tab each, after one that says of when (`moment`) and of what they are.

    Days and numbers are such, the last column leads to the row in the unit's own spreadsheet;
    headings are frozen and filter; on paper: A4 across, one page wide, headings on each page.
    Numbers of persons are masked, unless `unmasked` asks for them in full.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, dict(OPTIONS)) as book:
        _about(book, content, moment, unmasked=unmasked)
        looks = _Looks(book)
        for table in content.tables:
            _List(book.add_worksheet(table.title), content, table, looks).write(
                moment, unmasked=unmasked
            )
    return file.getvalue()


def _about(book: xlsxwriter.Workbook, content: Content, moment: str, *, unmasked: bool) -> None:
    sheet = book.add_worksheet(text("export-about", content.language))
    sheet.set_column(0, 0, 100, book.add_format({"text_wrap": True, "valign": "top"}))
    lines = [
        content.campaign.title[content.language],
        text("export-as-of", content.language, moment=moment),
        text("export-full" if unmasked else "export-masked", content.language),
        *content.band,
    ]
    sheet.write_column(0, 0, lines)
    sheet.write_string(0, 0, lines[0], book.add_format({"bold": True, "text_wrap": True}))


class _Looks:
    """The few formats, made once for the workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        lined = {"border": 1, "border_color": "#B7B7B7", "text_wrap": True, "valign": "top"}
        self.head = book.add_format({**lined, "bold": True, "bg_color": "#D9E0EB"})
        self.cell = book.add_format(lined)
        self.link = book.add_format({**lined, "font_color": "#0B57D0", "underline": 1})
        kinds = {kind.number_format for kind in CELL_TYPES.values()}
        self.kinds = {one: book.add_format({**lined, "num_format": one}) for one in kinds if one}

    def of(self, number_format: str) -> Format:
        """The format of a column's cells."""
        return self.kinds.get(number_format, self.cell)


class _List:
    """One tab while it is written."""

    def __init__(self, sheet: Worksheet, content: Content, table: Table, looks: _Looks) -> None:
        self._sheet, self._content, self._table, self._looks = sheet, content, table, looks
        kinds = [CELL_TYPES[column.type] for column in table.columns]
        self._formats = ["", "", *(kind.number_format for kind in kinds), "", ""]
        own = [
            min(max(kind.width, len(column.title) // 2), WIDEST)
            for kind, column in zip(kinds, table.columns, strict=True)
        ]
        self._widths: Sequence[int] = [UNIT, STATE, *own, PROPOSED, SOURCE]

    def write(self, moment: str, *, unmasked: bool) -> None:
        """Headings, rows, and how the tab looks on a screen and on paper."""
        tab = list_tab(self._content, self._table)
        for at, (title, width) in enumerate(zip(tab.titles[1:], self._widths, strict=True)):
            self._sheet.set_column(at, at, width)
            self._sheet.write_string(0, at, title, self._looks.head)
        rows = list(tab.rows.values())
        for number, row in enumerate(rows, start=1):
            self._write_row(number, row, row.cells if unmasked else masked(row))
        self._sheet.freeze_panes(1, 0)
        self._sheet.autofilter(0, 0, max(len(rows), 1), len(self._widths) - 1)
        self._set_up_page(moment)

    def _write_row(self, number: int, row: Row, cells: Sequence[Scalar | None]) -> None:
        for at, value in enumerate(cells):
            link = row.links.get(at) if number < MOST_LINKS else None
            if link:
                self._sheet.write_url(number, at, link, self._looks.link, str(value))
            else:
                self._write(number, at, value)

    def _write(self, row: int, at: int, value: Scalar | None) -> None:
        look = self._looks.of(self._formats[at])
        day = _day(value) if self._formats[at] == DATE else None
        if day is not None:
            self._sheet.write_datetime(row, at, datetime.combine(day, time()), look)
        else:
            self._sheet.write(row, at, value, look)

    def _set_up_page(self, moment: str) -> None:
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
        language = self._content.language
        # An & begins one of Excel's own words in a header.
        title = f"{self._content.campaign.title[language]} – {self._table.title}".replace("&", "&&")
        sheet.set_header(f"&C&B{title}")
        of_pages = text("export-page", language, page="&P", pages="&N")
        sheet.set_footer(f"&L{moment}&R{of_pages}")


def _day(value: Scalar | None) -> date | None:
    if isinstance(value, bool) or value is None:
        return None
    return parse_date(value) if isinstance(value, str) else from_serial(value)
