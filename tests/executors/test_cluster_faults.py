"""What a cluster can lack, each in words that say what to do; nothing waits for ever."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.chunks import Chunked
from briefing.cli.main import run
from briefing.errors import ExecutorError, SourceError
from tests.executors.cluster import Cluster, cluster
from tests.executors.steps import doubled, failing, killing_always, resting
from tests.needs import dask
from tests.pipeline.letters import CONFIG, a_letter


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Cluster]:
    dask()
    with cluster(tmp_path, 2) as made:
        yield made


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.mark.slow
def test_no_scheduler() -> None:
    dask()
    from briefing.wiring.dask_cluster import DaskCluster

    address = f"tcp://127.0.0.1:{free_port()}"
    with pytest.raises(ExecutorError, match="no scheduler answers") as caught:
        DaskCluster(address, workers=1)
    assert caught.value.where == f"dask: {address}"
    assert "dask scheduler" in caught.value.hint


@pytest.mark.slow
def test_the_shell_says_so_and_blames_no_source(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dask()
    sources = "".join(f"  - {{kind: folder, name: d{n}, path: desk}}\n" for n in range(8))
    lines = f"executor: dask\ndask: tcp://127.0.0.1:{free_port()}\n"
    config = lines + CONFIG.replace("  - kind: folder\n    name: desk\n    path: desk\n", sources)
    file = a_letter(tmp_path, config=config)
    assert run(["build", "--config", str(file)]) == 1
    said = capsys.readouterr().err
    assert "no scheduler answers" in said
    assert "executor: serial" in said
    assert "Traceback" not in said


@pytest.mark.slow
def test_a_scheduler_without_workers(tmp_path: Path) -> None:
    dask()
    from briefing.wiring.dask_cluster import DaskCluster

    with (
        cluster(tmp_path, 0) as made,
        pytest.raises(ExecutorError, match="no worker for 1 seconds"),
    ):
        DaskCluster(made.address, workers=1, patience=1.0)


@pytest.mark.slow
def test_all_workers_die(two: Cluster) -> None:
    from briefing.wiring.dask_cluster import DaskCluster

    executor = DaskCluster(two.address, workers=1, patience=3.0)
    futures = [executor.submit(resting, (30.0,)) for _ in range(4)]
    for worker in two.workers.values():
        worker.kill()
    for future in futures:
        with pytest.raises(ExecutorError, match="no worker for 3 seconds"):
            future.result(60)
    executor.shutdown()


@pytest.mark.slow
def test_the_scheduler_dies(two: Cluster) -> None:
    from briefing.wiring.dask_cluster import DaskCluster

    executor = DaskCluster(two.address, workers=1, patience=3.0)
    future = executor.submit(resting, (30.0,))
    two.scheduler.kill()
    with pytest.raises(ExecutorError):
        future.result(90)
    executor.shutdown()


@pytest.mark.slow
def test_a_chunk_that_kills_its_workers_and_errors_of_steps(two: Cluster) -> None:
    from briefing.wiring.dask_cluster import DaskCluster

    executor = DaskCluster(two.address, workers=1, patience=5.0)
    assert Chunked(executor)(doubled, range(5), most=2) == (0, 2, 4, 6, 8)
    with pytest.raises(SourceError) as caught:
        Chunked(executor)(failing, range(4), most=2)
    assert (caught.value.what, caught.value.hint) == ("cannot do 0", "try another")
    with pytest.raises(ExecutorError):
        Chunked(executor)(killing_always, range(2), most=2)
    executor.shutdown()


def test_a_worker_of_another_version_is_refused() -> None:
    from briefing.wiring.dask_cluster import versions, worked

    other = ("morning-briefing 0.0.1", *versions()[1:])
    with pytest.raises(ExecutorError, match=r"we morning-briefing 0\.0\.1: its answers might"):
        worked(other, doubled, ((1,),), {})
    assert worked(versions(), doubled, ((1,),), {}) == (2,)


def test_the_library_is_missing() -> None:
    """In a process of its own: here it may be loaded already."""
    code = (
        "import sys; sys.modules['distributed'] = None\n"
        "from briefing.errors import ExecutorError\n"
        "from briefing.wiring.dask_cluster import DaskCluster\n"
        "try:\n    DaskCluster('tcp://127.0.0.1:1', workers=1)\n"
        "except ExecutorError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "morning-briefing[dask]" in done.stdout
