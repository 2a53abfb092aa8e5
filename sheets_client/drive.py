"""The few Drive v3 calls that we make: files and their sharing, the changes feed, the wake-up
channel."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import requests

from sheets_client.errors import NotFound
from sheets_client.file_ids import as_path

FILES = "https://www.googleapis.com/drive/v3/files"
ABOUT = "https://www.googleapis.com/drive/v3/about"
CHANGES = "https://www.googleapis.com/drive/v3/changes"
CHANNELS = "https://www.googleapis.com/drive/v3/channels"
ALL_DRIVES = {"supportsAllDrives": "true"}
FILE_FIELDS = "id,name,mimeType,trashed,version,modifiedTime,capabilities(canEdit)"
CHANGE_FIELDS = (
    f"nextPageToken,newStartPageToken,changes(changeType,fileId,removed,time,file({FILE_FIELDS}))"
)

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
MADE_FIELDS = "id,name,appProperties"

Call = Callable[..., requests.Response]


class DriveCalls:
    """Drive v3 through the same transport (quota kind "drive", same errors)."""

    def __init__(self, call: Call) -> None:
        self._call = call

    def get_file(self, file_id: str) -> Mapping[str, Any]:
        """`files.get`: name, MIME type, version, whether we may edit."""
        return self._get(f"{FILES}/{as_path(file_id)}", {"fields": FILE_FIELDS, **ALL_DRIVES})

    def get_folder(self, folder: str) -> Mapping[str, Any]:
        """`files.get`: the shared drive that a folder stands in, if it does (`driveId`), and
        whether we may put files into it."""
        fields = "driveId,capabilities(canAddChildren)"
        return self._get(f"{FILES}/{as_path(folder)}", {"fields": fields, **ALL_DRIVES})

    def last_editor(self, file_id: str) -> Mapping[str, Any]:
        """`files.get`: who edited the file last, as `displayName`, `emailAddress` and `me` (it was
        us); empty where Google does not say."""
        fields = "lastModifyingUser(displayName,emailAddress,me)"
        found = self._get(f"{FILES}/{file_id}", {"fields": fields, **ALL_DRIVES})
        return dict(found.get("lastModifyingUser", {}))

    def my_address(self) -> str:
        """`about.get`: the address of the account that these calls are made as."""
        answer = self._get(ABOUT, {"fields": "user(emailAddress)"})
        return str(answer["user"]["emailAddress"])

    def moment(self) -> str:
        """What Google's clock says, as the header `Date` of a small answer; "" where there is
        none."""
        answer = self._call("get", ABOUT, params={"fields": "user(emailAddress)"})
        return str(answer.headers.get("Date", ""))

    def create_spreadsheet(
        self, name: str, folder: str, properties: Mapping[str, str]
    ) -> Mapping[str, Any]:
        """`files.create`: an empty spreadsheet in a folder or shared drive, with `properties` of
        this application's own (appProperties); its id, name and those properties.

        Raises QuotaUsedUp where the account has no storage there, OutcomeUnknown where Google's
        answer leaves open whether there is a file now.
        """
        body = {"name": name, "mimeType": SPREADSHEET, "appProperties": dict(properties)}
        if folder:
            body["parents"] = [folder]
        params = {"fields": MADE_FIELDS, **ALL_DRIVES}
        return dict(self._call("post", FILES, params=params, json=body).json())

    def find_spreadsheets(self, properties: Mapping[str, str]) -> Sequence[Mapping[str, Any]]:
        """`files.list`, all pages: the spreadsheets outside the bin that bear all these
        appProperties, as id, name and appProperties."""
        wanted = [
            f"appProperties has {{ key='{k}' and value='{_quoted(v)}' }}"
            for k, v in properties.items()
        ]
        query = " and ".join([f"mimeType = '{SPREADSHEET}'", "trashed = false", *wanted])
        params = {
            "q": query,
            "fields": f"nextPageToken,files({MADE_FIELDS})",
            "pageSize": "100",
            "includeItemsFromAllDrives": "true",
            "corpora": "allDrives",
            **ALL_DRIVES,
        }
        found: list[Mapping[str, Any]] = []
        page: Mapping[str, str] = {}
        while True:
            answer = self._get(FILES, {**params, **page})
            found += answer.get("files", ())
            if "nextPageToken" not in answer:
                return found
            page = {"pageToken": str(answer["nextPageToken"])}

    def set_properties(self, file_id: str, properties: Mapping[str, str]) -> None:
        """`files.update`: these appProperties, the others as they are."""
        body = {"appProperties": dict(properties)}
        params = {"fields": "id", **ALL_DRIVES}
        self._call("patch", f"{FILES}/{as_path(file_id)}", params=params, json=body)

    def share(
        self, file_id: str, address: str, *, role: str, mail: str = "", kind: str = "user"
    ) -> None:
        """`permissions.create` for one address; one at a time a file, or Google keeps the last.
        `mail`: what Google writes to them, which people without a Google account need; `kind`:
        user or group."""
        body = {"type": kind, "role": role, "emailAddress": address}
        told = {"sendNotificationEmail": "true" if mail else "false"}
        if mail:
            told["emailMessage"] = mail
        params = {"fields": "id", **told, **ALL_DRIVES}
        self._call("post", f"{FILES}/{as_path(file_id)}/permissions", params=params, json=body)

    def shared_with(self, file_id: str) -> frozenset[str]:
        """`permissions.list`: the addresses that the file is shared with, in small letters."""
        params = {"fields": "permissions(emailAddress)", "pageSize": "100", **ALL_DRIVES}
        answer = self._get(f"{FILES}/{as_path(file_id)}/permissions", params)
        said = (str(one.get("emailAddress", "")) for one in answer.get("permissions", ()))
        return frozenset(one.casefold() for one in said if one)

    def list_permissions(self, file_id: str) -> Sequence[Mapping[str, Any]]:
        """`permissions.list`: with whom the file is shared, as id, type, role, emailAddress; in a
        shared drive with whether that comes from the drive."""
        fields = "permissions(id,type,role,emailAddress,permissionDetails(inherited))"
        params = {"fields": fields, "pageSize": "100", **ALL_DRIVES}
        answer = self._get(f"{FILES}/{as_path(file_id)}/permissions", params)
        return list(answer.get("permissions", ()))

    def unshare(self, file_id: str, permission: str) -> None:
        """`permissions.delete` of one permission, by its id; one that is gone already is no
        fault of anybody's."""
        url = f"{FILES}/{as_path(file_id)}/permissions/{as_path(permission)}"
        with suppress(NotFound):
            self._call("delete", url, params=dict(ALL_DRIVES))

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


def _quoted(value: str) -> str:
    """A value inside a query of `files.list`."""
    return value.replace("\\", "\\\\").replace("'", "\\'")
