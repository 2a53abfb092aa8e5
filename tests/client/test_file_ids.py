"""Only the id of a file becomes a part of an address that is called with our rights."""

from collections.abc import Callable

import pytest
from google.auth.credentials import AnonymousCredentials

from sheets_client.client import GoogleClient
from sheets_client.errors import NotFound

Call = Callable[[GoogleClient, str], object]
CALLS: dict[str, Call] = {
    "read": lambda client, file: client.get_workbook(file),
    "write": lambda client, file: client.batch_update(file, []),
    "file": lambda client, file: client.drive.get_file(file),
}
# Nothing listens there: whoever called it would be refused in other words.
NOWHERE = "http://127.0.0.1:1"


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@pytest.mark.parametrize(
    "file", ["../../drive/v3/files/abc?alt=media#", "abc/permissions", "", "a b", "Ａ1", "a" * 201]
)
def test_what_is_no_id_is_called_nowhere(call: Call, file: str) -> None:
    client = GoogleClient(AnonymousCredentials(), base_url=NOWHERE)
    with pytest.raises(NotFound, match="not the id of a file"):
        call(client, file)
    client.close()
