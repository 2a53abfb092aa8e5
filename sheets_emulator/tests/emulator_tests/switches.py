"""The switches for long and browser tests, and a browser: for the emulator's tests and others'."""

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SWITCHES = {
    "browser": "a real Chromium; turn on with: pytest --run-browser",
    "long": "the long profile; turn on with: pytest --run-long",
    "stack": "the whole stack; turn on with: make test-stack",
}
# Without these Chromium looks for Google's hosts at every start.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# A busy machine is no failure: hypothesis' limit of 200 ms an example is a timed assert. The tests
# of every day draw the same examples each time, the long profile draws new ones.
settings.register_profile("every-day", deadline=None, derandomize=True)
settings.register_profile("long", deadline=None, print_blob=True)


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("--run-long") else "every-day")


def pytest_addoption(parser: pytest.Parser) -> None:
    for name, what in SWITCHES.items():
        parser.addoption(f"--run-{name}", action="store_true", help=f"run tests that need {what}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        for name, what in SWITCHES.items():
            if item.get_closest_marker(name) and not config.getoption(f"--run-{name}"):
                item.add_marker(pytest.mark.skip(reason=f"needs {what}"))


# Not for the whole session: while Playwright is started an event loop counts as running in this
# thread, and the job engine refuses to be called there.
@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """A headless Chromium of the machine (no download)."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "--run-browser needs the program chromium on the PATH (Debian: chromium)"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield started
        started.close()
