"""Many feeds over many host names of one loopback server: `fetching.py [--json] [--feeds 500]`.

The server runs in a process of its own and answers after a fixed time. The
floor is what 50 connections cannot beat: feeds / 50 × latency. `fetch` is the
client alone, `read` is a whole run: fetched, parsed in the readers, as values.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from multiprocessing.connection import Connection

from briefing.models import SourceState
from briefing.sources.exchange import OVERALL
from briefing.sources.feed_source import FeedSource
from briefing.sources.http import Client, Request
from briefing.sources.together import read_all

LATENCY = 0.05
HOSTS = 250
STORY = (
    "<item><title>Bridge {0} falls</title><link>https://wire.example/{0}</link>"
    "<guid>{0}</guid><pubDate>Tue, 24 Nov 2026 05:00:00 GMT</pubDate><description>{1}"
    "</description></item>"
)


def feed(stories: int = 40) -> bytes:
    """A feed of some 37 KB."""
    text = "A bridge fell on Monday in the north of the country, and nobody was hurt. " * 9
    told = "".join(STORY.format(number, text) for number in range(stories))
    return f"<rss version='2.0'><channel><title>W</title>{told}</channel></rss>".encode()


def serve(port: Connection, latency: float) -> None:
    """Answer every request with the feed, after `latency` seconds, until killed."""
    asyncio.run(_serve(port, latency))


async def _serve(port: Connection, latency: float) -> None:
    body = feed()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: {len(body)}\r\n\r\n"
    answer = head.encode() + body

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(65536):
            await asyncio.sleep(latency)
            writer.write(answer)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0, backlog=1024)
    port.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One way of reading, repeated: the floor and the median of all rounds, in seconds."""

    what: str
    feeds: int
    floor: float
    seconds: float
    times_floor: float
    cpu_ms_each: float


async def _loopback(_host: str, _port: int) -> Sequence[str]:
    return ("127.0.0.1",)


def measured(what: str, feeds: int, once: Callable[[], None], rounds: int) -> Row:
    """The median of several rounds."""
    walls, cpus = [], []
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        once()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    floor = feeds / OVERALL * LATENCY
    seconds = statistics.median(walls)
    return Row(
        what=what,
        feeds=feeds,
        floor=round(floor, 3),
        seconds=round(seconds, 3),
        times_floor=round(seconds / floor, 2),
        cpu_ms_each=round(statistics.median(cpus) / feeds * 1000, 2),
    )


def rows(feeds: int, rounds: int) -> list[Row]:
    """Start the server, read everything in both ways."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(
        target=serve, args=(theirs, LATENCY), daemon=True
    )
    server.start()
    port = ours.recv()
    hosts = [f"host{number}.example" for number in range(HOSTS)]
    urls = [f"http://{hosts[number % HOSTS]}:{port}/{number}" for number in range(feeds)]
    try:
        return _both(partial(Client, allow_hosts=tuple(hosts), lookup=_loopback), urls, rounds)
    finally:
        server.kill()
        server.join()


def _both(opened: Callable[[], Client], urls: Sequence[str], rounds: int) -> list[Row]:
    """A client of its own each round, so that every connection is made anew."""

    def fetch() -> None:
        with opened() as client:
            answers = client.fetch([Request(url=url) for url in urls])
        assert all(getattr(answer, "status", 0) == 200 for answer in answers), answers[0]

    def read() -> None:
        with opened() as client:
            sources = [FeedSource(url, url, client=client, state=SourceState()) for url in urls]
            reports = read_all(sources, None, client=client)
        assert all(len(report.stories) == 40 for report in reports), reports[0].error

    with opened() as client:
        client.get(urls[0])  # loads the libraries: not counted
    return [
        measured("fetch", len(urls), fetch, rounds),
        measured("read", len(urls), read, rounds),
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = rows(options.feeds, options.rounds)
    if options.json:
        print(json.dumps([asdict(row) for row in found], indent=2))
        return
    for row in found:
        print(
            f"{row.what:6} {row.feeds} feeds of {len(feed()):,} bytes, {HOSTS} hosts: floor"
            f" {row.floor} s, took {row.seconds} s = {row.times_floor} × floor,"
            f" {row.cpu_ms_each} ms CPU a feed"
        )


if __name__ == "__main__":
    main()
