"""Many calls in one, as Google's samples of sharing send them."""

from email import message_from_bytes
from email.message import Message

import requests

from emulator_tests.calls import Caller
from emulator_tests.workbook import Workbook

MIXED = "multipart/mixed; boundary=b"


def sent(caller: Caller, *calls: str, path: str = "/batch/drive/v3") -> requests.Response:
    parts = [
        f"--b\r\nContent-Type: application/http\r\nContent-ID: <tag + {number}>\r\n\r\n{call}\r\n"
        for number, call in enumerate(calls)
    ]
    body = "".join(parts) + "--b--"
    return caller.send("POST", path, data=body.encode(), headers={"Content-Type": MIXED})


def answers(answer: requests.Response) -> list[Message]:
    head = f"Content-Type: {answer.headers['Content-Type']}\r\n\r\n".encode()
    return list(message_from_bytes(head + answer.content).get_payload())


def test_each_call_is_answered_under_its_own_name(book: Workbook) -> None:
    share = '{"type": "user", "role": "reader", "emailAddress": "clerk@ward.example"}'
    answer = sent(
        book.caller,
        f"GET /drive/v3/files/{book.id}?fields=id HTTP/1.1\r\n\r\n",
        f"POST /drive/v3/files/{book.id}/permissions HTTP/1.1\r\n"
        f"Content-Type: application/json\r\n\r\n{share}\r\n",
        "GET /drive/v3/files/nothing HTTP/1.1\r\n\r\n",
    )
    parts = answers(answer)
    assert [part["Content-ID"] for part in parts] == [
        f"<response-tag + {number}>" for number in range(3)
    ]
    lines = [str(part.get_payload()).splitlines()[0] for part in parts]
    assert [line.split()[1] for line in lines] == ["200", "200", "404"]
    people = book.caller.drive("GET", f"files/{book.id}/permissions")["permissions"]
    assert len(people) == 2


def test_a_call_may_say_for_itself_who_sends_it(book: Workbook) -> None:
    clerk = "Authorization: Bearer clerk@ward.example"
    call = f"GET /v4/spreadsheets/{book.id} HTTP/1.1\r\n{clerk}\r\n\r\n"
    (part,) = answers(sent(book.caller, call, path="/batch"))
    assert " 403 " in str(part.get_payload()).splitlines()[0]


def test_a_batch_is_no_way_to_the_control_doors(book: Workbook) -> None:
    elsewhere = ("/_emulator/reset", "/%5Femulator/reset", "/batch")
    calls = [f"POST {path} HTTP/1.1\r\n\r\n" for path in elsewhere]
    mine = f"GET /drive/v3/files/{book.id}?fields=id HTTP/1.1\r\n\r\n"
    parts = answers(sent(book.caller, *calls, mine))
    statuses = [str(part.get_payload()).split()[1] for part in parts]
    assert statuses == ["404", "404", "404", "200"]


def test_more_than_a_hundred_calls_or_none_are_refused(owner: Caller) -> None:
    assert (
        sent(owner, *["GET /drive/v3/about?fields=kind HTTP/1.1\r\n\r\n"] * 101).status_code == 400
    )
    answer = owner.send(
        "POST", "/batch/drive/v3", data=b"x", headers={"Content-Type": "text/plain"}
    )
    assert answer.status_code == 400
