"""The command `wardsheets-emulator`: a local Google until it is told to stop."""

import argparse
import signal
import sys
import threading
from pathlib import Path

from sheets_emulator.starting import StartError, start


def main(arguments: list[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT; 0 when stopped so, 1 when it cannot start."""
    options = _options(arguments)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        server = start(options.data, options.host, options.port, options.allow_host)
    except StartError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Emulator of Google Sheets and Drive: {server.url}", flush=True)
    stop.wait()
    server.stop()
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="wardsheets-emulator", description=__doc__)
    parser.add_argument("--port", type=int, default=8700, help="0 takes a free one (default 8700)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a further host name under which it is asked, e.g. that of its container",
    )
    parser.add_argument(
        "--data", type=Path, default=Path("emulator-data"), help="folder that holds all state"
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
