"""Kills a sender, again and again, and compares what a server got with what the outbox says.

    python -m tests.delivery.kills --random 200 --each 10 --recipients 1500

prints the tables of docs/delivery-proofs.md. The tests run a small share of it.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine

from briefing.delivery.sending_run import recover
from briefing.store import Store
from tests.delivery.serving import serving
from tests.delivery.sink import SERVER_POINTS, Journal, Sink
from tests.delivery.victim import EDITIONS, OUTBOX_POINTS, Orders, make_store, run
from tests.make import NOW

POINTS = (*OUTBOX_POINTS[:3], *SERVER_POINTS, OUTBOX_POINTS[3])


@dataclass(slots=True)
class Figures:
    """What a series of kills came to. All but `kills` and those in doubt must stay 0."""

    kills: int = 0
    left_in_doubt: int = 0  # kills that left at least one delivery in doubt
    in_doubt: int = 0  # deliveries
    in_doubt_but_accepted: int = 0
    too_many_in_doubt: int = 0  # kills that left more than one for each connection
    duplicates: int = 0
    silent_losses: int = 0  # not accepted, and not listed either
    false_claims: int = 0  # said to be sent, and not accepted
    strange_ids: int = 0  # a second Message-ID for a recipient and an edition
    accepted: int = 0
    runs: int = 0
    seconds: float = 0.0

    @property
    def broken(self) -> bool:
        """True where the promise was not kept."""
        wrong = self.duplicates + self.silent_losses + self.false_claims + self.strange_ids
        return wrong + self.too_many_in_doubt > 0

    @property
    def share(self) -> float:
        return self.left_in_doubt / self.kills if self.kills else 0.0


@dataclass
class Campaign:
    """One newsletter of two editions, sent by one sender after the other until all is done."""

    home: Path
    port: int
    journal: Journal
    figures: Figures
    connections: int = 1
    size: int = 20_000
    url: str = ""
    senders: int = 1
    seen_in_doubt: int = 0
    context: multiprocessing.context.ForkServerContext = field(default_factory=lambda: _context())

    def launch(self, point: str = "", countdown: int = 0) -> multiprocessing.process.BaseProcess:
        orders = Orders(
            home=str(self.home),
            port=self.port,
            connections=self.connections,
            size=self.size,
            url=self.url,
            point=point if point in OUTBOX_POINTS else "",
            countdown=countdown,
        )
        process = self.context.Process(target=run, args=(orders,))
        self.journal.point = point
        self.journal.countdown = countdown
        process.start()
        self.journal.victim = process.pid or 0
        return process

    def ended(self, process: multiprocessing.process.BaseProcess) -> bool:
        """Count what is in doubt after a sender's end; True where it was killed."""
        process.join()
        self.journal.victim = 0
        killed = process.exitcode == -signal.SIGKILL
        assert killed or process.exitcode == 0, f"the sender failed: {process.exitcode}"
        doubtful = self.doubtful() - self.seen_in_doubt
        self.seen_in_doubt += doubtful
        self.figures.kills += killed
        self.figures.left_in_doubt += doubtful > 0
        self.figures.in_doubt += doubtful
        self.figures.too_many_in_doubt += doubtful > self.connections * self.senders
        return killed

    def doubtful(self) -> int:
        with self.store() as store:
            recover(store.deliveries, self.home / "flights", datetime.now(UTC))
            return len(store.deliveries.list(states=("in_doubt",)))

    @property
    def accepted(self) -> int:
        return sum(self.journal.accepted.values())

    def left(self) -> int:
        with self.store() as store:
            return sum(
                count
                for name in EDITIONS
                for state, count in store.deliveries.counts(name)
                if state in {"pending", "leased", "sending", "deferred"}
            )

    @contextmanager
    def store(self) -> Iterator[Store]:
        store = Store.open(self.url or f"sqlite:///{self.home}/briefing.db", now=NOW)
        try:
            yield store
        finally:
            store.close()

    def close(self) -> None:
        """Send the rest undisturbed, then hold the outbox against the journal."""
        process = self.launch()
        assert not self.ended(process)
        with self.store() as store:
            everyone = store.deliveries.list()
        figures, accepted = self.figures, self.journal.ids
        figures.accepted += self.accepted
        for one in everyone:
            got = one.message_id in accepted.get(one.email, ())
            figures.silent_losses += not got and one.state not in {"in_doubt", "failed"}
            figures.false_claims += not got and one.state == "sent"
            figures.in_doubt_but_accepted += got and one.state == "in_doubt"
        known = {(one.email, one.message_id) for one in everyone}
        found = {(email, name) for email, names in accepted.items() for name in names}
        figures.duplicates += self.accepted - len(found)
        figures.strange_ids += len(found - known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """What else a campaign has: a database by URL, refusals, more than one sender at once."""

    url: str = ""
    recipients: int = 0
    refuse_every: int = 0
    senders: int = 1


def empty(url: str) -> None:
    """Drop all that a PostgreSQL database holds."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()


def _context() -> multiprocessing.context.ForkServerContext:
    """Processes that begin with all that a sender imports, so that kills meet it sending."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.delivery.victim"])
    return context


@contextmanager
def campaign(
    template: Path,
    figures: Figures,
    *,
    connections: int,
    size: int,
    server: Server | None = None,
) -> Iterator[Campaign]:
    """A fresh copy of a newsletter, and a server."""
    server = server or Server()
    home = Path(tempfile.mkdtemp(prefix="kills-"))
    shutil.copytree(template, home, dirs_exist_ok=True)
    if server.url:
        empty(server.url)
        make_store(home, server.recipients, server.url)
    journal = Journal(home / "journal")
    journal.refuse_every = server.refuse_every
    started = time.monotonic()
    try:
        with serving(lambda: Sink(journal)) as port:
            yield Campaign(
                home,
                port,
                journal,
                figures,
                connections,
                size,
                url=server.url,
                senders=server.senders,
            )
    finally:
        journal.close()
        shutil.rmtree(home)
        figures.runs += 1
        figures.seconds += time.monotonic() - started


def at_random(template: Path, kills: int, *, longest: float, whole: bool, **shape: Any) -> Figures:
    """Kills at random moments, each within `longest` seconds of a sender's first message.

    So every kill meets a sender that does nothing but send; with `whole`, the
    seconds count from its start, as those of a machine's own kills do.
    """
    figures, rng = Figures(), shape.pop("rng")
    while figures.kills < kills:
        with campaign(template, figures, **shape) as one:
            while figures.kills < kills and one.left():
                seen = one.accepted
                processes = [one.launch() for _ in range(one.senders)]
                alive = processes[0].is_alive
                while not whole and alive() and one.accepted == seen:
                    time.sleep(0.001)
                for process in processes:
                    kill_later(one, process, rng.uniform(0, longest))
                    process.join()
                for process in processes:
                    one.ended(process)
            one.close()
    return figures


def kill_later(one: Campaign, process: multiprocessing.process.BaseProcess, seconds: float) -> None:
    """By a process of its own: one that shares the server's would kill while that rests."""
    killer = one.context.Process(target=killing, args=(process.pid, seconds))
    killer.start()
    killer.join()


def killing(victim: int, seconds: float) -> None:
    """Kill a process, and no other that has its number by then."""
    with suppress(ProcessLookupError):
        handle = os.pidfd_open(victim)
        time.sleep(seconds)
        signal.pidfd_send_signal(handle, signal.SIGKILL)


def at_point(
    template: Path, point: str, kills: int, *, rng: random.Random, **shape: Any
) -> Figures:
    """Kills at one named moment, each at another message."""
    figures = Figures()
    once = point in {"between editions", "in QUIT"}
    while figures.kills < kills:
        with campaign(template, figures, **shape) as one:
            while figures.kills < kills and one.left():
                countdown = 1 if once else rng.randint(1, 3 if point == "after the claim" else 20)
                if not one.ended(one.launch(point, countdown)):
                    break
            one.close()
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--random", type=int, default=40, help="kills at random moments")
    parser.add_argument("--each", type=int, default=2, help="kills at each named point")
    parser.add_argument("--recipients", type=int, default=200, help="of each of two editions")
    parser.add_argument("--connections", type=int, default=1)
    parser.add_argument("--size", type=int, default=20_000, help="bytes of a message, about")
    parser.add_argument("--longest", type=float, default=0.6, help="seconds until a random kill")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--url", default="", help="an empty PostgreSQL database of ours")
    parser.add_argument("--senders", type=int, default=1, help="at once, each killed in turn")
    parser.add_argument("--refuse", type=int, default=0, help="one of so many is refused")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    server = Server(
        url=options.url,
        recipients=options.recipients,
        refuse_every=options.refuse,
        senders=options.senders,
    )
    shape = {"connections": options.connections, "size": options.size, "rng": rng}
    shape |= {"server": server}
    with tempfile.TemporaryDirectory() as folder:
        make_store(Path(folder), options.recipients)
        if options.random:
            for name, whole in (("while it sends", False), ("in its whole life", True)):
                span = {"longest": options.longest, "whole": whole}
                show(name, at_random(Path(folder), options.random, **span, **shape))
        for point in POINTS if options.each else ():
            show(point, at_point(Path(folder), point, options.each, **shape))


def show(name: str, figures: Figures) -> None:
    line = {"point": name, "share": round(figures.share, 3)} | asdict(figures)
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()
    if figures.broken:
        sys.exit("the promise was broken")


if __name__ == "__main__":
    main()
