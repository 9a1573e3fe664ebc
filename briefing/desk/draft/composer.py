"""Composes one edition again and again, and remembers what its decisions cannot change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

from briefing.condensing import passages, summarizer
from briefing.desk.draft.draft import Draft, keyed_blocks
from briefing.editing import compose
from briefing.editing.morning import LONGEST_STORY_PASSAGES
from briefing.models import Block, Edit, Passage, Story, Topic
from briefing.pipeline.material import Material
from briefing.pipeline.pipeline import Composed, Pipeline
from briefing.store.edits import Numbered
from briefing.wiring.summarizers import OWN

# Of the editions composed last, so many stay at hand: undo and a preview that is then kept are
# answered from them. Each has some 500 kB; chosen, not measured.
MOST_KEPT_EDITIONS = 12
GROUPING_KINDS = ("together", "apart")

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(OrderedDict[K, V], Generic[K, V]):
    """The values used last, at most so many."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def recall(self, key: K) -> V | None:
        """What is kept under a key, as the newest; None where nothing is."""
        if key in self:
            self.move_to_end(key)
        return self.get(key)

    def keep(self, key: K, value: V) -> V:
        """Keep a value in place of the oldest."""
        self[key] = value
        while len(self) > self._most:
            self.popitem(last=False)
        return value


class Composer:
    """Makes drafts with a pipeline; not for two threads at once.

    Topics are made anew only where stories or the decisions `together` and `apart` have changed.
    """

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self._topics: Recent[Hashable, tuple[Topic, ...]] = Recent(MOST_KEPT_EDITIONS)
        self._editions: Recent[Hashable, tuple[Composed, str]] = Recent(MOST_KEPT_EDITIONS)

    def draft(self, material: Material, decisions: Sequence[Numbered], *, version: int) -> Draft:
        """The draft of this material under these decisions; the same bytes as a build gives."""
        decided = material.decided(self._pipeline.newsletter, decisions, version)
        topics = self.topics(decided)
        made, marked = self._composed(topics, decided)
        return Draft(
            version=version,
            material=decided,
            topics=topics,
            edition=made.edition,
            rendering=made.rendering,
            marked_html=marked,
            ranking=made.ranking,
            decisions=tuple(decisions),
        )

    def topics(self, material: Material) -> tuple[Topic, ...]:
        """The stories of this material in topics."""
        grouping = tuple(edit for edit in material.window.edits if edit.kind in GROUPING_KINDS)
        key = (material.edition_id, material.window.now, _ids(material.window.stories), grouping)
        return self._topics.recall(key) or self._topics.keep(key, self._pipeline.grouped(material))

    def judge(self, story: Story) -> tuple[Passage, ...]:
        """The passages of a story, judged; `condensing` remembers those of a few mornings."""
        return tuple(passages(story).judged(LONGEST_STORY_PASSAGES))

    def _composed(self, topics: tuple[Topic, ...], material: Material) -> tuple[Composed, str]:
        key = (material.window.now, _ids(material.window.stories), material.window.edits)
        known = self._editions.recall(key)
        if known is not None:
            return known
        made = self._pipeline.composed(topics, material)
        marked = self._pipeline.marked(made.edition, [*keyed_blocks(made.edition.blocks)])
        return self._editions.keep(key, (made, marked))

    def told_with(self, method: str, draft: Draft, key: str) -> Block | None:
        """A block of the draft as another summarizer tells it; None where it tells it elsewhere.

        InputError for a method there is not.
        """
        material = draft.material
        edition = compose(
            draft.topics,
            now=material.window.now,
            layout=material.layout,
            earlier=material.window.past.editions,
            edits=material.window.edits,
            summarize=None if method == OWN else summarizer(method),
            passages=passages,
        )
        return keyed_blocks(edition.blocks).get(key)


def _ids(stories: Sequence[Story]) -> tuple[str, ...]:
    return tuple(story.id for story in stories)


def numbered(edit: Edit, material: Material) -> Numbered:
    """A decision that is not kept yet, as if it were."""
    return Numbered(number=0, at=material.window.now, edit=edit)
