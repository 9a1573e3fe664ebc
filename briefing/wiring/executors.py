"""The `executor:` of config.yaml -> where heavy steps are worked."""

from __future__ import annotations

import os
import threading
from concurrent.futures import Executor

from briefing.chunks import Chunked, ChunkMap, in_place
from briefing.config import Config
from briefing.sources.sandbox.pool import Reader

# Of fewer stories a step stays here: docs/decisions.md, More than one machine.
FEWEST_STORIES = 500
# Fewer sources are read here: at most so many documents are there to be parsed at once.
FEWEST_SOURCES = 8


class Workers:
    """Where the heavy steps of a newsletter are worked; nothing starts before the first of them.

    Steps of fewer stories, and the documents of fewer sources, stay here. Close
    it with `close`; it may be used again. ExecutorError where a cluster is not
    to be had.
    """

    def __init__(
        self,
        config: Config,
        *,
        fewest_stories: int = FEWEST_STORIES,
        fewest_sources: int = FEWEST_SOURCES,
    ) -> None:
        self._config = config
        self._fewest_stories = fewest_stories
        self._fewest_sources = fewest_sources
        self._lock = threading.Lock()
        self._executor: Executor | None = None

    def steps(self, stories: int) -> ChunkMap:
        """What applies a step to so many stories: here, or on the workers where that pays."""
        executor = self.executor() if stories >= self._fewest_stories else None
        return Chunked(executor) if executor else in_place

    def reader(self, sources: int) -> Reader:
        """What parses the documents of so many sources: the workers, where that pays."""
        executor = self.executor() if sources >= self._fewest_sources else None
        return Reader(executor=executor, processes=self.places) if executor else Reader()

    def executor(self) -> Executor | None:
        """The executor that is configured, started; None for `serial`."""
        if self._config.executor == "serial":
            return None
        with self._lock:
            if self._executor is None:
                self._executor = _executor(self._config)
            return self._executor

    @property
    def places(self) -> int:
        """How many chunks are worked at once."""
        if self._config.executor == "dask" and self._config.dask:
            from briefing.wiring.dask_cluster import DaskCluster

            executor = self.executor()
            return executor.workers if isinstance(executor, DaskCluster) else 1
        return 1 if self._config.executor == "serial" else _workers(self._config)

    def close(self) -> None:
        """End the processes, or leave the cluster."""
        with self._lock:
            executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(cancel_futures=True)


def _executor(config: Config) -> Executor:
    if config.executor == "dask":
        from briefing.wiring.dask_cluster import DaskCluster

        return DaskCluster(config.dask, workers=_workers(config))
    from briefing.wiring.worker_processes import WorkerProcesses

    return WorkerProcesses(_workers(config))


def _workers(config: Config) -> int:
    return config.workers or _processors()


def _processors() -> int:
    """The processors this process may use."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1
