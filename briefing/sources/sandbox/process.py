"""One parsing process and its pipe."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Self

from briefing.sources.sandbox.forked import ForkedProcess, forked, may_fork
from briefing.sources.sandbox.protocol import read_frame, write_frame

# On a clock, for our own libraries: no document has a part in it.
LOADING_SECONDS = 60.0
_CODE = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); \
from briefing.sources.sandbox.worker import serve; serve(int(sys.argv[2]), float(sys.argv[3]))"


class Child:
    """A process that answers one question after the other until it is ended."""

    def __init__(self, process: subprocess.Popen[bytes] | ForkedProcess) -> None:
        self._process = process

    @classmethod
    def spawned(cls, *, memory: int, seconds: float) -> Self:
        """One that loads its libraries itself; from any thread, on any system."""
        limits = [str(memory), str(seconds)]
        command = [sys.executable, "-c", _CODE, json.dumps(sys.path), *limits]
        process = subprocess.Popen(  # noqa: S603  our own interpreter, no shell
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        return cls(process)

    @classmethod
    def copied(cls, *, memory: int, seconds: float) -> Self | None:
        """One that begins as a copy of this process; None where that is not safe."""
        return cls(forked(memory=memory, seconds=seconds)) if may_fork() else None

    def ask(self, header: bytes, data: bytes, *, wall_seconds: float) -> bytes | None:
        """The answer; None where the process died over it or was killed. It is ended then."""
        try:
            write_frame(self._pipe(self._process.stdin), header)
            self._in_time(LOADING_SECONDS)
            write_frame(self._pipe(self._process.stdin), data)
            return self._in_time(wall_seconds)
        except (OSError, EOFError):
            self.end()
            return None

    def end(self) -> None:
        """Kill it and give its pipes back."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            _close(self._pipe(stream))
        self._process.wait()

    def peak_memory(self) -> int:
        """The most memory it has held so far, in bytes; 0 where the system does not say."""
        status = Path(f"/proc/{self._process.pid}/status")
        lines = status.read_text().splitlines() if status.exists() else []
        peaks = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
        return int(peaks[0]) * 1024 if peaks else 0

    def processor_seconds(self) -> float:
        """Processor time it has taken so far; 0 where the system does not say."""
        status = Path(f"/proc/{self._process.pid}/stat")
        if not status.exists():
            return 0.0
        fields = status.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _in_time(self, seconds: float) -> bytes:
        """The next frame; the process is killed when the time is over, which ends the stream."""
        timer = threading.Timer(seconds, self._process.kill)
        timer.start()
        try:
            return read_frame(self._pipe(self._process.stdout))
        finally:
            timer.cancel()

    def _pipe(self, stream: IO[bytes] | None) -> IO[bytes]:
        assert stream is not None
        return stream


def _close(stream: IO[bytes]) -> None:
    """Close a pipe whose other end may be gone already."""
    try:
        stream.close()
    except BrokenPipeError:
        return
