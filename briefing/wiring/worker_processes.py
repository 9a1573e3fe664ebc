"""Heavy steps in processes of this machine; one that is killed costs its chunk a second try."""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any

from briefing.errors import ExecutorError

logger = logging.getLogger(__name__)

# Pools that broke one after the other without a chunk done between: then it is the chunk that
# kills (memory, as a rule), and a further try would kill again. Chosen, not measured.
MOST_BREAKS = 3
# What a worker needs; loaded once, by the process all workers are forked from.
_PRELOADED = (
    "briefing.condensing.quotable",
    "briefing.grouping.features",
    "briefing.sources.sandbox.pool",
    "briefing.text.described",
)


class WorkerProcesses(Executor):
    """A process pool that outlives its workers. Close it with `shutdown`.

    A chunk whose worker was killed is worked again in a new pool. ExecutorError
    where that happens three times and nothing is done between. The processes
    start with the first chunk and end with this process, however it ends.
    """

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._breaks = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """See `concurrent.futures.Executor`."""
        done: Future[Any] = Future()
        self._try(done, partial(fn, *args, **kwargs))
        return done

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - the base's
        """End the processes. It may be used again."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait, cancel_futures=cancel_futures)

    def _try(self, done: Future[Any], task: Callable[[], Any]) -> None:
        pool = self._running()
        try:
            trial = pool.submit(task)
        except BrokenProcessPool:  # broke since it was looked at
            self._broken(pool)
            self._try(done, task)
            return
        trial.add_done_callback(partial(self._settle, done, task, pool))

    def _running(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._pool = _pool(self._processes)
            return self._pool

    def _broken(self, pool: ProcessPoolExecutor) -> int:
        """Forget a pool that broke, once; how many did in a row."""
        with self._lock:
            if self._pool is pool:
                self._pool = None
                self._breaks += 1
                logger.warning("a worker process was killed; its chunk is worked again")
            return self._breaks

    def _settle(
        self,
        done: Future[Any],
        task: Callable[[], Any],
        pool: ProcessPoolExecutor,
        trial: Future[Any],
    ) -> None:
        """Hand on how a trial ended, or try again."""
        if trial.cancelled() or done.cancelled():
            done.cancel()
            return
        error = trial.exception()
        if isinstance(error, BrokenProcessPool):
            if self._broken(pool) < MOST_BREAKS:
                self._try(done, task)
                return
            error = _killed_again(error)
        self._breaks = self._breaks if error else 0
        if done.set_running_or_notify_cancel():
            done.set_exception(error) if error else done.set_result(trial.result())


def _killed_again(error: BaseException) -> ExecutorError:
    made = ExecutorError(
        f"worker processes were killed {MOST_BREAKS} times over the same stories",
        where="executor: processes",
        hint="the machine may lack memory: set fewer `workers:`, or `executor: serial`",
    )
    made.__cause__ = error
    return made


def _pool(processes: int) -> ProcessPoolExecutor:
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        context.set_forkserver_preload(list(_PRELOADED))
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for ever for the next chunk."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: Any) -> None:
    parent.join()
    os._exit(1)
