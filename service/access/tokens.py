"""Tokens of programs: made for a listed person, held to a scope, and those of before taken over."""

from datetime import datetime

from itsdangerous import BadSignature, URLSafeTimedSerializer

from jobs.store.access import credentials
from jobs.store.access.credentials import TOKEN, Credential
from jobs.store.journal import get_fact, set_fact
from jobs.store.moments import is_near
from service.access import audit
from service.access.people import ROLES, exact, now, role_of
from service.errors import Refused
from service.office import Office
from service.signing import NearSigner
from sheets_schema.messages import text

# The most that a token may; `metrics` opens /metrics and nothing else.
SCOPES = ("metrics", *ROLES)
USUAL_DAYS, MOST_DAYS = 90, 366
_SIGNED_SECONDS = 90 * 86_400
_UNTIL = "signed-tokens-until"


def make_token(here: Office, name: str, email: str, scope: str, days: int, by: str) -> str:
    """A new token, shown this once; it may what its person may now, and no more than its scope.

    Raises `Refused` in words: no name, nobody listed, an unknown scope, too many days.
    """
    name, owner = " ".join(name.replace("\0", "").split())[:80], exact(email)
    with here.access.connect() as connection:
        listed = bool(owner) and role_of(here, connection, owner) is not None
    _refuse_wrong(here, name, owner if listed else "", scope, days)
    audit.note(here, "token-made", about=f"{name} ({owner}, {scope})")
    secret, began = credentials.new_secret(), now()
    made = Credential(
        kind=TOKEN,
        person=owner,
        scope=scope,
        name=name,
        made_at=began,
        made_by=by,
        ends_at=began + days * 86_400,
    )
    with here.access.begin() as connection:
        credentials.add(connection, secret, made)
    return secret


def _refuse_wrong(here: Office, name: str, owner: str, scope: str, days: int) -> None:
    wrong = {
        "token-no-name": not name,
        "token-not-listed": not owner,
        "token-no-scope": scope not in SCOPES,
        "token-days": not 1 <= days <= MOST_DAYS,
    }
    said = {"scopes": ", ".join(SCOPES), "most": MOST_DAYS}
    for code, is_so in wrong.items():
        if is_so:
            raise Refused(422, code, text(code, here.settings.language, **said))


def revoke_token(here: Office, number: int, by: str) -> Credential:
    """Ends a token at once. Raises `Refused` where none of that number is valid."""
    with here.access.connect() as connection:
        found = credentials.get(connection, number) if 0 < number < 2**31 else None
    ours = found is not None and found.kind == TOKEN and found.ended_at is None
    if found is None or not ours:
        said = text("token-not-open", here.settings.language, number=number)
        raise Refused(404, "token-not-open", said)
    audit.note(here, "token-revoked", about=f"{number} {found.name}")
    with here.access.begin() as connection:
        credentials.end(connection, number, by, now())
    return found


def revoke_signed(here: Office) -> None:
    """No token of the time before the table is taken over any more."""
    audit.note(here, "token-revoked", about="signed")
    with here.access.begin() as connection:
        set_fact(connection, _UNTIL, 0.0)


def carry_over(here: Office, secret: str) -> Credential | None:
    """A token that a version before signed, put into the table at its first use: from then on it
    is listed, held to its person's role and can be revoked. None for anything else."""
    signed = _read_signed(here, secret)
    if signed is None:
        return None
    content, at = signed
    email, role = exact(str(content.get("email", ""))), str(content.get("role", ""))
    with here.access.connect() as connection:
        until = get_fact(connection, _UNTIL) or 0.0
    at_once = at.timestamp()
    if role not in ROLES or not email or at_once > until or not _in_time(at_once):
        return None
    made = Credential(
        kind=TOKEN,
        person=email,
        scope=role,
        name=text("token-of-before", here.settings.language),
        made_at=at_once,
        made_by=email,
        ends_at=at_once + _SIGNED_SECONDS,
    )
    audit.note(here, "token-carried", about=f"{email} {role}", person=email)
    with here.access.begin() as connection:
        # Of two requests at once one comes second.
        if not credentials.find(connection, TOKEN, secret):
            credentials.add(connection, secret, made)
    return made


def _in_time(at: float) -> bool:
    return is_near(at, now(), _SIGNED_SECONDS)


def _read_signed(here: Office, secret: str) -> tuple[dict[str, str], datetime] | None:
    # Versions before signed with SHA-1, the library's default.
    old = URLSafeTimedSerializer(
        list(reversed(here.cookie_keys.all())), salt="token", signer=NearSigner
    )
    try:
        content, at = old.loads(secret, return_timestamp=True)
    except BadSignature:
        return None
    return (content, at) if isinstance(content, dict) else None
