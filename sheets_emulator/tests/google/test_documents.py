"""Google's discovery documents ship with the emulator, as the newest client we lock has them."""

import pytest

from sheets_emulator.google import renew
from sheets_emulator.google.discovery import discovery


@pytest.mark.parametrize("api", renew.APIS)
def test_a_document_is_that_of_the_locked_client(api: str) -> None:
    """When the lock brings a newer one: python -m sheets_emulator.google.renew, and look."""
    shipped = (renew.DOCUMENTS / f"{api}.json").read_bytes()
    assert shipped == renew.shipped(api)


def test_a_notice_says_whose_the_documents_are() -> None:
    notice = (renew.DOCUMENTS / "NOTICE").read_text(encoding="utf-8")
    assert notice == renew.notice() and "Apache License" in notice


@pytest.mark.parametrize("api", renew.APIS)
def test_a_document_is_read_by_its_name(api: str) -> None:
    assert f"{discovery(api)['name']}.{discovery(api)['version']}" == api
