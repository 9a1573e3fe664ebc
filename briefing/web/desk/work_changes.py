"""What a decision changed, or others did, in a line to read."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.desk.draft.draft import Draft
from briefing.desk.draft.effect import Effect
from briefing.desk.draft.spots import Spot, spots_of
from briefing.web.desk.work_page import PLACE_WORDS, Shown

# More than that nobody hears out; the panes show the rest. Chosen, not measured.
MOST_SAID = 3
_ASKED = {
    "move": "This moves",
    "together": "Together:",
    "apart": "Apart:",
    "add": "This adds",
    "pin": "This pins",
    "hold": "This holds back",
    "drop": "This drops",
    "free": "This sets free",
    "swap": "This swaps a sentence of",
    "retitle": "This retitles",
}


def asked_of(effect: Effect, before: Draft) -> str:
    """What a decision would do, as a question's first line: the verb and the headlines."""
    known = [name for name in effect.edit.story_ids if name in before.stories]
    titles = [before.stories[name].title for name in known]
    more = f" and {len(titles) - MOST_SAID} more" if len(titles) > MOST_SAID else ""
    named = " + ".join(f"“{title}”" for title in titles[:MOST_SAID])
    size = effect.html_bytes[1] - effect.html_bytes[0]
    weight = f" The mail is {abs(size) / 1000:.1f} kB {'larger' if size > 0 else 'smaller'}."
    verb = _ASKED.get(effect.edit.kind, effect.edit.kind)
    return f"{verb} {named}{more}.{weight if size else ''}"


def moves_said(before: Draft, after: Draft) -> str:
    """Which topics are told more or less than before; "" where none is."""
    every = list(_moves(spots_of(before), spots_of(after)))
    more = f"; and {len(every) - MOST_SAID} more" if len(every) > MOST_SAID else ""
    return f"{'; '.join(every[:MOST_SAID])}{more}" if every else ""


def _moves(old: dict[str, Spot], new: dict[str, Spot]) -> Iterator[str]:
    for name, spot in new.items():
        known = old.get(name)
        if known is None or known.level != spot.level:
            title = known.title if known and known.level < spot.level else spot.title
            yield f"“{title}” {PLACE_WORDS[spot.place]}"


def news_since(shown: Shown, seen: int, waiting: int) -> str:
    """What others decided since a version, and how many stories have arrived; "" for nothing."""
    log = shown.workspace.newsletter.store.edits.log(shown.draft.edition.id, after=seen)
    words = {line.number: line.words for line in shown.history}
    lines = []
    for entry in log[-MOST_SAID:]:
        done = "took back: " if entry.act == "undone" else ""
        what = words.get(entry.number or 0, "took stories in")
        lines.append(f"{entry.by or 'Somebody'} {done}{what}")
    if shown.pending_count > waiting:
        count = shown.pending_count
        lines.append(f"{count} {'story waits' if count == 1 else 'stories wait'} to be taken in")
    return "; ".join(lines)
