"""The shipped server on a socket, and browsers and programs that speak to it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests

from service.access.people import LOCAL_OPERATOR
from service.access.tokens import make_token
from service.identity import new_link
from tests.service.conftest import csrf_of, make_service
from tests.service.shipped import shipped

PEOPLE = "an@example.vn = officer; binh@example.vn = viewer; chi@example.vn = admin"


class Browser:
    """Somebody's browser; every form is sent with the token of the page that it stands on."""

    def __init__(self, url: str) -> None:
        self.url, self.session = url, requests.Session()

    def get(self, path: str, **headers: str) -> requests.Response:
        sent = {"Accept": "text/html", **headers}
        return self.session.get(self.url + path, headers=sent, timeout=60, allow_redirects=False)

    def send(self, page: str, path: str, **form: object) -> requests.Response:
        form["csrf_token"] = csrf_of(self.get(page).text)
        return self.session.post(
            self.url + path, data=form, timeout=60, headers={"Accept": "text/html"}
        )

    def claim(self, token: str) -> int:
        """Presses the button of a one-time link; the status."""
        page = self.get(f"/login/link?token={token}")
        if page.status_code != 200:
            return page.status_code
        form = {"token": token, "csrf_token": csrf_of(page.text)}
        sent = self.session.post(
            f"{self.url}/login/link", data=form, timeout=60, allow_redirects=False
        )
        return sent.status_code

    def is_in(self) -> bool:
        """Whether the API lets it in."""
        return self.session.get(f"{self.url}/api/units", timeout=60).status_code == 200

    def copy(self) -> "Browser":
        """Another one with the same cookies."""
        other = Browser(self.url)
        other.session.cookies.update(self.session.cookies)
        return other


class Served:
    """A service behind its shipped server."""

    def __init__(self, folder: Path, **environ: str) -> None:
        self.folder = folder
        made = make_service(folder, PORT="0", **{"PEOPLE": PEOPLE, **environ})
        self.made, self.here = made, made.here
        self._until = ExitStack()
        server = self._until.enter_context(shipped(made.app, made.here.settings))
        self.url = f"http://127.0.0.1:{server.effective_port}"

    def browser(self, email: str = "") -> Browser:
        """A browser, signed in as somebody where an address is given."""
        made = Browser(self.url)
        if email:
            assert made.claim(new_link(self.here, email)) == 302
        return made

    def token(self, scope: str, email: str = LOCAL_OPERATOR) -> str:
        return make_token(self.here, "a program", email, scope, 90, "a test")

    def asks(self, path: str, token: str, method: str = "GET") -> int:
        """The status that a program with a token gets."""
        sent = {"Authorization": f"Bearer {token}"}
        return requests.request(method, self.url + path, headers=sent, timeout=60).status_code

    def audit(self) -> list[tuple[str, str, str, str, int | None, str]]:
        """Lines of the audit, oldest first: who, from where, what, unit, persons, about."""
        with sqlite3.connect(self.folder / "wardsheets.db") as look:
            query = "SELECT person, origin, what, unit, persons, about FROM audit ORDER BY number"
            found = look.execute(query).fetchall()
        look.close()
        return found

    def stop(self) -> None:
        self._until.close()
        self.here.close()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    made: list[Served] = []

    def start(**environ: str) -> Served:
        made.append(Served(tmp_path / str(len(made)), **environ))
        return made[-1]

    yield start
    for one in made:
        one.stop()


@pytest.fixture
def served(serve: Callable[..., Served]) -> Served:
    return serve()
