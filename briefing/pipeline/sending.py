"""Sends the editions of a newsletter: released once, then one message a reader."""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import socket
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from briefing.audience.bounces import BounceSummary, collect
from briefing.audience.tokens import tokens_of
from briefing.config import Config
from briefing.delivery import Terms, deliver
from briefing.delivery.batches import Tally
from briefing.delivery.message.address import address
from briefing.delivery.message.dkim import DkimSigner
from briefing.delivery.message.message import Message, message_for
from briefing.delivery.message.template import message_id
from briefing.delivery.sending_run import recover, send_one
from briefing.delivery.transport import Reply
from briefing.errors import DeliveryError
from briefing.models import Delivery, DeliveryReport, DeliveryState, Edition, Subscriber
from briefing.models.segment import Audience, Segment, written
from briefing.models.subscriber import REACHED
from briefing.pipeline.edition_audience import audience_of, is_for
from briefing.pipeline.edition_languages import EditionTemplates, Render
from briefing.pipeline.put_back import commit_file, notice_put_back
from briefing.pipeline.release import release
from briefing.pipeline.retrying import RetryChoice, reopen
from briefing.pipeline.unknown_addresses import learn_unknown
from briefing.store import Store, Subscription
from briefing.wiring.transports import key_of, transport_of

TEST_MARK = "[Test] "
# Claimed at once where no pace is set; chosen, not measured.
MOST_CLAIMED_DELIVERIES = 200
# A paced sender claims what it sends in this time, a third of a lease; chosen, not measured.
CLAIM_SECONDS = 600
UNSETTLED = frozenset(("pending", "leased", "sending", "deferred"))
_runs = itertools.count()


def never() -> bool:
    """Nobody tells this sender to stop."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailer:
    """Sends the editions of one newsletter.

    `render` gives an edition's views, with the phrases of a language for the
    readers who chose one ("": in the edition's own).
    `segment` are the readers to send to in place of those the config names.
    `stopping` is asked often while it sends: when it says True, what is under
    way is finished or marked within ten seconds, and nothing is begun.
    """

    config: Config
    store: Store
    clock: Callable[[], datetime]
    render: Render
    segment: Segment | None = None
    stopping: Callable[[], bool] = never

    def deliver(self, edition_id: str) -> DeliveryReport:
        """Send an edition to every active subscriber who has not had it.

        The first call freezes who gets it and archives its files; a later one
        goes on where the last one ended. DeliveryError where the edition is
        not approved, tells of nothing, holds a story that is withheld, or the way out is
        shut, and where the store was put back from a copy.
        """
        self.check_store()
        edition = self._edition(edition_id)
        state, transport = self.store.editions.state(edition_id), transport_of(self.config)
        if state in {"draft", "approved"}:
            views, now = self.render(edition, ""), self.clock()
            release(
                edition,
                views,
                config=self.config,
                store=self.store,
                now=now,
                audience=self._audience(edition_id),
            )
        self.store.editions.resume(edition_id)
        templates, tally = self._templates(edition), Tally()
        try:
            deliver(
                transport,
                self.store.deliveries.counted(commit_file(self.config, self.store)),
                build=self._builder(templates),
                terms=self._terms(edition_id, templates.of("").template.size),
                clock=self.clock,
                stopping=self.stopping,
                tally=tally,
            )
        finally:
            learn_unknown(self.config, self.store, tally, self.clock())
        counts = self._counted(edition_id)
        return DeliveryReport(edition_id=edition_id, counts=counts, faults=tuple(tally.faults))

    def check_store(self) -> None:
        """DeliveryError, once, where the store was put back from a copy or a snapshot."""
        noticed = notice_put_back(self.config, self.store, self.clock())
        if noticed:
            hint = "see `briefing deliveries list --state in_doubt`, then run it again"
            raise DeliveryError(noticed, where="the store", hint=hint)

    def retry(self, edition_id: str, choice: RetryChoice) -> tuple[int, int]:
        """Let deliveries that failed or wait be offered again; `deliver` does it.

        How many are, and how many are not since their readers have left.
        """
        recover(self.store.deliveries, self._journal_folder, self.clock())
        return reopen(self.store, self._edition(edition_id).id, choice)

    def recipients(self, edition_id: str) -> tuple[Subscriber | Delivery, ...]:
        """Who would get the edition now: those frozen and still open, else the active ones.

        Of these, those in an audience it is sent to.
        """
        self._edition(edition_id)
        if self.store.editions.state(edition_id) in {"draft", "approved"}:
            newsletter = self.config.newsletter.id
            audience = self._audience(edition_id)
            return self.store.subscribers.active(newsletter, audience=audience)
        return self.store.deliveries.list(edition_id, states=("pending", "deferred"))

    def reaches_somebody(self, edition_id: str) -> bool:
        """False where an edition that is not released would go to nobody."""
        if self.store.editions.state(edition_id) not in {"draft", "approved"}:
            return True
        each = self.store.subscribers.each(self.config.newsletter.id)
        audience = self._audience(edition_id)
        return any(not _why_not(subscription, audience) for subscription in each)

    def left_out(self, edition_id: str) -> tuple[tuple[str, int], ...]:
        """Why subscribers would not get an edition that is not released, and how many each."""
        if self.store.editions.state(edition_id) not in {"draft", "approved"}:
            return ()
        each = self.store.subscribers.each(self.config.newsletter.id)
        audience = self._audience(edition_id)
        reasons = Counter(_why_not(subscription, audience) for subscription in each)
        return tuple(sorted((why, count) for why, count in reasons.items() if why))

    def test(self, edition_id: str, to: str) -> Reply:
        """Send the edition to one address, marked as a test; nothing is written down.

        A subscriber of that address is greeted as such.
        """
        edition, recipient = self._edition(edition_id), address(to)
        known = self.store.subscribers.get(recipient)
        when = f"{self.clock().isoformat()} {recipient}"
        name = f"test-{hashlib.sha256(when.encode()).hexdigest()[:20]}"
        trial = Delivery(
            edition_id=edition.id,
            subscriber_id=name,
            email=recipient,
            state="pending",
            message_id=message_id(edition.id, name, sender=self.config.newsletter.sender),
            name=known.name if known else "",
            language=known.language if known else "",
        )
        build = self._builder(self._templates(edition, mark=TEST_MARK))
        return send_one(transport_of(self.config), build(trial))

    def deliveries(
        self, edition_id: str = "", *, states: tuple[DeliveryState, ...] = ()
    ) -> tuple[Delivery, ...]:
        """What became of an edition's deliveries (of all editions, if none is named).

        What runs that were killed left behind is settled first.
        """
        recover(self.store.deliveries, self._journal_folder, self.clock())
        return self.store.deliveries.list(edition_id, states=states)

    def resolve(
        self, edition_id: str, *, email: str, verdict: str, reason: str
    ) -> tuple[Delivery, ...]:
        """Decide on the deliveries in doubt of an edition (of one address, where it is named).

        `verdict` is sent, failed or resend. Returns those it was decided on.
        """
        state: DeliveryState = "pending" if verdict == "resend" else verdict  # type: ignore[assignment]
        doubtful = self.deliveries(edition_id, states=("in_doubt",))
        chosen = [
            delivery
            for delivery in doubtful
            if not email or delivery.email.lower() == email.lower()
        ]
        for delivery in chosen:
            self.store.deliveries.resolve(delivery, state, reason=reason)
        return tuple(chosen)

    def returns(self, *, again: bool = False) -> BounceSummary:
        """Read what came back to the bounce mailbox, and do what it asks for.

        With `again` the mails, too, that were not understood before.
        """
        return collect(self.config, self.store, self.clock(), again=again)

    def next_retry(self, edition_id: str) -> datetime | None:
        """When a delivery that was refused for the moment may be offered again."""
        return self.store.deliveries.next_retry(edition_id)

    def _audience(self, edition_id: str) -> Audience:
        return audience_of(self.config, self.store, edition_id, self.segment)

    @property
    def _journal_folder(self) -> Path:
        return self.config.data_path(self.config.delivery.state) / "flights"

    def _edition(self, edition_id: str) -> Edition:
        edition = self.store.editions.get(edition_id)
        if edition is None:
            hint = "see `briefing editions`"
            raise DeliveryError("there is no such edition", where=edition_id, hint=hint)
        return edition

    def _terms(self, edition_id: str, size: int) -> Terms:
        """A name no other run has, on any machine; and how long to try."""
        host = re.sub(r"[^A-Za-z0-9-]+", "-", socket.gethostname())
        run = f"{host}-{os.getpid()}-{self.clock():%Y%m%d%H%M%S%f}-{next(_runs)}"
        return Terms(
            edition_id=edition_id,
            worker=run,
            journal_folder=self._journal_folder,
            throttle=self.store.throttles,
            batch=self._batch,
            patience=timedelta(hours=self.config.delivery.give_up_hours),
            size=size,
        )

    @property
    def _batch(self) -> int:
        """How many are claimed at once: at most what the pace allows within CLAIM_SECONDS.

        What one host has claimed another does not send.
        """
        delivery = self.config.delivery
        limits = [
            rate
            for smtp in delivery.relays or (delivery.smtp,)
            for rate in (smtp.per_second * CLAIM_SECONDS, smtp.per_hour * CLAIM_SECONDS / 3600)
            if rate
        ]
        return max(1, min([MOST_CLAIMED_DELIVERIES, *map(int, limits)]))

    def _builder(self, templates: EditionTemplates) -> Callable[[Delivery], Message]:
        """What makes the message of a delivery; all that is the same for everyone is made."""
        tokens = tokens_of(self.config, self.store, templates.of("").template.purposes)
        key = key_of(self.config)
        sign = DkimSigner(key) if key else None

        def build(delivery: Delivery) -> Message:
            template = templates.of(delivery.language).to(delivery.name)
            links = tokens(delivery.subscriber_id)
            return message_for(template, delivery, now=self.clock(), tokens=links, sign=sign)

        return build

    def _templates(self, edition: Edition, mark: str = "") -> EditionTemplates:
        """The edition encoded, as it was archived where it was released."""
        return EditionTemplates(
            edition, config=self.config, store=self.store, render=self.render, mark=mark
        )

    def _counted(self, edition_id: str) -> tuple[tuple[str, int], ...]:
        """What became of all; with nothing left to do, an edition is sent or has failed."""
        counts = self.store.deliveries.counts(edition_id)
        states = {state for state, _ in counts}
        if not UNSETTLED & states:
            self.store.editions.finish(edition_id, reached=bool(REACHED & states))
        if REACHED & states:
            self.store.slots.sent_after_all(edition_id)
        return counts


def _why_not(subscription: Subscription, audience: Audience) -> str:
    """Why a subscription gets no edition for an audience now; empty where it does."""
    if subscription.status != "active":
        return f"the subscription is {subscription.status}"
    if subscription.subscriber.status != "ok":
        return f"the address is {subscription.subscriber.status}"
    if audience.rhythm not in {None, subscription.rhythm}:
        return f"the reader chose the {subscription.rhythm} editions"
    outside = f"not in the audience it is sent to: {written(audience.segment)}"
    return "" if is_for(audience, subscription) else outside
