"""What bombs cost: `bombs.py [--json]` prints seconds and peak memory of each in the parser.

Each is parsed in the process that can be killed, with the limits of a run.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import pairwise

from briefing.sources.sandbox.pool import MEMORY_BYTES, SECONDS, WALL_SECONDS
from briefing.sources.sandbox.process import Child
from briefing.sources.sandbox.protocol import decode_answer

MEGA = 1_000_000


def rss(inner: str, head: str = "") -> bytes:
    """A feed with one item."""
    return (
        f"<?xml version='1.0'?>{head}<rss version='2.0'><channel>{inner}</channel></rss>".encode()
    )


def item(text: str) -> bytes:
    """A feed of one story with this description."""
    return rss(f"<item><title>T</title><description>{text}</description></item>")


def page(body: str) -> bytes:
    """An article page."""
    return (
        f"<html><head><title>T</title></head><body><article>{body}</article></body></html>".encode()
    )


def laughs() -> bytes:
    """Ten entities, each ten times the one before."""
    names = "abcdefghij"
    entities = "".join(
        f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in pairwise(names)
    )
    return rss("<item><title>&j;</title></item>", f"<!DOCTYPE r [<!ENTITY a 'ha'>{entities}]>")


def swollen() -> bytes:
    """One long entity, named many times."""
    doctype = f"<!DOCTYPE r [<!ENTITY a '{'x' * 100_000}'>]>"
    return rss(f"<item><title>{'&a;' * 50_000}</title></item>", doctype)


def nested_mail() -> bytes:
    """A mail in a mail in a mail."""
    parts = (f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(20_000))
    return ("Subject: s\n" + "".join(parts)).encode()


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "billion laughs": ("feed", laughs),
    "quadratic entities": ("feed", swollen),
    "external entity": (
        "feed",
        lambda: rss(
            "<item><title>&x;</title></item>",
            "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
        ),
    ),
    "200,000 nested elements": ("feed", lambda: rss("<a>" * 200_000)),
    "a million items": ("feed", lambda: rss("<item/>" * MEGA)),
    "a million attributes": ("feed", lambda: rss("<item " + "a='' " * MEGA + "/>")),
    "a million bare attributes": ("page", lambda: page("<p " + "b " * MEGA + ">x")),
    "700 KB of comments, escaped": ("feed", lambda: item("&lt;!--" * 100_000)),
    "200,000 nested divs, escaped": ("feed", lambda: item("&lt;div&gt;" * 200_000)),
    "a headline of 9 MB": ("feed", lambda: rss(f"<item><title>{'a ' * 4_500_000}</title></item>")),
    "9 MB of ampersands": ("feed", lambda: item("<![CDATA[" + "&amp;" * 1_800_000 + "]]>")),
    "deep JSON": (
        "feed",
        lambda: b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * MEGA,
    ),
    "300,000 JSON items": (
        "feed",
        lambda: (
            b'{"version":"https://jsonfeed.org/version/1","items":[' + b"{}," * 300_000 + b"{}]}"
        ),
    ),
    "200,000 nested divs": ("page", lambda: page("<div>" * 200_000)),
    "9 MB of open paragraphs": ("page", lambda: page("<p>a" * 2_250_000)),
    "900 levels of tables": ("page", lambda: page("<table><tr><td>x" * 900)),
    "400,000 links": ("page", lambda: page("<p><a href=x>read</a> " * 133_000)),
    "9 MB in one paragraph": ("page", lambda: page("<p>" + "The bridge fell. " * 530_000)),
    "linked data of 9 MB": (
        "page",
        lambda: page(f"<script type='application/ld+json'>{'[' * 9 * MEGA}</script><p>x"),
    ),
    "20,000 nested parts": ("mail", nested_mail),
    "a million headers": ("mail", lambda: b"X: y\n" * MEGA + b"Subject: s\n\nText"),
    "a subject of 9 MB": ("mail", lambda: b"Subject: " + b"=?utf-8?q?a?= " * 640_000 + b"\n\nText"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one bomb cost, and what came of it."""

    bomb: str
    bytes: int
    seconds: float
    megabytes: int
    outcome: str


def cost(name: str) -> Cost:
    """Parse one bomb in a process of its own and look at what it took."""
    kind, make = BOMBS[name]
    data = make()
    child = Child.spawned(memory=MEMORY_BYTES, seconds=SECONDS)
    question = {"kind": kind, "url": "https://a.example/", "source": "x", "charset": ""}
    header = json.dumps(question).encode()
    child.ask(header, b"<rss version='2.0'/>", wall_seconds=60)  # loads the libraries
    before = child.processor_seconds()
    answer = child.ask(header, data, wall_seconds=WALL_SECONDS)
    seconds = child.processor_seconds() - before if answer is not None else SECONDS
    peak = child.peak_memory() if answer is not None else 0
    child.end()
    return Cost(
        bomb=name,
        bytes=len(data),
        seconds=round(seconds, 2),
        megabytes=peak // 2**20,
        outcome=_outcome(answer),
    )


def _outcome(answer: bytes | None) -> str:
    if answer is None:
        return "killed"
    told = decode_answer(answer)
    return told.failure.what if told.failure else f"{len(told.stories)} stories"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--json", action="store_true")
    found = [cost(name) for name in BOMBS]
    if parser.parse_args().json:
        print(json.dumps([asdict(one) for one in found], indent=2))
        return
    for one in found:
        size = f"{one.bytes:>10,}"
        print(f"{one.bomb:30} {size} {one.seconds:6.2f} s {one.megabytes:4} MB  {one.outcome}")


if __name__ == "__main__":
    main()
