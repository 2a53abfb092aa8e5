"""A file turned into another form by LibreOffice, without a screen, in a folder of its own."""

import os
import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

# By the clock: it is another program, which also waits for the disk and for others.
SECONDS = 120.0


class NotConverted(Exception):  # noqa: N818  (no fault of ours)
    """LibreOffice is not there, or made nothing of the file in time."""


def convert(
    program: str,
    source: Path,
    to: str,
    seconds: float,
    *options: str,
    first: Callable[[], None] | None = None,
) -> None:
    """Makes a file of the form `to` beside `source`. The folder is also its profile, so that two at
    once do not meet and it knows nobody's settings and macros. `first` runs in the child."""
    folder = source.parent
    profile = (folder / "profile").as_uri()
    quiet = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard")
    process = subprocess.Popen(
        [program, f"-env:UserInstallation={profile}", *quiet, *options,
         "--convert-to", to, "--outdir", str(folder), str(source)],
        cwd=folder,
        env={**os.environ, "HOME": str(folder), "TMPDIR": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=first,
    )  # fmt: skip
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise NotConverted from None
    finally:
        # The program is a script that starts another: both end here, whatever ended us.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
