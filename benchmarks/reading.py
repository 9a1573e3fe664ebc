"""Measures the site under load: `python -m benchmarks.reading [--rate N] [--seconds S]`.

The load is open: so many requests begin each second, each on a connection of
its own, whether or not those before are answered; a closed one would wait for
a slow server and call it fast. Meanwhile the same newsletter's edition is sent
to a mail server on loopback, from the same store. With `--signups N` so many readers a second
subscribe, each from an address of its own; with `--whole` all pages of the site are asked for in
turn, not the edition's alone.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.sending import CONNECTIONS, build_edition, fill, late_server
from benchmarks.sending_ways import edition_in
from briefing.models.codec import dump

# An answer that takes longer is an error.
TIMEOUT_SECONDS = 10.0
# Messages that are sent meanwhile take longer than the load.
MESSAGES_A_SECOND = 2_000
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
CONFIG = {
    "newsletter": {"id": "n", "title": "The Balance", "sender": "Balance <b@example.org>"},
    "sources": [{"kind": "folder", "path": "in"}],
    "web": {"url": "https://news.example.org"},
}


# The pages of the site, with the newest edition's name.
SITE = (
    "/",
    "/editions",
    "/editions/{name}",
    "/editions/{name}/made",
    "/editions/{name}/card.png",
    "/topics",
    "/sources",
    "/search",
    "/search?q=bridge",
    "/feed.xml",
    "/feed.json",
    "/sitemap.xml",
    "/reader.css",
    "/site.js",
)


@dataclass(frozen=True, slots=True)
class Ask:
    """The bytes of a request, and the address of this machine it comes from."""

    head: str
    body: str = ""
    source: str = "127.0.0.1"

    @classmethod
    def page(cls, path: str) -> Ask:
        """Somebody who reads."""
        return cls(f"GET {path} HTTP/1.1\r\nAccept-Encoding: gzip\r\n")

    @classmethod
    def signup(cls, number: int) -> Ask:
        """Somebody who subscribes, from a machine of their own."""
        body = f"email=reader{number}%40example.org&website="
        source = f"127.1.{number // 250 % 250}.{number % 250 + 1}"
        kind = "Content-Type: application/x-www-form-urlencoded"
        head = f"POST /subscribe HTTP/1.1\r\n{kind}\r\nContent-Length: {len(body)}\r\n"
        return cls(head, body, source)


@dataclass(frozen=True, slots=True)
class Answer:
    """The status of an answer (0: none), how long it took, and its bytes with the head."""

    status: int
    seconds: float
    size: int


def main() -> None:
    """Run what was asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=int, default=200, help="requests a second")
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--path", default="", help="instead of the edition's page")
    parser.add_argument("--signups", type=int, default=0, help="readers a second who subscribe")
    parser.add_argument("--whole", action="store_true", help="all pages of the site in turn")
    parser.add_argument("--no-send", action="store_true", help="nothing is sent meanwhile")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    people = 0 if options.no_send else MESSAGES_A_SECOND * (options.seconds + 10)
    with tempfile.TemporaryDirectory(prefix="reading-") as folder:
        home = Path(folder, "home")
        name = newsletter(home, build_edition(Path(folder, "letter")), people)
        with served(home) as (port, pid), sending(home, people) as sender:
            before = cpu_seconds(pid)
            paths = [options.path or f"/editions/{name}"]
            if options.whole:
                paths = [page.format(name=name) for page in SITE]
            pages = [Ask.page(path) for path in paths]
            readers = [Ask.signup(number) for number in range(options.signups * options.seconds)]
            answers, joined = asyncio.run(both(port, pages, readers, options))
            figures = figures_of(answers, cpu_seconds(pid) - before)
            if joined:
                figures |= {f"signups: {k}": v for k, v in figures_of(joined, 0.0).items()}
            figures["sending to the end"] = float(sender is not None and sender.poll() is None)
    if options.json:
        sys.stdout.write(json.dumps(figures, indent=2) + "\n")
    else:
        for label, figure in figures.items():
            sys.stdout.write(f"{label:24} {figure:12,.2f}\n")


def newsletter(home: Path, edition_file: Path, people: int) -> str:
    """A newsletter whose edition is being sent to so many; the edition's id."""
    home.mkdir()
    (home / "in").mkdir()
    shutil.copy(edition_file, home / "edition.json")
    edition = replace(edition_in(home), newsletter="n")
    (home / "edition.json").write_text(dump(edition), encoding="utf-8")
    (home / "config.yaml").write_text(json.dumps(CONFIG), encoding="utf-8")
    fill(home, people, frozen=True)
    return edition.id


@contextmanager
def served(home: Path) -> Iterator[tuple[int, int]]:
    """The port and the process of `briefing serve`."""
    command = [sys.executable, "-m", "briefing", "serve", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--config", str(home / "config.yaml")], stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    line = process.stderr.readline()
    try:
        yield int(line.split(":")[2].split("/")[0]), process.pid
    finally:
        process.terminate()
        process.communicate()


@contextmanager
def sending(home: Path, people: int) -> Iterator[subprocess.Popen[bytes] | None]:
    """The process that sends the edition to all of them meanwhile."""
    if not people:
        yield None
        return
    with late_server() as port:
        command = [sys.executable, "-m", "benchmarks.sending_ways", "relay"]
        process = subprocess.Popen(
            [*command, str(home), str(port), str(CONNECTIONS)], stdout=subprocess.DEVNULL
        )
        time.sleep(2)
        try:
            yield process
        finally:
            process.kill()
            process.communicate()


async def both(
    port: int, pages: Sequence[Ask], readers: Sequence[Ask], options: argparse.Namespace
) -> tuple[list[Answer], list[Answer]]:
    """What became of those who read, and of those who subscribed meanwhile."""
    reading = load(port, pages, options.rate, options.seconds)
    joining = load(port, readers, options.signups, options.seconds)
    read, joined = await asyncio.gather(reading, joining)
    return read, joined


async def load(port: int, asks: Sequence[Ask], rate: int, seconds: int) -> list[Answer]:
    """What became of each request; they begin at their time, however late others are."""
    loop, tasks = asyncio.get_running_loop(), []
    begin = loop.time()
    for number in range(rate * seconds):
        due = begin + number / rate
        await asyncio.sleep(max(0.0, due - loop.time()))
        tasks.append(asyncio.create_task(asked(port, asks[number % len(asks)], due)))
    return list(await asyncio.gather(*tasks))


async def asked(port: int, ask: Ask, due: float) -> Answer:
    """One request; the time counts from when it was due."""
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            answer = await exchanged(port, ask)
    except (TimeoutError, OSError):
        answer = b""
    status = int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0
    return Answer(status, loop.time() - due, len(answer))


async def exchanged(port: int, ask: Ask) -> bytes:
    """The bytes of an answer over a connection of its own."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(ask.source, 0))
    head = f"{ask.head}Host: news.example.org\r\nConnection: close\r\n\r\n"
    writer.write(f"{head}{ask.body}".encode())
    try:
        return await reader.read(-1)
    finally:
        writer.close()


def figures_of(answers: list[Answer], cpu: float) -> dict[str, float]:
    """Statuses, times and sizes."""
    statuses = Counter(answer.status for answer in answers)
    times = sorted(answer.seconds for answer in answers)
    counted = {f"status {status}": float(count) for status, count in sorted(statuses.items())}
    return {
        "requests": float(len(answers)),
        **counted,
        "p50 ms": times[len(times) // 2] * 1000,
        "p99 ms": times[len(times) * 99 // 100] * 1000,
        "most ms": times[-1] * 1000,
        "bytes an answer": sum(answer.size for answer in answers) / len(answers),
        "server cpu ms a request": cpu * 1000 / len(answers),
    }


def cpu_seconds(pid: int) -> float:
    """What a process has used of the processor."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND


if __name__ == "__main__":
    main()
