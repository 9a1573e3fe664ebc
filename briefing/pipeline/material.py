"""All that one edition is composed from, read once from the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from briefing.chunks import Steps, here
from briefing.editing import Layout, edition_id
from briefing.models import Rhythm, SourceReport, Topic, rhythm_of
from briefing.newsletter import Newsletter
from briefing.pipeline.embargoes import embargoes
from briefing.pipeline.weekly import week_of, weekly_layout
from briefing.pipeline.window import Window, recounted, source_lines
from briefing.store.edits import Numbered
from briefing.wiring.edition_layout import layout_now


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The layout, the stories, the decisions and how the sources fared, at one moment.

    The same material gives the same edition. `week` are the topics of a weekly
    edition, whose stories are not grouped anew; None for every other.
    """

    layout: Layout
    window: Window
    reports: tuple[SourceReport, ...]
    rhythm: Rhythm = "daily"
    week: tuple[Topic, ...] | None = None

    @classmethod
    def read(
        cls,
        newsletter: Newsletter,
        slot: str = "",
        *,
        as_known: bool = False,
        steps: Steps = here,
    ) -> Self:
        """The material of now, for the edition of a slot or one built by hand.

        `as_known` and `steps` are those of `Window.read`.
        """
        layout, rhythm = layout_now(newsletter, slot), rhythm_of(slot)
        name = edition_id(layout, newsletter.clock())
        week: tuple[Topic, ...] | None = None
        if rhythm == "weekly":
            layout = weekly_layout(newsletter, layout)
            window, week = week_of(newsletter, name)
        else:
            window = Window.read(newsletter, name, as_known=as_known, steps=steps)
        return cls(
            layout=layout,
            window=window,
            reports=source_lines(newsletter.store, newsletter.config, window.stories),
            rhythm=rhythm,
            week=week,
        )

    def decided(self, newsletter: Newsletter, decisions: Sequence[Numbered], revision: int) -> Self:
        """The same material under these decisions of persons, which are of that revision."""
        window = self.window
        if self.week is not None:
            edits = tuple(decision.edit for decision in decisions)
            held = embargoes(window.stories, edits, window.now)
            window = replace(window, edits=(*edits, *held), revision=revision)
            return replace(self, window=window)
        window = window.decided(newsletter, decisions, revision)
        if window.stories == self.window.stories:
            return replace(self, window=window)
        reports = recounted(self.reports, newsletter.store, window.stories)
        return replace(self, window=window, reports=reports)

    @property
    def edition_id(self) -> str:
        """The id of the edition that is made of it."""
        return self.window.edition_id
