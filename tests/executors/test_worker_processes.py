"""Processes that are killed: the work is done again, and none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefing.chunks import Chunked
from briefing.errors import ExecutorError, SourceError
from briefing.wiring.worker_processes import WorkerProcesses
from tests.executors.steps import doubled, failing, killing_always, killing_once

ROOT = Path(__file__).resolve().parents[2]
# For a machine that does much else: what is tested is that it happens, not how fast.
PATIENCE_SECONDS = 60


@pytest.fixture
def pool() -> Iterator[WorkerProcesses]:
    made = WorkerProcesses(2)
    yield made
    made.shutdown()


def test_a_killed_worker_costs_nothing_but_time(pool: WorkerProcesses, tmp_path: Path) -> None:
    marks = [(str(tmp_path / str(number // 6)), number) for number in range(12)]
    assert Chunked(pool)(killing_once, marks, most=2) == tuple(range(12))


def test_a_chunk_that_always_kills_is_an_error_that_says_so(pool: WorkerProcesses) -> None:
    with pytest.raises(ExecutorError, match="killed 3 times") as caught:
        Chunked(pool)(killing_always, range(4), most=2)
    assert "workers:" in caught.value.hint
    assert Chunked(pool)(doubled, range(4), most=2) == (0, 2, 4, 6)


def test_an_error_of_a_step_is_that_error(pool: WorkerProcesses) -> None:
    with pytest.raises(SourceError) as caught:
        Chunked(pool)(failing, range(4), most=2)
    assert (caught.value.what, caught.value.hint) == ("cannot do 0", "try another")


def test_after_its_end_it_may_be_used_again(pool: WorkerProcesses) -> None:
    assert Chunked(pool)(doubled, (1, 2)) == (2, 4)
    pool.shutdown()
    assert Chunked(pool)(doubled, (3,)) == (6,)


_ORPHANING = """
if __name__ == "__main__":
    from briefing.wiring.worker_processes import WorkerProcesses
    from tests.executors.steps import resting
    pool = WorkerProcesses(1)
    print(pool.submit(resting, (0.0,)).result()[0], flush=True)
    pool.submit(resting, (600.0,)).result()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "orphaning.py"
    script.write_text(_ORPHANING)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    parent = subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, text=True, env=environment
    )
    with parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    assert soon(lambda: not Path(f"/proc/{worker}").exists() or is_zombie(worker))


def is_zombie(process: int) -> bool:
    """Dead, and not yet asked about by whoever adopted it."""
    return ") Z " in Path(f"/proc/{process}/stat").read_text()


def soon(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
