"""Heavy steps on a cluster of dask.distributed (extra `dask`), loaded with the first step."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from contextlib import suppress
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from briefing.errors import BriefingError, ExecutorError
from briefing.version import __version__

# For a scheduler to answer; chosen, not measured.
CONNECT_SECONDS = 10.0
# For the first worker, and for one where all have gone; chosen, not measured: a machine boots.
PATIENCE_SECONDS = 60.0
# Between two looks whether there are workers; chosen, not measured.
WATCH_SECONDS = 1.0
_WHERE = "executor: dask"
# What must be the same on both sides for the same bytes.
_DECISIVE = ("numpy", "scipy")


class DaskCluster(Executor):
    """The workers behind a scheduler, or a cluster of this machine where no address is given.

    A chunk whose worker was killed is worked by another. ExecutorError where
    there is no scheduler, where no worker is there for `patience` seconds, and
    where a worker has other versions than we: its answers might differ.
    """

    def __init__(self, address: str, *, workers: int, patience: float = PATIENCE_SECONDS) -> None:
        self._patience = patience
        self._client = _client(address, workers)
        self._executor: Executor = self._client.get_executor()
        self._lock = threading.Lock()
        self._open: set[Future[Any]] = set()
        self._closed = threading.Event()
        self._wait_for_workers()
        threading.Thread(target=self._watch, name="briefing-dask", daemon=True).start()

    @property
    def workers(self) -> int:
        """How many chunks are worked at once now."""
        return sum(self._client.nthreads().values())

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """See `concurrent.futures.Executor`."""
        done: Future[Any] = Future()
        with self._lock:
            self._open.add(done)
        task = self._executor.submit(worked, versions(), fn, args, kwargs)
        task.add_done_callback(partial(self._settle, done))
        return done

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - the base's
        """Leave the cluster; one of this machine ends. What is not done by then is given up."""
        del wait, cancel_futures  # workers that are gone would be waited for without end
        self._closed.set()
        self._executor.shutdown(wait=False)
        self._client.close()
        if self._client.cluster is not None:
            self._client.cluster.close()

    def _settle(self, done: Future[Any], task: Future[Any]) -> None:
        error = CancelledError() if task.cancelled() else task.exception()
        self._end(done, explained(error) if error else None, task)

    def _end(
        self, done: Future[Any], error: BaseException | None, task: Future[Any] | None
    ) -> None:
        """Settle once: who looks for workers may have been first."""
        with self._lock:
            if done not in self._open:
                return
            self._open.discard(done)
        if not done.set_running_or_notify_cancel():
            return
        if error is not None:
            done.set_exception(error)
        elif task is not None:
            done.set_result(task.result())

    def _wait_for_workers(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=self._patience)
        except TimeoutError as error:
            self.shutdown()
            raise self._no_worker() from error

    def _no_worker(self) -> ExecutorError:
        return ExecutorError(
            f"the scheduler has had no worker for {self._patience:g} seconds",
            where=_WHERE,
            hint="start `dask worker` with the scheduler's address, or set `executor: serial`",
        )

    def _watch(self) -> None:
        """Nothing waits for ever: without any worker for a minute, what waits fails."""
        seen = time.monotonic()
        while not self._closed.wait(WATCH_SECONDS):
            if self._are_there():
                seen = time.monotonic()
            if time.monotonic() - seen > self._patience:
                for done in tuple(self._open):
                    self._end(done, self._no_worker(), None)

    def _are_there(self) -> bool:
        """True where there is nothing to do, or somebody to do it."""
        if not self._open:
            return True
        with suppress(OSError, RuntimeError, TimeoutError, ValueError):
            return bool(self._client.nthreads())
        return False


def _client(address: str, workers: int) -> Any:
    """A client of the scheduler, or of a new cluster of this machine."""
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        hint = "pip install 'morning-briefing[dask]', or set `executor: processes`"
        raise ExecutorError("dask.distributed is not installed", where=_WHERE, hint=hint) from error
    try:
        if address:
            return Client(address, timeout=CONNECT_SECONDS)  # type: ignore[no-untyped-call]
        cluster = LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None
        )
        return Client(cluster, timeout=CONNECT_SECONDS)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        hint = (
            "start `dask scheduler` there and `dask worker` beside it, correct `dask:`, "
            "or set `executor: serial`"
        )
        what = "no scheduler answers" if address else f"no cluster starts: {error}"
        raise ExecutorError(what, where=f"dask: {address}".strip(), hint=hint) from error


def explained(error: BaseException) -> BaseException:
    """An error of the cluster in our words; one of a step stays as it is."""
    if isinstance(error, BriefingError):
        return error
    name = type(error).__name__
    if name == "KilledWorker":
        what = "several workers were killed over the same stories"
        hint = "they may lack memory: give them more, or set `executor: serial`"
    elif isinstance(error, CancelledError) or name in {"FutureCancelledError", "CommClosedError"}:
        what, hint = "the cluster was lost", "see what its scheduler says, and run this again"
    elif isinstance(error, ModuleNotFoundError):
        what = f"a worker has no module {error.name!r}"
        hint = f"install morning-briefing {__version__} on every worker"
    else:
        return error
    made = ExecutorError(what, where=_WHERE, hint=hint)
    made.__cause__ = error
    return made


@cache
def versions() -> tuple[str, ...]:
    """What decides about bytes: our own version, Python's, and those of two libraries."""
    python = f"python {sys.version_info.major}.{sys.version_info.minor}"
    return (f"morning-briefing {__version__}", python, *map(_named_version, _DECISIVE))


def _named_version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"no {package}"


def worked(
    asked: tuple[str, ...],
    step: Callable[..., Any],
    arguments: tuple[Any, ...],
    options: dict[str, Any],
) -> Any:
    """A step on a worker, which must have what the other side has."""
    here = versions()
    if here != asked:
        other = [
            f"{mine}, we {theirs}"
            for mine, theirs in zip(here, asked, strict=True)
            if mine != theirs
        ]
        raise ExecutorError(
            f"a worker has {'; '.join(other)}: its answers might differ",
            where=_WHERE,
            hint="install the same versions on every worker",
        )
    return step(*arguments, **options)
