"""Records of what the program does, for whoever has to find a fault: plain lines, or JSON.

Modules write to the logger of their own name. `configure` says where records
go; until it is called they go nowhere but to whom the caller has set up.

    BRIEFING_LOG=json    one JSON object a line: time, level, logger, message, and where they
                         are known newsletter, edition, source; `traceback` for a fault of ours

No address of a reader and no secret stands in a line: what looks like a mail
address, a link of a reader's own, the value of a secret variable or a secret that was
read from elsewhere (`never_log`) is replaced.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TextIO

VARIABLE = "BRIEFING_LOG"
NOTHING = logging.CRITICAL + 1
FIELDS = ("newsletter", "edition", "source")
# Shorter values are no secrets, and would be found in words that have nothing to do with them.
SHORTEST_SECRET_CHARS = 8
_SECRET_NAMES = re.compile(r"PASSWORD|SECRET|TOKEN|KEY\b|WEBHOOK|BRIEFING_STORE")
# Bounded on both sides, so that a text without an end costs no more than its length.
_ADDRESS = re.compile(r"[^\s@<>\"',;:()\[\]]{1,64}@[^\s@<>\"',;:()\[\]/]{1,255}")
_PASSWORD_OF_ADDRESS = re.compile(r"[a-z0-9+]{1,40}://[^\s:@/]{0,200}:([^\s@/]{1,1000})@")
_OWN_LINK = re.compile(r"/(confirm|preferences|unsubscribe|welcome)/[A-Za-z0-9._~-]{1,200}")

_about: ContextVar[tuple[tuple[str, str], ...]] = ContextVar("briefing_log_about", default=())


def configure(
    *,
    verbose: bool,
    environ: Mapping[str, str],
    stream: TextIO | None = None,
    attended: bool = False,
) -> None:
    """Send records to `stream` (None: standard error, as it is at each record).

    Plain lines show warnings and faults, JSON also what was done; `verbose`
    shows all. Where a person reads along (`attended`) and is told in words of
    their own, plain lines are shown only with `verbose`. Calling it again
    replaces what the last call set up.
    """
    as_json = environ.get(VARIABLE, "").strip().lower() == "json"
    handler = _Handler(stream, _secrets(environ))
    handler.setFormatter((JsonLines if as_json else PlainLines)(handler.secrets))
    root, ours = logging.getLogger(), logging.getLogger("briefing")
    for old in _ours():
        handler.secrets |= old.secrets
        root.removeHandler(old)
    root.addHandler(handler)
    quiet = logging.INFO if as_json else NOTHING if attended else logging.WARNING
    ours.setLevel(logging.DEBUG if verbose else quiet)


def about_newsletter(newsletter: str) -> None:
    """From here on every record of this process is about one newsletter, in all its threads."""
    for handler in _ours():
        handler.newsletter = newsletter


@contextmanager
def about(**fields: str) -> Iterator[None]:
    """What every record of this thread is about meanwhile: `newsletter`, `edition`, `source`."""
    token = _about.set((*_about.get(), *fields.items()))
    try:
        yield
    finally:
        _about.reset(token)


def never_log(secret: str) -> None:
    """From here on no line of this process shows this secret, nor the password of an address."""
    password = _PASSWORD_OF_ADDRESS.match(secret)
    for handler in _ours():
        handler.secrets |= _long_enough([secret, password[1] if password else ""])


def redacted(text: str, secrets: Set[str] = frozenset()) -> str:
    """The text without mail addresses, readers' own links and these secrets."""
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, "<secret>")
    return _OWN_LINK.sub(r"/\1/<token>", _ADDRESS.sub("<address>", text))


class PlainLines(logging.Formatter):
    """`2026-11-24T06:00:00Z WARNING briefing.web.server: text (edition=daily-1)`."""

    def __init__(self, secrets: Set[str] = frozenset()) -> None:
        super().__init__()
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line; a fault's traceback follows it."""
        fields = ", ".join(f"{name}={value}" for name, value in _fields(record).items())
        line = f"{_time(record)} {record.levelname} {record.name}: {record.getMessage()}"
        text = f"{line} ({fields})" if fields else line
        trace = _traceback(self, record)
        return redacted(f"{text}\n{trace}" if trace else text, self._secrets)


class JsonLines(logging.Formatter):
    """One JSON object a line (see the module's description)."""

    def __init__(self, secrets: Set[str] = frozenset()) -> None:
        super().__init__()
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON, a fault's traceback in it."""
        line = {
            "time": _time(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **_fields(record),
        }
        trace = _traceback(self, record)
        line |= {"traceback": trace} if trace else {}
        clean = {name: redacted(value, self._secrets) for name, value in line.items()}
        return json.dumps(clean, ensure_ascii=False)


class _Handler(logging.StreamHandler[TextIO]):
    """Ours among the handlers of the root logger."""

    def __init__(self, stream: TextIO | None, secrets: Iterable[str]) -> None:
        super().__init__(stream or sys.stderr)
        self.secrets = set(secrets)  # its formatter's, too: what is read later is added
        self._follows_stderr = stream is None
        self.newsletter = ""

    def emit(self, record: logging.LogRecord) -> None:
        if self._follows_stderr and self.stream is not sys.stderr:
            self.stream = sys.stderr
        if self.newsletter and not hasattr(record, "newsletter"):
            record.newsletter = self.newsletter
        super().emit(record)


def _ours() -> list[_Handler]:
    handlers = logging.getLogger().handlers
    return [handler for handler in handlers if isinstance(handler, _Handler)]


def _secrets(environ: Mapping[str, str]) -> frozenset[str]:
    """Values of variables whose names say so; the path in NAME_FILE is none."""
    named = ((name.upper(), value) for name, value in environ.items())
    return _long_enough(
        value for name, value in named if _SECRET_NAMES.search(name) and not name.endswith("_FILE")
    )


def _long_enough(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(text for text in texts if len(text) >= SHORTEST_SECRET_CHARS)


def _fields(record: logging.LogRecord) -> dict[str, str]:
    """What the record is about: its own fields (`extra=`) before those of `about`."""
    around = dict(_about.get())
    values = {name: getattr(record, name, around.get(name, "")) for name in FIELDS}
    return {name: str(value) for name, value in values.items() if value}


def _time(record: logging.LogRecord) -> str:
    moment = datetime.fromtimestamp(record.created, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _traceback(formatter: logging.Formatter, record: logging.LogRecord) -> str:
    return formatter.formatException(record.exc_info) if record.exc_info else ""
