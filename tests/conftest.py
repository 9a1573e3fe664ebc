"""Fixtures all tests share: no network but loopback, a clean environment."""

from __future__ import annotations

import ipaddress
import logging
import os
import socket
import tempfile
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

# Machines are slow now and then: how long one example takes says nothing.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--remake", action="store_true", help="write the golden editions anew")


@pytest.fixture(scope="session")
def remake(request: pytest.FixtureRequest) -> bool:
    """True where the golden files are to be written, not compared."""
    return bool(request.config.getoption("--remake"))


def _is_local(address: Any) -> bool:
    """True for unix sockets and loopback addresses."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0]).split("%")[0]
    if host in {"localhost", ""}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _LoopbackSocket(socket.socket):
    """A socket that refuses to leave this machine."""

    def connect(self, address: Any) -> None:
        self._refuse(address)
        super().connect(address)

    def connect_ex(self, address: Any) -> int:
        self._refuse(address)
        return super().connect_ex(address)

    def _refuse(self, address: Any) -> None:
        if not _is_local(address):
            raise RuntimeError(f"a test tried to reach {address!r}: only loopback is allowed")


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    original = socket.socket
    socket.socket = _LoopbackSocket  # type: ignore[misc]
    yield
    socket.socket = original  # type: ignore[misc]


@pytest.fixture(autouse=True, scope="session")
def _cache_of_the_session() -> Iterator[None]:
    """What the program keeps to start sooner is made once for the tests and goes with them."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", folder)
        yield


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("BRIEFING_"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for the tests of a module; they skip where there is none.

    Not for the session: Playwright keeps an event loop running in its thread
    for as long as it is open, and other tests start loops of their own.
    """
    from tests.rendering.browser import chromium

    with chromium() as one:
        yield one


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """A command sets up the log of its process; the next test meets it as it was."""
    root, ours = logging.getLogger(), logging.getLogger("briefing")
    handlers, level = root.handlers[:], ours.level
    yield
    root.handlers[:] = handlers
    ours.setLevel(level)
