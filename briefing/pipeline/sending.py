"""Releases an edition and sends it: the only part that knows delivery and store both."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from briefing.config import Config
from briefing.delivery.address import address
from briefing.delivery.folders import EmlFolder, Maildir
from briefing.delivery.letter import Letter, Letterhead, letter, message_id
from briefing.delivery.message import message
from briefing.delivery.outbox import Round
from briefing.delivery.smtp import Relay, Smtp
from briefing.delivery.transport import Reply, Transport
from briefing.errors import DeliveryError
from briefing.models import (
    Delivery,
    DeliveryReport,
    DeliveryState,
    Edition,
    EditionState,
    Fault,
    Rendering,
    Subscriber,
)
from briefing.pipeline.output import files_of
from briefing.store import Decision, Store

TEST = "[Test] "


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailroom:
    """Sends the editions of one newsletter. `render` gives an edition's views."""

    config: Config
    store: Store
    clock: Callable[[], datetime]
    render: Callable[[Edition], Rendering]

    def deliver(self, edition_id: str) -> DeliveryReport:
        """Send an edition to every active subscriber who has not had it.

        The first call freezes who gets it and archives its files; a later one
        goes on where the last one ended. DeliveryError where the edition is
        not approved, holds a story that is held, or the way out is shut.
        """
        edition = self._edition(edition_id)
        state = self.store.editions.state(edition_id)
        if state in {"draft", "approved"}:
            self._release(edition, state)
        self.store.deliveries.recover(self.clock())
        with self._transport() as transport:
            worker = f"{socket.gethostname()}:{os.getpid()}"
            sender = Round(self.store.deliveries, transport, worker=worker, clock=self.clock)
            faults = sender.send(self._letter(edition))
        return self._report(edition_id, faults)

    def recipients(self, edition_id: str) -> tuple[Subscriber | Delivery, ...]:
        """Who would get the edition now: those frozen and still open, else the active ones."""
        self._edition(edition_id)
        if self.store.editions.state(edition_id) in {"draft", "approved"}:
            return self.store.subscribers.active(self.config.newsletter.id)
        return self.store.deliveries.list(edition_id, states=("pending", "deferred"))

    def test(self, edition_id: str, to: str) -> Reply:
        """Send the edition to one address, marked as a test; nothing is written down."""
        edition, recipient = self._edition(edition_id), address(to)
        sender = self.config.newsletter.sender
        trial = Delivery(
            edition_id=edition.id,
            subscriber_id=f"test:{recipient}",
            email=recipient,
            state="pending",
            message_id=message_id(
                edition.id, f"test:{recipient}:{self.clock().isoformat()}", sender=sender
            ),
        )
        with self._transport() as transport:
            built = message(self._letter(edition, mark=TEST), trial, now=self.clock())
            return transport.send(built, about_to_commit=lambda: None)

    def deliveries(
        self, edition_id: str = "", *, states: tuple[DeliveryState, ...] = ()
    ) -> tuple[Delivery, ...]:
        """What became of an edition's deliveries (of all editions, if none is named)."""
        return self.store.deliveries.list(edition_id, states=states)

    def resolve(
        self, edition_id: str, *, email: str, verdict: str, reason: str
    ) -> tuple[Delivery, ...]:
        """Decide on the deliveries in doubt of an edition (of one address, where it is named).

        `verdict` is sent, failed or resend. Returns those it was decided on.
        """
        state: DeliveryState = "pending" if verdict == "resend" else verdict  # type: ignore[assignment]
        doubtful = self.store.deliveries.list(edition_id, states=("in_doubt",))
        chosen = [one for one in doubtful if not email or one.email.lower() == email.lower()]
        for delivery in chosen:
            self.store.deliveries.resolve(delivery, state, reason=reason)
        return tuple(chosen)

    def _edition(self, edition_id: str) -> Edition:
        edition = self.store.editions.get(edition_id)
        if edition is None:
            hint = "see `briefing editions`"
            raise DeliveryError("there is no such edition", where=edition_id, hint=hint)
        return edition

    def _release(self, edition: Edition, state: EditionState | None) -> None:
        """From approved to sending: check, archive, freeze. Safe to repeat after a crash."""
        if state != "approved":
            hint = f"look at it, then `briefing approve {edition.id}`"
            raise DeliveryError("is not approved", where=edition.id, hint=hint)
        self._refuse_withheld(edition)
        sender = self.config.newsletter.sender
        files = files_of(edition, self.render(edition), sender=sender)
        self.store.editions.keep_files(edition.id, files)
        active = self.store.subscribers.active(self.config.newsletter.id)
        self.store.deliveries.freeze([self._frozen(edition.id, one) for one in active])
        self.store.editions.mark(edition.id, "sending")

    def _refuse_withheld(self, edition: Edition) -> None:
        """A story that is held or dropped by now sends the edition back to the desk."""
        names = {reference.story_id: reference.title for reference in edition.references}
        held = [one for one in self.store.stories.decisions(self.clock()) if one.story_id in names]
        if held:
            self.store.editions.mark(edition.id, "draft")
            what = "; ".join(_withheld(one, names[one.story_id]) for one in held)
            hint = "it is a draft again: build it anew, or wait, then approve it"
            raise DeliveryError(f"holds what must not go out: {what}", where=edition.id, hint=hint)

    def _frozen(self, edition_id: str, subscriber: Subscriber) -> Delivery:
        sender = self.config.newsletter.sender
        return Delivery(
            edition_id=edition_id,
            subscriber_id=subscriber.id,
            email=subscriber.email,
            name=subscriber.name,
            state="pending",
            message_id=message_id(edition_id, subscriber.id, sender=sender),
        )

    def _letter(self, edition: Edition, mark: str = "") -> Letter:
        """The edition as archived, so that a send that goes on sends the same."""
        files = self.store.editions.files(edition.id)
        rendering = self.render(edition)
        if files:
            rendering = Rendering(
                subject=rendering.subject,
                preheader=rendering.preheader,
                html=files["edition.html"].decode(),
                text=files["edition.txt"].decode(),
                markdown=files["edition.md"].decode(),
                attachments=rendering.attachments,
            )
        head = Letterhead(sender=self.config.newsletter.sender)
        return letter(edition, rendering, head, mark=mark)

    def _transport(self) -> AbstractContextManager[Transport]:
        way = self.config.delivery
        if way.transport == "smtp":
            return Smtp(self._relay())
        folder = self.config.path(way.folder)
        return Maildir(folder) if way.transport == "maildir" else EmlFolder(folder)

    def _relay(self) -> Relay:
        smtp = self.config.delivery.smtp
        password = os.environ.get(smtp.password_env, "") if smtp.username else ""
        if smtp.username and not password:
            hint = "set it, or leave `username:` out"
            raise DeliveryError(
                "is not set, but the relay asks for it", where=smtp.password_env, hint=hint
            )
        return Relay(
            host=smtp.host,
            port=smtp.port,
            security=smtp.security,
            username=smtp.username,
            password=password,
        )

    def _report(self, edition_id: str, faults: tuple[Fault, ...]) -> DeliveryReport:
        counts = self.store.deliveries.counts(edition_id)
        if not {"pending", "leased", "sending", "deferred"} & {state for state, _ in counts}:
            self.store.editions.mark(edition_id, "sent")
        return DeliveryReport(edition_id=edition_id, counts=counts, faults=faults)


def _withheld(decision: Decision, title: str) -> str:
    until = f" until {decision.until:%Y-%m-%d %H:%M} UTC" if decision.until else ""
    word = "held" if decision.kind == "hold" else "dropped"
    return f"“{title}” ({decision.story_id}) is {word}{until}"
