"""What of an edition should be looked at, as the outline lists it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from briefing.desk.draft.draft import Draft
from briefing.desk.draft.outline import outline_of
from briefing.desk.draft.workspace import Workspace
from briefing.desk.editorial import EditorialFinding
from briefing.desk.editorial_reading import check_draft, source_activity

# Findings that concern no block: the page of the desk that is about them.
PAGES = {"silent source": "/sources"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkFinding:
    """A line to look at: its place, what and why, and the decision that mends it, if one does.

    `sentence` is `story:start:end`. `act` says in words what the button does, or what to do.
    `page` is the part of the desk where it is done, where that is not the workspace.
    """

    block: str
    what: str
    why: str = ""
    sentence: str = ""
    kind: str = ""
    stories: str = ""
    value: str = ""
    act: str = ""
    page: str = ""


@dataclass(slots=True)
class WorkFindings:
    """Finds once for each draft."""

    _known: dict[str, tuple[Draft, tuple[WorkFinding, ...]]] = field(default_factory=dict)

    def of(self, workspace: Workspace) -> Sequence[WorkFinding]:
        """The findings on a workspace's draft as it is."""
        draft = workspace.draft
        known = self._known.get(workspace.edition_id)
        if known is None or known[0] is not draft:
            sources = source_activity(workspace.newsletter, workspace.newsletter.clock())
            editorial = (_line(finding) for finding in check_draft(draft, sources))
            known = draft, (*editorial, *over_budget_lines(draft))
            self._known[workspace.edition_id] = known
        return known[1]


def over_budget_lines(draft: Draft) -> tuple[WorkFinding, ...]:
    """The blocks with more words than the layout gives them. Pure."""
    return tuple(
        WorkFinding(
            block=block.key,
            what=f"“{block.title}” is {block.over} words over its budget",
            act="swap a sentence for a shorter one: s",
        )
        for block in outline_of(draft).blocks
        if block.over > 0
    )


def _line(finding: EditorialFinding) -> WorkFinding:
    """An editorial finding as a line; what only the shell can do is left to the shell."""
    edit, sentence = finding.act.edit, finding.sentence
    place = f"{sentence.story_id}:{sentence.start}:{sentence.end}" if sentence else ""
    page = PAGES.get(finding.kind, "")
    is_for_shell = finding.act.command and edit is None and not page
    command = f" ({finding.act.command})" if is_for_shell else ""
    return WorkFinding(
        block=finding.block,
        what=finding.what,
        why=finding.why,
        sentence=place,
        kind=edit.kind if edit else "",
        stories=" ".join(edit.story_ids) if edit else "",
        value=edit.value if edit else "",
        act=f"{finding.act.words}{command}",
        page=page,
    )
