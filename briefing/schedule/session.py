"""One reading of the config at work: passes over the schedule, and who hears of them."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable
from datetime import date

from briefing.audience.invitations import invite_waiting
from briefing.errors import BriefingError, DeliveryError
from briefing.logs import about
from briefing.pipeline.pipeline import Pipeline
from briefing.schedule.bounce_poll import BouncePoll
from briefing.schedule.calendar import Calendar
from briefing.schedule.heartbeat import Heartbeat, write_heartbeat
from briefing.schedule.lease_renewal import LeaseRenewal
from briefing.schedule.runner import Outcome, Runner, waits_for
from briefing.schedule.signals import Signals
from briefing.schedule.steps import PipelineSteps
from briefing.schedule.webhook import WebhookSender

logger = logging.getLogger(__name__)

OnOutcome = Callable[[Outcome], None]


class PipelineSession:
    """A pipeline that is opened for one session, its runner, its heartbeat and its webhook.

    `tell` hears of every outcome, `say` of faults that stop nothing.
    """

    def __init__(
        self, pipeline: Pipeline, signals: Signals, *, tell: OnOutcome, say: Callable[[str], None]
    ) -> None:
        self._pipeline = pipeline
        self._calendar = Calendar.of(pipeline.config)
        self._webhook = WebhookSender(pipeline.config)
        self._tell = tell
        self._say = say
        self._bounce_poll = BouncePoll(pipeline, say)
        self._tidied: date | None = None
        self._not_asked = ""
        self._last: tuple[Outcome, ...] = ()
        self._runner = Runner(
            self._calendar,
            pipeline.store,
            PipelineSteps(pipeline, signals),
            clock=pipeline.clock,
            who=f"{socket.gethostname()}:{os.getpid()}",
            stop=signals.stopping,
        )

    def once(self) -> tuple[Outcome, ...]:
        """One pass; everyone who should hear of it has heard when it returns.

        What came back by mail is seen to before, and once a day who never
        confirmed is forgotten.
        """
        with about(newsletter=self._calendar.newsletter):
            self._tidy()
            self._check_store()
            self._bounce_poll.poll()
            self._invite()
            outcomes = self._runner.once()
        for outcome in outcomes:
            self._tell(outcome)
            if not outcome.again:
                self._notify(outcome)
        return outcomes

    def tick(self) -> None:
        """One pass and a heartbeat; where the pass is long, one a minute meanwhile."""
        with LeaseRenewal(self._write_heartbeat):
            self._last = self.once() or self._last
        self._write_heartbeat()

    def _tidy(self) -> None:
        now = self._pipeline.clock()
        if self._tidied != now.date():
            self._pipeline.store.signups.forget(now)
            self._tidied = now.date()

    def _invite(self) -> None:
        """Ask some of the readers of imports who wait for that; what keeps it back is said."""
        config, store = self._pipeline.config, self._pipeline.store
        asked = invite_waiting(config, store, self._pipeline.clock)
        if asked.why and asked.why != self._not_asked:
            self._say(f"{asked.waiting} readers wait to be asked: {asked.why}")
        self._not_asked = asked.why

    def _check_store(self) -> None:
        """Say it, once, where the store was put back from a copy; its slots are skipped then."""
        try:
            self._pipeline.mailer.check_store()
        except DeliveryError as error:
            self._say(str(error))

    def next_line(self) -> str:
        """What comes next, for a person."""
        slot, zone = self._runner.next(), self._pipeline.config.newsletter.timezone
        return f"next edition: {slot.local} {zone}" if slot else "the schedule names no slot"

    def waiting_lines(self) -> tuple[str, ...]:
        """The slots that are begun and wait for something, for a person."""
        store, newsletter = self._pipeline.store, self._calendar.newsletter
        return tuple(
            f"{slot.local}: {slot.edition_id} {waits_for(store, slot)}"
            for slot in reversed(store.slots.list(newsletter, states=("built",)))
        )

    def close(self) -> None:
        """Give the store back."""
        self._pipeline.close()

    def _notify(self, outcome: Outcome) -> None:
        try:
            self._webhook.tell(outcome)
        except BriefingError as error:
            logger.info("the webhook was not told: %s", error)
            self._say(f"the webhook was not told: {error}")

    def _write_heartbeat(self) -> None:
        config, now = self._pipeline.config, self._pipeline.clock()
        heartbeat = Heartbeat(newsletter=config.newsletter.id, at=now, pid=os.getpid())
        path = config.data_path(config.schedule.heartbeat)
        write_heartbeat(path, heartbeat, next_slot=self._runner.next(), outcomes=self._last)
