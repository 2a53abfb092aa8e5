"""Notification channels: files.watch, changes.watch and channels.stop."""

import hashlib
import sqlite3
from typing import Any

from sheets_emulator.drive.asking import find_file, json_body
from sheets_emulator.drive.call import DriveCall
from sheets_emulator.drive.watching import feed
from sheets_emulator.drive.watching.changes import read_token
from sheets_emulator.drive.watching.channel_rows import COLUMNS, Channel
from sheets_emulator.wire.http import DriveError, Response

FILE_SECONDS = 86_400
CHANGES_SECONDS = 604_800
DEFAULT_SECONDS = 3600
ORIGIN = "https://www.googleapis.com"


def watch_file(request: DriveCall, file_id: str) -> Response:
    """POST /drive/v3/files/{id}/watch; the channel lives a day at most."""
    with request.store.database() as db:
        find_file(request, db, file_id)
    return _open(request, file_id, f"/drive/v3/files/{file_id}?alt=json", FILE_SECONDS)


def watch_changes(request: DriveCall) -> Response:
    """POST /drive/v3/changes/watch?pageToken=…; the channel lives a week at most."""
    token = read_token(request)
    return _open(request, "", f"/drive/v3/changes?alt=json&pageToken={token}", CHANGES_SECONDS)


def stop_channel(request: DriveCall) -> Response:
    """POST /drive/v3/channels/stop."""
    body = json_body(request)
    with request.store.database() as db:
        stop = "DELETE FROM drive_channel WHERE id = ? AND resource_id = ? AND user = ?"
        place = (str(body.get("id")), str(body.get("resourceId")), request.user)
        if not db.execute(stop, place).rowcount:
            message = f"Channel '{body.get('id')}' not found for project 'emulator'"
            raise DriveError(404, "notFound", message)
    return Response(204, None, {"Content-Type": "text/html"})


def _open(request: DriveCall, resource: str, path: str, longest: int) -> Response:
    body = json_body(request)
    _check(body)
    expires = _expiration(body, request.now(), longest)
    # The same resource has the same id in every channel of one caller.
    seed = resource or f"changes of {request.user}"
    resource_id = hashlib.sha256(seed.encode()).hexdigest()[:27]
    with request.store.database() as db:
        _check_new(db, str(body["id"]), request.now())
        channel = Channel(
            str(body["id"]), resource, resource_id, ORIGIN + path, str(body["address"]),
            str(body.get("token", "")), request.user, expires, feed.last_number(db), 1,
        )  # fmt: skip
        place = tuple(getattr(channel, name.strip()) for name in COLUMNS.split(","))
        db.execute(
            f"INSERT INTO drive_channel ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", place
        )
    request.pushes.send(channel, 1, "sync")
    return Response(200, _resource(channel))


def _check(body: dict[str, Any]) -> None:
    for name in ("id", "address"):
        if not body.get(name):
            raise DriveError(400, "required", f"Required parameter: {name}", name, "parameter")
    if body.get("type") not in ("web_hook", "webhook"):
        message = "The channel type is not supported."
        raise DriveError(400, "push.channelTypeNotSupported", message)
    # Google wants https; here a receiver on the same machine is the rule.
    if not str(body["address"]).startswith(("http://", "https://")):
        message = f"WebHook callback must be HTTPS: {body['address']}"
        raise DriveError(400, "push.webhookUrlNotHttps", message)


def _check_new(db: sqlite3.Connection, channel_id: str, now: float) -> None:
    db.execute("DELETE FROM drive_channel WHERE expires <= ?", (now,))
    if db.execute("SELECT 1 FROM drive_channel WHERE id = ?", (channel_id,)).fetchone():
        raise DriveError(400, "channelIdNotUnique", f"Channel id {channel_id} not unique")


def _expiration(body: dict[str, Any], now: float, longest: int) -> float:
    asked = body.get("expiration")
    if asked is None:
        return now + DEFAULT_SECONDS
    if not str(asked).isdecimal():
        raise DriveError(400, "invalid", "Invalid Value", "expiration", "parameter")
    return min(int(asked) / 1000, now + longest)


def _resource(channel: Channel) -> dict[str, Any]:
    body = {
        "kind": "api#channel",
        "id": channel.id,
        "resourceId": channel.resource_id,
        "resourceUri": channel.resource_uri,
        "token": channel.token,
        "expiration": str(int(channel.expires * 1000)),
    }
    return {name: value for name, value in body.items() if value}
