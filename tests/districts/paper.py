"""What a made-up district consists of: wards, their five lists, rows, and what was spoilt."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Value = str | int | float | None

LISTS = ("models", "platforms", "groups", "members", "officers")
FIELDS = {
    "models": ("stt", "name", "tdp", "skill", "desc", "count", "since", "status", "note"),
    "platforms": ("stt", "name", "type", "provider", "url", "skill", "reason", "note"),
    "groups": (
        "stt",
        "name",
        "level",
        "tdp",
        "decision",
        "ddate",
        "count",
        "leader",
        "phone",
        "note",
    ),
    "members": ("stt", "group", "name", "sex", "year", "role", "job", "phone", "note"),
    "officers": ("stt", "name", "sex", "year", "pos", "cccd", "phone", "note"),
}


@dataclass(slots=True, eq=False)
class Row:
    """One data row. `seen` holds what a person sees where that is not the value's own text."""

    cells: dict[str, Value]
    seen: dict[str, str] = field(default_factory=dict)
    spoilt: set[str] = field(default_factory=set)
    closed: bool = False
    shift: int | None = None

    def free(self, *fields: str) -> bool:
        """Whether nothing was planted in these cells nor said about the whole row."""
        return not self.closed and not self.spoilt.intersection(fields)

    def text(self, name: str) -> str:
        """The value of a cell as text."""
        value = self.cells[name]
        return "" if value is None else str(value)

    def copy(self) -> "Row":
        """An equal row of its own."""
        return Row(dict(self.cells), dict(self.seen))


@dataclass(slots=True, eq=False)
class Label:
    """One planted defect, or (not `required`) something that may be said because of one.

    Without a row it speaks of the list, without a list of the whole ward.
    """

    kind: str
    table: str | None = None
    row: Row | None = None
    field: str | None = None
    required: bool = True
    clean: str = ""
    fix: str = ""
    group: str = ""
    note: str = ""


@dataclass(slots=True, eq=False)
class WardList:
    """One list of a ward.

    `merged`: the group's name stands on its first row only; `sections`: in a heading above its
    rows; `bare`: in that heading alone.
    """

    name: str
    rows: list[Row]
    merged: bool = False
    sections: bool = False
    bare: bool = False
    empty: bool = False
    absent: bool = False
    lost_columns: set[str] = field(default_factory=set)
    foreign_title: str = ""


@dataclass(slots=True, eq=False)
class Ward:
    """One ward and its workbook; `style` is how its residential groups are called."""

    code: str
    name: str
    place: Any
    tdps: list[str]
    lists: dict[str, WardList]
    labels: list[Label] = field(default_factory=list)
    decoys: list[tuple[str, Row, str, str]] = field(default_factory=list)

    def rows(self, table: str) -> list[Row]:
        """The data rows of a list that is filled in."""
        return self.lists[table].rows

    def tell(self, kind: str, table: str | None, row: Row | None, name: str | None) -> Label:
        """Note a planted defect and close its cell (or its row) to others."""
        label = Label(kind, table, row, name)
        self.labels.append(label)
        if row is not None:
            if name is None:
                row.closed = True
            else:
                row.spoilt.add(name)
        return label

    def excuse(self, kind: str, table: str | None, row: Row | None, name: str | None) -> None:
        """Note what may be said because of a defect, and need not."""
        self.labels.append(Label(kind, table, row, name, required=False))

    def group_of(self, member: Row) -> Row | None:
        """The row in the list of groups that a member belongs to."""
        wanted = member.cells["group"]
        return next((row for row in self.rows("groups") if row.cells["name"] == wanted), None)

    def members_of(self, group: Row) -> list[Row]:
        """The member rows of a group, in order."""
        return [r for r in self.rows("members") if r.cells["group"] == group.cells["name"]]

    def excuse_group(self, member: Row, *kinds: str) -> None:
        """Excuse what a changed member row does to its group's own row."""
        group = self.group_of(member)
        fields = {"group_count_mismatch": "count", "group_leader_name_mismatch": "leader"}
        if group is not None:
            for kind in kinds:
                self.excuse(kind, "groups", group, fields.get(kind, "name"))


@dataclass(slots=True, eq=False)
class District:
    """A whole made-up district on the day when it is looked at."""

    seed: int
    name: str
    city: str
    today: date
    wards: list[Ward]

    def labels(self) -> Iterator[tuple[Ward, Label]]:
        """Every label with its ward."""
        for ward in self.wards:
            for label in ward.labels:
                yield ward, label
