"""Topics of an edition that an editor should look at: who tells them, and where they end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from briefing.desk.draft.ties import Tie
from briefing.desk.draft.weakest_link import weakest_link
from briefing.desk.editorial import EditorialFinding, EditorialMaterial, act_of
from briefing.editing.citations import block_stories
from briefing.editing.overtaken import overtaken
from briefing.editing.twins import are_twins, shared_names
from briefing.models import Edit, Lead, Story, TopicBlock

# A topic that so many outlets tell may lead instead of one outlet's; chosen, not measured.
FEWEST_OUTLETS = 3
# A block held together by a link so little above the cut may be two topics: on twelve labelled
# mornings three of five such blocks were (docs/decisions.md).
NEAR_CUT = 0.06
# Blocks of the same names with a lower probability have nothing to do with each other: with it
# four of four such pairs of labelled mornings were one topic (docs/decisions.md).
LEAST_TWIN = 0.1
# Stories of two blocks are asked about their state where they share so much; chosen with it.
LEAST_TIE = 0.25


def one_outlet_lead(material: EditorialMaterial) -> Iterator[EditorialFinding]:
    """A lead that one outlet tells, where another topic is told by many."""
    leads = [(key, block) for key, block in material.told.items() if isinstance(block, Lead)]
    for key, lead in leads:
        others = [block for block in material.told.values() if block is not lead]
        broad = max(others, key=lambda block: len(block.outlets), default=None)
        if len(lead.outlets) > 1 or broad is None or len(broad.outlets) < FEWEST_OUTLETS:
            continue
        edit = Edit(kind="move", story_ids=(broad.story_id,), value="lead", edition_id="")
        yield EditorialFinding(
            kind="one-outlet lead",
            block=key,
            story_id=lead.story_id,
            what=f"only {'/'.join(lead.outlets)} tells the lead “{lead.title}”",
            why=f"{len(broad.outlets)} outlets tell “{broad.title}”",
            act=act_of(f"make “{broad.title}” the lead", edit),
        )


def overtaken_stories(material: EditorialMaterial) -> Iterator[EditorialFinding]:
    """What was foreseen or counted beside what came of it, in one block or in two."""
    for keys, stories in _together(material):
        shown = {name: key for key in keys for name in block_stories(material.blocks[key])}
        by_id = {story.id: story for story in stories}
        for old in overtaken(stories):
            if old.story_id in shown and old.by in shown:
                story, newer = by_id[old.story_id], by_id[old.by]
                edit = Edit(kind="drop", story_ids=(story.id,), edition_id="")
                yield EditorialFinding(
                    kind="overtaken",
                    block=shown[story.id],
                    story_id=story.id,
                    what=f"“{story.title}” is overtaken by “{newer.title}”",
                    why=old.reason,
                    act=act_of("drop what is overtaken", edit),
                )


def _together(material: EditorialMaterial) -> Iterator[tuple[tuple[str, ...], list[Story]]]:
    """The stories of each event that is told, then those of two blocks that share much."""
    for key, block in material.told.items():
        topic = material.topic(block.topic_id)
        for event in topic.events if topic else ():
            yield (key,), [material.stories.get(story.id, story) for story in event.stories]
    homes = _homes(material)
    for tie in material.ties:
        ends = (homes.get(tie.left, ""), homes.get(tie.right, ""))
        if tie.event >= LEAST_TIE and all(ends) and ends[0] != ends[1]:
            yield ends, [material.stories[name] for name in (tie.left, tie.right)]


def _homes(material: EditorialMaterial) -> dict[str, str]:
    """The block of each story that is shown in lead or topics."""
    pairs = [(key, name) for key, block in material.told.items() for name in block_stories(block)]
    return {name: key for key, name in reversed(pairs) if name in material.stories}


def nearly_one(material: EditorialMaterial) -> Iterator[EditorialFinding]:
    """Two blocks that tell of the same names in much the same words."""
    told = [(key, block, _shown(material, block)) for key, block in material.told.items()]
    ties = {frozenset((tie.left, tie.right)): tie for tie in material.ties}
    for place, (_, above, stories) in enumerate(told):
        for key, block, others in told[place + 1 :]:
            tie = _strongest(ties, stories, others)
            if not stories or not others or tie is None:
                continue
            if tie.topic >= LEAST_TWIN and _are_twins(material, stories, others):
                ids = (above.story_id, block.story_id)
                edit = Edit(kind="together", story_ids=ids, edition_id="")
                yield EditorialFinding(
                    kind="one topic",
                    block=key,
                    story_id=block.story_id,
                    what=f"“{above.title}” and “{block.title}” may be one topic",
                    why=_why(tie, material.topic_cut),
                    act=act_of("put them together", edit),
                )


def _shown(material: EditorialMaterial, block: Lead | TopicBlock) -> list[Story]:
    return [material.stories[n] for n in block_stories(block) if n in material.stories]


def _strongest(
    ties: Mapping[frozenset[str], Tie], stories: Sequence[Story], others: Sequence[Story]
) -> Tie | None:
    pairs = (frozenset((one.id, other.id)) for one in stories for other in others)
    found = [ties[pair] for pair in pairs if pair in ties]
    return max(found, key=lambda tie: (tie.topic, tie.left, tie.right), default=None)


def _are_twins(
    material: EditorialMaterial, stories: Sequence[Story], others: Sequence[Story]
) -> bool:
    """As ranking asks it, which lets the second give way but does not join them."""
    names = shared_names(stories, material.morning) & shared_names(others, material.morning)
    return bool(names) and are_twins(stories, others, material.morning)


def nearly_two(material: EditorialMaterial) -> Iterator[EditorialFinding]:
    """The block that hangs together by the weakest link, where that is near the cut."""
    links = []
    for key, block in material.told.items():
        names = [name for name in _members(material, block) if name in material.stories]
        within = {*names}
        ties = [tie for tie in material.ties if tie.left in within and tie.right in within]
        link = weakest_link(names, ties) if len(names) > 1 and _is_whole(names, ties) else None
        if link is not None and link.tie.topic < material.topic_cut + NEAR_CUT:
            links.append((link.tie.topic, key, link))
    for _, key, link in sorted(links, key=lambda one: one[:2])[:1]:
        tie = link.tie
        yield EditorialFinding(
            kind="two topics",
            block=key,
            story_id=tie.right,
            what=f"“{tie.left_title}” and “{tie.right_title}” may be two topics",
            why=_why(tie, material.topic_cut),
            act=act_of("keep them apart", link.edit),
        )


def _members(material: EditorialMaterial, block: Lead | TopicBlock) -> list[str]:
    topic = material.topic(block.topic_id)
    shown = set(block_stories(block))
    return [story.id for story in topic.stories if story.id in shown] if topic else []


def _is_whole(names: list[str], ties: list[Tie]) -> bool:
    """True where there is a tie for each pair."""
    return len(ties) == len(names) * (len(names) - 1) // 2


def _why(tie: Tie, cut: float) -> str:
    shared = ", ".join(tie.terms[:4])
    return f"probability {tie.topic:.2f}, joined from {cut:.2f} on; shared: {shared or 'nothing'}"
