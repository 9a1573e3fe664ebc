"""What the system says to a process: end within ten seconds, or read the config anew."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Self

# SIGTERM asks for an end within ten seconds; what has not unwound by then is cut off.
END_WITHIN_SECONDS = 9.0
CUT_OFF_EXIT_CODE = 75
ENDING = ("SIGTERM", "SIGINT")


class Stopped(BaseException):
    """Ends work that is safe to leave at any moment, wherever it is."""


class Signals:
    """Listens while used in `with`, in the main thread.

    Work is ended where it stands, by `Stopped`: reading and building can be
    begun anew. Within `gently` it is only asked to end (see `stopping`): a
    message on its way is finished or marked.
    """

    def __init__(self, *, last_second: float = END_WITHIN_SECONDS) -> None:
        self._last_second = last_second
        self._stopping = False
        self._reload = False
        self._gentle = 0
        self._old: dict[int, Any] = {}
        self._cut: threading.Timer | None = None

    def __enter__(self) -> Self:
        for name in ENDING:
            self._listen(name, self._end)
        self._listen("SIGHUP", self._ask_for_config)
        return self

    def __exit__(self, *_: object) -> None:
        if self._cut:
            self._cut.cancel()
        for number, handler in self._old.items():
            signal.signal(number, handler)

    def stopping(self) -> bool:
        """True once the process was asked to end."""
        return self._stopping

    def take_reload(self) -> bool:
        """True where the config is to be read anew; asking takes the wish back."""
        wished, self._reload = self._reload, False
        return wished

    @contextmanager
    def gently(self) -> Iterator[None]:
        """Work that must not be ended in its midst: it looks at `stopping` by itself."""
        self._gentle += 1
        try:
            yield
        finally:
            self._gentle -= 1

    def _listen(self, name: str, handler: Any) -> None:
        number = getattr(signal, name, None)  # not every system has every signal
        if number is not None:
            self._old[number] = signal.signal(number, handler)

    def _end(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        if not self._stopping:
            self._stopping = True
            self._cut = threading.Timer(self._last_second, os._exit, (CUT_OFF_EXIT_CODE,))
            self._cut.daemon = True
            self._cut.start()
        if not self._gentle:
            raise Stopped

    def _ask_for_config(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self._reload = True
