"""Many feeds over many host names of one loopback server: `fetching.py [--json] [--feeds 500]`.

The server runs in a process of its own and answers after a fixed time. The
floor is what 50 connections cannot beat: feeds / 50 × latency. `bare` is aiohttp
without guard, limits a host and redirects, `fetch` our client, `read` a whole
run: fetched, parsed in the readers, as values. Rounds take turns, so that what
else the machine does weighs on all alike.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import socket
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from multiprocessing.connection import Connection

import aiohttp
import aiohttp.abc

from briefing.models import SourceState
from briefing.sources.feed_source import FeedSource
from briefing.sources.fetch.client import Client
from briefing.sources.fetch.exchange import MAX_REQUESTS
from briefing.sources.fetch.messages import Request
from briefing.sources.read_all import read_all

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
    """One way of reading, repeated: the floor, the median and the best of all rounds."""

    what: str
    feeds: int
    floor: float
    seconds: float
    times_floor: float
    best: float
    cpu_ms_each: float


async def _loopback(_host: str, _port: int) -> Sequence[str]:
    return ("127.0.0.1",)


def measured(ways: dict[str, Callable[[], None]], feeds: int, rounds: int) -> list[Row]:
    """Every way in turn, several times; the median of each."""
    walls: dict[str, list[float]] = {what: [] for what in ways}
    cpus: dict[str, list[float]] = {what: [] for what in ways}
    for _ in range(rounds):
        for what, once in ways.items():
            wall, cpu = time.perf_counter(), time.process_time()
            once()
            walls[what].append(time.perf_counter() - wall)
            cpus[what].append(time.process_time() - cpu)
    return [_row(what, feeds, walls[what], cpus[what]) for what in ways]


def _row(what: str, feeds: int, walls: list[float], cpus: list[float]) -> Row:
    floor = feeds / MAX_REQUESTS * LATENCY
    seconds = statistics.median(walls)
    return Row(
        what=what,
        feeds=feeds,
        floor=round(floor, 3),
        seconds=round(seconds, 3),
        times_floor=round(seconds / floor, 2),
        best=round(min(walls) / floor, 2),
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

    def bare() -> None:
        assert asyncio.run(_bare(urls)) == len(urls)

    with opened() as client:
        client.get(urls[0])  # loads the libraries: not counted
    return measured({"bare": bare, "fetch": fetch, "read": read}, len(urls), rounds)


class _Loopback(aiohttp.abc.AbstractResolver):
    """Every name is this machine."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[aiohttp.abc.ResolveResult]:
        """127.0.0.1."""
        return [
            aiohttp.abc.ResolveResult(
                hostname=host, host="127.0.0.1", port=port, family=family, proto=0, flags=0
            )
        ]

    async def close(self) -> None:
        """Nothing is held."""


async def _bare(urls: Sequence[str]) -> int:
    """How many of the addresses answer with 200, over aiohttp alone."""
    connector = aiohttp.TCPConnector(resolver=_Loopback(), limit=MAX_REQUESTS, limit_per_host=2)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def one(url: str) -> bool:
            async with session.get(url) as answer:
                return bool(await answer.read()) and answer.status == 200

        return sum(await asyncio.gather(*map(one, urls)))


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
            f"{row.what:5} {row.feeds} feeds of {len(feed()):,} bytes, {HOSTS} hosts: floor"
            f" {row.floor} s, took {row.seconds} s = {row.times_floor} × floor"
            f" (best {row.best} ×),"
            f" {row.cpu_ms_each} ms CPU a feed"
        )


if __name__ == "__main__":
    main()
