"""Lists as wards write them with nobody's help: each is read whole, with nothing wrongly told."""

from datetime import date

import pytest

from sheets_schema.declaration import read_campaign
from sheets_schema.gathering import gather
from sheets_schema.org_unit import OrgUnit
from sheets_schema.validate import validate
from sheets_schema.workbook import Tab, Value, Workbook

CAMPAIGN, UNIT = read_campaign("to-cnscd-2024"), OrgUnit("P1", "Phường An Thịnh", "ward")
Row = list[Value]
FIRST, SECOND = "Tổ CNSCĐ TDP 1", "Tổ CNSCĐ TDP 2"
HEAD: Row = [
    "STT", "Tên Tổ CNSCĐ", "Họ và tên", "Giới tính", "Năm sinh", "Chức danh trong Tổ",
    "Chức vụ, đơn vị", "Số điện thoại", "Ghi chú",
]  # fmt: skip
PEOPLE: list[Row] = [
    [1, FIRST, "Nguyễn Thị Lan", "Nữ", 1980, "Tổ trưởng", "Giáo viên", "0912345678", ""],
    [2, FIRST, "Trần Văn Hùng", "Nam", 1981, "Thành viên", "Giáo viên", "0987654321", ""],
    [3, FIRST, "Lê Thị Hoa", "Nữ", 1982, "Thành viên", "Giáo viên", "0903111222", ""],
    [4, FIRST, "Phạm Văn Đức", "Nam", 1983, "Thành viên", "Giáo viên", "0978333444", ""],
]


def of(group: Value, rows: list[Row]) -> list[Row]:
    return [[row[0], group, *row[2:]] for row in rows]


def columns(*order: int) -> list[Row]:
    return [[row[at] for at in order] for row in PEOPLE]


BARE: Row = [HEAD[0], *HEAD[2:8]]


def bare(rows: list[Row]) -> list[Row]:
    """The rows without their group, each part numbered by itself."""
    return [[number, *row[2:8]] for number, row in enumerate(rows, 1)]


A, B = PEOPLE[:2], of(SECOND, PEOPLE[2:])
POINTS: list[Row] = [[f"- Ý {n}"] for n in range(9)]
INSTRUCTIONS: list[Row] = [["HƯỚNG DẪN: điền đủ các cột"], *POINTS, []]
SHAPES: dict[str, list[Tab]] = {
    "a letterhead, and the group in its first row alone": [
        Tab("DS TV", [
            ["ỦY BAN NHÂN DÂN PHƯỜNG AN THỊNH", None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"],
            [], ["DANH SÁCH"], ["Thành viên Tổ công nghệ số cộng đồng"], HEAD,
            *[[r[0], r[1] if r[0] == 1 else None, *r[2:]] for r in PEOPLE],
        ]),
    ],
    "headings with what is to be typed in brackets": [
        Tab("Sheet1", [
            ["TT", "Tổ CNSCĐ", "Họ và tên (chữ in hoa)", "Giới tính (Nam/Nữ)", "Năm sinh",
             "Chức danh", "Đơn vị công tác", "Số ĐT/Zalo", "Ghi chú"], *PEOPLE,
        ]),
    ],
    "who made it, with a telephone, below": [
        Tab("3b", [HEAD, *PEOPLE, [], [None, "Người lập: Trần Thị Lan, ĐT: 0398765432"]]),
    ],
    "a block a group, each under its name": [
        Tab("3b. Thành viên", [[FIRST], HEAD, *A, [], [SECOND], HEAD, *B]),
    ],
    "no numbers, the telephone first": [
        Tab("3b. Thành viên", [
            ["Số điện thoại", "Họ và tên", "Tổ", "Chức danh trong Tổ", "Năm sinh", "Giới tính"],
            *columns(7, 2, 1, 5, 4, 3),
        ]),
    ],
    "numbers as texts": [
        Tab("3b. Thành viên", [HEAD, *[[f"0{r[0]}", *r[1:]] for r in PEOPLE]]),
    ],
    "numbers with a dot": [Tab("3b. Thành viên", [HEAD, *[[f"{r[0]}.", *r[1:]] for r in PEOPLE]])],
    "an empty row behind each": [
        Tab("3b. Thành viên", [HEAD, *[one for row in PEOPLE for one in (row, [])]]),
    ],
    "the header below instructions": [Tab("3b. Thành viên", [*INSTRUCTIONS, HEAD, *PEOPLE])],
    "groups numbered 1 and 2, people 1.1 and 1.2": [
        Tab("3b. Thành viên", [
            HEAD, [1, FIRST], *[[f"1.{r[0]}", None, *r[2:]] for r in A],
            [2, SECOND], *[[f"2.{r[0]}", None, *r[2:]] for r in B],
        ]),
    ],
    "a column of Ông and Bà": [
        Tab("3b. Thành viên", [
            ["STT", "Tên Tổ CNSCĐ", "Ông/bà", "Họ và tên", "Năm sinh", "Chức danh trong Tổ", "SĐT"],
            *[[r[0], r[1], "Bà" if r[3] == "Nữ" else "Ông", r[2], r[4], r[5], r[7]]
              for r in PEOPLE],
        ]),
    ],
    "how many there are, under the names": [
        Tab("3b. Thành viên", [HEAD, *PEOPLE, [None, None, "Tổng: 04 người"]]),
    ],
    "a tab for each of two old wards": [
        Tab("3b (phường A cũ)", [HEAD, *A]), Tab("3b (phường B cũ)", [HEAD, *B]),
    ],
    "two telephones in a cell": [
        Tab("3b. Thành viên", [HEAD, *[[*r[:7], f"{r[7]} / 0225123456", ""] for r in PEOPLE]]),
    ],
    "the header once more in English": [
        Tab("3b. Thành viên", [
            HEAD, ["No", "Group", "Full name", "Sex", "Year", "Role", "Job", "Phone", "Note"],
            *PEOPLE,
        ]),
    ],
    "numbers that begin again in each section": [
        Tab("3b", [BARE, ["I", "TỔ CNSCĐ TDP 1"], *bare(A), ["II", "TỔ CNSCĐ TDP 2"], *bare(B)]),
    ],
    "a sum below each section and one below all": [
        Tab("3b", [
            BARE, ["1. Tổ CNSCĐ TDP 1"], *bare(A), ["", "Cộng: 2 người"],
            ["2. Tổ CNSCĐ TDP 2"], *bare(B), ["", "Cộng: 2 người"], ["", "Tổng cộng: 4 người"],
        ]),
    ],
    "a group merged down over its people": [
        Tab("3b. Thành viên", [HEAD, A[0], [2, None, *A[1][2:]], B[0], [4, None, *B[1][2:]]]),
    ],
    "a tab for each group, named so": [
        Tab("Tổ CNSCĐ TDP 1", [BARE, *bare(A)]), Tab("Tổ CNSCĐ TDP 2", [BARE, *bare(B)]),
    ],
    "the group said only above the header": [
        Tab("3b", [["DANH SÁCH TỔ CNSCĐ TDP 1"], BARE, *bare(PEOPLE)]),
    ],
    "the header once more in each section": [
        Tab("3b", [["1. Tổ CNSCĐ TDP 1"], BARE, *bare(A), ["2. Tổ CNSCĐ TDP 2"], BARE, *bare(B)]),
    ],
    "a name in three columns": [
        Tab("3b", [
            [*HEAD[:3], None, None, *HEAD[3:]], [None, None, "Họ", "Tên đệm", "Tên"],
            *[[*r[:2], *str(r[2]).split(), *r[3:]] for r in PEOPLE],
        ]),
    ],
    "a fixed line before the mobile": [
        Tab("3b", [
            [*HEAD[:7], "Điện thoại", None], [*[None] * 7, "Cố định", "Di động"],
            *[[*r[:7], None, r[7]] for r in PEOPLE],
        ]),
    ],
    "an address beside the telephone": [
        Tab("3b", [
            [*HEAD[:7], "Liên hệ", None], [*[None] * 7, "Số điện thoại", "Email"],
            *[[*r[:8], "a@b.vn"] for r in PEOPLE],
        ]),
    ],
    "breaks of lines in headings and names, as Word has them": [
        Tab("3b", [
            [str(head).replace(" ", "\n") for head in HEAD],
            *[[*r[:2], str(r[2]).replace(" ", "\n", 1), *r[3:]] for r in PEOPLE],
        ]),
    ],
    "the telephone below the name in its cell": [
        Tab("3b", [
            [*HEAD[:2], "Họ và tên, số điện thoại", *HEAD[3:7]],
            *[[*r[:2], f"{r[2]}\n{r[7]}", *r[3:7]] for r in PEOPLE],
        ]),
    ],
    "an empty column after each": [
        Tab("3b", [[cell for one in row for cell in (one, None)] for row in [HEAD, *PEOPLE]]),
    ],
    "a corner left free": [Tab("3b", [[], [], *[[None, *row] for row in [HEAD, *PEOPLE]]])],
    "letters and numbers below the headings": [
        Tab("3b", [HEAD, ["A", "B", "C", 1, 2, 3, 4, 5, 6], *PEOPLE]),
    ],
    "a signature between two parts": [
        Tab("3b. Thành viên", [
            HEAD, *A, [], [*[""] * 5, "NGƯỜI LẬP BIỂU"], [*[""] * 5, "Trần Thị Lan"], [], HEAD, *B,
        ]),
    ],
    "sections that number their people, with a letter": [
        Tab("3b", [
            BARE, ["A", "Tổ CNSCĐ TDP 1 (02 thành viên)"], *bare(A),
            ["B", "Tổ CNSCĐ TDP 2 (02 thành viên)"], *bare(B),
        ]),
    ],
    "a count in front": [
        Tab("3b. Thành viên", [["Tổng số thành viên:", 4, "Nam:", 2, "Nữ:", 2], HEAD, *PEOPLE]),
    ],
    "Ông and Bà in front of the names": [
        Tab("3b. Thành viên", [
            HEAD, *[[*r[:2], f"{'Bà' if r[3] == 'Nữ' else 'Ông'} {r[2]}", *r[3:]] for r in PEOPLE],
        ]),
    ],
    "stars behind the headings": [Tab("3b", [[f"{head} (*)" for head in HEAD], *PEOPLE])],
    "spaces that do not break": [
        Tab("3b", [
            [f"\u00a0{head}\u00a0" for head in HEAD],
            *[[f"\u00a0{v} " if isinstance(v, str) and v else v for v in r] for r in PEOPLE],
        ]),
    ],
    "the year of birth behind the name": [
        Tab("3b. Thành viên", [
            HEAD, *[[*r[:2], f"{r[2]} ({r[4]})", r[3], None, *r[5:]] for r in PEOPLE],
        ]),
    ],
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_strangers_list_is_read_whole(shape: str) -> None:
    tables = CAMPAIGN.tables_for(UNIT)
    others = [
        Tab(one.title, [[column.title for column in one.columns]])
        for one in tables
        if one.name != "members"
    ]
    book = Workbook("", [*others, *SHAPES[shape]])
    checked = validate(book, UNIT, CAMPAIGN, date(2024, 10, 28), True, gather(book, tables))
    members = next(one for one in checked.tables if one.table.name == "members")
    hard = [one.code for one in checked.findings if one.severity == "must-fix"]
    assert (len(members.rows), [code for code in hard if code.startswith(("name", "phone"))]) == (
        4, [],
    )  # fmt: skip
    assert {str(row.values[1]).upper() for row in members.rows} <= {FIRST.upper(), SECOND.upper()}
    name, phone = (members.table.column(one).title for one in ("name", "phone"))
    titles = [column.title for column in members.table.columns]
    assert [row.values[titles.index(name)] for row in members.rows] == [r[2] for r in PEOPLE]
    assert [row.values[titles.index(phone)] for row in members.rows] == [r[7] for r in PEOPLE]
    assert not [one for one in checked.findings if one.code == "left-over"]
