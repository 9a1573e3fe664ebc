"""A scheduler of dask.distributed and its workers, each a process of its own on loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# For a machine that does much else.
PATIENCE_SECONDS = 120


@dataclass(slots=True)
class Cluster:
    """The scheduler's address, and every process by its name."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Cluster]:
    """So many workers of one thread, without a nanny: one that is killed stays dead."""
    with ExitStack() as stack:
        place = folder / "scheduler.json"
        scheduler = _started(stack, folder, "scheduler", "--scheduler-file", str(place), "--port=0")
        made = Cluster(_address(place), scheduler)
        for number in range(workers):
            options = ["--nthreads=1", "--no-nanny", f"--name=w{number}"]
            made.workers[f"w{number}"] = _started(stack, folder, "worker", made.address, *options)
        if workers:
            _wait_for(made)
        yield made


def _wait_for(made: Cluster) -> None:
    """Until all workers have joined: one that is killed before it works proves nothing."""
    from distributed import Client

    with Client(made.address, timeout=PATIENCE_SECONDS) as client:
        client.wait_for_workers(len(made.workers), timeout=PATIENCE_SECONDS)


def _started(stack: ExitStack, folder: Path, kind: str, *options: str) -> subprocess.Popen[bytes]:
    host = [] if kind == "worker" else ["--host=127.0.0.1"]
    command = [sys.executable, "-m", "distributed.cli.dask_" + kind, *options, *host]
    talk = stack.enter_context((folder / f"{kind}-{len(options)}.txt").open("ab"))
    process = subprocess.Popen(
        [*command, "--no-dashboard"],
        cwd=folder,
        stdout=talk,
        stderr=talk,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    stack.callback(process.wait)
    stack.callback(process.kill)
    return process


def _address(place: Path) -> str:
    """Where the scheduler listens, as soon as it says so."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if place.exists() and (text := place.read_text()).endswith("}"):
            return str(json.loads(text)["address"])
        time.sleep(0.05)
    raise AssertionError("the scheduler has not started")
