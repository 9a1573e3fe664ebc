"""A fresh store for each test, once on SQLite and once on a PostgreSQL of our own."""

from __future__ import annotations

import os
import subprocess
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefing.store import Store
from tests.make import NOW
from tests.needs import postgres


def _as_nobody(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: become its own user where we are root."""
    if os.geteuid() != 0:
        return []
    subprocess.run(["chown", "-R", "postgres", str(folder)], check=True)
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """A PostgreSQL cluster in a temporary folder, on a socket; gives its URL's front part."""
    programs = postgres()
    folder = (
        Path("/tmp") / f"briefing-pg-{uuid.uuid4().hex[:8]}"
    )  # short: a socket path has 107 bytes
    folder.mkdir(mode=0o755)
    user = _as_nobody(folder)
    data, quiet = folder / "data", {"check": True, "stdout": subprocess.DEVNULL}
    init = [programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--no-sync"]
    subprocess.run([*user, *init], **quiet, stderr=subprocess.DEVNULL)
    options = f"-k {folder} -c listen_addresses= -c fsync=off"
    control = [*user, programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
    subprocess.run([*control, "-o", options, "start"], **quiet)
    yield f"postgresql://postgres@/{{name}}?host={folder}"
    subprocess.run([*control, "-m", "immediate", "stop"], **quiet)
    subprocess.run(["rm", "-rf", str(folder)], check=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/briefing.db"
    found: str = request.getfixturevalue("cluster_url")
    return found


@pytest.fixture
def cluster_url(cluster: str) -> str:
    """The URL of an empty schema on PostgreSQL: a database of its own would be 7 MB of files."""
    import psycopg

    url, name = cluster.format(name="postgres"), f"t{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA "{name}"')
    return f"{url}&options=-csearch_path%3D{name}"


@pytest.fixture
def reopen(url: str) -> Iterator[Callable[[], Store]]:
    """Opens the store again, as a second process would."""
    opened: list[Store] = []

    def again() -> Store:
        opened.append(Store.open(url, now=NOW))
        return opened[-1]

    yield again
    for store in opened:
        store.close()


@pytest.fixture
def store(reopen: Callable[[], Store]) -> Store:
    """A new, empty store."""
    return reopen()
