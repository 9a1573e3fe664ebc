"""One of several processes on one store, each passing over the same slots at the same time.

Run as `python -m tests.schedule.racing FOLDER ROUNDS ME ALL`. Every delivery
is a line in `sent.txt`, written before anybody can stop it.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import timedelta
from pathlib import Path

from briefing.models import DeliveryReport
from briefing.schedule import Runner
from tests.schedule.test_calendar import EVERY_DAY, at
from tests.schedule.work import Clock, Desk, calendar, open_store

START = at("2026-11-24T07:00+01:00")


class Writing(Desk):
    """Notes each delivery in a file that all processes share."""

    def deliver(self, edition_id: str) -> DeliveryReport:
        report = super().deliver(edition_id)
        line = os.open(self.folder / "sent.txt", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(line, f"{edition_id}\n".encode())
        os.close(line)
        return report

    folder = Path()


def meet(folder: Path, number: int, me: int, everybody: int) -> None:
    """Wait until all processes have come to this round."""
    (folder / f"{number}-{me}").touch()
    deadline = time.monotonic() + 60
    while len(list(folder.glob(f"{number}-*"))) < everybody:
        if time.monotonic() > deadline:
            raise SystemExit("the others did not come")
        time.sleep(0.001)


def main(folder: Path, rounds: int, me: int, everybody: int) -> None:
    """Pass over one slot a round."""
    Writing.folder = folder
    clock = Clock(START)
    store = open_store(folder, START)
    desk = Writing(store=store, clock=clock)
    rules = calendar(review="none", days=EVERY_DAY)
    passes = Runner(rules, store, desk, clock=clock, who=f"process {me}")
    for number in range(rounds):
        meet(folder, number, me, everybody)
        for outcome in passes.once():
            if outcome.error:
                raise SystemExit(outcome.error)
        clock.now += timedelta(days=1)
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:5]))
