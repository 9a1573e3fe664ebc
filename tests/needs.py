"""What a test needs from the machine: where it lacks, the test skips and says why.

Under BRIEFING_CI a lack is a failure: there, all of it is installed.
"""

from __future__ import annotations

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

IN_CI = bool(os.environ.get("BRIEFING_CI"))
# Where `npm install --prefix` put the packages some checks run: never inside the repository.
NPM = Path(os.environ.get("BRIEFING_NPM") or Path.home() / ".cache" / "briefing-npm")


def need(found: str | Path | None, what: str) -> Path:
    """The program's path; skips (in CI: fails) where it is not there."""
    if found:
        return Path(found)
    if IN_CI:
        pytest.fail(f"{what} is not installed, and this run must have it")
    pytest.skip(f"needs {what}")


def postgres() -> Path:
    """The folder of PostgreSQL's programs (Debian keeps them off the PATH)."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = shutil.which("initdb") or (debian[-1] if debian else None)
    return need(found, "PostgreSQL (initdb)").parent


def nginx() -> Path:
    """nginx; Debian keeps it off the PATH of users."""
    return need(shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin"), "nginx")


def caddy() -> Path:
    """Caddy."""
    return need(shutil.which("caddy"), "Caddy")


def dask() -> None:
    """The engine of `executor: dask`; it comes with the development packages."""
    need("distributed" if find_spec("distributed") else None, "dask.distributed")


def chromium() -> Path:
    """The browser that pages are looked at in."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    return need(found or shutil.which("google-chrome"), "Chromium")


def spamassassin() -> Path:
    """The filter that scores a message without asking the network."""
    return need(shutil.which("spamassassin"), "SpamAssassin")


def node() -> Path:
    """What runs the packages of npm."""
    return need(shutil.which("node"), "Node.js")


def npm(package: str) -> Path:
    """The folder whose `node_modules` holds a package (axe-core, caniemail or mjml)."""
    folder = NPM / "node_modules" / package
    return need(NPM if folder.is_dir() else None, f"the npm package {package} in {NPM.name}")


def systemd_analyze() -> str:
    """What rates how open a unit is."""
    return str(need(shutil.which("systemd-analyze"), "systemd-analyze"))


def hadolint() -> Path:
    """What finds faults in the file of an image; it comes with the development packages."""
    places = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    return need(shutil.which("hadolint", path=places), "hadolint")


def mandoc() -> str:
    """What reads manual pages, and finds faults in them."""
    return str(need(shutil.which("mandoc"), "mandoc"))
