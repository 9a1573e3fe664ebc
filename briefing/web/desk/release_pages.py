"""From the desk to readers: a test, the approval, the sending, and the stop before it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from briefing.desk.draft.outcomes import ChangedMeanwhile
from briefing.errors import InputError, StoreError
from briefing.web.desk.desk_pages import Desk
from briefing.web.desk.desk_route import DeskRoute, fields_of
from briefing.web.desk.edit_fields import number_of
from briefing.web.desk.secure_headers import HEADERS
from briefing.web.desk.work_answers import WorkAnswers
from briefing.web.desk.work_pages import EDITION

# Of what a mail server says to a test, so many letters are shown; chosen, not measured.
MOST_REPLY_CHARS = 300


@dataclass(frozen=True, slots=True)
class ReleasePages:
    """Each is an editor's act, written down with the name of who did it."""

    desk: Desk
    answers: WorkAnswers

    def routes(self) -> tuple[DeskRoute, ...]:
        """What the sheets of release send to."""
        return (
            DeskRoute(f"{EDITION}/test", self.test, role="editor", method="POST"),
            DeskRoute(f"{EDITION}/approve", self.approve, role="editor", method="POST"),
            DeskRoute(f"{EDITION}/withdraw", self.withdraw, role="editor", method="POST"),
            DeskRoute(f"{EDITION}/send", self.send, role="editor", method="POST"),
        )

    async def test(self, request: Request) -> Response:
        """Send the edition, marked as a test, to one address."""
        fields, workspace = await fields_of(request), await self.answers.workspace(request)

        def act() -> Response:
            reply = self.desk.pipeline.mailer.test(workspace.edition_id, fields.get("to", ""))
            words = f"{reply.outcome}: {reply.text}"[:MOST_REPLY_CHARS]
            html = self.desk.fill(request, "work_reply", {"words": words})
            return HTMLResponse(html, headers=HEADERS)

        return await self.answers.or_refused(request, workspace, act)

    async def approve(self, request: Request) -> Response:
        """Release the edition as it was seen, in the name of who is logged in."""
        fields, workspace = await fields_of(request), await self.answers.workspace(request)
        seen, name = number_of(fields.get("version", "")), request.state.person.name

        def act() -> Response:
            outcome = workspace.approve(by=name, seen_version=-1 if seen is None else seen)
            if isinstance(outcome, ChangedMeanwhile):
                words = f"Not approved, since meanwhile {outcome.words}. Look at it again."
                return self.answers.now(request, workspace, status=409, words=words)
            return self.answers.now(request, workspace, words=f"Approved by {name}.")

        return await self.answers.or_refused(request, workspace, act)

    async def withdraw(self, request: Request) -> Response:
        """Withdraw the approval: a draft again, while no mail has left."""
        workspace, name = await self.answers.workspace(request), request.state.person.name

        def act() -> Response:
            try:
                workspace.withdraw(by=name)
            except StoreError as error:
                raise InputError(error.what, where=workspace.edition_id, hint=error.hint) from error
            words = "Stopped: it is a draft again, and nothing has left."
            return self.answers.now(request, workspace, words=words)

        return await self.answers.or_refused(request, workspace, act)

    async def send(self, request: Request) -> Response:
        """Begin to send the approved edition now, in the background."""
        workspace = await self.answers.workspace(request)
        edition = workspace.edition_id
        mailer = replace(self.desk.pipeline.mailer, stopping=self.desk.jobs.stopping)

        def job() -> str:
            counts = mailer.deliver(edition).counts
            return ", ".join(f"{count} {state}" for state, count in counts) or "no subscribers"

        def act() -> Response:
            if workspace.state != "approved":
                raise InputError(f"is {workspace.state}, not approved", where=edition)
            if not mailer.reaches_somebody(edition):
                raise InputError("would go to nobody", where=edition)
            if not self.desk.jobs.add(f"{edition}, sending", job):
                raise InputError("cannot be sent from here", where=edition, hint="briefing send")
            return self.answers.now(request, workspace, words="It is being sent.")

        return await self.answers.or_refused(request, workspace, act)
