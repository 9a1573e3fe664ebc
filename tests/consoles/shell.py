"""Somebody at a shell: types a line, waits for its end, goes on in the folder it left them in."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

from tests.consoles.pages import ROOT

# What a reader ends with Ctrl-C, by what it is called with so that it takes a free port.
STAYING = {
    "briefing preview": "briefing preview --port 0",
    "briefing serve --desk": "BRIEFING_DESK__PORT=0 briefing serve --desk",
    "python -m http.server": "python -u -m http.server 0 --bind 127.0.0.1",
}
LONGEST_SECONDS = 120


class Shell:
    """Runs lines one after another; what each printed is kept for the test that fails."""

    def __init__(self, folder: Path, programs: Path, **variables: str) -> None:
        self.folder = folder
        kept = {"PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(folder), "LANG": "C.UTF-8"}
        # A thread a core for sums of a few kB costs more processor time than the sums.
        kept |= {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        self._environment = {**kept, **variables}

    def type(self, line: str) -> str:
        """What the line printed; AssertionError where it does not end well."""
        for staying, quiet in STAYING.items():
            if staying in line:
                return self._visit(line.replace(staying, quiet))
        done = subprocess.run(
            ["bash", "-c", f'trap "pwd >{self._place}" EXIT\n{line}'],
            cwd=self.folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )
        assert done.returncode == 0, f"$ {line}\n{done.stdout}{done.stderr}"
        self.folder = Path(self._place.read_text(encoding="utf-8").strip())
        return done.stdout + done.stderr

    @property
    def _place(self) -> Path:
        return Path(self._environment["HOME"]) / ".where"

    def _visit(self, line: str) -> str:
        """Opens the page that a server names, then presses Ctrl-C; it must end as asked.

        Python's own file server may miss a key that is pressed while it answers: it is ended.
        """
        is_ours = "http.server" not in line
        *before, last = line.split("&& ")
        for one in before:
            self.type(one)
        server = subprocess.Popen(
            ["bash", "-c", f"exec env {last}"],
            cwd=self.folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        killer = threading.Timer(LONGEST_SECONDS, server.kill)
        killer.start()
        with server:
            try:
                with urllib.request.urlopen(_address(server), timeout=30) as answer:
                    assert answer.status == 200
            finally:
                os.killpg(server.pid, signal.SIGINT if is_ours else signal.SIGTERM)
                said = server.communicate()[0]
                killer.cancel()
        ended = 0 if is_ours else -signal.SIGTERM
        assert server.returncode == ended, f"$ {line}\n{said}"
        return said


def _address(server: subprocess.Popen[str]) -> str:
    """The first address it prints."""
    assert server.stdout
    printed = ""
    for one in server.stdout:
        printed += one
        if found := re.search(r"http://127\.0\.0\.1:\d+/", one):
            return found[0]
    raise AssertionError(f"no address was named:\n{printed}")


def install(programs: Path) -> None:
    """`briefing` and `python` as commands, both of this very interpreter."""
    programs.mkdir()
    for name, words in {"briefing": " -m briefing", "python": ""}.items():
        program = programs / name
        program.write_text(f'#!/bin/sh\nexec {sys.executable}{words} "$@"\n', encoding="utf-8")
        program.chmod(0o755)
