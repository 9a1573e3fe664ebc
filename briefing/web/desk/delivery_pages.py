"""The deliveries: what became of each edition, what is in doubt, what is tried again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, get_args
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from briefing.errors import InputError
from briefing.models import Delivery, DeliveryState
from briefing.pipeline.retrying import RetryChoice
from briefing.store.desk_listings import EditionRow
from briefing.web.desk.desk_pages import Desk
from briefing.web.desk.desk_route import DeskRoute, fields_of
from briefing.web.desk.svg_charts import Chart, stacked

# Editions of the chart, and deliveries of a page; chosen, not measured.
MOST_EDITIONS = 30
# As many fit a screen or two; chosen, not measured.
PAGE_ROWS = 50
# In doubt there are a handful, after a crash some hundred; chosen, not measured.
MOST_DOUBTS = 200
# No address is longer than 254 (RFC 5321); chosen, not measured.
LONGEST_SEARCH_CHARS = 200
STATES: tuple[DeliveryState, ...] = get_args(DeliveryState)
VERDICTS = ("sent", "failed", "resend")
# How the chart paints them.
KINDS = {
    "sent": "",
    "in_doubt": "bad",
    "failed": "bad",
    "deferred": "wait",
    "sending": "wait",
    "leased": "wait",
    "pending": "wait",
    "withdrawn": "quiet",
}


@dataclass(frozen=True, slots=True)
class DeliveryPages:
    """Addresses are shown to editors, not to who may only look."""

    desk: Desk

    def routes(self) -> tuple[DeskRoute, ...]:
        """All for editors."""
        return (
            DeskRoute("/deliveries", self.editions, role="editor"),
            DeskRoute("/deliveries/{edition}", self.edition, role="editor"),
            DeskRoute("/acts/resolve", self.resolve, role="editor", method="POST"),
            DeskRoute("/acts/retry", self.retry, role="editor", method="POST"),
        )

    async def editions(self, request: Request) -> Response:
        """The last editions, and how many of their mails stand where."""
        chart, rows, counts = await run_in_threadpool(self._figures)
        told = tuple(self.desk.jobs.told)
        return self.desk.show(
            request, "deliveries", chart=chart, rows=rows, counts=counts, states=STATES, told=told
        )

    def _figures(self) -> tuple[Chart, tuple[EditionRow, ...], dict[str, dict[str, int]]]:
        newsletter = self.desk.newsletter
        listings = newsletter.store.listings
        rows = listings.editions(newsletter.id, limit=MOST_EDITIONS)
        counts = listings.states_of([row.id for row in rows])
        released = [row for row in rows if counts[row.id]]
        columns = [(row.id, counts[row.id]) for row in reversed(released)]
        words = f"Deliveries of {len(columns)} editions by their state; the table has the numbers."
        return stacked(columns, kinds=KINDS, words=words), tuple(released), counts

    async def edition(self, request: Request) -> Response:
        """The deliveries of one edition: a list to search, and those in doubt."""
        name, asked = request.path_params["edition"], request.query_params
        await run_in_threadpool(self._refuse_foreign, name)
        find = asked.get("find", "")[:LONGEST_SEARCH_CHARS]
        state = next((known for known in STATES if known == asked.get("state")), None)

        def listed() -> tuple[Delivery, ...]:
            return self.desk.newsletter.store.listings.deliveries(
                name,
                states=(state,) if state else (),
                find=find,
                after=asked.get("after", ""),
                limit=PAGE_ROWS + 1,
            )

        rows = await run_in_threadpool(listed)
        last = rows[PAGE_ROWS - 1].email if len(rows) > PAGE_ROWS else ""
        here = {"find": find, "state": state or ""}
        values: dict[str, Any] = {
            "name": name,
            "listed": rows[:PAGE_ROWS],
            "states": STATES,
            "more": urlencode({**here, "after": last}) if last else "",
            **here,
        }
        if request.headers.get("hx-target") == "listed":
            return self.desk.show(request, "delivery_list", **values)
        return await self._whole(request, name, values)

    async def _whole(self, request: Request, name: str, values: dict[str, Any]) -> Response:
        mailer, listings = self.desk.pipeline.mailer, self.desk.newsletter.store.listings

        def doubtful() -> tuple[Delivery, ...]:
            return mailer.deliveries(name, states=("in_doubt",))

        doubts = await run_in_threadpool(doubtful)
        counts = (await run_in_threadpool(listings.states_of, [name]))[name]
        more: dict[str, Any] = {
            "doubts": doubts[:MOST_DOUBTS],
            "counts": counts,
            "verdicts": VERDICTS,
        }
        return self.desk.show(request, "delivery", **values, **more)

    def _refuse_foreign(self, name: str) -> None:
        """404 for what is no edition of this newsletter."""
        edition = self.desk.newsletter.store.editions.get(name)
        if edition is None or edition.newsletter != self.desk.newsletter.id:
            raise HTTPException(404)

    async def resolve(self, request: Request) -> Response:
        """Decide what became of deliveries in doubt."""
        fields, person = await fields_of(request), request.state.person
        name, email = fields.get("edition", ""), fields.get("email", "")
        verdict = fields.get("verdict", "")
        if verdict not in VERDICTS:
            raise InputError(f"{', '.join(VERDICTS)} is expected")
        await run_in_threadpool(self._refuse_foreign, name)

        def act() -> int:
            reason = f"decided by {person.name}"
            mailer = self.desk.pipeline.mailer
            return len(mailer.resolve(name, email=email, verdict=verdict, reason=reason))

        count = await run_in_threadpool(act)
        return self.desk.go(_path(name), say=f"{count} in doubt, now {verdict}.")

    async def retry(self, request: Request) -> Response:
        """Send an edition again to those it failed for."""
        fields = await fields_of(request)
        name = fields.get("edition", "")
        await run_in_threadpool(self._refuse_foreign, name)
        mailer = replace(self.desk.pipeline.mailer, stopping=self.desk.jobs.stopping)
        choice = RetryChoice(reply=fields.get("reply", "")[:LONGEST_SEARCH_CHARS])
        again, left_out = await run_in_threadpool(mailer.retry, name, choice)
        if not again:
            out = f" {left_out} have left, or their address is shut." if left_out else ""
            return self.desk.go(_path(name), say=f"There is nobody to send it to again.{out}")

        def job() -> str:
            counts = mailer.deliver(name).counts
            return ", ".join(f"{count} {state}" for state, count in counts)

        return self.desk.later(f"{name}, again to {again}", job, _path(name))


def _path(edition: str) -> str:
    return f"/deliveries/{quote(edition, safe='')}"
