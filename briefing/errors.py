"""Every error `briefing` raises on purpose, on one page.

    BriefingError            what, where, why, and what to do; never a traceback for a user
    ├── ConfigError          config.yaml cannot be used; holds every fault found, not only the first
    ├── SourceError          one source cannot be read; in a report this is a value
    ├── StoreError           the store cannot be opened, upgraded or written
    │   └── StoreUnavailableError   its database does not answer, or not in time
    ├── RenderError          a template failed; names the file and the line
    ├── DeliveryError        an edition cannot be released or handed on
    │   └── NothingToSendError   there is no story in it
    ├── ExecutorError        heavy steps cannot be worked where config.yaml says
    ├── VerifyError          an edition cannot be checked at all (a failed check is a value)
    └── InputError           an argument or a file given by hand is not usable

Rooms translate foreign errors once, at their edge. What is expected of one
source, one story or one address is a value in a report, never an exception.
"""

from __future__ import annotations

from typing import Any


class BriefingError(Exception):
    """Base of all errors raised on purpose.

    `what` says what failed, `where` names the file, address or id,
    `hint` says what to do. `str(error)` joins them in one readable line.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what, where, hint)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        line = f"{self.where.removesuffix(':')}: {self.what}" if self.where else self.what
        return f"{line} ({self.hint})" if self.hint else line

    def __reduce__(self) -> tuple[Any, ...]:
        """As it is, whatever its arguments were: it may come from another process."""
        return _made_again, (type(self), self.args, vars(self).copy())


def _made_again(
    kind: type[BriefingError], arguments: tuple[object, ...], fields: dict[str, object]
) -> BriefingError:
    error = kind.__new__(kind, *arguments)
    vars(error).update(fields)
    return error


class ConfigError(BriefingError):
    """config.yaml cannot be used; `faults` lists every fault, one line each."""

    exit_code = 2

    def __init__(self, faults: tuple[str, ...], *, where: str = "") -> None:
        super().__init__("\n".join(faults), where=where)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(self.faults)


class InputError(BriefingError):
    """An argument or a file given by hand is not usable."""

    exit_code = 2


class SourceError(BriefingError):
    """One source, or one document of it, cannot be read."""


class StoreError(BriefingError):
    """The store cannot be opened, upgraded or written."""


class StoreUnavailableError(StoreError):
    """The database does not answer, or not in time; the same may work in a moment."""


class RenderError(BriefingError):
    """A template failed; `where` is file:line as far as it is known."""


class DeliveryError(BriefingError):
    """An edition cannot be released or handed on."""


class NothingToSendError(DeliveryError):
    """An edition holds no story: nobody is to get it."""

    exit_code = 3


class ExecutorError(BriefingError):
    """Heavy steps cannot be worked where `executor:` of config.yaml says."""


class VerifyError(BriefingError):
    """An edition cannot be checked at all."""
