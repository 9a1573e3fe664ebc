"""The workspace's pages, put together."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.web.desk.arrivals import Arrivals
from briefing.web.desk.decision_pages import DecisionPages
from briefing.web.desk.desk_pages import Desk
from briefing.web.desk.desk_route import DeskRoute
from briefing.web.desk.evidence_pages import EvidencePages
from briefing.web.desk.letter_frame import LetterFrame
from briefing.web.desk.release_pages import ReleasePages
from briefing.web.desk.sheet_pages import SheetPages
from briefing.web.desk.work_answers import WorkAnswers
from briefing.web.desk.work_findings import WorkFindings
from briefing.web.desk.work_pages import WorkPages
from briefing.web.desk.work_state import WorkState
from briefing.web.desk.workspaces import Workspaces


@dataclass(frozen=True, slots=True)
class WorkParts:
    """All that an editor does to one edition."""

    desk: Desk

    def routes(self) -> tuple[DeskRoute, ...]:
        """They share the drafts that are open."""
        work = WorkState(Workspaces(self.desk), Arrivals(), WorkFindings())
        answers = WorkAnswers(self.desk, work)
        return (
            *WorkPages(self.desk, work, answers, LetterFrame(self.desk)).routes(),
            *EvidencePages(self.desk, answers).routes(),
            *DecisionPages(self.desk, answers).routes(),
            *SheetPages(self.desk, answers).routes(),
            *ReleasePages(self.desk, answers).routes(),
        )
