"""What stands around the service: each thing that can be wrong is named, with what to do."""

from email.utils import formatdate
from pathlib import Path

import pytest

from service.process.surroundings import Found, clock, disk, mail, open_files, proxy
from service.settings.declared import Settings
from sheets_schema.messages import LANGUAGES, text
from tests.jobs.notices.smtp_server import SmtpServer
from tests.service.conftest import make_settings

NOW = 1_800_000_000.0


def said(*found: Found) -> list[tuple[str, str]]:
    """Grade and name of each; every sentence is there, whole, in each language."""
    for _, key, words in found:
        assert all("{" not in text(f"preflight-{key}", lang, **words) for lang in LANGUAGES)
    return [(grade.value, key) for grade, key, _ in found]


@pytest.mark.parametrize(
    ("free", "told"),
    [
        (50_000_000_000, ("good", "disk")),
        (900_000_000, ("hint", "disk-little")),
        (50_000_000, ("wrong", "disk-little")),
    ],
)
def test_a_disk_that_fills_is_told_before_it_is_full(
    tmp_path: Path, free: int, told: tuple[str, str]
) -> None:
    assert said(disk(make_settings(tmp_path), free)) == [told]


def test_a_key_that_others_may_read_is_named(tmp_path: Path) -> None:
    settings = make_settings(tmp_path)
    (tmp_path / "hints.key").write_text("x", encoding="utf-8")
    (tmp_path / "hints.key").chmod(0o644)
    [found] = open_files(settings)
    assert said(found) == [("hint", "key-open")] and found[2]["file"] == tmp_path / "hints.key"
    (tmp_path / "hints.key").chmod(0o600)
    assert said(*open_files(settings)) == [("good", "keys-closed")]


@pytest.mark.parametrize(
    ("off", "told"),
    [
        (2, [("good", "clock")]),
        (45, [("hint", "clock-fast")]),
        (-45, [("hint", "clock-slow")]),
        (400, [("wrong", "clock-fast")]),
    ],
)
def test_a_clock_that_is_off_is_told_with_the_seconds(off: float, told: list[object]) -> None:
    assert said(*clock(formatdate(NOW - off, usegmt=True), NOW)) == told


def test_an_answer_without_a_date_says_nothing_of_the_clock() -> None:
    assert list(clock("", NOW)) == [] == list(clock("soon", NOW))


def with_mail(folder: Path, url: str) -> Settings:
    return make_settings(folder, SMTP_URL=url, MAIL_FROM="vhtt@quan.example.vn")


def test_the_mail_server_is_asked_without_a_mail_being_sent(tmp_path: Path) -> None:
    with SmtpServer() as server:
        assert said(mail(with_mail(tmp_path, server.url))) == [("good", "mail")]
        # Its password is not sent in the clear.
        closed = server.url.replace("//", "//ten:matkhau@")
        found = mail(with_mail(tmp_path, closed))
        assert said(found) == [("wrong", "mail-refused")] and "matkhau" not in str(found)
        away = server.url
    assert server.taken == []
    assert said(mail(with_mail(tmp_path, away))) == [("wrong", "mail-refused")]
    assert said(mail(make_settings(tmp_path))) == [("hint", "no-mail")]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, []),
        ({"PUBLIC_URL": "https://a.example.vn"}, [("wrong", "no-hops")]),
        ({"PUBLIC_URL": "https://a.example.vn", "PROXY_HOPS": "1"}, [("good", "proxy")]),
        (
            {"PUBLIC_URL": "https://a.example.vn", "PROXY_HOPS": "1", "HOST": "0.0.0.0"},
            [("hint", "port-open")],
        ),
    ],
)
def test_the_proxy_in_front_is_believed_and_alone_reaches_us(
    tmp_path: Path, given: dict[str, str], told: list[object]
) -> None:
    assert said(*proxy(make_settings(tmp_path, **given))) == told
