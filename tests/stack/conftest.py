"""The switch of the stack, and the walk through it that every test here reads."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.service.tls_proxy import NGINX
from tests.stack.walk import Diary, walk
from tests.stack.world import World, may_run


@pytest.fixture(scope="session")
def diary(request: pytest.FixtureRequest) -> Iterator[Diary]:
    """What was seen on the way from an empty database to an upgraded store."""
    if not request.config.getoption("--run-stack"):
        pytest.skip("needs the whole stack; turn on with: make test-stack")
    missing = may_run() or ("" if NGINX else "nginx: apt-get install nginx-light")
    assert not missing, f"the stack needs {missing}"
    # Not in pytest's folder, which it keeps to one user: the image has another.
    with TemporaryDirectory(prefix="wardsheets-stack-") as folder, walked(Path(folder)) as seen:
        yield seen


@contextmanager
def walked(folder: Path) -> Iterator[Diary]:
    """Everything started, and stopped at the end."""
    began = time.monotonic()
    with World(folder) as world:
        seen = Diary(made_seconds=time.monotonic() - began)
        walk(world, seen)
        print(f"\n{seen.times()}; {seen.megabytes:.0f} MB of packages")
        yield seen
