"""One newsletter at work: its config, its store and its clock, which most acts need and no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType
from typing import Self

from briefing.config import Config
from briefing.config.secret_values import secret_from
from briefing.errors import StoreError
from briefing.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsletter:
    """What the desk, readers and checks work with. Close it, or use it in `with`.

    `clock` says what time it is (aware, UTC).
    """

    config: Config
    store: Store
    clock: Callable[[], datetime]

    @classmethod
    def open(cls, config: Config, *, clock: Callable[[], datetime]) -> Self:
        """With the store that the config names; StoreError where it cannot be opened."""
        _make_home(config)
        return cls(config=config, store=Store.open(store_url(config), now=clock()), clock=clock)

    @property
    def id(self) -> str:
        """The newsletter's id, as editions and subscriptions bear it."""
        return self.config.newsletter.id

    @property
    def notes(self) -> tuple[str, ...]:
        """What the store had to say when it was opened, e.g. an upgrade."""
        return self.store.notes

    def at(self, moment: datetime) -> Self:
        """The same newsletter seen at another moment. It shares the store: do not close it."""
        return replace(self, clock=lambda: moment)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the store back."""
        self.store.close()


def _make_home(config: Config) -> None:
    """The folder of what is written, where that is no folder of the user's making."""
    folder = config.data_folder
    if folder and folder != config.folder and not folder.exists():
        try:
            folder.mkdir(parents=True, mode=0o700)
        except OSError as error:
            hint = "set XDG_DATA_HOME to a folder you can write to"
            what = f"cannot be made: {error.strerror}"
            raise StoreError(what, where=str(folder), hint=hint) from error


def store_url(config: Config) -> str:
    """The store's URL; a relative SQLite path is taken from the config's folder.

    ConfigError where it stands in a file that cannot be read.
    """
    file, prefix = config.store_file, "sqlite:///"
    address = secret_from({}, "", config.path(file)) if file else config.store
    if not address.startswith(prefix):
        return address
    return f"{prefix}{config.data_path(address.removeprefix(prefix))}"
