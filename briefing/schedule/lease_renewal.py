"""Keeps a claim alive while the work it stands for goes on."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Self

from briefing.errors import BriefingError

logger = logging.getLogger(__name__)

# A fifth of the five minutes after which a claim is lost.
RENEW_EVERY_SECONDS = 60.0


class LeaseRenewal:
    """Calls `renew` every minute in a thread of its own, while it is used in `with`.

    What fails (a store that is busy, a full disk) is tried again the next
    minute; `failures` counts how often it did.
    """

    def __init__(self, renew: Callable[[], object], *, every: float = RENEW_EVERY_SECONDS) -> None:
        self._renew = renew
        self._every = every
        self._done = threading.Event()
        self._thread = threading.Thread(
            target=self._renew_until_done, name="briefing-lease-renewal", daemon=True
        )
        self.failures = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _renew_until_done(self) -> None:
        while not self._done.wait(self._every):
            try:
                self._renew()
            except BriefingError as error:
                logger.info("a claim was not renewed: %s", error)
                self.failures += 1
