"""A person lets a desktop program act for them: by Google's own library, over a socket."""

import threading
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from google_auth_oauthlib.flow import InstalledAppFlow

from sheets_emulator.account.accounts import CLIENT_ID, CLIENT_SECRET
from sheets_emulator.pytest_plugin import SheetsEmulator

FILES = "https://www.googleapis.com/auth/drive.file"
CLERK = "officer@quan.example.vn"


def flow_of(emulator: SheetsEmulator) -> InstalledAppFlow:
    """The flow of a program whose client file names this emulator."""
    addresses = {
        "auth_uri": f"{emulator.url}/o/oauth2/v2/auth",
        "token_uri": f"{emulator.url}/token",
    }
    said = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, **addresses}
    flow = InstalledAppFlow.from_client_config({"installed": said}, [FILES])
    flow.oauth2session.trust_env = False
    return flow


def ask(flow: InstalledAppFlow, **more: str) -> tuple[str, dict[str, str]]:
    """The address of the page, and what its form says."""
    flow.redirect_uri = "http://127.0.0.1:9/"
    address, _ = flow.authorization_url(**more)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    return address, asked


def agree(emulator: SheetsEmulator, asked: dict[str, str], **changed: str) -> requests.Response:
    """Presses a button of the page."""
    form = {**asked, "email": CLERK, "agreed": "yes", **changed}
    return requests.post(
        f"{emulator.url}/o/oauth2/v2/auth", data=form, allow_redirects=False, timeout=30
    )


def said_back(answer: requests.Response) -> dict[str, str]:
    """What the browser brings back to the program."""
    query = parse_qs(urlsplit(answer.headers["Location"]).query)
    return {name: values[0] for name, values in query.items()}


@pytest.fixture(autouse=True)
def plain_http(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library asks for https; this emulator is on the same machine."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")


def test_googles_own_library_signs_a_person_in(sheets_emulator: SheetsEmulator) -> None:
    flow = flow_of(sheets_emulator)
    found: list[Any] = []

    class Browser:
        def open(self, address: str, **_: Any) -> None:
            page = requests.get(address, timeout=30).text
            assert "Allow" in page and FILES in page
            query = {k: v[0] for k, v in parse_qs(urlsplit(address).query).items()}
            back = agree(sheets_emulator, query).headers["Location"]
            threading.Thread(target=lambda: found.append(requests.get(back, timeout=60))).start()

    import webbrowser

    webbrowser.register("tests-browser", None, Browser())  # type: ignore[arg-type]
    credentials = flow.run_local_server(
        host="127.0.0.1", port=0, browser="tests-browser", timeout_seconds=60
    )
    headers = {"Authorization": f"Bearer {credentials.token}"}
    about = requests.get(
        f"{sheets_emulator.url}/drive/v3/about?fields=user", headers=headers, timeout=30
    ).json()
    assert about["user"]["emailAddress"] == CLERK and credentials.refresh_token


def test_a_code_is_good_once(sheets_emulator: SheetsEmulator) -> None:
    flow = flow_of(sheets_emulator)
    _, asked = ask(flow)
    code = said_back(agree(sheets_emulator, asked))["code"]
    assert flow.fetch_token(code=code)["refresh_token"]
    with pytest.raises(Exception, match="invalid_grant"):
        flow.fetch_token(code=code)


def test_a_code_is_nothing_without_the_verifier_of_who_asked(
    sheets_emulator: SheetsEmulator,
) -> None:
    flow = flow_of(sheets_emulator)
    _, asked = ask(flow)
    code = said_back(agree(sheets_emulator, asked))["code"]
    flow.code_verifier = "x" * 64
    with pytest.raises(Exception, match="invalid_grant"):
        flow.fetch_token(code=code)


def test_a_code_ends_after_ten_minutes(sheets_emulator: SheetsEmulator) -> None:
    flow = flow_of(sheets_emulator)
    _, asked = ask(flow)
    code = said_back(agree(sheets_emulator, asked))["code"]
    sheets_emulator.advance(601)
    with pytest.raises(Exception, match="invalid_grant"):
        flow.fetch_token(code=code)


def test_who_cancels_sends_no_code(sheets_emulator: SheetsEmulator) -> None:
    _, asked = ask(flow_of(sheets_emulator))
    said = said_back(agree(sheets_emulator, asked, agreed=""))
    assert said == {"error": "access_denied", "state": asked["state"]}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"client_id": "another"}, "invalid_client"),
        ({"redirect_uri": "https://elsewhere.example/"}, "redirect_uri_mismatch"),
        ({"redirect_uri": "http://elsewhere.example:80/"}, "redirect_uri_mismatch"),
        ({"scope": ""}, "invalid_request"),
    ],
)
def test_a_question_that_google_refuses_is_refused(
    sheets_emulator: SheetsEmulator, changed: dict[str, str], why: str
) -> None:
    _, asked = ask(flow_of(sheets_emulator))
    answer = agree(sheets_emulator, {**asked, **changed})
    assert (answer.status_code, answer.text) == (400, f"Error 400: {why}")
    page = requests.get(
        f"{sheets_emulator.url}/o/oauth2/v2/auth", params={**asked, **changed}, timeout=30
    )
    assert (page.status_code, page.text) == (400, f"Error 400: {why}")
