"""The links by which scripts read a public spreadsheet, and the tables of `gviz/tq`."""

import csv
import io
import json
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest
import requests

from emulator_tests.workbook import Workbook
from sheets_emulator.pytest_plugin import SheetsEmulator

ROWS = (["Phường", "Số dân"], ["Bình Minh", 1200], ["An Thịnh", 800], ["", 950])
ODS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"


@pytest.fixture
def public(book: Workbook) -> Workbook:
    """A spreadsheet that anybody with the link may read, with a second tab."""
    book.fill("A1", *ROWS)
    book.request("addSheet", properties={"title": "Hai", "sheetId": 7})
    book.fill("Hai!A1", ["x"])
    permission = {"type": "anyone", "role": "reader"}
    book.caller.drive("POST", f"files/{book.id}/permissions", permission)
    return book


@pytest.fixture
def web(sheets_emulator: SheetsEmulator) -> "Web":
    return Web(sheets_emulator.url)


class Web:
    """A program without an account."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._session = requests.Session()
        self._session.trust_env = False

    def get(self, path: str, **query: str) -> requests.Response:
        return self._session.get(self._url + path, params=query, timeout=10)

    def table(self, book: Workbook, tq: str = "", **query: str) -> Any:
        """What `gviz/tq` answers, without the call around it."""
        text = self.get(f"/spreadsheets/d/{book.id}/gviz/tq", tq=tq, **query).text
        return json.loads(text.removeprefix("/*O_o*/\n").partition("(")[2].removesuffix(");"))

    def rows(self, book: Workbook, tq: str, **query: str) -> list[list[Any]]:
        cells = [row["c"] for row in self.table(book, tq, **query)["table"]["rows"]]
        return [[cell and cell["v"] for cell in row] for row in cells]


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/spreadsheets/d/{}/export", {"format": "csv"}),
        ("/spreadsheets/d/{}/pub", {"output": "csv"}),
        ("/spreadsheet/ccc?key={}", {"output": "csv"}),
        ("/spreadsheets/export?id={}", {"exportFormat": "csv"}),
    ],
)
def test_a_public_tab_is_read_by_a_link(
    public: Workbook, web: Web, path: str, query: dict[str, str]
) -> None:
    answer = web.get(path.format(public.id), **query)
    assert answer.headers["Content-Type"] == "text/csv"
    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    assert rows[:2] == [["Phường", "Số dân"], ["Bình Minh", "1200"]]
    assert web.get(path.format(public.id), gid="7", **query).text == "x"


def test_a_private_spreadsheet_is_shown_to_whoever_may_see_it(book: Workbook, web: Web) -> None:
    path = f"/spreadsheets/d/{book.id}/export?format=csv"
    assert web.get(path).status_code == 401
    assert web.get(f"/spreadsheets/d/{book.id}/gviz/tq").status_code == 401
    assert book.caller.send("GET", path).status_code == 200
    assert book.caller.send("GET", path.replace(book.id, "nothing")).status_code == 404


def test_a_tab_or_a_kind_that_is_not_there_is_a_bad_request(public: Workbook, web: Web) -> None:
    path = f"/spreadsheets/d/{public.id}/export"
    assert web.get(path, format="docx").status_code == 400
    assert web.get(path, format="csv", gid="99").status_code == 400


def test_an_open_document_holds_every_tab_with_its_values(public: Workbook, web: Web) -> None:
    answer = web.get(f"/spreadsheets/d/{public.id}/export", format="ods")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        root = ElementTree.fromstring(archive.read("content.xml"))
    tables = list(root.iter(ODS % "table" + "table"))
    assert [one.get(ODS % "table" + "name") for one in tables] == ["Sheet1", "Hai"]
    cells = [one for one in tables[0].iter(ODS % "table" + "table-cell") if len(one)]
    assert ["".join(one.itertext()) for one in cells][:3] == ["Phường", "Số dân", "Bình Minh"]
    assert [one.get(ODS % "office" + "value") for one in cells][3] == "1200"


def test_a_pdf_has_a_page_for_each_tab_and_every_object_where_it_says(
    public: Workbook, web: Web
) -> None:
    made = web.get(f"/spreadsheets/d/{public.id}/export", format="pdf").content
    assert made.startswith(b"%PDF-") and made.rstrip().endswith(b"%%EOF")
    assert made.count(b"/Type /Page ") == 2 and b"An Thinh" in made
    start = int(made.rsplit(b"startxref\n")[-1].split(b"\n")[0])
    places = [int(line[:10]) for line in made[start:].split(b"\n") if line.endswith(b" 00000 n ")]
    assert [made[place:].split(b" ")[0] for place in places] == [
        str(number).encode() for number in range(1, len(places) + 1)
    ]


def test_a_query_answers_typed_columns_with_their_headings(public: Workbook, web: Web) -> None:
    answer = web.table(public, tqx="reqId:5")
    assert (answer["status"], answer["reqId"]) == ("ok", "5")
    assert answer["table"]["cols"] == [
        {"id": "A", "label": "Phường", "type": "string"},
        {"id": "B", "label": "Số dân", "type": "number"},
    ]
    assert answer["table"]["rows"][0] == {"c": [{"v": "Bình Minh"}, {"v": 1200, "f": "1200"}]}


def test_a_query_as_csv_quotes_every_cell(public: Workbook, web: Web) -> None:
    path = f"/spreadsheets/d/{public.id}/gviz/tq"
    answer = web.get(path, tqx="out:csv", sheet="Sheet1", range="A1:B2")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert answer.content.decode() == '"Phường","Số dân"\n"Bình Minh","1200"'


@pytest.mark.parametrize(
    ("tq", "rows"),
    [
        ("select B where A = 'An Thịnh'", [[800]]),
        ("select A, B where B > 900 order by B", [[None, 950], ["Bình Minh", 1200]]),
        ("select A where not (B < 900 or A is null)", [["Bình Minh"]]),
        ("select A where A is not null order by A desc limit 1", [["Bình Minh"]]),
        ("SELECT A WHERE A starts with 'An' AND A contains 'Th'", [["An Thịnh"]]),
        ("select B offset 1", [[800], [950]]),
        ("select A where A matches 'B.*'", [["Bình Minh"]]),
        ("select A where A = 'order by limit' or A = 'An Thịnh'", [["An Thịnh"]]),
    ],
)
def test_a_query_chooses(public: Workbook, web: Web, tq: str, rows: list[list[Any]]) -> None:
    assert web.rows(public, tq) == rows


@pytest.mark.parametrize(
    ("tq", "said"),
    [
        ("select Z", "NO_COLUMN: Z"),
        ("select A where", "NO_COLUMN"),
        ("select A, count(B) group by A", "GROUP BY"),
        ("select A where A ~ 1", "cannot read"),
        ("select A limit x", "no count"),
        ("select A where A matches '('", "no regular expression"),
        ("drop table", "no clause"),
        ("select A where (A = 'x'", "bracket"),
    ],
)
def test_a_query_that_cannot_be_read_is_an_error_in_words(
    public: Workbook, web: Web, tq: str, said: str
) -> None:
    answer = web.table(public, tq)
    assert answer["status"] == "error" and said in answer["errors"][0]["detailed_message"]


def test_a_column_of_numbers_holds_no_words(public: Workbook, web: Web) -> None:
    public.fill("B5", ["chưa rõ"], ["=1"])
    assert web.rows(public, "select B offset 2")[:2] == [[950], [None]]


def test_days_are_counted_as_javascript_counts_them(public: Workbook, web: Web) -> None:
    public.type("Hai!A1", ["Ngày"], ["2024-01-31"], ["2024-02-01"])
    assert web.rows(public, "select A", sheet="Hai") == [["Date(2024,0,31)"], ["Date(2024,1,1)"]]
