"""The campaigns of one service: a folder with a small file for each, and what is each one's own."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from service.settings.declared import Settings, declared, default_of
from service.settings.kinds import Parser
from sheets_schema.declaration import read_campaign

# What only a campaign's own file may say where there are several, and what it may say besides.
OWN = ("campaign", "district_spreadsheet", "units_csv", "hint_secret")
MAY = (
    *("data_dir", "database_url", "encryption_key", "encryption_key_old", "hint_secret_old"),
    *("as_of", "workbooks_folder"),
)
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_PATHS = ("campaign", "units_csv", "data_dir")


class CampaignsError(Exception):
    """Files of campaigns that stop the start; `problems` has a sentence for each."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


def each_campaign(settings: Settings) -> tuple[Settings, ...]:
    """The settings of every campaign, in the order of their files; of a service with one campaign
    its own. Raises `CampaignsError`.

    A file says only what is its own; all else is said once, for all.
    """
    if settings.campaigns is None:
        return (settings,)
    problems: list[str] = []
    found = [_read(settings, path, problems) for path in sorted(settings.campaigns.glob("*.toml"))]
    each = tuple(one for one in found if one is not None)
    problems += [*_said_for_all(settings), *_shared(each)]
    if problems:
        raise CampaignsError(problems)
    return tuple(replace(one, of_several=len(each)) for one in each)


def _read(settings: Settings, path: Path, problems: list[str]) -> Settings | None:
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        values = dict(_values(path, said))
    except (OSError, UnicodeDecodeError, ValueError) as error:
        problems.append(f"{path}: {error}")
        return None
    if settings.database_url and "database_url" not in values:
        problems.append(f"{path}: database_url: is missing; give each campaign its own")
        return None
    usual: dict[str, Any] = {
        "data_dir": settings.data_dir / "campaigns" / path.stem,
        "database_url": "",
        "room": path.stem,
        "common_dir": settings.data_dir,
        "whole": settings,
        "quota_url": settings.database_url or f"sqlite:///{settings.data_dir / 'quota.db'}",
    }
    return replace(settings, **(usual | values))


def _values(path: Path, said: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    if not _NAME.fullmatch(path.stem):
        raise ValueError("call the file by small letters, digits and dashes, e.g. october.toml")
    if unknown := sorted(said.keys() - {*OWN, *MAY}):
        known = ", ".join((*OWN, *MAY))
        raise ValueError(f"{unknown[0]}: there is no such key here; a file may have {known}")
    parsers = {item.name: item.metadata["parse"] for item in declared()}
    for name, value in ({"campaign": path.stem} | said).items():
        yield name, _parsed(parsers[name], name, _placed(path.parent, name, value))


def _placed(folder: Path, name: str, value: Any) -> Any:
    """A path is meant from the folder of the files; a shipped campaign has a name and no path."""
    if name in _PATHS and isinstance(value, str) and value:
        beside = folder / Path(value).expanduser()
        return str(beside) if name != "campaign" or beside.is_dir() else value
    return value


def _parsed(parse: Parser, name: str, value: Any) -> Any:
    try:
        return parse(value)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


def _said_for_all(settings: Settings) -> Iterator[str]:
    """What would hold for all campaigns at once, and may only hold for one."""
    usual = {item.name: default_of(item) for item in declared()}
    for name in OWN:
        if getattr(settings, name) != usual[name]:
            yield (
                f"WARDSHEETS_{name.upper()}: is of one campaign; write {name} into its file in "
                f"{settings.campaigns}"
            )


def _shared(each: tuple[Settings, ...]) -> Iterator[str]:
    """What two campaigns may not have in common."""
    yield from _twice(each, "campaign", {one.room: declared_name(one) for one in each})
    yield from _twice(
        each, "district_spreadsheet", {one.room: one.district_spreadsheet for one in each}
    )
    yield from _not_the_quotas(each)
    yield from _twice(each, "a store", {one.room: one.store_url for one in each})


def _not_the_quotas(each: tuple[Settings, ...]) -> Iterator[str]:
    for one in each:
        if one.store_url == one.quota_url:
            yield (
                f"{one.campaigns}: {one.room}.toml: database_url: is that of "
                "WARDSHEETS_DATABASE_URL, where only the quota of all campaigns is kept; "
                "name another database there"
            )


def _twice(each: tuple[Settings, ...], what: str, found: dict[str, str]) -> Iterator[str]:
    for number, one in enumerate(each):
        for other in each[:number]:
            if found[one.room] and found[one.room] == found[other.room]:
                yield (
                    f"{one.campaigns}: {other.room}.toml and {one.room}.toml have {what} in "
                    "common; give each its own"
                )


@cache
def _name_of(campaign: str) -> str:
    return read_campaign(campaign).name


def declared_name(one: Settings) -> str:
    """The name by which a campaign calls itself."""
    return _name_of(one.campaign)
