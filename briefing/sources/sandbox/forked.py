"""A parsing process that begins as a copy of this one, so that nothing is loaded a second time.

Only safe where this process has one thread: another's lock, copied while it is held, is never
let go of. The copy keeps no open file, no handler of a signal, and ends without running any code
of this process.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from dataclasses import dataclass
from multiprocessing.process import BaseProcess, current_process
from pathlib import Path
from typing import IO

THREADS = Path("/proc/self/task")


def may_fork() -> bool:
    """True on Linux, in a process of one thread, libraries' own included."""
    if sys.platform != "linux" or current_process().daemon or not THREADS.is_dir():
        return False
    return len(list(THREADS.iterdir())) == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ForkedProcess:
    """A running copy, as `subprocess.Popen` shows one."""

    process: BaseProcess
    stdin: IO[bytes]
    stdout: IO[bytes]

    @property
    def pid(self) -> int:
        """Its number; it has been started."""
        return self.process.pid or 0

    def kill(self) -> None:
        """End it at once; one that has ended stays so."""
        self.process.kill()

    def wait(self) -> None:
        """Until it has ended."""
        self.process.join()


def forked(*, memory: int, seconds: float) -> ForkedProcess:
    """A copy that answers questions under these limits."""
    (questions, asked), (answered, answers) = os.pipe(), os.pipe()
    process = multiprocessing.get_context("fork").Process(
        target=_answer_alone, args=(questions, answers, memory, seconds), daemon=True
    )
    process.start()
    os.close(questions)
    os.close(answers)
    return ForkedProcess(
        process=process, stdin=os.fdopen(asked, "wb"), stdout=os.fdopen(answered, "rb")
    )


def _answer_alone(questions: int, answers: int, memory: int, seconds: float) -> None:
    """What the copy does, and nothing else."""
    from briefing.sources.sandbox.worker import serve

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    gc.freeze()  # a look through all that is loaded would copy its memory
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for inherited, standard in ((questions, 0), (answers, 1), (nowhere, 2)):
        os.dup2(inherited, standard)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    try:
        serve(memory, seconds)
    finally:
        os._exit(0)
