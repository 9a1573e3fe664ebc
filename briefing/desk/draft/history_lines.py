"""What was decided about an edition, by whom and when, in words; what was taken back, too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.desk.edits import edition_in_the_making
from briefing.models import Edit, Story
from briefing.newsletter import Newsletter
from briefing.store.edit_log import LogEntry
from briefing.store.edits import Numbered

# Of a headline or text in a line of the history; chosen, not measured.
LINE_CHARS = 60
_WORDS = {
    "together": "put together",
    "apart": "kept apart",
    "pin": "pinned",
    "drop": "dropped",
    "hold": "held",
    "free": "set free",
    "add": "added",
    "move": "moved",
    "retitle": "retitled",
    "swap": "swapped a sentence of",
    "note": "wrote a note",
    "subject": "wrote the subject",
    "preheader": "wrote the preheader",
    "welcome": "wrote the welcome",
    "sign_off": "wrote the sign-off",
    "image": "chose the picture of",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One decision: `words` say what was done, e.g. `dropped “Ferry sails again”`.

    `undone_at` and `undone_by` are set where it was taken back. `standing`: it holds for every
    later edition, too.
    """

    number: int
    at: datetime
    by: str
    words: str
    edit: Edit
    standing: bool
    undone_at: datetime | None = None
    undone_by: str = ""


def history_lines(
    decisions: Sequence[Numbered], stories: Mapping[str, Story]
) -> tuple[HistoryLine, ...]:
    """The decisions as lines, newest first; `stories` give the headlines."""
    return tuple(history_line(decision, stories) for decision in reversed(decisions))


def history_of(newsletter: Newsletter, edition: str = "") -> tuple[HistoryLine, ...]:
    """The history of an edition (that in the making, unless named), newest first."""
    name = edition or edition_in_the_making(newsletter)
    decisions = newsletter.store.edits.history(name)
    named = sorted({one for decision in decisions for one in decision.edit.story_ids})
    stories = newsletter.store.stories.of_ids(named)
    return history_lines(decisions, {story.id: story for story in stories})


def history_line(decision: Numbered, stories: Mapping[str, Story]) -> HistoryLine:
    """One decision as a line of the history."""
    return HistoryLine(
        number=decision.number,
        at=decision.at,
        by=decision.edit.by,
        words=in_words(decision.edit, stories),
        edit=decision.edit,
        standing=decision.edit.edition_id is None,
        undone_at=decision.undone_at,
        undone_by=decision.undone_by,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanwhileLine:
    """What somebody did while another was looking."""

    at: datetime
    by: str
    words: str


def meanwhile(
    entry: LogEntry, decision: Numbered | None, stories: Mapping[str, Story]
) -> MeanwhileLine:
    """One change of the log as a line; `decision` is the one it is about."""
    words = in_words(decision.edit, stories) if decision else "took new stories in"
    if entry.act == "undone":
        words = f"took back: {words}"
    return MeanwhileLine(at=entry.at, by=entry.by, words=words)


def in_words(edit: Edit, stories: Mapping[str, Story]) -> str:
    """What a decision does: the verb, the stories' headlines, the value where it can be read."""
    titles = [f"“{_cut(stories[n].title)}”" if n in stories else n for n in edit.story_ids]
    named = " and ".join([", ".join(titles[:-1]), titles[-1]] if len(titles) > 1 else titles)
    until = f" until {edit.until:%Y-%m-%d %H:%M} UTC" if edit.until else ""
    value = f": {_cut(edit.value)}" if edit.value and edit.kind not in {"swap", "image"} else ""
    because = f" ({_cut(edit.reason)})" if edit.reason else ""
    parts = (_WORDS.get(edit.kind, edit.kind), named)
    return " ".join(filter(None, parts)) + until + value + because


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LINE_CHARS else f"{words[: LINE_CHARS - 1]}…"
