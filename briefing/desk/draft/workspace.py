"""An editor's workspace: one draft held in memory, decided on, undone, and approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from threading import RLock
from typing import Self

from briefing.desk.draft.alternatives import Alternative, alternative
from briefing.desk.draft.approval import checklist_of
from briefing.desk.draft.block_changes import BlockChange, block_changes, changed_keys, touched_by
from briefing.desk.draft.checklist import Checklist
from briefing.desk.draft.composer import Composer, numbered
from briefing.desk.draft.draft import Draft
from briefing.desk.draft.effect import Effect, effect_of
from briefing.desk.draft.evidence import Evidence, evidence_of
from briefing.desk.draft.history_lines import HistoryLine, MeanwhileLine, history_lines, meanwhile
from briefing.desk.draft.opening import material_for, require_same, slot_of_id
from briefing.desk.draft.outcomes import Applied, Approved, ChangedMeanwhile, Outcome
from briefing.desk.draft.pending import Pending, pending_of
from briefing.desk.editions import reopen_slot, withdraw
from briefing.desk.edits import checked, edition_in_the_making
from briefing.desk.stories import read_page
from briefing.errors import InputError
from briefing.models import Edit, EditionState, Story
from briefing.newsletter import Newsletter
from briefing.pipeline.emptiness import refuse_empty
from briefing.pipeline.material import Material
from briefing.pipeline.pipeline import Pipeline
from briefing.store.edit_log import Change, LogEntry, Overtaken
from briefing.store.edition_table import FINAL
from briefing.store.edits import Numbered


class Workspace:
    """One edition on the desk. Thread-safe; several of one edition, in one process or many, agree.

    The draft is made of the stories known when it was taken (`draft.taken_at`): what arrives
    later waits in `pending` until `take_in`. Every decision is kept in the store at once and
    the draft is saved with it, so nothing is lost, and the shell sees the same. The workspace
    uses its pipeline alone: do not share that with another thread.
    """

    def __init__(self, pipeline: Pipeline, material: Material) -> None:
        self._pipeline = pipeline
        self._lock = RLock()
        self._composer = Composer(pipeline)
        self._material = material
        self._draft = self._composed()

    @classmethod
    def open(cls, pipeline: Pipeline, edition: str = "") -> Self:
        """The workspace of an edition, or of the one in the making ("").

        From the store's draft, with the stories of when that was built; built now where there
        is none. To look at a draft changes nothing of it, nor of its approval. InputError where
        it was sent, or is of another newsletter or a day to come.
        """
        name = edition or edition_in_the_making(pipeline.newsletter)
        workspace = cls(pipeline, material_for(pipeline.newsletter, name))
        if pipeline.store.editions.state(name) is None:
            workspace._save()
        if not pipeline.store.draft_stories.has(name, taken_at=workspace.draft.taken_at):
            workspace._keep_stories()
        return workspace

    @property
    def newsletter(self) -> Newsletter:
        """The newsletter whose edition it is."""
        return self._pipeline.newsletter

    @property
    def edition_id(self) -> str:
        """The id of its edition."""
        return self._material.edition_id

    @property
    def draft(self) -> Draft:
        """The draft as it was composed last; `refresh` looks whether others have decided since."""
        return self._draft

    @property
    def state(self) -> EditionState:
        """Where the edition stands in the store."""
        return self._pipeline.store.editions.state(self.edition_id) or "draft"

    def refresh(self) -> Draft:
        """The draft with what others have decided since, in this process or another.

        Where another took stories in, or built the edition anew, those are in it.
        """
        with self._lock:
            created = self._pipeline.store.editions.created(self.edition_id)
            if created not in {None, self._material.window.now}:
                self._follow()
            elif self._pipeline.store.edits.version(self.edition_id) != self._draft.version:
                self._draft = self._composed()
            return self._draft

    def _follow(self) -> None:
        """Go on with the draft that another took stories into, or built anew.

        A build says nothing of itself: what it changed is noted, so that whoever looked at
        those blocks before is asked to look again.
        """
        before, edits = self._draft, self._pipeline.store.edits
        self._material = material_for(self.newsletter, self.edition_id)
        self._draft = self._composed()
        later = edits.log(self.edition_id, after=before.version)
        touched = touched_by(block_changes(before, self._draft), before, self._draft)
        if touched and not any(entry.act == "taken_in" for entry in later):
            change = Change(by="a build", at=self._now(), touching=touched)
            version = edits.note_taken_in(self.edition_id, change)
            self._draft = replace(self._draft, version=version)

    def decide(
        self, edit: Edit, *, by: str, seen_version: int | None = None, request_id: str = ""
    ) -> Outcome:
        """Apply a decision at once and keep it.

        Its `story_ids` are ids; an `edition_id` of None makes it standing, "" is this edition.
        `seen_version` is the version of the draft that its author looked at: where somebody
        changed the same block since, nothing is done (None: whatever others did). A `request_id`
        that came before is not applied again. InputError where it cannot be meant so, or the
        edition was sent.
        """
        with self._lock:
            self._require_open()
            before = self._draft
            self.refresh()
            wanted = self._checked(edit, by)
            change = self._change(by, wanted, seen_version, request_id)
            kept = self._pipeline.store.edits.decide(wanted, change)
            return self._outcome(kept, before)

    def add_page(self, url: str, *, by: str, request_id: str = "") -> Outcome:
        """Read a page of the web and take its story in, whatever the filters say.

        SourceError where the page has no story, or cannot be read.
        """
        story = read_page(self.newsletter, url)
        edit = Edit(kind="add", story_ids=(story.id,), edition_id="")
        return self.decide(edit, by=by, request_id=request_id)

    def undo(
        self,
        number: int | None = None,
        *,
        by: str,
        seen_version: int | None = None,
        request_id: str = "",
    ) -> Outcome:
        """Take a decision back: that of a number, or the last one of this person.

        InputError where there is none in force. Refused as in `decide`.
        """
        with self._lock:
            self._require_open()
            before, edits = self._draft, self._pipeline.store.edits
            self.refresh()
            chosen = self._last_of(by) if number is None else number
            change = Change(by=by, at=self._now(), seen=seen_version, request_id=request_id)
            undone = edits.undo(chosen, change)
            if undone is None:
                hint = "see the history: it may be taken back already"
                raise InputError("is no decision in force", where=str(chosen), hint=hint)
            return self._outcome(undone, before)

    def preview(self, edit: Edit, *, by: str = "") -> Effect:
        """What a decision would do, before it is kept; nothing is written. InputError as above."""
        with self._lock:
            wanted = self._checked(edit, by)
            decisions = (*self._draft.decisions, numbered(wanted, self._material))
            after = self._composer.draft(self._material, decisions, version=self._draft.version)
            return effect_of(wanted, self._draft, after)

    def preview_undo(self, number: int) -> Effect:
        """What taking a decision back would do; InputError where it is not in force."""
        with self._lock:
            undone = next((one for one in self._draft.decisions if one.number == number), None)
            if undone is None:
                raise InputError("is no decision in force", where=str(number))
            rest = tuple(one for one in self._draft.decisions if one is not undone)
            after = self._composer.draft(self._material, rest, version=self._draft.version)
            return effect_of(undone.edit, self._draft, after)

    def history(self) -> tuple[HistoryLine, ...]:
        """Every decision for this edition, newest first, those taken back too."""
        decisions = self._pipeline.store.edits.history(self.edition_id)
        return history_lines(decisions, self._stories(decisions))

    def pending(self) -> Pending:
        """The stories that came since the draft was taken, and what taking them in would do."""
        with self._lock:
            after = self._anew()
            return pending_of(self._draft, after)

    def take_in(self, *, by: str) -> tuple[BlockChange, ...]:
        """Take in what has come since; what has changed by it. The decisions stay."""
        with self._lock:
            self._require_open()
            before, after = self._draft, self._anew()
            changes = block_changes(before, after)
            touched = touched_by(changes, before, after)
            change = Change(by=by, at=self._now(), touching=touched)
            version = self._pipeline.store.edits.note_taken_in(self.edition_id, change)
            self._material = after.material
            self._draft = replace(after, version=version)
            self._save()
            self._keep_stories()
            return changes

    def evidence(self, topic_id: str) -> Evidence:
        """Why a topic stands as it does, with its sources' texts. InputError where there is none.

        `draft.topic_ids` has the topic of each story, `draft.told_by` those of a block.
        """
        with self._lock:
            return evidence_of(self._draft, topic_id, judge=self._composer.judge)

    def alternatives(self, key: str, methods: Sequence[str]) -> tuple[Alternative, ...]:
        """A block as other summarizers tell it (`briefing.condensing.METHODS`), side by side.

        A method that tells the topic nowhere is left out. InputError for one there is not.
        """
        with self._lock:
            now = self._draft.blocks.get(key)
            told = [(one, self._composer.told_with(one, self._draft, key)) for one in methods]
            return tuple(alternative(one, block, now) for one, block in told if block)

    def as_of(self, version: int) -> Draft:
        """The draft under the decisions of an earlier version, with the stories of now."""
        with self._lock:
            decisions = self._decided_at(version)
            return self._composer.draft(self._material, decisions, version=version)

    def checklist(
        self,
        *,
        seen_version: int | None = None,
        findings: Sequence[object] | None = None,
        links_checked: bool | None = None,
    ) -> Checklist:
        """What is to be known before it is approved.

        `seen_version` is that of the draft the person looked at last: what has changed since
        is on the list.
        """
        with self._lock:
            draft = self.refresh()
            changes: tuple[BlockChange, ...] = ()
            if seen_version is not None and seen_version != draft.version:
                changes = block_changes(self.as_of(seen_version), draft)
            return checklist_of(
                self.newsletter,
                draft,
                changes=changes,
                findings=findings,
                links_checked=links_checked,
            )

    def approve(self, *, by: str, seen_version: int) -> Approved | ChangedMeanwhile:
        """Release the edition as this person saw it; its files are written to the `out:` folder.

        Refused where anything was decided since. InputError without a name;
        NothingToSendError where it tells of no story.
        """
        if not by.strip():
            raise InputError("an edition is approved by a person", hint="say who")
        with self._lock:
            self._require_open()
            draft = self.refresh()
            if draft.version != seen_version:
                log = self._pipeline.store.edits.log(self.edition_id, after=seen_version)
                return ChangedMeanwhile(changes=self._lines(log), draft=draft)
            refuse_empty(draft.edition)
            self._save()
            at, editions = self._now(), self._pipeline.store.editions
            editions.approve(self.edition_id, by=by, at=at, seen=draft.edition)
            reopen_slot(self.newsletter, self.edition_id)
            built = self._pipeline.write(draft.edition, draft.topics)
            return Approved(by=by, at=at, draft=draft, folder=built.folder)

    def withdraw(self, *, by: str) -> None:
        """Withdraw the approval: the edition is a draft again, and no schedule sends it by itself.

        StoreError where a mail of it was begun, or where it was not approved.
        """
        with self._lock:
            withdraw(self.newsletter, self.edition_id, by=by)

    def close(self) -> None:
        """Give the pipeline and its store back."""
        self._pipeline.close()

    def _now(self) -> datetime:
        return self._pipeline.clock()

    def _composed(self) -> Draft:
        """The draft under the decisions in force now."""
        edits = self._pipeline.store.edits
        version = edits.version(self.edition_id)
        return self._composer.draft(self._material, edits.list(self.edition_id), version=version)

    def _anew(self) -> Draft:
        """The draft that a build of now would give."""
        slot = slot_of_id(self.newsletter, self.edition_id)
        material = require_same(self.edition_id, Material.read(self.newsletter, slot))
        edits = self._pipeline.store.edits
        version = edits.version(self.edition_id)
        return self._composer.draft(material, edits.list(self.edition_id), version=version)

    def _checked(self, edit: Edit, by: str) -> Edit:
        scope = self.edition_id if edit.edition_id == "" else edit.edition_id
        return checked(self.newsletter, replace(edit, by=by or edit.by, edition_id=scope))

    def _change(self, by: str, edit: Edit, seen: int | None, request_id: str) -> Change:
        touching = self._draft.touched(edit.story_ids)
        return Change(by=by, at=self._now(), touching=touching, seen=seen, request_id=request_id)

    def _outcome(self, kept: object, before: Draft) -> Outcome:
        draft = self.refresh()
        if isinstance(kept, Overtaken):
            return ChangedMeanwhile(changes=self._lines(kept.entries), draft=draft)
        self._save()
        return Applied(
            number=kept.number,  # type: ignore[attr-defined]
            draft=self._draft,
            changed=changed_keys(before, self._draft),
            repeated=kept.repeated,  # type: ignore[attr-defined]
        )

    def _lines(self, entries: Sequence[LogEntry]) -> tuple[MeanwhileLine, ...]:
        edits = self._pipeline.store.edits
        decisions = {n: edits.get(n) for n in {one.number for one in entries} if n is not None}
        named = self._stories([one for one in decisions.values() if one])
        return tuple(meanwhile(one, decisions.get(one.number or 0), named) for one in entries)

    def _decided_at(self, version: int) -> tuple[Numbered, ...]:
        """The decisions that were in force at a version."""
        edits = self._pipeline.store.edits
        later = edits.log(self.edition_id, after=version)
        made = {entry.number for entry in later if entry.act == "made"}
        undone = {entry.number for entry in later if entry.act == "undone"}
        return tuple(
            one
            for one in edits.history(self.edition_id)
            if one.number not in made and (one.undone_at is None or one.number in undone)
        )

    def _last_of(self, person: str) -> int:
        mine = [one.number for one in self._draft.decisions if one.edit.by == person]
        if not mine:
            raise InputError("has decided nothing that is in force", where=person)
        return mine[-1]

    def _stories(self, decisions: Sequence[Numbered]) -> dict[str, Story]:
        """The stories that decisions name, by id: those of the draft as they are there."""
        named = {name for decision in decisions for name in decision.edit.story_ids}
        missing = sorted(named - self._draft.stories.keys())
        others = self._pipeline.store.stories.of_ids(missing) if missing else ()
        return {**self._draft.stories, **{story.id: story for story in others}}

    def _require_open(self) -> None:
        if self.state in FINAL:
            hint = "decide for the next one; what is wrong in it is put right by a correction"
            raise InputError("was sent and cannot change", where=self.edition_id, hint=hint)

    def _save(self) -> None:
        """Keep the draft in the store; again where another process decided meanwhile."""
        while True:
            draft = self._draft
            self._pipeline.save(draft.edition, draft.topics, draft.material)
            if self.refresh() is draft:
                return

    def _keep_stories(self) -> None:
        """Whoever opens this draft again has the stories it is made of, as they are here."""
        window = self._material.window
        self._pipeline.store.draft_stories.keep(self.edition_id, window.given, taken_at=window.now)
