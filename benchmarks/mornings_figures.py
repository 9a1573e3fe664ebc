"""How an edition of a labelled morning stands against its editor: shares in per cent."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from benchmarks.agreement import bcubed
from benchmarks.mornings_data import Item, Morning, items_by_story, letters
from briefing.models import Edition, Lead, Sentence, Topic, TopicBlock

NOT_NEWS = frozenset({"promo", "quiz", "listing", "service", "video", "live", "paper", "preview"})
# The blocks that a reader surely sees, and those an editor put in order.
FIRST_BLOCKS, ORDERED_BLOCKS = 6, 12
# Letters by which two sentences are the same one.
SAME_SENTENCE = 60
Told = Lead | TopicBlock
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Built:
    """A morning, the topics that were made of it, and their edition."""

    morning: Morning
    topics: Sequence[Topic]
    edition: Edition

    @property
    def blocks(self) -> list[Told]:
        """Lead and topics in their order."""
        return [b for b in self.edition.blocks if isinstance(b, Lead | TopicBlock)]

    @property
    def items(self) -> dict[str, Item]:
        """Story id -> labelled item."""
        return items_by_story((s for topic in self.topics for s in topic.stories), self.morning)


def figures(built: Built) -> Figures:
    """All figures of a morning; what cannot be measured on it is left out."""
    items, blocks = built.items, built.blocks
    return (
        grouping_figures(built.topics, items)
        | {"lead_mixed": _percent(_mixed(block, items) for block in blocks[:1])}
        | _opening_figures(blocks)
        | _print_figures(built, items)
        | _order_figures(blocks, built.morning, items)
        | _choice_figures(blocks, built.morning, items)
        | {"junk_tags": _junk(blocks, built.morning.items)}
    )


def grouping_figures(topics: Iterable[Topic], items: Mapping[str, Item]) -> Figures:
    """BCubed of events and topics, and the groups that hold what the editor keeps apart."""
    rows = [
        (item, event.id, topic.id)
        for topic in topics
        for event in topic.events
        for story in event.stories
        if (item := items.get(story.id))
    ]
    events = _agreement("event", [(item.event, event) for item, event, _ in rows])
    return events | _agreement("topic", [(item.topic, topic) for item, _, topic in rows])


def _agreement(level: str, labels: Sequence[tuple[str, str]]) -> Figures:
    gold, groups = [a for a, _ in labels], [b for _, b in labels]
    score = bcubed(gold, groups)
    return {
        f"{level}_f1": 100 * score.f1,
        f"{level}_precision": 100 * score.precision,
        f"{level}_recall": 100 * score.recall,
        f"{level}s_mixed": mixed_share(gold, groups),
    }


def mixed_share(gold: Sequence[Hashable], groups: Sequence[Hashable]) -> float:
    """Of the groups of two and more, those with members the gold keeps apart; per cent."""
    members: defaultdict[Hashable, list[Hashable]] = defaultdict(list)
    for label, group in zip(gold, groups, strict=True):
        members[group].append(label)
    return _percent(len(set(labels)) > 1 for labels in members.values() if len(labels) > 1)


def _percent(hits: Iterable[bool | float]) -> float:
    values = [float(hit) for hit in hits]
    return 100 * fmean(values) if values else 0.0


def _mixed(block: Told, items: Mapping[str, Item]) -> bool:
    stories = {sentence.story_id for sentence in _sentences(block)} | {block.story_id}
    return len({items[story].topic for story in stories if story in items}) > 1


def _sentences(value: object) -> Iterator[Sentence]:
    """Every sentence that stands anywhere in a block."""
    if isinstance(value, Sentence):
        yield value
    elif isinstance(value, tuple):
        for member in value:
            yield from _sentences(member)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _sentences(getattr(value, name))


def _sections(block: Told) -> list[tuple[str, tuple[Sentence, ...]]]:
    sections = block.sections if isinstance(block, Lead) else ()
    return [(section.story_id, section.sentences) for section in sections]


def _opening_figures(blocks: Sequence[Told]) -> Figures:
    """Openings of another story than the headline's, and headings whose story says nothing."""
    full = [block for block in blocks if block.sentences]
    parts = [
        (block.story_id, block.sentences + tuple(s for _, part in _sections(block) for s in part))
        for block in full
    ]
    parts += [(story, part) for block in blocks for story, part in _sections(block) if part]
    return {
        "opening_elsewhere": _percent(b.sentences[0].story_id != b.story_id for b in full),
        "silent_headings": _percent(
            all(sentence.story_id != story for sentence in part) for story, part in parts
        ),
    }


def _print_figures(built: Built, items: Mapping[str, Item]) -> Figures:
    """Furniture in what is printed; what is no news or no longer, where it leads."""
    printed = [(b.story_id, b.title) for b in built.blocks if not b.retitled]
    printed += [(s.story_id, s.text) for block in built.edition.blocks for s in _sentences(block)]
    printed += [
        (section.story_id, section.title)
        for block in built.blocks
        if isinstance(block, Lead)
        for section in block.sections
    ]
    first = [items.get(block.story_id) for block in built.blocks[:FIRST_BLOCKS]]
    return {
        "furniture": _percent(_has_furniture(text, items.get(name)) for name, text in printed),
        "not_news": _percent(item is not None and item.kind in NOT_NEWS for item in first),
        "stale": _percent(_is_stale(block, items) for block in built.blocks),
    }


def _has_furniture(text: str, item: Item | None) -> bool:
    return item is not None and any(len(span) > 1 and span in text for span in item.furniture)


def _is_stale(block: Told, items: Mapping[str, Item]) -> bool:
    names = [block.story_id, *(s.story_id for s in block.sentences[:1])]
    return any(name in items and items[name].stale for name in names)


def _order_figures(blocks: Sequence[Told], morning: Morning, items: Mapping[str, Item]) -> Figures:
    """NDCG of the first twelve blocks, the editor's own order the ideal, and how many are there."""
    worth = {name: len(morning.order) - place for place, name in enumerate(morning.order)}
    gains: list[int] = []
    for block in blocks[:ORDERED_BLOCKS]:
        item = items.get(block.story_id)
        names = (item.topic, item.event, item.id) if item else ()
        gains.append(worth.pop(next((name for name in names if name in worth), ""), 0))
    best = range(len(morning.order), 0, -1)[:ORDERED_BLOCKS]
    blocks_told = len(morning.order) - len(worth)
    return {
        "ndcg": 100 * _discounted(gains) / max(_discounted(best), 1e-9),
        "blocks_found": 100 * blocks_told / max(len(morning.order), 1),
    }


def _discounted(gains: Iterable[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def _choice_figures(blocks: Sequence[Told], morning: Morning, items: Mapping[str, Item]) -> Figures:
    """Of the events with a labelled headline or opening, how many print it.

    Another clean and fresh headline of the event counts half.
    """
    led = [(block, item) for block in blocks if (item := items.get(block.story_id))]
    heads = [_headline_hit(i, morning) for _, i in led if i.event in morning.headline]
    openings = [
        _same(block.sentences[0].text, morning.opening[item.event])
        for block, item in led
        if item.event in morning.opening and block.sentences
    ]
    shares = {"headline": heads, "opening": openings}
    return {name: _percent(hits) for name, hits in shares.items() if hits}


def _headline_hit(item: Item, morning: Morning) -> float:
    if morning.headline[item.event] == item.id:
        return 1.0
    return 0.0 if item.furniture or item.stale else 0.5


def _same(sentence: str, other: str) -> bool:
    return letters(sentence)[:SAME_SENTENCE] == letters(other)[:SAME_SENTENCE]


def _junk(blocks: Sequence[Told], items: Iterable[Item]) -> float:
    """Tags and kickers no reader would look up: ids, small letters, parts of longer names."""
    text = "\n".join(f"{item.title}\n{item.text}" for item in items)
    tags = [tag for b in blocks for tag in (*b.tags, b.kicker) if tag]
    return _percent(_is_junk(tag, text) for tag in tags)


def _is_junk(tag: str, text: str) -> bool:
    if len(tag) < 2 or tag[0].islower() or re.search(r"\d{4}|^[0-9a-f-]{12,}$", tag):
        return True
    return " " not in tag and _is_part_of_a_name(tag, text)


def _is_part_of_a_name(word: str, text: str) -> bool:
    """True where four of five times the word stands beside another with a capital."""
    whole = re.escape(word)
    places = len(re.findall(rf"(?<![\w’'-]){whole}(?![\w-])", text))
    after = rf"[A-Z][\w.’'-]+ {whole}(?![\w-])"
    before = rf"(?<![\w’'-]){whole} [A-Z][a-z]\w+"
    return places > 0 and len(re.findall(f"{after}|{before}", text)) >= 0.8 * places
