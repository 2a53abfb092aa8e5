"""A session can be taken back: by signing out, by an admin, by losing the role."""

import threading
from collections.abc import Callable

import requests

from service.access.people import LOCAL_OPERATOR, operator_of
from service.identity import new_link
from tests.service.access.conftest import Served

Serve = Callable[..., Served]
ADMIN, OFFICER, NEW = "chi@example.vn", "an@example.vn", "moi@example.vn"


def test_a_cookie_that_was_copied_opens_nothing_after_signing_out(served: Served) -> None:
    browser = served.browser(OFFICER)
    thief = browser.copy()
    assert thief.is_in()
    browser.send("/", "/logout")
    assert not thief.is_in() and not browser.is_in()


def test_signing_out_here_leaves_the_other_browser_and_everywhere_ends_it(served: Served) -> None:
    here, other, third = (served.browser(OFFICER) for _ in range(3))
    here.send("/", "/logout")
    assert (here.is_in(), other.is_in()) == (False, True)
    other.send("/me", "/logout", everywhere="1")
    assert (other.is_in(), third.is_in()) == (False, False)


def number_of(page: str, email: str) -> str:
    row = page[page.index("Phiên đang mở") :].split(f'class="text-break">{email}<')[1]
    return row.split('name="number" value="')[1].split('"')[0]


def test_an_admin_ends_somebodys_session(served: Served) -> None:
    admin, officer = served.browser(ADMIN), served.browser(OFFICER)
    number = number_of(admin.get("/access").text, OFFICER)
    admin.send("/access", "/access/end", number=number)
    assert (officer.is_in(), admin.is_in()) == (False, True)
    assert served.audit()[-1][:3] == (ADMIN, "127.0.0.1", "session-ended")


def test_nobody_ends_the_session_of_another_on_the_own_page(served: Served) -> None:
    officer, viewer = served.browser(OFFICER), served.browser("binh@example.vn")
    number = number_of(served.browser(ADMIN).get("/access").text, "binh@example.vn")
    assert officer.send("/me", "/me/end", number=number).status_code == 404
    assert viewer.is_in()
    viewer.send("/me", "/me/end", number=number)
    assert not viewer.is_in()


def test_a_role_holds_from_the_next_request_on(served: Served) -> None:
    admin = served.browser(ADMIN)
    admin.send("/access", "/access/people", email="Moi@example.vn ", role="viewer")
    somebody = served.browser(NEW)
    assert somebody.get("/data.xlsx").status_code == 403
    admin.send("/access", "/access/people", email=NEW, role="officer")
    assert somebody.get("/data.xlsx").status_code == 200


def test_who_lost_the_role_is_out_and_a_role_given_back_does_not_bring_it_back(
    served: Served,
) -> None:
    admin = served.browser(ADMIN)
    admin.send("/access", "/access/people", email=NEW, role="officer")
    somebody, token = served.browser(NEW), served.token("viewer", NEW)
    assert (somebody.is_in(), served.asks("/api/units", token)) == (True, 200)
    admin.send("/access", "/access/people/remove", email=NEW)
    assert (somebody.is_in(), served.asks("/api/units", token)) == (False, 401)
    admin.send("/access", "/access/people", email=NEW, role="officer")
    assert (somebody.is_in(), served.asks("/api/units", token)) == (False, 401)


def test_the_settings_win_and_nobody_changes_a_role_of_their_own(served: Served) -> None:
    admin = served.browser(ADMIN)
    said = [
        admin.send("/access", "/access/people", email=email, role="viewer").text
        for email in (OFFICER, ADMIN, "kiên@example.vn", "an example.vn")
    ]
    assert (
        "WARDSHEETS_PEOPLE" in said[0] and "chữ không dấu" in said[2] and "chữ không dấu" in said[3]
    )
    assert admin.is_in() and served.browser(OFFICER).get("/data.xlsx").status_code == 200
    with_own = admin.send("/access", "/access/people/remove", email=ADMIN)
    assert "cấu hình" in with_own.text


def test_pages_of_admins_are_for_admins(served: Served) -> None:
    officer = served.browser(OFFICER)
    assert [officer.get(path).status_code for path in ("/access", "/audit", "/audit.csv")] == [
        403
    ] * 3
    assert "/access" not in officer.get("/").text
    sent = officer.send("/me", "/access/people", email=NEW, role="admin")
    assert sent.status_code == 403


def test_a_look_at_a_link_does_not_use_it_up(served: Served) -> None:
    token = new_link(served.here, OFFICER)
    address = f"{served.url}/login/link?token={token}"
    for look in (requests.get, requests.head, requests.get):
        answer = look(address, timeout=60)
        assert answer.status_code == 200
        assert not requests.get(f"{served.url}/api/units", cookies=answer.cookies, timeout=60).ok
    assert served.browser().claim(token) == 302
    assert served.browser().claim(token) == 401


def test_of_many_who_press_the_button_at_once_one_enters(served: Served) -> None:
    token, statuses = new_link(served.here, OFFICER), []
    browsers = [served.browser() for _ in range(4)]
    threads = [
        threading.Thread(target=lambda b=one: statuses.append(b.claim(token))) for one in browsers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [302, 401, 401, 401]
    assert [one.is_in() for one in browsers].count(True) == 1


def test_a_link_is_pressed_on_its_own_page_only(served: Served) -> None:
    token = new_link(served.here, OFFICER)
    sent = requests.post(f"{served.url}/login/link", data={"token": token}, timeout=60)
    assert (sent.status_code, sent.json()["error"]["code"]) == (400, "form-expired")
    assert served.browser().claim(token) == 302


def test_a_link_is_for_the_listed_operator(serve: Serve) -> None:
    assert operator_of(serve().here) == ADMIN
    of_none = serve(PEOPLE="an@example.vn = officer")
    assert operator_of(of_none.here) == LOCAL_OPERATOR
    admin = of_none.browser(LOCAL_OPERATOR)
    admin.send("/access", "/access/people", email=NEW, role="admin")
    assert operator_of(of_none.here) == NEW and admin.is_in()


def test_the_store_keeps_nothing_that_opens_a_door(served: Served) -> None:
    link = new_link(served.here, OFFICER)
    token = served.token("viewer")
    browser = served.browser(OFFICER)
    with served.here.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = b"".join(path.read_bytes() for path in served.folder.glob("wardsheets.db*"))
    cookie = browser.session.cookies["wardsheets"]
    assert not any(secret.encode() in kept for secret in (link, token, cookie))
