"""Mail by one SMTP server: what was surely not taken is told apart from what may have arrived."""

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

from jobs.notices.channel import Given, NotTakenError, OutcomeUnknownError
from jobs.store.notices import Kept, Notice


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

    def knock(self) -> None:
        """Goes in and out again, as before a mail. Raises `NotTakenError`."""
        _leave(self._connect())

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


@dataclass(frozen=True, slots=True)
class Mail:
    """The channel of units and officers who have an e-mail address."""

    mailer: Mailer
    addresses: Callable[[Notice], Sequence[str]]
    name: str = "mail"
    gathers: bool = True

    def reaches(self, notice: Notice) -> bool:
        """Whether an address is known."""
        return bool(self.addresses(notice))

    def send(self, notice: Kept) -> int:
        """One mail to all addresses."""
        try:
            return self.mailer.send(self.addresses(notice), notice.subject, notice.body)
        except (OSError, smtplib.SMTPException) as error:
            raise OutcomeUnknownError(_named(error)) from None


def open_channel(given: Given) -> Mail | None:
    """Mail through `smtp_url`, from `mail_from`."""
    url, sender = given.setting("smtp_url"), given.setting("mail_from")
    return Mail(Mailer(url, sender), given.addresses) if url and sender else None
