"""A PostgreSQL of our own on one of the hosts, in a temporary folder, with `fsync` on."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.hosts_network import Network

PORT = 5432


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """Where the store is: by the network for the hosts, by a socket for who counts."""

    url: str
    socket_url: str


@contextmanager
def database(network: Network, host: str) -> Iterator[Database]:
    """An empty database that every host reaches; it is gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="hosts-pg-", dir="/tmp"))  # a socket has a short path
    folder.chmod(0o755)
    user = _as_its_user(folder)
    control = [*user, _programs() / "pg_ctl", "-D", folder / "db", "-w", "-l", folder / "log"]
    init = ["initdb", "-D", folder / "db", "-U", "postgres", "--auth=trust"]
    try:
        _run([*user, _programs() / init[0], *init[1:]])
        address = network.addresses[host]
        with (folder / "db" / "pg_hba.conf").open("a") as rules:
            rules.write("host all all 10.77.7.0/24 trust\n")
        options = f"-k {folder} -p {PORT} -c listen_addresses={address} -c max_connections=200"
        _run(network.on(host, [*control, "-o", options, "start"]))
        yield Database(
            url=f"postgresql://postgres@{address}:{PORT}/postgres",
            socket_url=f"postgresql://postgres@/postgres?host={folder}&port={PORT}",
        )
    finally:
        subprocess.run(
            [*map(str, control), "-m", "immediate", "stop"], check=False, capture_output=True
        )
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """Debian keeps them off the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = shutil.which("initdb") or (debian[-1] if debian else None)
    if found is None:
        raise SystemExit("PostgreSQL is not installed (Debian: postgresql)")
    return Path(found).parent


def _as_its_user(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    subprocess.run(["chown", "-R", "postgres", str(folder)], check=True)
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]


def _run(command: list[object] | list[str]) -> None:
    quiet = subprocess.DEVNULL
    subprocess.run(list(map(str, command)), check=True, stdout=quiet, stderr=quiet)
