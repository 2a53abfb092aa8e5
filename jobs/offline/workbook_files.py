"""Which files under the given paths are workbooks, and which are left out with a word."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jobs.offline.csv_workbook import CSV, looks_like_a_list
from jobs.offline.running.office import office
from sheets_schema.messages import text

EXCEL = frozenset({".xlsx", ".xlsm"})
# Read where LibreOffice is installed.
OLD_EXCEL = frozenset({".xls", ".xlt"})
OPEN_DOCUMENT = ".ods"
# Archives of XML, whose sizes are asked before they are unpacked.
ARCHIVES = EXCEL | {OPEN_DOCUMENT}
_JSON = ".json"
# Spreadsheets all the same: a unit that mailed one must not be passed over in silence.
_OTHER_SHEETS = OLD_EXCEL | {".xlsb", ".numbers", ".et"}
_NOT_WORKBOOKS = frozenset({"config.json"})
_NAMED = 3


@dataclass(slots=True)
class Told:
    """What the person at the terminal is told besides findings: input that could not be used,
    and what was merely left out."""

    unusable: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def find_workbooks(
    paths: Iterable[Path], lang: str, told: Told, besides: Collection[Path] = ()
) -> list[Path]:
    """The workbooks among files and folders (folders with all below), each once, by name.

    Other spreadsheets are named in `told` as unusable, any other file of a folder as left out;
    `besides` are files that the command reads for something else.
    """
    aside = {path.resolve() for path in besides}
    found: dict[Path, Path] = {}
    skipped: list[Path] = []
    for path in paths:
        if not path.exists():
            told.unusable.append(text("check-no-such-path", lang, file=shown_path(path)))
        for one in _inside(path):
            if is_workbook_file(one) or _is_list(one, path, aside):
                found.setdefault(one.resolve(), one)
            elif one == path or one.suffix.lower() in _OTHER_SHEETS:
                told.unusable.append(text(_why_not(one), lang, file=shown_path(one)))
            elif one.name not in _NOT_WORKBOOKS and one.resolve() not in aside:
                skipped.append(one)
    if skipped:
        files = _some(skipped, lang)
        told.notices.append(text("check-skipped", lang, n=len(skipped), files=files))
    return list(found.values())


def is_workbook_file(path: Path) -> bool:
    """Whether a name is that of a workbook that can be read."""
    suffix = path.suffix.lower()
    if suffix in OLD_EXCEL:
        return office() is not None
    return suffix in ARCHIVES or (suffix == _JSON and path.name not in _NOT_WORKBOOKS)


def _is_list(file: Path, asked: Path, aside: Collection[Path]) -> bool:
    """Whether a CSV is a unit's: one that was asked for by name, or with our lists' headings."""
    if file.suffix.lower() != CSV or file.resolve() in aside:
        return False
    return file == asked or looks_like_a_list(file)


def shown_path(path: Path) -> str:
    """A path as it was given, in the letters that people type: macOS splits off their marks."""
    return unicodedata.normalize("NFC", str(path))


def _inside(path: Path) -> Iterator[Path]:
    """The file itself, or the files of a folder without those that Excel holds open."""
    if path.is_file():
        yield path
    elif path.is_dir():
        for one in sorted(path.rglob("*")):
            if one.is_file() and not one.name.startswith(("~$", ".")):
                yield one


def _why_not(path: Path) -> str:
    return "check-old-excel" if path.suffix.lower() in OLD_EXCEL else "check-other-format"


def _some(files: Sequence[Path], lang: str) -> str:
    names = ", ".join(shown_path(Path(path.name)) for path in files[:_NAMED])
    more = len(files) - _NAMED
    return text("check-and-more", lang, files=names, n=more) if more > 0 else names
