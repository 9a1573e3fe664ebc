"""What the parts of the workspace share: the drafts that are open, and what stands around them."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.desk.draft.approval import due_of
from briefing.desk.draft.workspace import Workspace
from briefing.web.desk.arrivals import Arrivals
from briefing.web.desk.work_findings import WorkFindings
from briefing.web.desk.work_page import Shown
from briefing.web.desk.workspaces import Workspaces


@dataclass(frozen=True, slots=True)
class WorkState:
    """One for the desk."""

    spaces: Workspaces
    arrivals: Arrivals
    findings: WorkFindings

    def shown(self, workspace: Workspace) -> Shown:
        """A draft as it is by now, with all that its page shows around it."""
        draft = workspace.refresh()
        return Shown(
            workspace=workspace,
            draft=draft,
            findings=self.findings.of(workspace),
            history=workspace.history(),
            pending_count=self.arrivals.count(workspace),
            slot=due_of(workspace.newsletter, draft.edition.id),
        )
