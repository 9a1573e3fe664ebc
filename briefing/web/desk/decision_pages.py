"""Decisions made in the workspace: looked at before they are kept, kept, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from briefing.desk.draft.effect import Effect
from briefing.desk.draft.outcomes import Outcome
from briefing.desk.draft.spots import Spot
from briefing.desk.draft.workspace import Workspace
from briefing.web.desk.desk_pages import Desk
from briefing.web.desk.desk_route import DeskRoute, fields_of
from briefing.web.desk.edit_fields import edit_of, number_of
from briefing.web.desk.work_answers import WorkAnswers
from briefing.web.desk.work_changes import asked_of
from briefing.web.desk.work_page import PLACE_WORDS, zone_of
from briefing.web.desk.work_pages import EDITION

# A request of one decision has a name of its own, a UUID: longer ones are cut.
REQUEST_ID_CHARS = 64
# Of an order that changes, so many places are shown; chosen, not measured.
MOST_PLACES = 8


@dataclass(frozen=True, slots=True)
class DecisionPages:
    """What editors decide about an edition."""

    desk: Desk
    answers: WorkAnswers

    def routes(self) -> tuple[DeskRoute, ...]:
        """Only editors decide, and only they look at what deciding would do."""
        return (
            DeskRoute(f"{EDITION}/preview", self.preview, role="editor"),
            DeskRoute(f"{EDITION}/decide", self.decide, role="editor", method="POST"),
            DeskRoute(f"{EDITION}/undo", self.undo, role="editor", method="POST"),
            DeskRoute(f"{EDITION}/take-in", self.take_in, role="editor", method="POST"),
        )

    async def preview(self, request: Request) -> Response:
        """What a decision would do: both orders, and what falls off the edge."""
        workspace = await self.answers.workspace(request)

        def look() -> Response:
            edit = edit_of(dict(request.query_params), zone_of(self.desk))
            effect = workspace.preview(edit, by=request.state.person.name)
            return self._effect(request, workspace, effect)

        return await self.answers.or_refused(request, workspace, look)

    def _effect(self, request: Request, workspace: Workspace, effect: Effect) -> Response:
        """What is moved itself may go down unasked; what falls for it may not."""
        before = workspace.draft
        own = {before.topic_ids.get(story) for story in effect.edit.story_ids}
        falls = [shift for shift in effect.falls if shift.topic_id not in own]
        answer = self.desk.show(
            request,
            "work_effect",
            effect=effect,
            falls=falls,
            enters=[shift for shift in effect.enters if shift.topic_id not in own],
            places=PLACE_WORDS,
            words=asked_of(effect, before),
            **orders_of(effect),
        )
        answer.headers["X-Desk-Costs"] = "1" if falls else "0"
        return answer

    async def decide(self, request: Request) -> Response:
        """Keep a decision; what it changed comes back."""
        fields, workspace = await fields_of(request), await self.answers.workspace(request)

        def act() -> Outcome:
            return workspace.decide(
                edit_of(fields, zone_of(self.desk)),
                by=request.state.person.name,
                seen_version=number_of(fields.get("version", "")),
                request_id=fields.get("request_id", "")[:REQUEST_ID_CHARS],
            )

        return await self.answers.outcome(request, workspace, act)

    async def undo(self, request: Request) -> Response:
        """Take a decision back: my last one, or that of a number."""
        fields, workspace = await fields_of(request), await self.answers.workspace(request)

        def act() -> Outcome:
            return workspace.undo(
                number_of(fields.get("number", "")),
                by=request.state.person.name,
                seen_version=number_of(fields.get("version", "")),
                request_id=fields.get("request_id", "")[:REQUEST_ID_CHARS],
            )

        return await self.answers.outcome(request, workspace, act)

    async def take_in(self, request: Request) -> Response:
        """Take in the stories that wait."""
        workspace = await self.answers.workspace(request)

        def act() -> Response:
            changes = workspace.take_in(by=request.state.person.name)
            words = f"Taken in; {len(changes)} blocks have changed."
            return self.answers.now(request, workspace, words=words)

        return await self.answers.or_refused(request, workspace, act)


Order = tuple[tuple[int, Spot], ...]


def orders_of(effect: Effect) -> dict[str, Any]:
    """Both orders from the first place that changes on, and what stands at which place."""
    before, after = tuple(enumerate(effect.before, 1)), tuple(enumerate(effect.after, 1))
    names_before, names_after = _names(before), _names(after)
    changed = [place for place, name in names_after ^ names_before if name]
    first = min(changed, default=0)
    return {
        "order_before": _from(before, first),
        "order_after": _from(after, first) if changed else (),
        "ids_before": names_before,
        "ids_after": names_after,
    }


def _names(order: Order) -> set[tuple[int, str]]:
    return {(place, spot.topic_id) for place, spot in order}


def _from(order: Order, first: int) -> Order:
    return order[max(0, first - 1) : first - 1 + MOST_PLACES]
