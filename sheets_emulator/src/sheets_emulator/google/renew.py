"""Renews the discovery documents from an installed google-api-python-client, which ships them.

python -m sheets_emulator.google.renew
"""

from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

DOCUMENTS = Path(__file__).parent / "documents"
APIS = ("sheets.v4", "drive.v3")
PACKAGE = "google-api-python-client"
NOTICE = """The files *.json in this folder are discovery documents of Google LLC, as they come with
google-api-python-client {version}, unchanged. They are licensed under the Apache License,
Version 2.0: https://www.apache.org/licenses/LICENSE-2.0
"""


def shipped(api: str) -> bytes:
    """The document of an API as the installed client ships it."""
    folder = files("googleapiclient.discovery_cache").joinpath("documents")
    return folder.joinpath(f"{api}.json").read_bytes()


def notice() -> str:
    """Whose the documents are, and where they come from."""
    return NOTICE.format(version=version(PACKAGE))


def renew() -> None:
    """Takes over the documents that are installed now."""
    for api in APIS:
        (DOCUMENTS / f"{api}.json").write_bytes(shipped(api))
    (DOCUMENTS / "NOTICE").write_text(notice(), encoding="utf-8")


if __name__ == "__main__":
    renew()
