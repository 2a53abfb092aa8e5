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
    wait for ever: so the loop lets go of what is open, and the threads are sent home.
    """
    open_still: dict[int, Any] = {}

    def let_go() -> None:
        # Closed behind the loop: it may come here before its trigger has written its byte.
        open_still.update(server._map)
        server._map.clear()

    server: Any = listen(app, settings)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.trigger.pull_trigger(let_go)
        thread.join(timeout=60)
        wasyncore.close_all(open_still, ignore_all=True)
        server.task_dispatcher.shutdown()
        assert not thread.is_alive()
