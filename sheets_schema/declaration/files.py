"""The files of a campaign's folder as TOML says them, each held against its schema."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sheets_schema.declaration.complaints import Complaint, Place
from sheets_schema.declaration.form import form_complaints
from sheets_schema.declaration.schema import campaign_schema, workbook_schema

MAIN, REPORT = "campaign.toml", "report.toml"
Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Files:
    """What stands in a folder: `books` by file name; what could not be read is left out, and then
    it is not `whole`: what one file says of another cannot be held against it."""

    main: Raw
    books: Mapping[str, Raw]
    report: Raw | None = None
    complaints: list[Complaint] = field(default_factory=list)
    whole: bool = True


def read_files(folder: Path) -> Files:
    """Every file of the folder, and what is wrong in the form of each."""
    complaints: list[Complaint] = []
    read = {path.name: _load(path, complaints) for path in sorted(folder.glob("*.toml"))}
    whole = None not in read.values()
    main, report = read.pop(MAIN, None), read.pop(REPORT, None)
    if not read:
        complaints.append(Place(MAIN).wrong("", "no-workbook", main=MAIN))
    books = {name: raw for name, raw in read.items() if raw is not None}
    own_codes = tuple(table(main or {}, "messages"))
    if main is not None:
        complaints += form_complaints(MAIN, main, campaign_schema(own_codes))
    for name, raw in books.items():
        complaints += form_complaints(name, raw, workbook_schema(own_codes))
    if report is not None:
        from sheets_schema.declaration.schema_report import report_schema

        complaints += form_complaints(REPORT, report, report_schema())
    return Files(main or {}, books, report, complaints, whole)


def _load(path: Path, complaints: list[Complaint]) -> Raw | None:
    place = Place(path.name)
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        return {key: _whole(value) for key, value in raw.items()}
    except tomllib.TOMLDecodeError as error:
        complaints.append(place.wrong("", "not-toml", error=error))
    except UnicodeDecodeError:
        complaints.append(place.wrong("", "not-utf8"))
    except OSError as error:
        complaints.append(place.wrong("", "not-readable", why=error.strerror))
    return None


def _whole(value: Any) -> Any:
    """The same with 5.0 as 5: a schema knows no difference, Python does."""
    if isinstance(value, dict):
        return {key: _whole(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_whole(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def entries(raw: Raw, key: str) -> Iterator[Raw]:
    """The tables of an array of tables; what is none is the form's matter."""
    found = raw.get(key)
    return (one for one in found if isinstance(one, dict)) if isinstance(found, list) else iter(())


def word(raw: Raw, key: str) -> str:
    """The text under a key, "" where there is none."""
    found = raw.get(key)
    return found if isinstance(found, str) else ""


def words(raw: Raw, key: str) -> list[str]:
    """The texts under a key: a list of them, or one."""
    found = raw.get(key)
    several: Iterable[Any] = found if isinstance(found, list) else [found]
    return [one for one in several if isinstance(one, str)]


def table(raw: Raw, key: str) -> Raw:
    """The table under a key, empty where there is none."""
    found = raw.get(key)
    return found if isinstance(found, dict) else {}


def named(place: Place, raw: Raw, at: int, key: str = "name") -> Place:
    """The place of an entry, which counts from 1 where it has no name."""
    return place.inside(word(raw, key) or f"#{at}")
