"""The whole service as it is deployed, from an empty register to an upgraded store.

`make test-stack` turns it on. What compose.yaml starts is started here without Docker: the image's
own steps in a folder, PostgreSQL, nginx with the sample of deploy/, two workers, an issuer over TLS
and the local Google. Where a Docker engine answers, compose.yaml itself is started too.
"""

import os
import shutil
import subprocess

import pytest

from tests.service.test_deploy import DEPLOY
from tests.stack.walk import Diary

pytestmark = pytest.mark.stack
MOST_MEGABYTES = 350


def test_web_and_workers_that_start_at_once_on_an_empty_database_come_up(diary: Diary) -> None:
    assert diary.workers_at_once == 2


def test_the_images_health_check_finds_the_web_well(diary: Diary) -> None:
    assert diary.well


def test_units_typed_into_the_register_are_published(diary: Diary) -> None:
    shown = str(diary.published)
    assert "Phường Một" in shown and "Phường Hai" in shown
    assert "0912345678" in shown


def test_a_wrong_cell_is_flagged_in_the_wards_own_sheet(diary: Diary) -> None:
    assert "Kiểm tra" in diary.flagged and "Số điện thoại thiếu chữ số" in diary.flagged


def test_people_sign_in_through_the_proxy_with_their_roles(diary: Diary) -> None:
    assert "Phường Một" in diary.board
    assert diary.pages == {"an@example.vn": 200, "binh@example.vn": 403}
    assert diary.stranger == 403


def test_a_backup_put_back_elsewhere_tells_the_same(diary: Diary) -> None:
    assert len(diary.before_backup) == 2 and diary.restored == diary.before_backup


def test_processes_of_the_version_before_go_on_beside_the_upgraded_store(diary: Diary) -> None:
    if not diary.older:
        pytest.skip(
            "needs the history of the repository (git fetch --unshallow), and a newest form of "
            "the store beside which programs of before may go on"
        )
    assert "Đã cập nhật kho dữ liệu" in diary.upgraded
    assert diary.beside == {"old": 2, "new": 2, "alone": {"ok": True}}


def test_each_process_ends_in_order_when_it_is_told_to(diary: Diary) -> None:
    assert set(diary.statuses) >= {"web", "one", "two", "restored"}
    assert set(diary.statuses.values()) == {0}
    assert "Traceback" not in diary.said


def test_the_demo_runs_from_the_wheels_alone_in_an_empty_folder(diary: Diary) -> None:
    assert {unit["state"] for unit in diary.demo} > {"must-fix", "right"}


def test_the_packages_of_a_server_stay_small(diary: Diary) -> None:
    assert diary.megabytes + of_the_programs_of_a_backup() < MOST_MEGABYTES


def of_the_programs_of_a_backup() -> float:
    """Megabytes of pg_dump and what comes with it, as Debian says; perl, which runs it, too."""
    needed = ("postgresql-client-common", "libpq5", "perl", "perl-modules-*", "libperl5*")
    query = ["dpkg-query", "-W", "-f=${Installed-Size}\n", "postgresql-client-[0-9]*", *needed]
    found = subprocess.run(query, capture_output=True, text=True, check=False).stdout.split()
    return sum(int(size) for size in found) / 1000


def test_compose_comes_up() -> None:
    if not docker_answers():
        pytest.skip("needs a running Docker with compose; its parts ran without it")
    said = {"SERVER_NAME": "localhost", "DATABASE_PASSWORD": "p" * 32, "GOOGLE_KEY": os.devnull}
    up = ["docker", "compose", "-p", "wardsheets-test", "-f", str(DEPLOY / "compose.yaml")]
    try:
        started = [*up, "up", "--build", "--wait", "database", "web", "worker-one", "worker-two"]
        subprocess.run(started, env=os.environ | said, check=True)
    finally:
        subprocess.run([*up, "down", "-v"], env=os.environ | said, check=True)


def docker_answers() -> bool:
    """Whether there is an engine, and compose."""
    if shutil.which("docker") is None:
        return False
    asked = (["docker", "compose", "version"], ["docker", "info"])
    done = [subprocess.run(one, capture_output=True, check=False).returncode for one in asked]
    return done == [0, 0]
