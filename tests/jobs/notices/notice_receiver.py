"""A receiver of notices on a free port, in a few lines: it keeps what it heard, and can refuse."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType


class _Listen(BaseHTTPRequestHandler):
    server: "NoticeReceiver"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((body, self.headers["X-Wardsheets-Signature"]))
        self.send_response(self.server.answer)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


class NoticeReceiver(ThreadingHTTPServer):
    """`answer` is the status of each answer; `heard` the bodies with their signatures."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Listen)
        self.heard: list[tuple[bytes, str]] = []
        self.answer = 204
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,))

    @property
    def url(self) -> str:
        """The setting that leads here."""
        return f"http://127.0.0.1:{self.server_address[1]}/notices"

    def __enter__(self) -> "NoticeReceiver":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()
