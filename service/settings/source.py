"""Reads the settings from the environment, from files it names and from a TOML file."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import Field
from pathlib import Path
from typing import Any

from service.settings.campaigns import CampaignsError, each_campaign
from service.settings.declared import Settings, declared

PREFIX = "WARDSHEETS_"
SETTINGS_FILE = "WARDSHEETS_SETTINGS"
USUAL_FILE = Path("wardsheets.toml")
# Variables of the same prefix that are no settings: they steer the tests.
FOREIGN = ("WARDSHEETS_SETTINGS", "WARDSHEETS_TEST_")


class SettingsError(Exception):
    """Settings that stop the start; `problems` has a sentence for each, its name first."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


def variable(item: Field[Any]) -> str:
    """The environment variable of a setting."""
    return PREFIX + item.name.upper()


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings in force; an environment variable wins over the TOML file.

    Raises `SettingsError` that names all wrong settings at once.
    """
    environ = os.environ if environ is None else environ
    problems: list[str] = []
    table = _read_toml(environ, problems)
    values: dict[str, Any] = {}
    for item in declared():
        try:
            for source, text in _given(item, environ, table):
                values[item.name] = _parse(item, source, text)
        except ValueError as error:
            problems.append(str(error))
    problems += _unknown(environ, table)
    if problems:
        raise SettingsError(problems)
    settings = Settings(**values)
    if problems := list(_contradictions(settings)):
        raise SettingsError(problems)
    return settings


def _given(
    item: Field[Any], environ: Mapping[str, str], table: Mapping[str, Any]
) -> Iterator[tuple[str, Any]]:
    """The place and the text of a setting, if it is given anywhere."""
    name = variable(item)
    from_file = environ.get(f"{name}_FILE")
    if environ.get(name) is not None and from_file:
        raise ValueError(f"{name}: is given twice; remove it or {name}_FILE")
    if environ.get(name) is not None:
        yield name, environ[name]
    elif from_file:
        yield f"{name}_FILE", _text_of(f"{name}_FILE", Path(from_file))
    elif item.name in table:
        yield f"{item.name} (in the settings file)", table[item.name]


def _text_of(source: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise ValueError(f"{source}: cannot read {path}; name a readable text file") from None


def _parse(item: Field[Any], source: str, text: Any) -> Any:
    try:
        return item.metadata["parse"](text)
    except ValueError as error:
        raise ValueError(f"{source}: {error}") from None


def _read_toml(environ: Mapping[str, str], problems: list[str]) -> Mapping[str, Any]:
    named = environ.get(SETTINGS_FILE)
    path = Path(named) if named else USUAL_FILE
    if not named and not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        problems.append(f"{SETTINGS_FILE}: cannot read {path}; name a readable TOML file")
    except tomllib.TOMLDecodeError as error:
        problems.append(f"{SETTINGS_FILE}: {path} is not TOML: {error}")
    return {}


def _unknown(environ: Mapping[str, str], table: Mapping[str, Any]) -> Iterator[str]:
    """A misspelt setting would be silently without effect; so it stops the start."""
    known = {variable(item) for item in declared()}
    known |= {f"{name}_FILE" for name in known}
    for name in environ:
        if name.startswith(PREFIX) and not name.startswith(FOREIGN) and name not in known:
            yield f"{name}: there is no such setting; see docs/settings.md"
    for name in table.keys() - {item.name for item in declared()}:
        yield f"{name} (in the settings file): there is no such setting; see docs/settings.md"


def _contradictions(settings: Settings) -> Iterator[str]:
    """What is wrong only together with another setting."""
    for limit in ("reads_per_minute", "writes_per_minute"):
        if settings.burst >= getattr(settings, limit):
            yield f"{PREFIX}BURST: write less than {PREFIX}{limit.upper()}"
    oidc = ("oidc_issuer", "oidc_client_id", "oidc_client_secret")
    given = [name for name in oidc if getattr(settings, name)]
    for name in oidc:
        if given and name not in given:
            yield f"{PREFIX}{name.upper()}: is missing; {PREFIX}{given[0].upper()} needs it"
    for name in ("hint_secret", "encryption_key", "secret_key"):
        if getattr(settings, f"{name}_old") and not getattr(settings, name):
            yield f"{PREFIX}{name.upper()}_OLD: needs {PREFIX}{name.upper()}, the key of now"
    if settings.oidc_domain and not settings.oidc_issuer:
        yield f"{PREFIX}OIDC_DOMAIN: needs {PREFIX}OIDC_ISSUER"
    if settings.smtp_url and not settings.mail_from:
        yield f"{PREFIX}MAIL_FROM: is missing; {PREFIX}SMTP_URL needs the sender's address"
    yield from _campaigns(settings)
    if (settings.oidc_issuer or settings.identity_header) and not settings.people:
        yield f"{PREFIX}PEOPLE: is missing; without it nobody may sign in"


def _campaigns(settings: Settings) -> Iterator[str]:
    try:
        each_campaign(settings)
    except CampaignsError as error:
        yield from error.problems
