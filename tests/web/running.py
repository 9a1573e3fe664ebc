"""A command that serves pages, as a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def running(verb: str, home: Path, *flags: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process, over the config in `home`, and the address it says it is at."""
    command = [sys.executable, "-m", "briefing", verb, *flags, "--port", "0", "--config"]
    process = subprocess.Popen(
        [*command, str(home / "config.yaml")], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        assert line.startswith("http://127.0.0.1:"), line
        yield process, line.split()[0]
    finally:
        process.kill()
        process.communicate()
