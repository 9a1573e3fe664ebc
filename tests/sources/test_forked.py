"""A parsing process that is a copy of its parent: it answers, ends, and holds nothing of it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="copies are made on Linux only")
_START = """
import os, sys, threading
from pathlib import Path
from briefing.__main__ import one_thread
one_thread()
from briefing.sources.sandbox.pool import Reader, GivenUpError
from tests.sources.test_sandbox import BOMB, feed, plain_item
def children():
    return Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
def command(child):
    return Path(f"/proc/{child}/cmdline").read_bytes()
"""


def run(code: str) -> str:
    """What a fresh process prints, which has one thread."""
    command = [sys.executable, "-c", _START + code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@_LINUX
def test_a_process_of_one_thread_is_copied_and_reads() -> None:
    code = """
with Reader() as reader:
    reader.begin()
    reader.begin()
    (child,) = children()
    assert command(child) == command(os.getpid())
    result = reader.feed(feed(plain_item(1)), "https://wire.example/", source="wire")
    assert children() == [child]
    print(result.stories[0].story.title)
assert children() == []
"""
    assert run(code) == "Story 1"


@_LINUX
def test_a_copy_holds_no_file_of_its_parent() -> None:
    code = """
secret = open("/proc/self/status")
with Reader() as reader:
    reader.begin()
    reader.feed(feed(plain_item(1)), "https://wire.example/", source="wire")
    (child,) = children()
    names = {os.readlink(file) for file in Path(f"/proc/{child}/fd").iterdir()}
    print(sorted(name.partition(":")[0] for name in names if name.startswith("/")))
"""
    assert run(code) == "['/dev/null']"


@_LINUX
def test_a_bomb_ends_the_copy_and_the_next_document_gets_a_fresh_process() -> None:
    code = """
with Reader(seconds=0.2, memory=60 * 2**20) as reader:
    reader.begin()
    (copy,) = children()
    result = reader.feed(feed(plain_item(1), BOMB), "https://wire.example/", source="wire")
    (child,) = children()
    assert child != copy and command(child) != command(os.getpid())
    print(len(result.stories), len(result.faults))
"""
    assert run(code) == "1 1"


@_LINUX
def test_a_process_of_several_threads_is_not_copied() -> None:
    code = """
stop = threading.Event()
threading.Thread(target=stop.wait).start()
with Reader() as reader:
    reader.begin()
    assert children() == []
    result = reader.feed(feed(plain_item(1)), "https://wire.example/", source="wire")
    stop.set()
    print(result.stories[0].story.title)
"""
    assert run(code) == "Story 1"


@_LINUX
def test_a_copy_ends_with_its_parent() -> None:
    code = """
reader = Reader()
reader.begin()
reader.feed(feed(plain_item(1)), "https://wire.example/", source="wire")
print(*children(), flush=True)
os._exit(0)
"""
    child = Path("/proc", run(code), "stat")
    deadline = time.monotonic() + 10
    while _is_alive(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _is_alive(child)


def _is_alive(child: Path) -> bool:
    """False for a process that has ended, asked for or not."""
    return child.exists() and child.read_text().rpartition(")")[2].split()[0] != "Z"
