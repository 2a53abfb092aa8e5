"""The server that is shipped, at a port of its own, until a test is done with it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from waitress import wasyncore

from service.process.listening import listen
from service.settings.declared import Settings


@contextmanager
def shipped(app: Flask, settings: Settings) -> Iterator[Any]:
    """The server, listening in a thread; all of it is gone at the end.

    A connection that a browser keeps open would keep its loop going, and the threads that answer
    wait for ever: so the loop closes what is open, and the threads are sent home.
    """
    server: Any = listen(app, settings)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map, ignore_all=True))
        thread.join(timeout=60)
        server.task_dispatcher.shutdown()
        assert not thread.is_alive()
