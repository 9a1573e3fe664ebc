"""The editions: what was built and sent, what comes next, and what is done about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from briefing.desk.calendar_lines import CalendarLine, calendar_lines
from briefing.desk.editions import latest, withdraw
from briefing.desk.slot_acts import pause_slots, redo_slot, refuse_unless_skipped, resume_slots
from briefing.errors import InputError
from briefing.models import Edition
from briefing.store.schedule_state import Halt
from briefing.web.desk.desk_pages import Desk
from briefing.web.desk.desk_route import DeskRoute, fields_of

# What a calendar shows; chosen, not measured.
MOST_PAST = 40
# As `briefing slots` shows.
AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class EditionPages:
    """The first page of the desk."""

    desk: Desk

    def routes(self) -> tuple[DeskRoute, ...]:
        """Everybody sees the editions, an editor decides about them."""
        return (
            DeskRoute("/", self.editions, role="viewer"),
            DeskRoute("/acts/withdraw", self.withdraw, role="editor", method="POST"),
            DeskRoute("/acts/send", self.send, role="editor", method="POST"),
            DeskRoute("/acts/redo", self.redo, role="editor", method="POST"),
            DeskRoute("/acts/pause", self.pause, role="editor", method="POST"),
            DeskRoute("/acts/resume", self.resume, role="editor", method="POST"),
        )

    async def editions(self, request: Request) -> Response:
        """The calendar: editions, slots that were and slots to come."""
        lines, halt = await run_in_threadpool(self._lines)
        now = self.desk.clock()
        return self.desk.show(
            request,
            "editions",
            lines=lines,
            halt=halt if halt and halt.until > now else None,
            told=tuple(self.desk.jobs.told),
            zone=self.desk.config.newsletter.timezone,
        )

    def _lines(self) -> tuple[tuple[CalendarLine, ...], Halt | None]:
        newsletter, now = self.desk.newsletter, self.desk.clock()
        store, halt = newsletter.store, newsletter.store.schedules.halt(newsletter.id)
        lines = calendar_lines(
            coming=self.desk.coming(newsletter.config, now, now + AHEAD),
            past=store.slots.list(newsletter.id, limit=MOST_PAST),
            editions=store.listings.editions(newsletter.id, limit=MOST_PAST),
            halt=halt,
            zone=ZoneInfo(newsletter.config.newsletter.timezone),
        )
        return lines, halt

    async def _edition(self, request: Request) -> Edition:
        """The edition a form names; it must be one of this newsletter."""
        name = (await fields_of(request)).get("edition", "")
        if not name:
            raise InputError("an edition is to be named")
        edition = await run_in_threadpool(latest, self.desk.newsletter, name)
        if edition.newsletter != self.desk.newsletter.id:
            raise HTTPException(404)
        return edition

    async def _act(self, act: Callable[[], str], to: str = "/") -> Response:
        """Do it, and say on the page what came of it."""
        return self.desk.go(to, say=await run_in_threadpool(act))

    async def withdraw(self, request: Request) -> Response:
        """Make an approved edition a draft again, as long as no mail of it was begun."""
        edition, person = await self._edition(request), request.state.person

        def act() -> str:
            withdraw(self.desk.newsletter, edition.id, by=person.name)
            return f"{edition.id} is a draft again."

        return await self._act(act)

    async def send(self, request: Request) -> Response:
        """Send an approved edition now, where no slot does."""
        edition = await self._edition(request)
        mailer = replace(self.desk.pipeline.mailer, stopping=self.desk.jobs.stopping)

        def check() -> None:
            state = self.desk.newsletter.store.editions.state(edition.id)
            if state != "approved":
                raise InputError(f"is {state}: only what is approved is sent", where=edition.id)
            if not mailer.reaches_somebody(edition.id):
                raise InputError("would go to nobody", where=edition.id)

        def job() -> str:
            counts = mailer.deliver(edition.id).counts
            return ", ".join(f"{count} {state}" for state, count in counts) or "no subscribers"

        await run_in_threadpool(check)
        return self.desk.later(f"{edition.id}, sending", job, "/")

    async def redo(self, request: Request) -> Response:
        """Build the edition of a slot that was skipped, unsent."""
        slot, pipeline = (await fields_of(request)).get("slot", ""), self.desk.pipeline
        await run_in_threadpool(refuse_unless_skipped, pipeline.newsletter, slot)

        def job() -> str:
            redo_slot(pipeline, slot)
            return "it is built; look at it, then approve it"

        return self.desk.later(f"{slot}, building", job, "/")

    async def pause(self, request: Request) -> Response:
        """Make no editions by schedule until a day, or until it is resumed."""
        fields, person = await fields_of(request), request.state.person
        until, why = fields.get("until", ""), fields.get("why", "")[:200]

        def act() -> str:
            pause_slots(self.desk.newsletter, until=until, why=why or f"paused by {person.name}")
            return f"No editions are made until {until or 'you resume it'}."

        return await self._act(act)

    async def resume(self, request: Request) -> Response:
        """Go on making editions by schedule."""
        del request

        def act() -> str:
            resume_slots(self.desk.newsletter)
            return "Editions are made again."

        return await self._act(act)
