"""Headlines, openings and sentences of an edition that an editor should look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.desk.corrections import says
from briefing.desk.editorial import Act, EditorialFinding, EditorialMaterial, act_of
from briefing.editing.citations import block_media, block_sentences
from briefing.editing.echoes import is_echo
from briefing.editing.headlines import EventView
from briefing.editing.openings import Candidate, candidates, opening_score
from briefing.models import Edit, Lead, Sentence, Story, TopicBlock
from briefing.text.furniture.calls import hands_on, is_call
from briefing.text.furniture.lines import is_caption, is_furniture


def silent_headlines(material: EditorialMaterial) -> Iterator[EditorialFinding]:
    """Headlines over other stories' sentences only."""
    for key, block in material.told.items():
        parts = [(block.title, block.story_id, block_sentences(block))]
        if isinstance(block, Lead):
            parts += [(part.title, part.story_id, part.sentences) for part in block.sections]
        for title, story_id, sentences in parts:
            quoted = {sentence.story_id for sentence in sentences}
            if quoted and story_id not in quoted and not block.retitled:
                yield EditorialFinding(
                    kind="silent headline",
                    block=key,
                    story_id=story_id,
                    what=f"“{title}” stands over other stories' sentences only",
                    why="a headline promises what its own story tells",
                    act=_retitled(material, sentences[0]),
                )


def _retitled(material: EditorialMaterial, sentence: Sentence) -> Act:
    story = material.stories.get(sentence.story_id)
    if story is None:
        return Act(words="write a headline of your own")
    edit = Edit(kind="retitle", story_ids=(story.id,), value=story.title, edition_id="")
    return act_of(f"take the headline of what is quoted: “{story.title}”", edit)


def echoing_openings(material: EditorialMaterial) -> Iterator[EditorialFinding]:
    """Openings that say their headline once more, in other words at best."""
    for key, block in material.told.items():
        opening = next(iter(block.sentences), None)
        story = material.stories.get(block.story_id)
        if opening is None or story is None or opening.story_id != story.id or block.retitled:
            continue
        view = EventView.of((story,), material.morning)
        offered = candidates(story, view)
        spoken = next((c for c in offered if c.passage.sentence == opening), None)
        if spoken is not None and is_echo(spoken, view):
            yield EditorialFinding(
                kind="echo",
                block=key,
                story_id=story.id,
                sentence=opening,
                what=f"the opening says no more than its headline “{block.title}”",
                why=opening.text,
                act=_another(opening, block, offered, view),
            )


def _another(
    opening: Sentence, block: Lead | TopicBlock, offered: Sequence[Candidate], view: EventView
) -> Act:
    """Another opening of the same story that says more, where there is one."""
    shown = set(block_sentences(block))
    fit = [c for c in offered if c.passage.sentence not in shown and not is_echo(c, view)]
    if not fit:
        return Act(words="let the headline stand alone, or write one that says less")
    best = max(fit, key=lambda one: (round(opening_score(one, view), 6), -one.place))
    return _swap(opening, best.passage.sentence)


def _swap(old: Sentence, new: Sentence) -> Act:
    value = f"{old.start}:{old.end}={new.start}:{new.end}"
    edit = Edit(kind="swap", story_ids=(old.story_id,), value=value, edition_id="")
    return act_of(f"show another sentence: “{new.text}”", edit)


def furniture_sentences(material: EditorialMaterial) -> Iterator[EditorialFinding]:
    """Sentences that read like a part of the page, not of the story."""
    for key, sentence in material.quoted:
        story = material.stories.get(sentence.story_id)
        why = _furniture(sentence.text, story) if story else ""
        if why and story:
            yield EditorialFinding(
                kind="furniture",
                block=key,
                story_id=story.id,
                sentence=sentence,
                what=f"a sentence reads like {why}",
                why=sentence.text,
                act=_next_sentence(sentence, story, material),
            )


def _furniture(text: str, story: Story) -> str:
    if is_call(text, story.language) or hands_on(text, story.outlet, story.language):
        return "a call to the reader"
    if is_caption(text):
        return "the line beneath a picture"
    return "a byline, credit or other part of the page" if is_furniture(text) else ""


def _next_sentence(old: Sentence, story: Story, material: EditorialMaterial) -> Act:
    """The first sentence of the story that is neither shown nor furniture."""
    shown = {sentence for _, sentence in material.quoted}
    passages = (
        material.morning.texts[story.id].passages if story.id in material.morning.texts else ()
    )
    for passage in passages:
        if passage.sentence not in shown and not _furniture(passage.text, story):
            return _swap(old, passage.sentence)
    return Act(words="drop the story, or show another sentence of it")


def changed_quotes(material: EditorialMaterial) -> Iterator[EditorialFinding]:
    """Sentences that their story does not say any more."""
    for key, sentence in material.quoted:
        story = material.stories.get(sentence.story_id)
        if story is not None and not says(story, sentence.text):
            yield EditorialFinding(
                kind="changed quote",
                block=key,
                story_id=story.id,
                sentence=sentence,
                what=f"{story.outlet} has changed or taken back a sentence that is quoted",
                why=sentence.text,
                act=Act(
                    words="build again: it takes the story as it is now", command="briefing build"
                ),
            )


def idle_bylines(material: EditorialMaterial) -> Iterator[EditorialFinding]:
    """Writers named beside sentences that are not theirs."""
    for key, block in material.told.items():
        quoted = {sentence.story_id for sentence in block_sentences(block)}
        for story_id in block.byline:
            reference = material.references.get(story_id)
            if reference is not None and story_id not in quoted:
                yield EditorialFinding(
                    kind="byline",
                    block=key,
                    story_id=story_id,
                    what=f"{reference.author or reference.outlet} is named, but not quoted",
                    why="a byline names who wrote what is quoted",
                    act=Act(words="build again, or swap a sentence of theirs in"),
                )


def lonely_captions(material: EditorialMaterial) -> Iterator[EditorialFinding]:
    """Captions of pictures that are not shown."""
    for key, block in material.blocks.items():
        for media in block_media(block):
            if media.kind == "photo" and media.caption and media.url is None:
                story_id = getattr(block, "story_id", "")
                edit = Edit(kind="image", story_ids=(story_id,), value="none", edition_id="")
                yield EditorialFinding(
                    kind="caption",
                    block=key,
                    story_id=story_id,
                    what="a caption stands without its picture",
                    why=media.caption,
                    act=act_of("show no picture here", edit),
                )
