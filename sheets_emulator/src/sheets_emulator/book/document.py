"""One spreadsheet in memory: its properties, tabs, named ranges and metadata."""

import random
from typing import Any

from sheets_emulator.book.grid import Grid, Json

# Lists of a tab whose entries carry a GridRange or an id, in the order Google prints them.
SHEET_LISTS = (
    "merges",
    "conditionalFormats",
    "filterViews",
    "protectedRanges",
    "charts",
    "bandedRanges",
    "developerMetadata",
    "rowGroups",
    "columnGroups",
    "slicers",
    "tables",
)


class Sheet:
    """A tab: SheetProperties (grid sizes live in `grid`), cells, and everything laid over them.

    `parts` holds the lists of SHEET_LISTS and `basicFilter` as Google's JSON. A GridRange in them
    always has its `sheetId`, 0 too: the printing leaves it out.
    """

    def __init__(self, properties: Json, grid: Grid | None = None) -> None:
        self.properties = properties
        self.grid = grid or Grid()
        self.parts: dict[str, Any] = {}

    @property
    def id(self) -> int:
        """The tab's id, which never changes."""
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        """The tab's name."""
        return str(self.properties["title"])

    @property
    def hidden(self) -> bool:
        """True when people do not see the tab."""
        return bool(self.properties.get("hidden"))

    @property
    def is_grid(self) -> bool:
        """False for a tab that only holds a chart."""
        return bool(self.properties.get("sheetType", "GRID") == "GRID")

    def list_of(self, name: str) -> list[Json]:
        """One of SHEET_LISTS to read or edit."""
        entries: list[Json] = self.parts.setdefault(name, [])
        return entries

    def to_json(self) -> Json:
        """The tab for a snapshot."""
        return {"properties": self.properties, "grid": self.grid.to_json(), "parts": self.parts}

    @classmethod
    def from_json(cls, body: Json) -> "Sheet":
        """The tab of a snapshot."""
        sheet = cls(body["properties"], Grid.from_json(body["grid"]))
        sheet.parts = body["parts"]
        return sheet


class Document:
    """A spreadsheet: `properties` (SpreadsheetProperties), tabs in order, file-wide lists.

    `version` grows with every change, so that whatever is computed from the cells (formulas,
    shown text) can be kept until then. `ids` draws the random ids of one change. `owner` is the
    e-mail of the one whom no protected range stops.
    """

    def __init__(self, file_id: str, properties: Json, sheets: list[Sheet]) -> None:
        self.id = file_id
        self.properties = properties
        self.sheets = sheets
        self.named_ranges: list[Json] = []
        self.metadata: list[Json] = []
        self.owner = ""
        self.version = 0
        self.ids = random.Random()
        self.memo: dict[str, Any] = {}

    @property
    def title(self) -> str:
        """The spreadsheet's name, which is also the file's in Drive."""
        return str(self.properties["title"])

    @property
    def locale(self) -> str:
        """The locale, such as vi_VN."""
        return str(self.properties["locale"])

    def touch(self) -> None:
        """Note a change: what was computed before it is forgotten."""
        self.version += 1
        self.memo.clear()

    def sheet(self, sheet_id: int) -> Sheet | None:
        """The tab with that id."""
        for sheet in self.sheets:
            if sheet.properties["sheetId"] == sheet_id:
                return sheet
        return None

    def sheet_titled(self, title: str) -> Sheet | None:
        """The tab with that title, whatever the case of its letters."""
        folded = title.casefold()
        return next((sheet for sheet in self.sheets if sheet.title.casefold() == folded), None)

    def new_id(self) -> int:
        """A random 31-bit id that no tab has."""
        while True:
            drawn = self.ids.randrange(10**7, 2**31)
            if self.sheet(drawn) is None:
                return drawn

    def cell_count(self) -> int:
        """Rows times columns of all tabs, which Google limits to ten million."""
        return sum(s.grid.row_count * s.grid.column_count for s in self.sheets if s.is_grid)

    def to_json(self) -> Json:
        """The spreadsheet for a snapshot."""
        return {
            "id": self.id,
            "properties": self.properties,
            "sheets": [sheet.to_json() for sheet in self.sheets],
            "namedRanges": self.named_ranges,
            "developerMetadata": self.metadata,
            "owner": self.owner,
            "version": self.version,
        }

    @classmethod
    def from_json(cls, body: Json) -> "Document":
        """The spreadsheet of a snapshot."""
        sheets = [Sheet.from_json(sheet) for sheet in body["sheets"]]
        document = cls(body["id"], body["properties"], sheets)
        document.named_ranges = body["namedRanges"]
        document.metadata = body["developerMetadata"]
        document.owner = body["owner"]
        document.version = body["version"]
        return document
