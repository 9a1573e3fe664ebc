"""The evidence for what is selected: sources, rank, links, photos; other summarizers."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from briefing.condensing import METHODS
from briefing.desk.draft.draft import Draft
from briefing.desk.draft.evidence import Evidence, StoryEvidence
from briefing.desk.draft.near_topics import near_topics
from briefing.desk.draft.word_budgets import budget_of, counted_words
from briefing.editing.citations import block_sentences
from briefing.errors import InputError
from briefing.web.desk.desk_pages import Desk
from briefing.web.desk.desk_route import DeskRoute, fields_of
from briefing.web.desk.outline_rows import TOPIC_KINDS
from briefing.web.desk.work_answers import WorkAnswers
from briefing.web.desk.work_pages import EDITION

NEAR = "near:"
# Topics that a join is proposed with, the likest first; chosen, not measured.
MOST_NEAR = 6


@dataclass(frozen=True, slots=True)
class EvidencePages:
    """Whoever looks may see why."""

    desk: Desk
    answers: WorkAnswers

    def routes(self) -> tuple[DeskRoute, ...]:
        """The pane, and the block as other summarizers tell it."""
        return (
            DeskRoute(f"{EDITION}/evidence", self.evidence, role="viewer"),
            DeskRoute(f"{EDITION}/condense", self.condense, role="viewer", method="POST"),
        )

    async def evidence(self, request: Request) -> Response:
        """Why the selected block stands as it does, with its sources' texts."""
        workspace = await self.answers.workspace(request)
        key = request.query_params.get("block", "")

        def look() -> Response:
            draft = workspace.draft
            topic = topic_of(draft, key)
            evidence = workspace.evidence(topic) if topic else None
            return self.desk.show(
                request,
                "work_evidence",
                key=key,
                evidence=evidence,
                sources=quoted_first(evidence, key) if evidence else (),
                near=near_topics(topic, draft, most=MOST_NEAR) if topic else (),
                budget=_budget(draft, key),
                may_decide=request.state.person.may("editor"),
            )

        return await self.answers.or_refused(request, workspace, look)

    async def condense(self, request: Request) -> Response:
        """The selected block as another summarizer tells it, beside the draft's."""
        fields, workspace = await fields_of(request), await self.answers.workspace(request)
        method, key = fields.get("method", ""), fields.get("block", "")

        def look() -> Response:
            if method not in METHODS:
                raise InputError("is no summarizer", where=method[:40] or "method")
            found = workspace.alternatives(key, [method])
            now = workspace.draft.blocks.get(key)
            return self.desk.show(
                request,
                "work_alternative",
                key=key,
                method=method,
                found=found,
                now_sentences=block_sentences(now) if now else (),
                other_sentences=block_sentences(found[0].block) if found else (),
                may_decide=request.state.person.may("editor"),
            )

        return await self.answers.or_refused(request, workspace, look)


def topic_of(draft: Draft, key: str) -> str:
    """The topic a row of the outline stands for; "" for a block of the frame."""
    if key.startswith(NEAR):
        return key.removeprefix(NEAR)
    return next(iter(draft.told_by(key)), "") if key in draft.blocks else ""


def quoted_first(evidence: Evidence, key: str) -> list[StoryEvidence]:
    """The sources of a topic: those that the block quotes before the others."""

    def is_silent(source: StoryEvidence) -> bool:
        return not any(sentence.shown_in == key for sentence in source.sentences)

    return sorted(evidence.stories, key=is_silent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The words of a block, and how many the layout gives it."""

    words: int
    most: int


def _budget(draft: Draft, key: str) -> Budget | None:
    """Of a lead or topic; other blocks have none."""
    block = draft.blocks.get(key)
    if block is None or block.kind not in TOPIC_KINDS:
        return None
    return Budget(words=counted_words(block), most=budget_of(block, draft.material.layout))
