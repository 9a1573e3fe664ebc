"""A newsletter with its pages and a folder its mails go to."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp

from briefing.audience.self_service import SelfService
from briefing.audience.tokens import Purpose, make_token, secret_of
from briefing.config import Config
from briefing.delivery.providers.posts import Provider
from briefing.models import Lead, Reference, Sentence, TopicBlock
from briefing.pipeline.release import archived
from briefing.rendering import Theme, render
from briefing.store import Store
from briefing.store.engine import Database
from briefing.web.background_queue import BackgroundQueue
from briefing.web.kept_pages import PageKeeper
from briefing.web.provider_webhooks import ProviderWebhooks
from briefing.web.reader_pages import reader_app
from briefing.web.responses import PageTemplates
from tests.make import NOW, make_edition

URL = "https://news.example.org"
LEAD = Lead(
    topic_id="t",
    title="Two roads are cut before noon",
    story_id="s",
    sentences=(Sentence(story_id="s", text="Both roads went up.", start=0, end=19),),
)
FURTHER = TopicBlock(topic_id="u", title="The ferry has a new captain", story_id="f", sentences=())
REFERENCES = tuple(
    Reference(
        story_id=block.story_id,
        title=block.title,
        outlet="Wire",
        source="wire",
        text_sha256="0" * 64,
        url=f"https://wire.example.org/{block.story_id}",
    )
    for block in (LEAD, FURTHER)
)


@dataclass
class Site:
    """The app, its store, its clock, and what it mailed."""

    app: ASGIApp
    store: Store
    background: BackgroundQueue
    home: Path
    now: list[datetime]
    seconds: list[float]
    faults: list[str] = field(default_factory=list)

    def token(self, purpose: Purpose, name: str, newsletter: str = "n") -> str:
        return make_token(secret_of(self.store), purpose, newsletter, name)

    def add(self, address: str = "ada@example.org", **over: Any) -> str:
        return self.store.subscribers.add(address, newsletter="n", at=NOW, **over).id

    def mails(self) -> list[EmailMessage]:
        """What was mailed, once all background are done."""
        self.background.finish()
        found = sorted((self.home / "out" / "mail").glob("*.eml"))
        read = (
            email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            for path in found
        )
        return [mail for mail in read if isinstance(mail, EmailMessage)]

    def link(self, page: str) -> str:
        """The path of the one link that was mailed to a page."""
        (mail,) = [m for m in self.mails() if f"{URL}/{page}/" in text(m)]
        start = text(mail).index(f"{URL}/{page}/")
        return text(mail)[start:].split()[0].removeprefix(URL)

    def wait(self, **by: float) -> None:
        self.now[0] += timedelta(**by)

    def dump(self) -> str:
        """Every row of the store."""
        database = Database(f"sqlite:///{self.home}/briefing.db")
        with database.raw() as connection:
            said = "\n".join(connection.iterdump())
        database.engine.dispose()
        return said


def text(mail: EmailMessage) -> str:
    """The mail's text part."""
    part = mail.get_body(("plain",))
    assert part is not None
    content: str = part.get_content()
    return content


@contextmanager
def site(
    home: Path,
    *,
    delay: float = 0.0,
    providers: Mapping[str, Provider] | None = None,
    **over: Any,
) -> Iterator[Site]:
    """The pages of a newsletter `n` with two audiences; background begin after `delay` seconds."""
    letter = {"id": "n", "title": "The Daily", "sender": "Daily <d@example.org>"}
    letter |= {"tags": {"europe": "Europe only", "weekend": "The weekend edition"}}
    said: dict[str, Any] = {
        "newsletter": letter | over.pop("newsletter", {}),
        "sources": [{"kind": "folder", "path": "in"}],
        "web": {"url": URL} | over.pop("web", {}),
        "folder": home,
    }
    config = Config.model_validate(said | over)
    store, now, seconds = Store.open(f"sqlite:///{home}/briefing.db", now=NOW), [NOW], [0.0]
    faults: list[str] = []
    readers = SelfService(config=config, store=store, clock=lambda: now[0])
    with BackgroundQueue(faults.append, delay=delay) as background:
        webhooks = ProviderWebhooks(
            config=config,
            store=store,
            clock=lambda: now[0],
            providers=providers or {},
            say=faults.append,
        )
        templates = PageTemplates(config=config, theme=Theme())
        keeper = PageKeeper(now=lambda: seconds[0])
        app = reader_app(readers, templates, background, keeper, more=webhooks.routes())
        yield Site(app, store, background, home, now, seconds, faults)
    store.close()


def publish(made: Site, name: str = "n-1", state: str = "sent", **over: Any) -> None:
    """An edition that went to readers."""
    edition = make_edition(id=name, **over)
    made.store.editions.save(edition, at=NOW)
    files = archived(edition, render(edition, Theme()), sender="Daily <d@example.org>")
    made.store.editions.keep_files(name, files)
    made.store.editions.mark(name, state)  # type: ignore[arg-type]
