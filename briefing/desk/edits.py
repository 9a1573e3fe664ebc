"""The editor's decisions written down: checked, scoped to an edition or standing, taken back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from briefing.desk.story_names import story_named
from briefing.editing import edition_id
from briefing.editing.picture_choice import PictureChoice
from briefing.errors import InputError
from briefing.models import Edit, Story
from briefing.newsletter import Newsletter
from briefing.store.edit_log import Change
from briefing.store.edition_table import FINAL
from briefing.store.edits import Numbered
from briefing.text.clean import one_line
from briefing.text.sentences import sentences
from briefing.wiring.edition_layout import layout_of

PLACES = ("lead", "in_brief", "must_reads", "finally")
# Decisions about the edition itself: they name no story.
OF_THE_EDITION = ("note", "subject", "preheader", "welcome", "intro", "sign_off")
FEWEST_STORIES = {"together": 2} | dict.fromkeys(OF_THE_EDITION, 0)  # one for every other kind
MOST_STORIES = {"swap": 1, "image": 1} | dict.fromkeys(OF_THE_EDITION, 0)
# Two or three lines of a headline; chosen, not measured.
LONGEST_TITLE_CHARS = 200
# More than any client shows; chosen, not measured.
LONGEST_SUBJECT_CHARS = 150
# Two or three sentences; chosen, not measured.
LONGEST_WELCOME_CHARS = 300
# More than any inbox shows beside a subject; chosen, not measured.
LONGEST_PREHEADER_CHARS = 200
# A few pages of prose; chosen, not measured.
LONGEST_NOTE_CHARS = 10_000
LONGEST_CHARS = {
    "retitle": ("headline", LONGEST_TITLE_CHARS),
    "subject": ("subject", LONGEST_SUBJECT_CHARS),
    "preheader": ("preheader", LONGEST_PREHEADER_CHARS),
    "welcome": ("welcome", LONGEST_WELCOME_CHARS),
    "note": ("note", LONGEST_NOTE_CHARS),
    "intro": ("intro", LONGEST_NOTE_CHARS),
    "sign_off": ("sign-off", LONGEST_NOTE_CHARS),
}
# Decisions that need a block of that name in the layout.
_IN_BLOCKS = ("note", "welcome", "intro", "sign_off")
# Of one decision that names stories, where its kind says nothing else; chosen, not measured.
MOST_STORIES_OF_ONE = 1_000
# What a decision may give as a place in the edition; chosen, not measured.
HIGHEST_PLACE = 999
_SPAN = re.compile(r"\d{1,9}:\d{1,9}")


def decide(newsletter: Newsletter, edit: Edit) -> Numbered:
    """Write a decision down, whatever others decided meanwhile. As `checked` takes it.

    It holds from the next build on. A workspace (`desk.draft`) shows its effect at once.
    """
    valid = checked(newsletter, edit)
    number = newsletter.store.edits.add(valid, at=newsletter.clock())
    return Numbered(number=number, at=newsletter.clock(), edit=valid)


def checked(newsletter: Newsletter, edit: Edit) -> Edit:
    """The decision as it is kept; its `story_ids` may be beginnings of ids or words of headlines.

    `edition_id` "" stands for the edition in the making. InputError where it cannot be meant so.
    """
    stories = tuple(story_named(newsletter, name) for name in edit.story_ids)
    ids = tuple(dict.fromkeys(story.id for story in stories))
    named = replace(edit, story_ids=ids, edition_id=_scope(newsletter, edit.edition_id))
    valid = replace(named, value=_value(named, stories), reason=one_line(edit.reason))
    _require_valid(valid, newsletter.clock())
    _require_place(newsletter, valid)
    return valid


def undo(newsletter: Newsletter, number: int, *, by: str = "") -> Numbered:
    """Take a decision back; InputError where none of that number is in force.

    It stays in the history, with who took it back and when.
    """
    decision, change = newsletter.store.edits.get(number), Change(by=by, at=newsletter.clock())
    if decision is None or newsletter.store.edits.undo(number, change) is None:
        raise InputError("is no decision", where=str(number), hint="see `briefing edit list --all`")
    return replace(decision, undone_at=change.at, undone_by=by)


def edition_in_the_making(newsletter: Newsletter) -> str:
    """The id of the edition that a decision of now is meant for.

    The last built, while it has not been sent and its day is not over; else
    the one a build by hand would make now, or tomorrow where today's was sent.
    """
    now, editions = newsletter.clock(), newsletter.store.editions
    layout = layout_of(newsletter.config)
    last = editions.latest(newsletter.id)
    if last and editions.state(last.id) not in FINAL and last.date >= layout.day(now):
        return last.id
    today = edition_id(layout, now)
    sent = editions.state(today) in FINAL
    return edition_id(layout, now + timedelta(days=1)) if sent else today


def _scope(newsletter: Newsletter, edition: str | None) -> str | None:
    if edition is None:
        return None
    name = edition or edition_in_the_making(newsletter)
    if not name.startswith(f"{newsletter.id}-"):
        hint = f"it begins with {newsletter.id}-, see `briefing editions`"
        raise InputError("is no edition of this newsletter", where=name, hint=hint)
    if newsletter.store.editions.state(name) in FINAL:
        hint = "decide for the next one, or add --standing"
        raise InputError("was sent and cannot change", where=name, hint=hint)
    return name


def passage(newsletter: Newsletter, name: str, words: str) -> str:
    """`start:end` of the one sentence of a story that holds these words, or as it is given.

    InputError where there is none, or more than one.
    """
    story, phrase = story_named(newsletter, name), " ".join(words.split())
    if _SPAN.fullmatch(phrase):
        return _inside(phrase, story)
    holding = [
        sentence
        for sentence in sentences(story)
        if phrase and phrase in " ".join(sentence.text.split())
    ]
    if len(holding) != 1:
        count = f"stands in {len(holding)} sentences" if holding else "stands in no sentence"
        raise InputError(f"{count} of “{story.title}”", where=phrase, hint=_see(story))
    return f"{holding[0].start}:{holding[0].end}"


def _value(edit: Edit, stories: Sequence[Story]) -> str:
    """What the decision says, as composing takes it."""
    if edit.kind in {"retitle", "subject", "preheader", "welcome"}:
        return one_line(edit.value)
    if edit.kind == "swap" and len(stories) == 1:
        return "=".join(_inside(span, stories[0]) for span in edit.value.split("=", 1))
    if edit.kind == "image" and len(stories) == 1:
        return _photo(edit.value, stories[0])
    return edit.value.strip()


def _photo(value: str, story: Story) -> str:
    """The photo by its address, also where its number among the story's photos is given.

    InputError where the story has no such photo, or the focus is no point of it.
    """
    photos = [media.url for media in story.media if media.kind == "photo" and media.url]
    choice = PictureChoice.of(value)
    if choice is not None and choice.url.isascii() and choice.url.isdecimal():
        number = int(choice.url[:4])
        choice = replace(choice, url=photos[number - 1]) if 0 < number <= len(photos) else None
    if choice is None or (choice.url and choice.url not in photos):
        hint = f"it has {len(photos)}: write the number or address of one, or `none`"
        raise InputError(f"is no photo of “{story.title}”", where=value[:60], hint=hint)
    return choice.written()


def _inside(span: str, story: Story) -> str:
    """The span; InputError where it is no passage of the story."""
    if _SPAN.fullmatch(span):
        start, end = map(int, span.split(":"))
        if start < end <= len(story.text) and story.text[start:end].strip():
            return span
    raise InputError(f"is no passage of “{story.title}”", where=span, hint=_see(story))


def _see(story: Story) -> str:
    return f"see `briefing explain {story.id}` or its text in `briefing stories --json`"


def _require_valid(edit: Edit, now: datetime) -> None:
    """InputError where a decision lacks something, or says what no step understands."""
    fewest = FEWEST_STORIES.get(edit.kind, 1)
    most = MOST_STORIES.get(edit.kind, MOST_STORIES_OF_ONE)
    if not fewest <= len(edit.story_ids) <= most:
        number = f"{fewest}" if most <= fewest else f"at least {fewest}"
        raise InputError(f"takes {number} stories", where=edit.kind)
    if edit.until is not None and edit.until <= now:
        raise InputError("is over already", where=f"{edit.until:%Y-%m-%d %H:%M} UTC")
    wrong = _fault_in_value(edit)
    if wrong:
        raise InputError(wrong, where=edit.value[:60] or edit.kind)


def _require_place(newsletter: Newsletter, edit: Edit) -> None:
    """InputError where the newsletter's layout leaves out the block a decision fills."""
    if edit.kind in _IN_BLOCKS and edit.kind not in layout_of(newsletter.config).blocks:
        hint = f"add `{edit.kind}` to `edition: blocks:` in config.yaml"
        raise InputError("has no place in this newsletter", where=edit.kind, hint=hint)


def _fault_in_value(edit: Edit) -> str:
    """What is wrong with a decision's value, else nothing."""
    if edit.kind == "move" and edit.value not in PLACES and not _is_number(edit.value):
        return f"is no place: a number from 1, or {', '.join(PLACES)}"
    if edit.kind in {"together", "apart"} and edit.value not in {"", "event"}:
        return "is neither empty nor `event`"
    if edit.kind in LONGEST_CHARS:
        name, most = LONGEST_CHARS[edit.kind]
        if not 0 < len(edit.value) <= most:
            article = "an" if name[0] in "aeiou" else "a"
            return f"{article} {name} has 1 to {most:,} characters"
    return ""


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdecimal() and 0 < int(value) <= HIGHEST_PLACE
