"""The same edition, byte for byte, whoever works the heavy steps and whoever dies meanwhile."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from benchmarks.pipeline_feeds import NOW, made_stories, write_newsletter
from briefing.config import Config, load
from briefing.pipeline.pipeline import Pipeline
from briefing.wiring.executors import Workers
from tests.executors.cluster import PATIENCE_SECONDS, Cluster, cluster
from tests.needs import dask

STORIES = 110
# The steps in whose midst a worker is killed; with BRIEFING_FULL each of them.
STEPS = ["_all_judged", "_parsed_by_worker", "_by_themselves", "_spans", "_both_words", "_products"]
Made = dict[str, bytes]
Watch = Callable[[str, Executor], None]


@pytest.fixture(scope="module")
def newsletter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with feeds, none of it read."""
    folder = tmp_path_factory.mktemp("newsletter")
    write_newsletter(folder, made_stories(STORIES))
    return folder


@pytest.fixture(scope="module")
def alone(newsletter: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """What is made with no executor."""
    return built(newsletter, tmp_path_factory.mktemp("alone"))


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler and three workers."""
    dask()
    with cluster(tmp_path, 3) as made:
        yield made


class Always(Workers):
    """Sends out however few stories there are; `watch` sees each chunk go."""

    def __init__(self, config: Config, watch: Watch | None = None) -> None:
        super().__init__(config, fewest_stories=1, fewest_sources=1)
        self._watch = watch

    def executor(self) -> Executor | None:
        executor = super().executor()
        return Watched(executor, self._watch) if executor and self._watch else executor


@dataclass(frozen=True)
class Watched(Executor):
    """An executor, and who is told of every chunk it has taken."""

    executor: Executor
    watch: Watch

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future = self.executor.submit(fn, *args, **kwargs)
        self.watch(getattr(fn, "func", fn).__name__, self.executor)
        return future


def built(
    newsletter: Path,
    folder: Path,
    watch: Watch | None = None,
    **keys: object,
) -> Made:
    """All files of the edition, and what the store holds of each story."""
    shutil.copytree(newsletter, folder, dirs_exist_ok=True)
    config = load(folder / "config.yaml").model_copy(update=keys)
    workers = Always(config, watch)
    with Pipeline.open(config, clock=lambda: NOW) as opened:
        pipeline = Pipeline(opened.newsletter, workers=workers)
        pipeline.ingest()
        out = pipeline.build().folder
        stored = repr(sorted(map(repr, pipeline.store.stories.window())))
        workers.close()
    files = {path.name: path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
    return files | {"the store": stored.encode()}


@pytest.mark.slow
def test_processes_make_the_same(newsletter: Path, alone: Made, tmp_path: Path) -> None:
    assert built(newsletter, tmp_path, executor="processes", workers=2) == alone


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_processes_make_the_same_when_one_is_killed(
    newsletter: Path, alone: Made, tmp_path: Path
) -> None:
    killer = Killer("_all_judged", a_worker_process)
    made = built(newsletter, tmp_path, killer, executor="processes", workers=2)
    assert killer.killed
    assert made == alone


@pytest.mark.slow
def test_a_cluster_of_this_machine_makes_the_same(
    newsletter: Path, alone: Made, tmp_path: Path
) -> None:
    dask()
    assert built(newsletter, tmp_path, executor="dask", workers=2) == alone


@pytest.mark.slow
def test_three_workers_make_the_same(
    newsletter: Path, alone: Made, tmp_path: Path, three: Cluster
) -> None:
    assert built(newsletter, tmp_path / "n", executor="dask", dask=three.address) == alone


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS if os.environ.get("BRIEFING_FULL") else STEPS[:1])
def test_they_make_the_same_when_one_of_three_is_killed(
    newsletter: Path, alone: Made, tmp_path: Path, three: Cluster, step: str
) -> None:
    with working(three) as busy:
        killer = Killer(step, lambda _: three.workers[busy()].pid)
        made = built(newsletter, tmp_path / "n", killer, executor="dask", dask=three.address)
    assert killer.killed
    dead = [one for one in three.workers.values() if one.pid == killer.killed]
    assert [one.wait(60) for one in dead] == [-signal.SIGKILL]
    assert made == alone


@contextmanager
def working(made: Cluster) -> Iterator[Callable[[], str]]:
    """What names a worker that has a chunk in hand at this moment."""
    from distributed import Client

    with Client(made.address) as client:

        def busy() -> str:
            end = time.monotonic() + PATIENCE_SECONDS
            while time.monotonic() < end:
                known = client.scheduler_info(n_workers=-1)["workers"]
                for address, tasks in client.processing().items():
                    if tasks:
                        return str(known[address]["name"])
            raise AssertionError("no worker has anything to do")

        yield busy


class Killer:
    """Kills a worker as soon as the first chunk of a step has been handed over."""

    def __init__(self, step: str, victim: Callable[[Executor], int]) -> None:
        self._step, self._victim = step, victim
        self._lock = threading.Lock()
        self.killed = 0

    def __call__(self, step: str, executor: Executor) -> None:
        with self._lock:
            if step == self._step and not self.killed:
                self.killed = self._victim(executor)
                os.kill(self.killed, signal.SIGKILL)


def a_worker_process(executor: Executor) -> int:
    """A process that the pool has started and that works at this moment."""
    return executor.submit(os.getpid).result()
