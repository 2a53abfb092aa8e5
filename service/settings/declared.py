"""Every setting with its kind, its default and what it is for, in one frozen value."""

# `setting` makes a dataclass field, as the one of attrs does.
# ruff: noqa: RUF009

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jobs.duties import SCHEDULE
from service.settings import kinds as kind

EVERYWHERE = ("0.0.0.0", "::")


def setting(parse: kind.Parser, default: Any, about: str, *, secret: bool = False) -> Any:
    """A dataclass field that carries how its text is read and what it is for.

    A secret is left out where the settings are printed, as in a traceback.
    """
    metadata = {"parse": parse, "about": about}
    if isinstance(default, Mapping):
        return field(default_factory=lambda: default, metadata=metadata)
    return field(default=default, metadata=metadata, repr=not secret)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator may decide; `docs/settings.md` lists it."""

    # Where things are
    data_dir: Path = setting(
        kind.folder, Path("data"), "Folder of the database, the keys and the backups."
    )
    database_url: str = setting(
        kind.database_url,
        "",
        "SQLAlchemy address of the store. Empty: the SQLite file `wardsheets.db` in `data_dir`. "
        "Several machines need `postgresql+psycopg://user:password@host/name`.",
        secret=True,
    )
    campaign: str = setting(
        kind.campaign, "to-cnscd-2024", "Name of a shipped campaign, or the folder of your own."
    )
    campaigns: Path | None = setting(
        kind.campaigns_folder,
        None,
        "Folder of several campaigns for one service, a file `NAME.toml` for each "
        "([campaigns.md](campaigns.md)). Empty: the one of `campaign`.",
    )
    units_csv: Path | None = setting(
        kind.optional_file,
        None,
        "Register of units as a CSV or JSON file; the tab `Đơn vị` wins once it holds a unit.",
    )
    district_spreadsheet: str = setting(
        kind.spreadsheet,
        "",
        "Address or id of the spreadsheet with the register `Đơn vị` and the consolidated tabs.",
    )
    language: str = setting(kind.one_of("vi", "en"), "vi", "Language of pages and messages.")
    as_of: date | None = setting(
        kind.optional_date,
        None,
        "Day that dates are checked against, as 2024-10-28, for demos and old data. Empty: today.",
    )

    # Google
    google_url: str = setting(
        kind.optional_url, "", "Address of a local emulator. Empty: the real Google."
    )
    service_accounts: tuple[Path, ...] = setting(
        kind.files,
        (),
        "Key files of the service accounts, separated by commas; units are shared out.",
    )
    google_client: Path | None = setting(
        kind.optional_file,
        None,
        "Client file of a desktop program from Google's console, by which `wardsheets "
        "google-login` signs in the person in whose Drive units' workbooks are made.",
    )
    workbooks_folder: str = setting(
        kind.words,
        "",
        "Id of the shared drive, or of a folder in it, where `wardsheets workbooks provision` "
        "makes the units' workbooks. Empty: the Drive of the person of `wardsheets google-login`.",
    )
    workbooks_as: str = setting(
        kind.words,
        "",
        "Address of a person of your Workspace in whose name `wardsheets workbooks provision` "
        "makes workbooks, where the Workspace lets the first service account act for its people "
        "(domain-wide delegation). Not looked at where there is a folder.",
    )
    reads_per_minute: int = setting(
        kind.whole(10, 60),
        58,
        "Most reads of one account in any 60 seconds (Google's limit is 60).",
    )
    writes_per_minute: int = setting(
        kind.whole(10, 60),
        58,
        "Most writes of one account in any 60 seconds (Google's limit is 60).",
    )
    burst: int = setting(
        kind.whole(1, 30), 10, "How many of those may come at once after a quiet time."
    )

    # Work
    settle_seconds: float = setting(
        kind.number(0, 600),
        5.0,
        "Longest quiet time between the first hint of an edit and its check; a second at most "
        "while there is budget.",
    )
    row_quiet_seconds: float = setting(
        kind.number(0, 600),
        10.0,
        "A row that changed less than this ago waits for its own next check; only a value that is "
        "wrong by itself is told at once. When budget is short a hint of the Apps Script, which "
        "tells of each edit, waits so long before the check: then one read is enough.",
    )
    cell_notes: str = setting(
        kind.one_of("on", "off"),
        "on",
        "Whether each wrong cell of a unit's list gets a note with the reason; `off` takes away "
        "those that stand.",
    )
    publish_seconds: float = setting(
        kind.number(0, 3600), 20.0, "Quiet time between a changed unit and the publication."
    )
    max_tries: int = setting(
        kind.whole(1, 20), 6, "Tries of one check before it is listed as failed."
    )
    retry_seconds: float = setting(
        kind.number(0, 600),
        5.0,
        "Wait before the second try; it doubles with each, up to 10 minutes.",
    )
    concurrency: int = setting(
        kind.whole(1, 64), 4, "Units one worker works on at a time; the quota makes more useless."
    )
    worker_id: str = setting(
        kind.name,
        "",
        "Name of this worker: unique for each process and the same after a restart. "
        "Empty: the machine's name and the command.",
    )
    active_minutes: int = setting(
        kind.whole(1, 1440), 15, "How long after an edit a unit is read more often by the sweep."
    )
    retention_days: int = setting(
        kind.whole(1, 3650), 400, "Days that snapshots and findings are kept."
    )
    schedule: Mapping[str, str] = setting(
        kind.schedule(SCHEDULE), SCHEDULE, "When each repeated job starts (cron words, or `off`)."
    )

    # Doors
    host: str = setting(kind.words, "127.0.0.1", "Address to listen on.")
    port: int = setting(kind.whole(0, 65535), 8000, "Port to listen on; 0 takes a free one.")
    threads: int = setting(kind.whole(1, 64), 8, "Threads that answer requests.")
    public_url: str = setting(
        kind.optional_url, "", "Address under which people and Google reach the service (https)."
    )
    proxy_hops: int = setting(
        kind.whole(0, 5), 0, "Number of reverse proxies in front whose X-Forwarded-* are believed."
    )
    trusted_hosts: tuple[str, ...] = setting(
        kind.hosts,
        (),
        "More host names under which requests are answered, separated by commas: those by which a "
        "proxy's check or a collector of numbers reaches the service. The one of `public_url`, "
        "`localhost` and `host` are ours anyway; requests for another are refused.",
    )
    hint_secret: str = setting(
        kind.secret(32),
        "",
        "Secret shared with the Apps Script; empty: made at the first start.",
        secret=True,
    )
    hint_secret_old: str = setting(
        kind.secret(32),
        "",
        "The secret of hints of before, still believed until you take it out.",
        secret=True,
    )
    doors_per_minute: int = setting(
        kind.whole(1, 100_000), 600, "Requests a minute that one address may send to the webhooks."
    )

    # People
    people: Mapping[str, str] = setting(
        kind.people,
        MappingProxyType({}),
        "Who may sign in: e-mail = viewer, officer or admin. Others are listed on the page "
        "*Truy cập*; a name that stands here has the role that stands here.",
    )
    parts: Mapping[str, str] = setting(
        kind.parts,
        MappingProxyType({}),
        "Who sees and reviews one part of the register only: e-mail = code of the unit above it.",
    )
    oidc_issuer: str = setting(
        kind.optional_url, "", "OpenID Connect issuer, e.g. https://accounts.google.com."
    )
    oidc_client_id: str = setting(kind.words, "", "Client id given by the issuer.")
    oidc_client_secret: str = setting(
        kind.words, "", "Client secret given by the issuer.", secret=True
    )
    oidc_domain: str = setting(
        kind.words,
        "",
        "Only accounts of this Google Workspace enter (the claim `hd`), e.g. quan1.example.vn. "
        "Empty: any account whose address is listed.",
    )
    identity_header: str = setting(
        kind.header, "", "Header with the e-mail set by your sign-in proxy. Empty: not believed."
    )
    session_hours: int = setting(kind.whole(1, 168), 12, "Hours until people sign in again.")

    # Notices
    smtp_url: str = setting(
        kind.smtp_url,
        "",
        "Mail server, `smtp://user:password@host:587` or `smtps://…:465`. Empty: notices wait on "
        "the page of notices to be copied.",
        secret=True,
    )
    mail_from: str = setting(
        kind.mail_address, "", "Address that notices are sent from; needed with a mail server."
    )
    notice_webhook: str = setting(
        kind.webhook_url,
        "",
        "Address that hears of each notice (codes and times only), signed with the secret of "
        "hints; a gateway to SMS or a messenger can stand there.",
        secret=True,
    )

    # Secrets and logs
    encryption_key: str = setting(
        kind.fernet_key,
        "",
        "Fernet key of the snapshots; empty: made at the first start in `data_dir`.",
        secret=True,
    )
    encryption_key_old: str = setting(
        kind.fernet_key,
        "",
        "The key of before, which still opens what it wrote; `wardsheets rotate-key encryption` "
        "writes that anew.",
        secret=True,
    )
    secret_key: str = setting(
        kind.secret(32),
        "",
        "Signs cookies; empty: made at the first start in `data_dir`.",
        secret=True,
    )
    secret_key_old: str = setting(
        kind.secret(32),
        "",
        "The key of cookies of before, still believed until you take it out.",
        secret=True,
    )
    backup_passphrase: str = setting(
        kind.secret(12),
        "",
        "Seals backups and opens them again; empty: a person is asked. Keep it apart from them.",
        secret=True,
    )
    backup_recipient: str = setting(
        kind.recipient,
        "",
        "Instead of a passphrase: the line that `wardsheets backup-key FILE` printed. Backups then "
        "open with that file alone, which need not be on this machine.",
    )
    backup_keep_days: int = setting(
        kind.whole(1, 3650),
        90,
        "Days that the office keeps a backup before it destroys it; who asks to be erased is told.",
    )
    log_level: str = setting(
        kind.one_of("debug", "info", "warning", "error"), "info", "Least level that is logged."
    )

    # Set by `service.settings.campaigns`: which of several campaigns these are the settings of,
    # the data folder and the quota that all have in common, how many there are, and the settings
    # of the service.
    room: str = ""
    common_dir: Path | None = None
    quota_url: str = field(default="", repr=False)
    of_several: int = 1
    whole: "Settings | None" = field(default=None, repr=False)

    @property
    def place(self) -> str:
        """Where the addresses of one of several campaigns begin; empty where there is one."""
        return f"/c/{self.room}" if self.room else ""

    @property
    def store_url(self) -> str:
        """The database address in use."""
        return self.database_url or f"sqlite:///{self.data_dir / 'wardsheets.db'}"

    @property
    def access_url(self) -> str:
        """The database of sign-ins that several campaigns have in common: the store from before
        there were several, else the one of the quota. Empty where it is this campaign's own."""
        if not self.quota_url or self.common_dir in (None, self.data_dir):
            return ""
        home = Path(str(self.common_dir)) / "wardsheets.db"
        from_before = self.quota_url.startswith("sqlite") and home.exists()
        return f"sqlite:///{home}" if from_before else self.quota_url

    @property
    def address(self) -> str:
        """The address that people open."""
        return self.address_at(self.port)

    def address_at(self, port: int) -> str:
        """The same on the port that was really taken."""
        # Listening everywhere, as in a container, is no address that can be opened.
        host = "localhost" if self.host in EVERYWHERE else self.host
        return self.public_url or f"http://{host}:{port}"


def declared() -> list[Field[Any]]:
    """The settings in the order of the documentation."""
    return [item for item in fields(Settings) if "parse" in item.metadata]


def default_of(item: Field[Any]) -> Any:
    """The value of a setting that nobody set."""
    if item.default is not MISSING:
        return item.default
    assert item.default_factory is not MISSING
    return item.default_factory()
