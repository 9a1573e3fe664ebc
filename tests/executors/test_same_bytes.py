"""The same edition, byte for byte, whoever works the heavy steps and whoever dies meanwhile."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from benchmarks.pipeline_feeds import NOW, made_stories, write_newsletter
from briefing.config import Config, load
from briefing.pipeline.pipeline import Pipeline
from briefing.wiring.executors import Workers
from tests.executors.cluster import Cluster, cluster
from tests.needs import dask

STORIES = 160
Made = dict[str, bytes]


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

    def __init__(self, config: Config, watch: Callable[[Executor], None] | None = None) -> None:
        super().__init__(config, fewest_stories=1, fewest_sources=1)
        self._watch = watch

    def executor(self) -> Executor | None:
        executor = super().executor()
        return Watched(executor, self._watch) if executor and self._watch else executor


@dataclass(frozen=True)
class Watched(Executor):
    """An executor, and who is told of every chunk it has taken."""

    executor: Executor
    watch: Callable[[Executor], None]

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future = self.executor.submit(fn, *args, **kwargs)
        self.watch(self.executor)
        return future


def built(
    newsletter: Path,
    folder: Path,
    watch: Callable[[Executor], None] | None = None,
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
    killer = Killer(after=12, victim=a_worker_process)
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
@pytest.mark.parametrize("after", [3, 12, 20])
def test_they_make_the_same_when_one_of_three_is_killed(
    newsletter: Path, alone: Made, tmp_path: Path, three: Cluster, after: int
) -> None:
    victim = three.workers["w1"]
    killer = Killer(after=after, victim=lambda _: victim.pid)
    made = built(newsletter, tmp_path / "n", killer, executor="dask", dask=three.address)
    assert killer.killed
    assert victim.wait(60) == -signal.SIGKILL
    assert made == alone


class Killer:
    """Kills a worker as soon as so many chunks have been handed over."""

    def __init__(self, *, after: int, victim: Callable[[Executor], int]) -> None:
        self._left, self._victim = after, victim
        self._lock = threading.Lock()
        self.killed = False

    def __call__(self, executor: Executor) -> None:
        with self._lock:
            self._left -= 1
            if self._left <= 0 and not self.killed:
                os.kill(self._victim(executor), signal.SIGKILL)
                self.killed = True


def a_worker_process(executor: Executor) -> int:
    """A process that the pool has started and that works at this moment."""
    return executor.submit(os.getpid).result()
