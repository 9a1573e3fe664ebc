"""What an editor should look at before an edition goes out. Pure: what it needs comes in.

It finds what the composer could not help or could not know; it decides nothing. Each finding
says where, what and why, and offers the act that mends it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import islice

from briefing.desk.draft.draft import keyed_blocks
from briefing.desk.draft.ties import Tie
from briefing.editing.citations import block_sentences
from briefing.editing.morning import Morning
from briefing.models import (
    Block,
    Edit,
    Edition,
    Lead,
    Reference,
    Sentence,
    Story,
    Topic,
    TopicBlock,
)

# More than an editor looks at before a morning's edition goes out; chosen, not measured.
MOST_FINDINGS = 8
# Of one kind so many are shown: the next is hardly read. Chosen, not measured.
MOST_OF_A_KIND = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceActivity:
    """How a source fared: its last good read, its newest story, and on how many days it had some.

    `active_days` counts those of the six days before the last 24 hours.
    """

    name: str
    last_success: datetime | None
    newest: datetime | None
    active_days: int = 0
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class EditorialMaterial:
    """An edition, and what is known about it.

    `stories` are as they stand now, their furniture known; `topics` are those it was made of.
    `ties` are between the stories it tells, `topic_cut` the probability from which two are put
    into one topic.
    """

    edition: Edition
    stories: Mapping[str, Story]
    topics: Sequence[Topic]
    morning: Morning
    ties: Sequence[Tie] = ()
    topic_cut: float = 1.0
    sources: Sequence[SourceActivity] = ()

    @cached_property
    def blocks(self) -> dict[str, Block]:
        """The blocks by their keys."""
        return keyed_blocks(self.edition.blocks)

    @cached_property
    def told(self) -> dict[str, Lead | TopicBlock]:
        """Lead and topics by their keys."""
        blocks = self.blocks.items()
        return {key: block for key, block in blocks if isinstance(block, Lead | TopicBlock)}

    @cached_property
    def references(self) -> dict[str, Reference]:
        """The stories that the edition names."""
        return {reference.story_id: reference for reference in self.edition.references}

    @cached_property
    def quoted(self) -> tuple[tuple[str, Sentence], ...]:
        """Every sentence with the key of its block, each once."""
        pairs = ((key, s) for key, block in self.blocks.items() for s in block_sentences(block))
        return tuple(dict.fromkeys(pairs))

    def topic(self, topic_id: str) -> Topic | None:
        """The topic of that id; None where it is not among those at hand."""
        return next((topic for topic in self.topics if topic.id == topic_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What mends a finding: in words, and a decision or a command. Empty where a person must."""

    words: str
    edit: Edit | None = None
    command: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorialFinding:
    """Something to look at.

    `block` is the key of the block ("" for a source), `sentence` the one it is about, `story_id`
    whose headline or sentence it is.
    """

    kind: str
    block: str
    what: str
    why: str
    act: Act
    story_id: str = ""
    sentence: Sentence | None = None


Check = Callable[[EditorialMaterial], Iterator[EditorialFinding]]


def most_telling(
    material: EditorialMaterial, checks: Iterable[Check]
) -> tuple[EditorialFinding, ...]:
    """What the checks find, the gravest check first, at most eight and two of a kind."""
    found = (finding for check in checks for finding in islice(check(material), MOST_OF_A_KIND))
    return tuple(islice(found, MOST_FINDINGS))


def command_of(edit: Edit) -> str:
    """The decision as one types it."""
    stories = " ".join(edit.story_ids)
    if edit.kind == "swap":
        old, _, new = edit.value.rpartition("=")
        return f"briefing edit swap {stories} {new}" + (f" --for {old}" if old else "")
    value = f" {edit.value}" if edit.value.isalnum() else f" '{edit.value}'" if edit.value else ""
    return f"briefing edit {edit.kind} {stories}{value}"


def act_of(words: str, edit: Edit) -> Act:
    """An act that is a decision."""
    return Act(words=words, edit=edit, command=command_of(edit))
