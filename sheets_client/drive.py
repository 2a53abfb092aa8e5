"""The few Drive v3 calls that we make: one file and its sharing, the changes feed, the wake-up
channel."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import requests

FILES = "https://www.googleapis.com/drive/v3/files"
CHANGES = "https://www.googleapis.com/drive/v3/changes"
CHANNELS = "https://www.googleapis.com/drive/v3/channels"
ALL_DRIVES = {"supportsAllDrives": "true"}
FILE_FIELDS = "id,name,mimeType,trashed,version,modifiedTime,capabilities(canEdit)"
CHANGE_FIELDS = (
    f"nextPageToken,newStartPageToken,changes(changeType,fileId,removed,time,file({FILE_FIELDS}))"
)

Call = Callable[..., requests.Response]


class DriveCalls:
    """Drive v3 through the same transport (quota kind "drive", same errors)."""

    def __init__(self, call: Call) -> None:
        self._call = call

    def get_file(self, file_id: str) -> Mapping[str, Any]:
        """`files.get`: name, MIME type, version, whether we may edit."""
        return self._get(f"{FILES}/{file_id}", {"fields": FILE_FIELDS, **ALL_DRIVES})

    def list_permissions(self, file_id: str) -> Sequence[Mapping[str, Any]]:
        """`permissions.list`: with whom the file is shared, by `type` alone (user, anyone …)."""
        params = {"fields": "permissions(type)", "pageSize": "100", **ALL_DRIVES}
        answer = self._get(f"{FILES}/{file_id}/permissions", params)
        return list(answer.get("permissions", ()))

    def get_start_page_token(self) -> str:
        """`changes.getStartPageToken`: where the feed stands now."""
        return str(self._get(f"{CHANGES}/startPageToken", ALL_DRIVES)["startPageToken"])

    def list_changes(self, page_token: str) -> Mapping[str, Any]:
        """`changes.list`, one page: `changes` and nextPageToken or newStartPageToken."""
        params = {
            "pageToken": page_token,
            "pageSize": "1000",
            "includeItemsFromAllDrives": "true",
            "includeRemoved": "true",
            "spaces": "drive",
            "fields": CHANGE_FIELDS,
        }
        return self._get(CHANGES, params | ALL_DRIVES)

    def watch_changes(self, page_token: str, channel: Mapping[str, Any]) -> Mapping[str, Any]:
        """`changes.watch`: opens a push channel; the answer has `resourceId`, `expiration`.

        `channel` needs id, type "web_hook", address, token and expiration (ms as text).
        """
        params = {"pageToken": page_token, "includeItemsFromAllDrives": "true", **ALL_DRIVES}
        answer = self._call("post", f"{CHANGES}/watch", params=params, json=dict(channel))
        return dict(answer.json())

    def stop_channel(self, channel_id: str, resource_id: str) -> None:
        """`channels.stop`."""
        self._call("post", f"{CHANNELS}/stop", json={"id": channel_id, "resourceId": resource_id})

    def _get(self, url: str, params: Mapping[str, str]) -> Mapping[str, Any]:
        return dict(self._call("get", url, params=dict(params)).json())
