"""The name of a worker: unique while it lives, the same after a restart."""

import fcntl
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from service.settings.declared import Settings


@contextmanager
def executor_name(settings: Settings, command: str) -> Iterator[str]:
    """Holds the name of this worker for as long as it runs.

    Two processes of one name would run each other's work twice; so a second one on this machine
    does not start. A kill frees the name at once.
    """
    name = settings.worker_id or f"{socket.gethostname()}-{command}"
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with (settings.data_dir / f"worker-{name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            click.echo(
                f"A worker called {name} is running. Give this one another WARDSHEETS_WORKER_ID.",
                err=True,
            )
            sys.exit(2)
        yield name
