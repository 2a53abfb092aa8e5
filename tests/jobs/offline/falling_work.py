"""Work for several processes, one piece of which ends its process without a word."""

import os
import signal
import time

_LONG = 120


def square(number: int) -> int:
    """A number times itself."""
    return number * number


def square_or_fall(number: int) -> int:
    """The same, but 7 and 30 end the process at once."""
    if number in (7, 30):
        os._exit(9)
    return square(number)


def process_id(_: int) -> int:
    """Who did the work."""
    return os.getpid()


def minus(number: int) -> int:
    """What stands for a number whose work never came to an end."""
    return -number


def interrupt(number: int) -> int:
    """The first tells the process that waits for it what Ctrl-C tells; none comes to an end."""
    if number == 0:
        os.kill(os.getppid(), signal.SIGINT)
    time.sleep(_LONG)
    print("came to an end", flush=True)
    return number
