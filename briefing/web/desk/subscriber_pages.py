"""The subscribers: how many, who, and what is done about one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any, get_args
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from briefing.errors import InputError
from briefing.models import SubscriptionStatus
from briefing.store import Subscription
from briefing.web.desk.desk_pages import Desk
from briefing.web.desk.desk_route import DeskRoute, fields_of
from briefing.web.desk.svg_charts import Chart, stacked

# A month; chosen, not measured.
CHART_DAYS = 30
# Subscribers on a page; chosen, not measured.
PAGE_ROWS = 50
# A search of more is none; chosen, not measured.
LONGEST_SEARCH_CHARS = 200
STATUSES: tuple[SubscriptionStatus, ...] = get_args(SubscriptionStatus)


@dataclass(frozen=True, slots=True)
class SubscriberPages:
    """Addresses are shown to editors, not to who may only look."""

    desk: Desk

    def routes(self) -> tuple[DeskRoute, ...]:
        """All for editors."""
        return (
            DeskRoute("/subscribers", self.subscribers, role="editor"),
            DeskRoute("/subscribers/{subscriber}", self.subscriber, role="editor"),
            DeskRoute("/acts/unsubscribe", self.unsubscribe, role="editor", method="POST"),
            DeskRoute("/acts/block", self.block, role="editor", method="POST"),
            DeskRoute("/acts/unblock", self.unblock, role="editor", method="POST"),
        )

    async def subscribers(self, request: Request) -> Response:
        """How many there are, who came and left in a month, and a list to search."""
        asked = request.query_params
        find, status = asked.get("find", "")[:LONGEST_SEARCH_CHARS], asked.get("status", "")
        after = asked.get("after", "")
        chosen = next((known for known in STATUSES if known == status), None)

        def page() -> tuple[Subscription, ...]:
            each = self.desk.newsletter.store.subscribers.each(
                self.desk.newsletter.id, status=chosen, find=find, after=after
            )
            return tuple(islice(each, PAGE_ROWS + 1))

        listed = await run_in_threadpool(page)
        last = listed[PAGE_ROWS - 1].subscriber.email if len(listed) > PAGE_ROWS else ""
        here = {"find": find, "status": chosen or ""}
        shown = {"find": find, "chosen": chosen or ""}
        values: dict[str, Any] = {
            "listed": listed[:PAGE_ROWS],
            "statuses": STATUSES,
            "more": urlencode({**here, "after": last}) if last else "",
            **shown,
        }
        if request.headers.get("hx-target") == "listed":
            return self.desk.show(request, "subscriber_list", **values)
        chart, counts, addresses = await run_in_threadpool(self._figures)
        figures: dict[str, Any] = {"chart": chart, "counts": counts, "addresses": addresses}
        return self.desk.show(request, "subscribers", **values, **figures)

    def _figures(self) -> tuple[Chart, Mapping[str, int], Mapping[str, int]]:
        newsletter, now = self.desk.newsletter, self.desk.clock()
        store = newsletter.store
        since = now - timedelta(days=CHART_DAYS)
        joined, left = store.listings.changes_by_day(newsletter.id, since)
        active = store.figures.subscriptions(newsletter.id)
        days = [(now - timedelta(days=back)).date().isoformat() for back in range(CHART_DAYS)]
        columns: list[tuple[str, Mapping[str, int]]] = []
        count = active.get("active", 0)
        for day in days:  # from today backwards
            columns.insert(0, (day, {"active": count}))
            count -= joined.get(day, 0) - left.get(day, 0)
        came, went = (sum(counts.get(day, 0) for day in days) for counts in (joined, left))
        words = (
            f"Active subscribers on each of {CHART_DAYS} days: {columns[0][1]['active']} at first, "
            f"{active.get('active', 0)} today; {came} came, {went} left."
        )
        chart = stacked(columns, kinds={"active": ""}, words=words)
        return chart, active, store.figures.addresses(newsletter.id)

    async def subscriber(self, request: Request) -> Response:
        """One subscriber, with every change and its cause."""
        newsletter, name = self.desk.newsletter, request.path_params["subscriber"]
        subscribers = newsletter.store.subscribers
        found = await run_in_threadpool(subscribers.subscription, name, newsletter.id)
        if found is None:
            raise HTTPException(404)

        def history() -> object:
            return subscribers.history(found.subscriber.email, newsletter=newsletter.id)

        changes = await run_in_threadpool(history)
        return self.desk.show(request, "subscriber", subscription=found, changes=changes)

    async def unsubscribe(self, request: Request) -> Response:
        """End a subscription."""
        newsletter, cause = self.desk.newsletter, self._cause(request)

        def act(email: str) -> str:
            newsletter.store.subscribers.unsubscribe(
                email, newsletter=newsletter.id, cause=cause, at=self.desk.clock()
            )
            return "is unsubscribed"

        return await self._act(request, act)

    async def block(self, request: Request) -> Response:
        """Never write to an address again."""
        cause = self._cause(request)

        def act(email: str) -> str:
            self.desk.newsletter.store.blocks.add(email, cause=cause, at=self.desk.clock())
            return "is blocked"

        return await self._act(request, act)

    async def unblock(self, request: Request) -> Response:
        """Write to an address again that was blocked, bounced or complained."""
        cause = self._cause(request)

        def act(email: str) -> str:
            blocks = self.desk.newsletter.store.blocks
            done = blocks.remove(email, cause=cause, at=self.desk.clock())
            return "may be written to again" if done else "was neither blocked nor marked"

        return await self._act(request, act)

    def _cause(self, request: Request) -> str:
        return f"at the desk, by {request.state.person.name}"

    async def _act(self, request: Request, act: Callable[[str], str]) -> Response:
        """Do it to the subscriber that a form names by id, and show them."""
        newsletter, name = self.desk.newsletter, (await fields_of(request)).get("subscriber", "")

        def whole() -> str:
            found = newsletter.store.subscribers.subscription(name, newsletter.id)
            if found is None:
                raise InputError("is no subscriber of this newsletter")
            return f"{found.subscriber.email} {act(found.subscriber.email)}."

        say = await run_in_threadpool(whole)
        return self.desk.go(f"/subscribers/{name}", say=say)
