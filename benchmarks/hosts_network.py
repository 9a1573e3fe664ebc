"""Several hosts on one machine: network namespaces where we are root, else loopback addresses.

A host of the first kind has its own addresses and routes and sees no port of
another but by its address. All of them share the kernel, the disk and the clock.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

Command = list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Hosts by name: their addresses, and what runs a command on each."""

    kind: str
    addresses: dict[str, str]
    prefixes: dict[str, Command]

    def on(self, host: str, command: Sequence[object]) -> Command:
        """The command as it runs on a host."""
        return [*self.prefixes[host], *map(str, command)]


@contextmanager
def network(hosts: Sequence[str]) -> Iterator[Network]:
    """Network namespaces behind one bridge; without root, addresses of 127.0.0.0/8."""
    if os.geteuid() == 0 and shutil.which("ip"):
        with _namespaces(hosts) as made:
            yield made
    else:
        yield Network(
            kind="processes with loopback addresses",
            addresses={host: f"127.0.7.{number}" for number, host in enumerate(hosts, 1)},
            prefixes={host: [] for host in hosts},
        )


@contextmanager
def _namespaces(hosts: Sequence[str]) -> Iterator[Network]:
    mark = f"b{os.getpid()}"
    switch, names = f"{mark}-switch", {host: f"{mark}-{host}" for host in hosts}
    addresses = {host: f"10.77.7.{number}" for number, host in enumerate(hosts, 1)}
    try:
        _ip("netns", "add", switch)
        _ip("-n", switch, "link", "add", "bridge", "type", "bridge")
        _ip("-n", switch, "link", "set", "bridge", "up")
        for number, host in enumerate(hosts, 1):
            _attach(switch, names[host], f"port{number}", addresses[host])
        prefixes = {host: ["ip", "netns", "exec", name] for host, name in names.items()}
        yield Network(kind="network namespaces", addresses=addresses, prefixes=prefixes)
    finally:
        for name in (*names.values(), switch):
            subprocess.run(["ip", "netns", "delete", name], check=False, capture_output=True)


def _attach(switch: str, name: str, port: str, address: str) -> None:
    """A namespace with one cable to the bridge."""
    _ip("netns", "add", name)
    _ip("-n", switch, "link", "add", port, "type", "veth", "peer", "eth0", "netns", name)
    _ip("-n", switch, "link", "set", port, "master", "bridge")
    _ip("-n", switch, "link", "set", port, "up")
    _ip("-n", name, "address", "add", f"{address}/24", "dev", "eth0")
    for device in ("lo", "eth0"):
        _ip("-n", name, "link", "set", device, "up")


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)
