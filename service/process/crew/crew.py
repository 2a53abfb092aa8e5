"""A worker process for each campaign: the job engine serves one store in one process, and what
hurts one campaign does not stop the others."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

import structlog

from jobs.queue.repeated import Repeated

log = structlog.get_logger(__name__)

LOOK_SECONDS = 1.0
# A worker that ended is begun again after so many looks, twice as many each time, up to a minute.
FIRST_PAUSE, LONGEST_PAUSE = 2, 60
# As long as a worker may take to end in good order, and a little.
PATIENCE_SECONDS = 20.0
_PROGRAM = "from service.cli import main; main()"


@dataclass
class _Worker:
    campaign: str
    process: subprocess.Popen[bytes]
    pause: int = FIRST_PAUSE
    left: int = field(default=FIRST_PAUSE)


class Crew:
    """Begins a worker for each campaign, begins those again that ended, and ends them all."""

    def __init__(
        self, campaigns: tuple[str, ...], environ: Mapping[str, str] | None = None
    ) -> None:
        self._environ = dict(os.environ if environ is None else environ)
        self._campaigns = campaigns
        self._workers: list[_Worker] = []
        self._watch = Repeated("crew", LOOK_SECONDS, self.look)

    def begin(self) -> None:
        """Starts them and watches over them."""
        self._workers = [_Worker(name, self._start(name)) for name in self._campaigns]
        self._watch.start()

    def look(self) -> None:
        """Begins again who ended, after a pause that doubles."""
        for worker in self._workers:
            if worker.process.poll() is None:
                worker.pause = worker.left = FIRST_PAUSE
            elif worker.left > 0:
                worker.left -= 1
            else:
                log.warning("a worker ended and is begun again", campaign=worker.campaign)
                worker.process = self._start(worker.campaign)
                worker.pause = min(worker.pause * 2, LONGEST_PAUSE)
                worker.left = worker.pause

    def processes(self) -> dict[str, int]:
        """The process ids by campaign."""
        return {worker.campaign: worker.process.pid for worker in self._workers}

    def stop(self) -> None:
        """Ends them in good order, and whoever does not in time."""
        self._watch.stop()
        for worker in self._workers:
            with suppress(OSError):
                worker.process.terminate()
        for worker in self._workers:
            try:
                worker.process.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                worker.process.kill()
                worker.process.wait()
            if worker.process.stdin:
                worker.process.stdin.close()

    def _start(self, campaign: str) -> subprocess.Popen[bytes]:
        arguments = [sys.executable, "-c", _PROGRAM, "worker", "--campaign", campaign, "--crew"]
        return subprocess.Popen(arguments, env=self._environ, stdin=subprocess.PIPE)


def end_with_parent() -> None:
    """Lets this process end when the one that began it is gone, however that ended: its end of
    our input is closed then."""

    def wait() -> None:
        sys.stdin.read()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="parent-watch", daemon=True).start()
