"""The doors for machines: signed hints from Apps Script and pushes from Drive.

They only write down that something changed and answer; reading it is a worker's task.
"""

import hmac
import time

import sqlalchemy as sa
from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from jobs.notices.signing import SIGNATURE
from jobs.queue.names import CHANGES, CHECK_UNIT
from jobs.store.units import unit_of_file
from jobs.store.work import nonces
from jobs.store.work.feeds import channel_secret
from jobs.store.work.hints import note_hint
from service.doors.hints import LARGEST, read_hint
from service.errors import NotFound, Refused
from service.guards import limiter
from service.office import Office, office, quiet_after_hint

door = Blueprint("webhooks", __name__, url_prefix="/webhooks")
# Asked for at each request: the applications of several campaigns have this blueprint in common.
limiter.limit(lambda: f"{office().settings.doors_per_minute} per minute")(door)


@door.post("/edit")
def edit() -> ResponseReturnValue:
    """A signed hint: some cell of a file was edited. 202 when the unit's check is written down."""
    if (request.content_length or 0) > LARGEST:
        raise Refused(413, "too-large", "A hint has at most 1024 bytes.")
    here, now = office(), time.time()
    signature = request.headers.get(SIGNATURE, "")
    hint = read_hint(request.get_data(), signature, here.hint_secrets.all(), now)
    delay = quiet_after_hint(here.settings, here.settling)
    with here.engine.begin() as connection:
        if not nonces.use_once(connection, hint.nonce, now):
            raise Refused(409, "replayed", "This hint was sent before.")
        code = _unit_of(connection, hint.file)
        note_hint(connection, hint.file, now)
        here.queue.request(
            CHECK_UNIT,
            code,
            source="apps-script",
            delay=delay,
            connection=connection,
        )
    return jsonify(ok=True), 202


def _unit_of(connection: sa.Connection, file: str) -> str:
    found = unit_of_file(connection, file)
    if found is None:
        raise NotFound(code="unknown-file", message="No unit of the register has this file.")
    return found


@door.post("/drive")
def drive() -> ResponseReturnValue:
    """A push of the Drive changes channel: something changed somewhere; 204."""
    here = office()
    channel = request.headers.get("X-Goog-Channel-ID", "")
    if not _is_ours(here, channel, request.headers.get("X-Goog-Channel-Token", "")):
        raise Refused(401, "forged", "The channel is not ours.")
    if request.headers.get("X-Goog-Resource-State") != "sync":
        here.queue.request(CHANGES, source="drive")
    return "", 204


def _is_ours(here: Office, channel: str, token: str) -> bool:
    # A channel that was replaced goes on for a while: its pushes are as good as the new one's.
    with here.engine.connect() as connection:
        known = channel_secret(connection, channel)
    return hmac.compare_digest((known or "-").encode(), token.encode()) and known is not None
