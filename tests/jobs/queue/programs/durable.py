"""A door and a worker as processes of their own, for tests that kill them.

`durable.py door URL LOG`: asks for checks of random units and writes down each accepted one.
`durable.py worker URL LOG NAME`: checks units, writing down begin and end of each run; the unit
`slow` takes a minute.
`durable.py clock URL LOG NAME`: a worker with a schedule that fires every second.
A line of LOG: what, unit, process id, time (of an accepted request: when it was asked).
"""

import os
import random
import sys
import threading
import time

from jobs.queue.asking import Queue
from jobs.queue.engine import Worker
from jobs.queue.run import Outcome, Run
from jobs.queue.schedule import apply_schedule
from jobs.queue.upkeep import Keeper
from jobs.store.opening.database import open_engine

UNITS = [f"P{number:02}" for number in range(1, 7)]


def main() -> None:
    what, url, path, *rest = sys.argv[1:]
    log = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def note(event: str, unit: str, at: float) -> None:
        os.write(log, f"{event} {unit} {os.getpid()} {at}\n".encode())

    def check(run: Run) -> Outcome:
        note("begin", run.subject or run.job, time.time())
        time.sleep(60 if run.subject == "slow" else random.random() / 10)
        note("end", run.subject or run.job, time.time())
        return Outcome()

    queue = Queue(open_engine(url))
    if what == "door":
        while True:
            unit, asked = random.choice(UNITS), time.time()
            queue.request("check", unit, source="apps-script", delay=0.1)
            note("accepted", unit, asked)
            time.sleep(0.01)
    worker = Worker(
        queue, url, {"check": check, "tick": check}, name=rest[0], describe=lambda error: "failed"
    )
    worker.start()
    Keeper(worker).start()
    if what == "clock":
        apply_schedule(queue, {"tick": "* * * * * *"}, "Asia/Ho_Chi_Minh")
    threading.Event().wait()


main()
