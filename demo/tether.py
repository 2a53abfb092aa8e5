"""Runs a module that ends with its starter: `python -m demo.tether MODULE [its arguments]`.

The starter keeps the other end of standard input. When it is gone, killed without a chance to say
so, the pipe closes, and the module gets the same SIGTERM that ends it otherwise: no forgotten
server holds the port and the folder of the next start.
"""

import os
import runpy
import signal
import sys
import threading


def main() -> None:
    """Run the module named first with the rest of the arguments."""
    threading.Thread(target=_end_with_starter, daemon=True).start()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def _end_with_starter() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        continue
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
