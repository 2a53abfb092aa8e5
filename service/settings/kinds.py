"""How the text of each kind of setting is read; a refusal says what to write instead."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from cryptography.fernet import Fernet

from service.settings.key_text import RECIPIENT, key_content

Parser = Callable[[Any], Any]
"""Takes the text (or the TOML value), returns the typed value, raises `ValueError` with advice."""

ROLES = ("viewer", "officer", "admin")


def words(value: Any) -> str:
    """Any text."""
    return str(value).strip()


def whole(least: int, most: int) -> Parser:
    """A whole number between two bounds."""

    def parse(value: Any) -> int:
        try:
            number_ = int(str(value).strip())
        except ValueError:
            number_ = least - 1
        if not least <= number_ <= most:
            raise ValueError(f"write a whole number from {least} to {most}")
        return number_

    return parse


def number(least: float, most: float) -> Parser:
    """A number between two bounds."""

    def parse(value: Any) -> float:
        try:
            read = float(str(value).strip())
        except ValueError:
            read = least - 1
        if not least <= read <= most:
            raise ValueError(f"write a number from {least:g} to {most:g}")
        return read

    return parse


def one_of(*choices: str) -> Parser:
    """One word of a list."""

    def parse(value: Any) -> str:
        if str(value).strip() not in choices:
            raise ValueError(f"write one of {', '.join(choices)}")
        return str(value).strip()

    return parse


def folder(value: Any) -> Path:
    """A folder; it may be made later, but must not be a file."""
    path = Path(str(value)).expanduser()
    if path.exists() and not path.is_dir():
        raise ValueError("name a folder; this is a file")
    return path


def optional_file(value: Any) -> Path | None:
    """A readable file, or nothing."""
    if not str(value).strip():
        return None
    path = Path(str(value).strip()).expanduser()
    try:
        path.open("rb").close()
    except PermissionError:
        raise ValueError(
            f"{path} may not be read by the user of this process; make it readable for that user"
        ) from None
    except OSError:
        raise ValueError(f"there is no file {path}; write the path of an existing one") from None
    return path


def spreadsheet(value: Any) -> str:
    """The id of a spreadsheet out of its address, the id itself, or nothing."""
    from sheets_schema.register.links import spreadsheet_id

    text = str(value).strip()
    found = spreadsheet_id(text)
    if text and not found:
        raise ValueError("write the spreadsheet's address as the browser shows it, or its id")
    return found


def optional_date(value: Any) -> date | None:
    """A day written 2024-10-28, or nothing."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        raise ValueError(f"{value!r} is not a day; write it as 2024-10-28") from None


def files(value: Any) -> tuple[Path, ...]:
    """Files separated by commas, or a TOML list."""
    names = value if isinstance(value, list) else str(value).split(",")
    paths = (optional_file(name) for name in names)
    return tuple(path for path in paths if path is not None)


def optional_url(value: Any) -> str:
    """An http address, or nothing."""
    text = str(value).strip().rstrip("/")
    if text and not _is_address(text):
        raise ValueError("write an address as https://host or https://host:port, without ? or #")
    return text


def hosts(value: Any) -> tuple[str, ...]:
    """Host names separated by commas, or a TOML list; compared in lower case."""
    names = value if isinstance(value, list) else str(value).split(",")
    found = tuple(str(one).strip().lower() for one in names if str(one).strip())
    for one in found:
        if not re.fullmatch(r"[a-z0-9._-]+|[0-9a-f:]+", one):
            raise ValueError("write host names alone, without https:// and port, with commas")
    return found


def webhook_url(value: Any) -> str:
    """An address that we post to, or nothing; never repeated in a refusal, since such an address
    is often a secret."""
    text = str(value).strip()
    if text and not _is_address(text.partition("?")[0]):
        raise ValueError("write an address as https://host/path, without #")
    return text


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        # A port that is no number is refused only when it is asked for.
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and named and not parts.query and not parts.fragment


def smtp_url(value: Any) -> str:
    """The address of a mail server with its port, or nothing; never repeated in a refusal."""
    text = str(value).strip()
    try:
        parts = urlsplit(text)
        whole_ = parts.scheme in ("smtp", "smtps") and bool(parts.hostname and parts.port)
    except ValueError:
        whole_ = False
    if text and not whole_:
        raise ValueError("write smtp://user:password@host:587 or smtps://user:password@host:465")
    return text


def mail_address(value: Any) -> str:
    """One e-mail address, or nothing."""
    text = str(value).strip()
    if text and not re.fullmatch(r"[^@\s<>,]+@[^@\s<>,]+", text):
        raise ValueError("write one e-mail address alone, e.g. baocao@example.vn")
    return text


def database_url(value: Any) -> str:
    """An SQLAlchemy address of SQLite or PostgreSQL, or nothing."""
    text = str(value).strip()
    if text and not _is_store(text):
        raise ValueError("write sqlite:///path or postgresql+psycopg://user:password@host/name")
    return text


def _is_store(text: str) -> bool:
    import sqlalchemy as sa

    try:
        url = sa.make_url(text)
    except (ValueError, sa.exc.ArgumentError):
        return False
    return url.drivername in ("sqlite", "postgresql+psycopg") and bool(url.database)


def name(value: Any) -> str:
    """A short name of letters, digits, dots and dashes, or nothing."""
    text = str(value).strip()
    if not re.fullmatch(r"[A-Za-z0-9._-]{0,80}", text):
        raise ValueError("use at most 80 letters, digits, dots, dashes and underscores")
    return text


def header(value: Any) -> str:
    """The name of an HTTP header, or nothing."""
    text = str(value).strip()
    if not re.fullmatch(r"[A-Za-z0-9-]*", text):
        raise ValueError("write the header's name alone, e.g. X-Forwarded-Email")
    return text


def secret(least: int) -> Parser:
    """A secret of some length, or nothing."""

    def parse(value: Any) -> str:
        text = str(value).strip()
        if text and len(text) < least:
            raise ValueError(f"use at least {least} characters, e.g. from: openssl rand -hex 32")
        return text

    return parse


def recipient(value: Any) -> str:
    """The public half of a key file, or nothing."""
    text = str(value).strip()
    try:
        if text:
            key_content(RECIPIENT, text)
    except ValueError:
        raise ValueError("write the line that `wardsheets backup-key FILE` printed") from None
    return text


def fernet_key(value: Any) -> str:
    """A Fernet key, or nothing."""
    text = str(value).strip()
    if text:
        try:
            Fernet(text)
        except ValueError:
            raise ValueError(
                "write a Fernet key, e.g. from: python -c 'from cryptography.fernet import Fernet; "
                "print(Fernet.generate_key().decode())'"
            ) from None
    return text


def _pairs(value: Any) -> dict[str, str]:
    if isinstance(value, Mapping):
        return {str(key): str(text) for key, text in value.items()}
    lines = [line for line in re.split(r"[;\n]", str(value)) if line.strip()]
    if any("=" not in line for line in lines):
        raise ValueError("write name = value, separated by semicolons")
    pairs = [(key.strip(), text.strip()) for key, text in (line.split("=", 1) for line in lines)]
    _once([key for key, _ in pairs])
    return dict(pairs)


def _once(names: list[str]) -> None:
    for name_ in names:
        if names.count(name_) > 1:
            raise ValueError(f"{name_} is named twice; leave one of them")


def people(value: Any) -> Mapping[str, str]:
    """E-mail = role; an e-mail is compared in lower case."""
    pairs = _pairs(value)
    for email, role in pairs.items():
        if "@" not in email or role not in ROLES:
            raise ValueError(f"write e-mail = {' or '.join(ROLES)}, separated by semicolons")
        if not email.isascii():
            raise ValueError("write e-mail addresses in plain letters, without accents")
    _once([email.lower() for email in pairs])
    return MappingProxyType({email.lower(): role for email, role in pairs.items()})


def parts(value: Any) -> Mapping[str, str]:
    """E-mail = code of a unit; an e-mail is compared in lower case."""
    pairs = _pairs(value)
    for email, code in pairs.items():
        if "@" not in email or not code:
            raise ValueError("write e-mail = code of a unit, separated by semicolons")
    _once([email.lower() for email in pairs])
    return MappingProxyType({email.lower(): code for email, code in pairs.items()})


def schedule(usual: Mapping[str, str]) -> Parser:
    """Job = cron words; what is not named keeps its usual time, `off` stops a job."""

    def parse(value: Any) -> Mapping[str, str]:
        given = _pairs(value)
        for job, words_ in given.items():
            if job not in usual:
                raise ValueError(f"there is no job {job}; the jobs are {', '.join(usual)}")
            _check_cron(job, words_)
        return MappingProxyType({**usual, **given})

    return parse


def _check_cron(job: str, cron: str) -> None:
    if cron == "off":
        return
    # The reader of the job engine, so that both agree on what a schedule means.
    from croniter import CroniterError, croniter  # type: ignore[import-untyped]

    try:
        croniter(cron, second_at_beginning=True).get_next()
    except CroniterError:
        advice = "write five cron fields of a day that comes, e.g. 30 1 * * *, or off"
        raise ValueError(f"{job}: {advice}") from None


def campaigns_folder(value: Any) -> Path | None:
    """A folder with a file for each campaign, or nothing; the files are read when all is known."""
    text = str(value).strip()
    if not text:
        return None
    path = Path(text).expanduser()
    if not any(path.glob("*.toml")):
        raise ValueError(f"{path} holds no file NAME.toml; write one for each campaign")
    return path


def campaign(value: Any) -> str:
    """A shipped campaign, or the folder of one that can be read."""
    from sheets_schema.declaration import DeclarationError, read_campaign

    try:
        read_campaign(str(value).strip())
    except DeclarationError as error:
        raise ValueError(str(error).replace("\n", "\n    ")) from None
    return str(value).strip()
