"""A newsletter of one edition in a temporary folder, sent by a Mailer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from briefing.config import Config
from briefing.models import Edition, Rendering
from briefing.pipeline.sending import Mailer
from briefing.store import Store
from tests.make import NOW, make_edition, make_reference

EDITION = "n-1"


def rendering_of(edition: Edition, language: str = "") -> Rendering:
    """The views of an edition, without templates: the same in every language."""
    return Rendering(
        subject=edition.subject,
        preheader=edition.preheader,
        html=f"<p>Brücke: {edition.title}</p>\n",
        text=f"Brücke: {edition.title}\n.a line with a dot\n",
        markdown="# Brücke\n",
    )


def config_of(home: Path, **delivery: Any) -> Config:
    """A config whose newsletter is `n`."""
    return Config.model_validate(
        {
            "newsletter": {"id": "n", "title": "The Daily", "sender": "Daily <d@example.org>"},
            "sources": [{"kind": "folder", "path": "seeds"}],
            "delivery": delivery,
            "folder": home,
        }
    )


@contextmanager
def open_mailer(
    home: Path, *, clock: Callable[[], datetime] = lambda: NOW, people: int = 3, **delivery: Any
) -> Iterator[Mailer]:
    """A mailer with an approved edition and subscribers r0, r1, … at example.org."""
    store = Store.open(f"sqlite:///{home}/briefing.db", now=NOW)
    store.editions.save(make_edition(references=(make_reference(),)), at=NOW)
    for number in range(people):
        store.subscribers.add(f"r{number}@example.org", newsletter="n", name=f"R {number}", at=NOW)
    store.editions.approve(EDITION, by="Ada", at=NOW)
    try:
        yield Mailer(
            config=config_of(home, **delivery), store=store, clock=clock, render=rendering_of
        )
    finally:
        store.close()


def smtp(port: int, **over: Any) -> dict[str, Any]:
    """The `delivery:` section for a server on loopback."""
    server = {"host": "127.0.0.1", "port": port, "security": "none"} | over
    return {"transport": "smtp", "smtp": server}
