"""Measures sending: `python -m benchmarks.sending [--messages N] [--rounds R] [--json]`.

All runs of a round follow each other, and ratios are taken within a round, so
that a machine that is busy with other things slows down both sides. Needs
`smtp-source` and `smtp-sink` (Debian: postfix), run without rights of their
own, and `openssl`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median

from sqlalchemy import insert

from benchmarks.sending_ways import SENDER, edition_in
from briefing.delivery.message.template import message_id
from briefing.pipeline.release import archived
from briefing.rendering import Theme, render
from briefing.store import Store
from briefing.store import tables as t

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
CONNECTIONS = 64
Figures = dict[str, float]
Found = dict[str, Figures | dict[str, Figures]]


def main() -> None:
    """Run what was asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=8000, help="of each run")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--late", type=int, default=4000, help="messages to the late server")
    parser.add_argument("--subscribers", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--released", type=int, default=100_000, help="readers; 0: leave it out")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sending-") as folder:
        bench = Bench(Path(folder), options.messages)
        found: Found = {"memory": {f"{n:,}": bench.memory(n) for n in options.subscribers}}
        if options.rounds:
            found["processor"] = bench.processor(options.rounds)
            found["late server"] = bench.late(options.rounds, options.late)
        if options.released:
            found["released"] = bench.released(options.released)
    if options.json:
        sys.stdout.write(json.dumps(found, indent=2) + "\n")
    else:
        show(found)


class Bench:
    """One edition of the sample newsletter, and the ways to send it."""

    def __init__(self, folder: Path, messages: int) -> None:
        self.folder = folder
        self.messages = messages
        self.edition = build_edition(folder / "letter")
        subprocess.run(
            ["openssl", "genrsa", "-out", folder / "dkim.pem", "2048"],
            check=True,
            capture_output=True,
        )
        self.home = self.newsletter("big", messages, frozen=True)
        self.size = len((folder / "letter" / "edition.eml").read_bytes())

    def newsletter(self, name: str, people: int, *, frozen: bool) -> Path:
        """A store with so many subscribers, and the edition approved or being sent."""
        home = self.folder / name
        home.mkdir()
        shutil.copy(self.edition, home / "edition.json")
        shutil.copy(self.folder / "dkim.pem", home)
        fill(home, people, frozen=frozen)
        return home

    def processor(self, rounds: int) -> Figures:
        """Microseconds of processor a message, and ratios, as medians over rounds."""
        found = [self.round() for _ in range(rounds)]
        return {name: median(one[name] for one in found) for name in found[0]}

    def round(self) -> Figures:
        """One of each, after the other."""
        with smtp_sink() as port:
            source = smtp_source(port, self.messages, self.size)
            relay = self.run("relay", port, CONNECTIONS)["cpu_us"]
            rsa_alone = openssl_rsa()
            rsa = self.run("rsa", port, CONNECTIONS)["cpu_us"]
            plain = self.run("plain", port, 40)["cpu_us"]
        return {
            "smtp-source": source,
            "relay signs": relay,
            "we sign (RSA-2048)": rsa,
            "openssl RSA-2048": rsa_alone,
            "the plain way": plain,
            "relay signs / smtp-source": relay / source,
            "the plain way / relay signs": plain / relay,
            "we sign / (openssl + smtp-source)": rsa / (rsa_alone + source),
        }

    def late(self, rounds: int, messages: int) -> Figures:
        """Messages a second to a server that answers late, over 64 connections."""
        home = self.newsletter("late", messages, frozen=True)
        found = []
        for _ in range(rounds):
            with late_server() as port:
                mine = self.run("relay", port, CONNECTIONS, home=home)["per_second"]
                theirs = self.run("threads", port, messages)["per_second"]
            found.append({"briefing": mine, "smtplib threads": theirs, "ratio": mine / theirs})
        return {name: median(one[name] for one in found) for name in found[0]}

    def memory(self, people: int) -> Figures:
        """Peak of resident memory while an edition is released and sent to so many."""
        home = self.newsletter(f"m{people}", people, frozen=False)
        with smtp_sink() as port:
            figures = self.run("memory", port, people, home=home)
        assert figures["sent"] == people
        return figures

    def released(self, people: int) -> Figures:
        """The release to so many and their messages, beside smtp-source before and after it."""
        home = self.newsletter(f"r{people}", people, frozen=False)
        with smtp_sink() as port:
            before = smtp_source(port, people, self.size)
            mine = self.run("released", port, people, home=home)["cpu_us"]
            after = smtp_source(port, people, self.size)
        source = (before + after) / 2
        return {"smtp-source": source, "released and sent": mine, "ratio": mine / source}

    def run(self, way: str, port: int, number: int, *, home: Path | None = None) -> Figures:
        """One way in a process of its own, over a fresh copy of the newsletter."""
        copy = self.folder / "run"
        shutil.copytree(home or self.home, copy)
        command = [sys.executable, "-m", "benchmarks.sending_ways", way, copy, port, number]
        done = subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True)
        shutil.rmtree(copy)
        figures: Figures = json.loads(done.stdout)
        return figures


def build_edition(home: Path) -> Path:
    """The edition of the sample newsletter; the path of its data."""
    run = partial(subprocess.run, check=True, capture_output=True)
    run([sys.executable, "-m", "briefing", "init", str(home), "--no-build"])
    now = NOW.isoformat()
    run([sys.executable, "-m", "briefing", "build", "--quiet", "--now", now], cwd=home)
    (found,) = home.glob("out/*/edition.json")
    shutil.copy(found.with_name("edition.eml"), home)
    return found


def fill(home: Path, people: int, *, frozen: bool) -> None:
    """Subscribers by the thousand, past the checks a single one goes through."""
    store = Store.open(f"sqlite:///{home}/briefing.db", now=NOW)
    edition = edition_in(home)
    store.editions.save(edition, at=NOW)
    store.editions.approve(edition.id, by="bench", at=NOW)
    for start in range(0, people, 10_000):
        ids = [f"u-{number:020x}" for number in range(start, min(start + 10_000, people))]
        rows = [{"id": name, "email": f"{name}@example.org", "name": "A Reader"} for name in ids]
        rest = {"language": "", "status": "ok"}
        active = {"newsletter": "n", "status": "active"}
        with store._database.write() as connection:  # noqa: SLF001 - there is no verb for so many
            subscribers = [row | rest | {"address": row["email"]} for row in rows]
            connection.execute(insert(t.subscribers), subscribers)
            connection.execute(
                insert(t.subscriptions), [active | {"subscriber_id": n} for n in ids]
            )
    if frozen:
        views = render(edition, Theme())
        store.editions.keep_files(edition.id, archived(edition, views, sender=SENDER))
        name = partial(message_id, edition.id, sender=SENDER)
        store.deliveries.freeze(edition.id, newsletter="n", message_id=name, at=NOW)
    store.close()


def smtp_source(port: int, messages: int, size: int) -> float:
    """Microseconds of processor a message of Postfix's own load generator."""
    to = ["-f", "a@example.org", "-t", "b@example.org", f"127.0.0.1:{port}"]
    command = ["smtp-source", "-d", "-s", CONNECTIONS, "-m", messages, "-l", size, *to]
    process = subprocess.Popen(list(map(str, command)))
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    assert status == 0
    return (usage.ru_utime + usage.ru_stime) * 1e6 / messages


def openssl_rsa() -> float:
    """Microseconds of an RSA-2048 signature."""
    command = ["openssl", "speed", "-mr", "-seconds", "1", "rsa2048"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("+F2:"))
    return 1e6 / float(line.split(":")[3])


@contextmanager
def smtp_sink() -> Iterator[int]:
    """Postfix's sink on a free port; without rights of its own."""
    port = 20_000 + os.getpid() % 20_000
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as empty:
        (Path(empty) / "main.cf").touch()
        Path(empty).chmod(0o755)
        process = subprocess.Popen(
            ["smtp-sink", *user, f"127.0.0.1:{port}", "300"],
            env=os.environ | {"MAIL_CONFIG": empty},
            stderr=subprocess.DEVNULL,
            text=True,
        )
        time.sleep(0.5)
        yield from ended_after(process, port)


@contextmanager
def late_server() -> Iterator[int]:
    """A server that answers late, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.sending_sink"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    yield from ended_after(process, int(process.stdout.readline()))


def ended_after(process: subprocess.Popen[str], port: int) -> Iterator[int]:
    """Give the port, then end the server."""
    try:
        yield port
    finally:
        process.kill()
        process.wait()


def show(found: Found) -> None:
    """Figures for people."""
    for title, figures in found.items():
        print(title)
        for name, value in figures.items():
            print(f"  {name:36} {_shown(value)}")


def _shown(value: float | Figures) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_shown(one)}" for name, one in value.items())
    return f"{value:,.2f}" if value < 100 else f"{value:,.0f}"


if __name__ == "__main__":
    main()
