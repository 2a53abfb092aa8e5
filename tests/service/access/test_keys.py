"""Keys of cookies and hints are rotated while the service runs: the old one is believed until its
end."""

import json
import time
import uuid
from collections.abc import Callable

import pytest
import requests
from click.testing import CliRunner, Result
from cryptography.fernet import Fernet

from jobs.notices.signing import sign
from service.cli import main
from tests.service.access.conftest import PEOPLE, Served
from tests.service.conftest import FILES

pytestmark = pytest.mark.usefixtures("usual_logging")
Serve = Callable[..., Served]


def run(served: Served, monkeypatch: pytest.MonkeyPatch, *words: str, **environ: str) -> Result:
    for name, value in {"DATA_DIR": str(served.folder), "PEOPLE": PEOPLE, **environ}.items():
        monkeypatch.setenv(f"WARDSHEETS_{name}", value)
    return CliRunner().invoke(main, ["rotate-key", *words])


def hint(served: Served, secret: str) -> int:
    """The status of a hint that is signed with a secret."""
    said = {"file": FILES["P01"], "time": int(time.time()), "nonce": uuid.uuid4().hex}
    body = json.dumps(said).encode()
    signed = {"X-Wardsheets-Signature": sign(body, secret)}
    url = f"{served.url}/webhooks/edit"
    return requests.post(url, data=body, headers=signed, timeout=60).status_code


def test_hints_and_cookies_of_the_old_key_are_believed_until_it_is_ended(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = serve(HINT_SECRET="")
    browser, old = served.browser("an@example.vn"), served.here.hint_secrets.newest
    for which in ("hints", "cookies"):
        assert run(served, monkeypatch, which).exit_code == 0
    new = served.here.hint_secrets.newest
    assert new != old and [hint(served, one) for one in (old, new, "x" * 40)] == [202, 202, 401]
    away = browser.copy()
    assert browser.is_in()
    for which in ("hints", "cookies"):
        assert run(served, monkeypatch, which, "--end").exit_code == 0
    assert [hint(served, one) for one in (old, new)] == [401, 202]
    # Each answer signs the cookie anew; who was away since signs in again.
    assert (browser.is_in(), away.is_in()) == (True, False)


def test_a_key_in_the_settings_is_rotated_there(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    served.here.close()
    old, new = "o" * 40, "n" * 40
    said = run(served, monkeypatch, "cookies", SECRET_KEY=old)
    assert said.exit_code == 1 and "WARDSHEETS_SECRET_KEY_OLD" in said.output
    both = {"SECRET_KEY": new, "SECRET_KEY_OLD": old}
    assert run(served, monkeypatch, "cookies", **both).exit_code == 0
    told = run(served, monkeypatch, "cookies", "--end", **both)
    assert told.exit_code == 0 and "bỏ WARDSHEETS_SECRET_KEY_OLD" in told.output


def test_the_store_opens_with_the_new_key_beside_its_own_in_the_settings(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = (served.folder / "encryption.key").read_text().strip()
    served.here.close()
    new = Fernet.generate_key().decode()
    both = {"ENCRYPTION_KEY": new, "ENCRYPTION_KEY_OLD": old}
    assert run(served, monkeypatch, "encryption", **both).exit_code == 0
    assert run(served, monkeypatch, "encryption", "--end", **both).exit_code == 0
    alone = {"ENCRYPTION_KEY": new, "ENCRYPTION_KEY_OLD": ""}
    said = run(served, monkeypatch, "hints", **alone, HINT_SECRET="")
    assert said.exit_code == 0


def test_ending_a_key_that_has_no_older_one_is_told(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = run(served, monkeypatch, "cookies", "--end")
    assert said.exit_code == 1 and "Không có khóa cũ" in said.output
