"""Sends the waiting notices by SMTP: claimed first, sent once, and marked last."""

import contextlib
import smtplib
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email import policy
from email.header import Header
from email.headerregistry import BaseHeader, HeaderRegistry, UniqueUnstructuredHeader
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import formatdate, make_msgid
from urllib.parse import unquote, urlsplit

import sqlalchemy as sa

from jobs.store.notices import FAILED, SENDING, SENT, WAITING, Kept, load_notices, move
from sheets_schema.messages import text

MAX_TRIES = 5
# A claim that old belongs to a process that died: whether its mail left, nobody knows.
CLAIM_SECONDS = 600.0


class NotTakenError(Exception):
    """The mail was surely not sent. `passing` means that another try may help."""

    def __init__(self, what: str, *, passing: bool) -> None:
        super().__init__(what)
        self.passing = passing


class _Subject(UniqueUnstructuredHeader, BaseHeader):  # type: ignore[misc]
    """A subject folded by Python's older class: where the newer one breaks a line between words
    that are not ASCII it loses the space, or writes what Yahoo refuses, by Python's version
    (github.com/python/cpython issues 92081 and 144156)."""

    def fold(self, *, policy: policy.Policy) -> str:
        words = Header(str(self), "utf-8", header_name=self.name).encode(linesep=policy.linesep)
        return f"{self.name}: {words}{policy.linesep}"


def _policy() -> "EmailPolicy[EmailMessage]":
    registry = HeaderRegistry()
    registry.map_to_type("subject", _Subject)
    return policy.SMTP.clone(header_factory=registry)


_POLICY = _policy()


@dataclass(frozen=True, slots=True)
class Mailer:
    """One SMTP server: `smtp://` (STARTTLS where offered) or `smtps://user:password@host:port`."""

    url: str
    sender: str
    timeout: float = 20.0

    def send(self, to: Sequence[str], subject: str, body: str) -> int:
        """Sends one mail; returns how many addresses were refused while others were taken.

        Raises `NotTakenError` when surely nobody got it, and an `OSError` or `SMTPException` when
        the connection broke off in between, so that nobody can know.
        """
        mail = self._mail(to, subject, body)
        server = self._connect()
        try:
            return len(server.send_message(mail))
        except smtplib.SMTPRecipientsRefused as error:
            passing = any(code < 500 for code, _ in error.recipients.values())
            raise NotTakenError(_named(error), passing=passing) from None
        except smtplib.SMTPResponseException as error:
            raise NotTakenError(_named(error), passing=error.smtp_code < 500) from None
        except smtplib.SMTPNotSupportedError as error:
            raise NotTakenError(_named(error), passing=False) from None
        finally:
            _leave(server)

    def _mail(self, to: Sequence[str], subject: str, body: str) -> EmailMessage:
        mail = EmailMessage(_POLICY)
        try:
            mail["From"], mail["To"], mail["Subject"] = self.sender, ", ".join(to), subject
            # Python 3.13 takes an empty address.
            if not mail["To"].addresses:
                raise ValueError
        except (ValueError, IndexError) as error:
            # An address of the register that is none.
            raise NotTakenError(_named(error), passing=False) from None
        mail["Date"] = formatdate(localtime=False)
        mail["Message-ID"] = make_msgid(domain=self.sender.partition("@")[2])
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(body)
        return mail

    def _connect(self) -> smtplib.SMTP:
        parts = urlsplit(self.url)
        place = (parts.hostname or "", parts.port or 0)
        try:
            if parts.scheme == "smtps":
                safe = ssl.create_default_context()
                server: smtplib.SMTP = smtplib.SMTP_SSL(*place, timeout=self.timeout, context=safe)
            else:
                server = smtplib.SMTP(*place, timeout=self.timeout)
        except (OSError, smtplib.SMTPException) as error:
            raise NotTakenError(_named(error), passing=True) from None
        try:
            self._greet(server, encrypted=parts.scheme == "smtps")
        except (OSError, smtplib.SMTPException) as error:
            server.close()
            raise NotTakenError(_named(error), passing=True) from None
        return server

    def _greet(self, server: smtplib.SMTP, *, encrypted: bool) -> None:
        parts = urlsplit(self.url)
        server.ehlo_or_helo_if_needed()
        if not encrypted and (parts.username or server.has_extn("starttls")):
            # A password is never sent in the clear: this raises where TLS is not offered.
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))


def _leave(server: smtplib.SMTP) -> None:
    # Whatever is answered to the good-bye, the mail was taken or refused before.
    with contextlib.suppress(OSError, smtplib.SMTPException):
        server.quit()
    server.close()


def _named(error: Exception) -> str:
    # The server's own sentence often repeats the address: only the kind and the number are kept.
    code = getattr(error, "smtp_code", None)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = next((number for number, _ in error.recipients.values()), None)
    return f"{type(error).__name__} {code}" if code else type(error).__name__


Addresses = Callable[[str], Sequence[str]]
"""Who is written to, from a unit's code (empty: the officers)."""


@dataclass(frozen=True, slots=True)
class Post:
    """Delivers the notices of one database; `mailer` None leaves all of them to people."""

    engine: sa.Engine
    mailer: Mailer | None
    addresses: Addresses
    language: str = "vi"

    def deliver(self, now: float) -> int:
        """Sends what waits; returns how many notices another try may still help."""
        self._give_up_lost(now)
        with self.engine.connect() as connection:
            waiting = load_notices(connection, WAITING)
        return sum(self._deliver(one, now) for one in waiting) if self.mailer else 0

    def _give_up_lost(self, now: float) -> None:
        with self.engine.begin() as connection:
            for one in load_notices(connection, SENDING):
                if one.changed_at < now - CLAIM_SECONDS:
                    why = text("notice-unknown", self.language)
                    move(connection, one.id, FAILED, now, SENDING, reason=why)

    def _deliver(self, one: Kept, now: float) -> bool:
        to = self.addresses(one.unit)
        if not to or not self._move(one, SENDING, now, WAITING):
            return False
        status, reason = self._send(one, to)
        self._move(one, status, now, SENDING, reason)
        return status == WAITING

    def _send(self, one: Kept, to: Sequence[str]) -> tuple[str, str]:
        assert self.mailer is not None
        try:
            refused = self.mailer.send(to, one.subject, one.body)
        except NotTakenError as error:
            again = error.passing and one.tries + 1 < MAX_TRIES
            reason = text("notice-not-taken", self.language, what=error)
            return (WAITING if again else FAILED), reason
        except (OSError, smtplib.SMTPException):
            return FAILED, text("notice-unknown", self.language)
        return SENT, text("notice-some-refused", self.language, n=refused) if refused else ""

    def _move(self, one: Kept, to: str, now: float, came: str, reason: str = "") -> bool:
        with self.engine.begin() as connection:
            return move(connection, one.id, to, now, came, reason=reason)
