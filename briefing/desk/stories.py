"""Single stories as a person decides about them: wanted in, held, dropped, set free."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.desk.edits import decide, edition_in_the_making
from briefing.desk.story_names import story_named
from briefing.models import Edit, Story
from briefing.newsletter import Newsletter
from briefing.store.edits import Numbered

BY_HAND = "added by hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Freed:
    """A story set free: the holds and drops that ended by it, and whether an embargo did."""

    story: Story
    undone: tuple[Numbered, ...]
    embargo: bool


def add_story(newsletter: Newsletter, url: str, *, by: str) -> Story:
    """Read one page into the store, wanted in the next edition; SourceError where it has no story.

    As `read_page` reads it.
    """
    stored = read_page(newsletter, url)
    decide(newsletter, Edit(kind="add", story_ids=(stored.id,), by=by))
    return newsletter.store.stories.get(stored.id) or stored


def read_page(newsletter: Newsletter, url: str) -> Story:
    """Read one page into the store; SourceError where it has no story.

    A page that is known already keeps its id and its source.
    """
    from briefing.sources.fetch.pages import ACCEPT
    from briefing.wiring.parts import client_of

    now = newsletter.clock()
    with client_of(newsletter.config) as client:
        answer = client.get(url, accept=ACCEPT)
        keyed = client.reader.page(answer.body, answer.url, source=BY_HAND, charset=answer.charset)
    return newsletter.store.stories.add((keyed,), seen_at=now).stories[0]


def free_story(newsletter: Newsletter, name: str, *, by: str, reason: str = "") -> Freed:
    """Set a story free for this and every later edition: no hold, drop or embargo counts."""
    story = story_named(newsletter, name)
    undone = withholding(newsletter, story)
    decide(newsletter, Edit(kind="free", story_ids=(story.id,), by=by, reason=reason))
    embargo = story.embargo is not None and story.embargo > newsletter.clock()
    return Freed(story=story, undone=undone, embargo=embargo)


def withholding(newsletter: Newsletter, story: Story) -> tuple[Numbered, ...]:
    """The holds and drops of persons, since it was last set free, that count for the next edition.

    Those whose time is over count no more.
    """
    decisions = newsletter.store.edits.list(edition_in_the_making(newsletter))
    about = [decision for decision in decisions if story.id in decision.edit.story_ids]
    last_free = max(
        (n for n, decision in enumerate(about) if decision.edit.kind == "free"), default=-1
    )
    now = newsletter.clock()
    return tuple(
        decision
        for decision in about[last_free + 1 :]
        if decision.edit.kind in {"hold", "drop"}
        and (decision.edit.until is None or decision.edit.until > now)
    )
