"""One person in what was put aside of closed periods: the one change that is made to an archive."""

import base64
import csv
import io
import json
from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

from jobs.persons.in_store import without
from jobs.persons.person import Person
from jobs.persons.resolve import texts_of
from jobs.persons.spot import ARCHIVE, Spot, changed
from jobs.store.law.held import archived, rewrite_archive
from jobs.store.vault import Vault

_ANY = "x"


def find_in_archives(connection: sa.Connection, vault: Vault, person: Person) -> list[Spot]:
    """The files in which the person stands."""
    found = []
    for campaign, period, name, content in archived(connection, vault):
        n, texts = _seen(name, base64.b64decode(content), person)
        if n:
            where = " ".join(filter(None, [campaign, period, name]))
            found.append(Spot(ARCHIVE, "", where, n, texts))
    return found


def erase_in_archives(connection: sa.Connection, vault: Vault, person: Person, mark: str) -> None:
    """Take them out of every file; what says nothing of them stays byte for byte."""
    for campaign, period, name, content in list(archived(connection, vault)):
        before = base64.b64decode(content)
        if not _seen(name, before, person)[0]:
            continue
        after = _rewritten(name, before, _Eraser(person, mark))
        place = (campaign, period, name)
        rewrite_archive(connection, vault, place, base64.b64encode(after).decode())


class _Eraser:
    """Rewrites lines that speak of the person, and counts what it changed."""

    def __init__(self, person: Person, mark: str) -> None:
        self._person, self._mark = person, mark
        self.cells = 0
        self.texts: list[str] = []

    def line(self, texts: Sequence[str], unit: str = "", key: str = "") -> list[str]:
        if not self._person.is_theirs(texts, unit, key):
            return list(texts)
        after = self._person.erased(texts, self._mark)
        self._count(texts, after)
        return after

    def values(self, values: Sequence[Any], unit: str, key: str) -> list[Any]:
        texts = texts_of(values)
        if not self._person.is_theirs(texts, unit, key):
            return list(values)
        after = without(self._person, values, self._mark)
        self._count(texts, texts_of(after))
        return after

    def _count(self, before: Sequence[str], after: Sequence[str]) -> None:
        n = changed(before, after)
        self.cells += n
        self.texts += before if n else ()


def _seen(name: str, content: bytes, person: Person) -> tuple[int, list[str]]:
    eraser = _Eraser(person, _ANY)
    _rewritten(name, content, eraser)
    return eraser.cells, eraser.texts


def _rewritten(name: str, content: bytes, eraser: _Eraser) -> bytes:
    ending = name.rpartition(".")[2]
    rewrite = _KINDS.get(ending)
    return rewrite(content, eraser) if rewrite else content


def _json(content: bytes, eraser: _Eraser) -> bytes:
    said = json.loads(content)
    for unit in said["units"]:
        for row in unit["rows"]:
            key = f"{unit['key']}/{row['list']}/{row['row_id']}"
            row["values"] = eraser.values(row["values"], unit["key"], key)
        for life in unit["findings"]:
            words = eraser.line([life["value"] or "", life["reason"] or ""], unit["key"])
            life["value"], life["reason"] = words
        for event in unit["events"]:
            if event["words"]:
                [event["words"]] = eraser.line([event["words"]], unit["key"])
    return json.dumps(said, ensure_ascii=False).encode()


def _csv(content: bytes, eraser: _Eraser) -> bytes:
    lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    file = io.StringIO()
    csv.writer(file).writerows(eraser.line(line) for line in lines)
    return file.getvalue().encode("utf-8-sig")


def _xlsx(content: bytes, eraser: _Eraser) -> bytes:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        for cells in sheet.iter_rows():
            texts = ["" if cell.value is None else str(cell.value) for cell in cells]
            for cell, old, new in zip(cells, texts, eraser.line(texts), strict=True):
                if old != new:
                    cell.value = new or None
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _docx(content: bytes, eraser: _Eraser) -> bytes:
    import docx

    document = docx.Document(io.BytesIO(content))
    for table in document.tables:
        for row in table.rows:
            texts = [cell.text for cell in row.cells]
            for cell, old, new in zip(row.cells, texts, eraser.line(texts), strict=True):
                if old != new:
                    cell.text = new
    for paragraph in document.paragraphs:
        [new] = eraser.line([paragraph.text])
        if new != paragraph.text:
            paragraph.text = new
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


_KINDS: dict[str, Callable[[bytes, _Eraser], bytes]] = {
    "json": _json,
    "csv": _csv,
    "xlsx": _xlsx,
    "docx": _docx,
}
