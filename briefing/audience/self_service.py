"""What readers may do for themselves, by links that are theirs alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from briefing.audience.last_edition import last_edition
from briefing.audience.mails import send_mail
from briefing.audience.tokens import Purpose, make_token, read_token, secret_of
from briefing.config import Config
from briefing.errors import BriefingError, InputError
from briefing.models import Rhythm, Subscriber
from briefing.store import Store, Subscription
from briefing.store.signups import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What a reader chose on the page of preferences; what is None stays as it is."""

    name: str
    language: str | None
    tags: tuple[str, ...]
    rhythm: Rhythm | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfService:
    """The readers of one newsletter.

    Who asks by an address alone gets a mail, never an answer: the asker may
    be somebody else. `clock` says what time it is (aware, UTC).
    """

    config: Config
    store: Store
    clock: Callable[[], datetime]

    def ask_to_subscribe(self, email: str, *, client: str) -> bool:
        """Send the link that confirms a subscription, within the limits; False where none goes.

        An address that is subscribed gets a link to its preferences instead.
        `client` is who asks, e.g. an IP address. DeliveryError where the mail
        was not accepted.
        """
        if not self.config.web.signup or not self._allowed(email, "confirm", client):
            return False
        who = self.store.signups.ask(email, newsletter=self._newsletter, at=self.clock())
        current = self.store.subscribers.subscription(who.id, self._newsletter)
        purpose: Purpose = "preferences" if current and current.status == "active" else "confirm"
        self._mail(purpose, who, kind="confirm")
        return True

    def invite(self, subscription: Subscription, *, cause: str) -> bool:
        """Ask an address that was given to us to confirm; False where no mail may go to it.

        Name, language and audiences are other_tags for when it does. Who is active
        is not asked. DeliveryError where the mail was not accepted.
        """
        who, newsletter = subscription.subscriber, self._newsletter
        known = self.store.subscribers.get(who.email)
        current = known and self.store.subscribers.subscription(known.id, newsletter)
        if current and current.status == "active":
            return True
        if not self._allowed(who.email, "confirm", f"by hand: {who.email}"):
            return False
        asked = self.store.signups.ask(
            who.email, newsletter=newsletter, at=self.clock(), cause=cause
        )
        self.store.subscribers.change(
            asked.id,
            newsletter=newsletter,
            name=who.name or None,
            language=who.language or None,
            tags=sorted({*subscription.tags, *(current.tags if current else ())}),
        )
        self._mail("confirm", asked, kind="confirm")
        return True

    def ask_for_link(self, email: str, *, client: str) -> bool:
        """Send the link to a reader's preferences; False where none goes out."""
        who = self.store.subscribers.get(email)
        known = who and self.store.subscribers.subscription(who.id, self._newsletter)
        if not (who and known) or not self._allowed(email, "preferences", client):
            return False
        self._mail("preferences", who, kind="preferences")
        return True

    def confirm(self, token: str) -> bool:
        """Make a pending subscription active; False where the link does not work (any more)."""
        name = self.read("confirm", token)
        if name is None:
            return False
        return self.store.signups.confirm(name, newsletter=self._newsletter, at=self.clock())

    def is_waiting(self, token: str) -> bool:
        """True where a link to confirm belongs to a subscription that is still pending."""
        subscription = self.reader("confirm", token)
        return subscription is not None and subscription.status == "pending"

    def welcome(self, token: str) -> bool:
        """Send a reader who has just confirmed the last edition; False where no mail may go.

        DeliveryError where it was not accepted.
        """
        subscription = self.reader("confirm", token)
        if subscription is None or subscription.status != "active":
            return False
        who = subscription.subscriber
        if not self._allowed(who.email, "welcome", f"welcome: {who.email}"):
            return False
        last = last_edition(self.store.editions.sent(self._newsletter, limit=1))
        values = {
            "last": last,
            "page": self._edition_page(last.id) if last else "",
            "preferences": self._own_page("preferences", who.id),
            "unsubscribe": self._own_page("unsubscribe", who.id),
        }
        self._send("welcome", who, kind="welcome", values=values)
        return True

    def leave(self, token: str, *, cause: str, purpose: Purpose = "unsubscribe") -> bool:
        """Unsubscribe, in the outbox too. True for every link of ours, however often."""
        name = self.read(purpose, token)
        if name is None:
            return False
        at = self.clock()
        self.store.subscribers.leave(name, newsletter=self._newsletter, cause=cause, at=at)
        return True

    def choose(self, token: str, choice: Preferences) -> bool:
        """Keep what a reader chose; False where the link does not work.

        Only audiences the newsletter offers can be chosen; others stay.
        """
        subscription = self.reader("preferences", token)
        if subscription is None:
            return False
        offered = set(self.config.newsletter.tags)
        other_tags = [tag for tag in subscription.tags if tag not in offered]
        chosen = [tag for tag in choice.tags if tag in offered]
        self.store.subscribers.change(
            subscription.subscriber.id,
            newsletter=self._newsletter,
            name=choice.name,
            language=choice.language,
            tags=other_tags + chosen,
        )
        if choice.rhythm and self.config.schedule.weekly:
            self.store.rhythms.choose(
                subscription.subscriber.id,
                choice.rhythm,
                newsletter=self._newsletter,
                at=self.clock(),
            )
        return True

    def read(self, purpose: Purpose, token: str) -> str | None:
        """The id of the reader a link belongs to; None where it is none of ours."""
        return read_token(secret_of(self.store), purpose, self._newsletter, token)

    def reader(self, purpose: Purpose, token: str) -> Subscription | None:
        """The subscription a link belongs to; None where there is none (any more)."""
        name = self.read(purpose, token)
        return self.store.subscribers.subscription(name, self._newsletter) if name else None

    def language(self, purpose: Purpose, token: str) -> str | None:
        """The language of the reader a link belongs to, "" where none is known.

        None where the link is none of ours.
        """
        name = self.read(purpose, token)
        if name is None:
            return None
        subscription = self.store.subscribers.subscription(name, self._newsletter)
        return subscription.subscriber.language if subscription else ""

    @property
    def _newsletter(self) -> str:
        return self.config.newsletter.id

    def _allowed(self, email: str, kind: Kind, client: str) -> bool:
        allow = self.store.signups.allow
        return allow(email, kind, newsletter=self._newsletter, client=client, at=self.clock())

    def _mail(self, purpose: Purpose, who: Subscriber, *, kind: Kind) -> None:
        """Mail a link. One that was not taken does not count against the limits."""
        name = "confirm" if purpose == "confirm" else "link"
        self._send(name, who, kind=kind, values={"link": self._own_page(purpose, who.id)})

    def _own_page(self, purpose: Purpose, subscriber_id: str) -> str:
        """The address of a page of one reader's own."""
        token = make_token(secret_of(self.store), purpose, self._newsletter, subscriber_id)
        return f"{page_of(self.config, purpose)}/{token}"

    def _edition_page(self, name: str) -> str:
        """Where an edition can be read; "" where there is no such page."""
        page = self.config.newsletter.links.view
        return f"{page.rstrip('/')}/{quote(name, safe='')}" if page else ""

    def _send(
        self, name: str, who: Subscriber, *, kind: Kind, values: Mapping[str, object]
    ) -> None:
        try:
            send_mail(
                self.config,
                name,
                who.email,
                values=values,
                now=self.clock(),
                language=who.language,
            )
        except BriefingError:
            self.store.signups.take_back(who.email, kind)
            raise


def page_of(config: Config, page: str) -> str:
    """The address readers know a page by; InputError where none is configured."""
    links, url = config.newsletter.links, config.web.url
    named = {"preferences": links.preferences, "unsubscribe": links.unsubscribe}.get(page)
    if named and not named.startswith("mailto:"):
        return named
    if url:
        return f"{url}/{page}"
    hint = "set `web: url:` to the address readers know"
    raise InputError(f"the page {page!r} has no address", where="config.yaml", hint=hint)


def public_tags(config: Config) -> Sequence[tuple[str, str]]:
    """The audiences a reader may choose: tag and title, as the config lists them."""
    return tuple(config.newsletter.tags.items())
