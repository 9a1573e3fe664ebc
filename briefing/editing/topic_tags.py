"""Tags and kickers: whole names that a topic's stories share; none is better than a bad one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from briefing.editing.name_tally import NameTally
from briefing.editing.sections import Sections, section_of
from briefing.editing.telling import Telling
from briefing.models import Story
from briefing.text.clean import word_set
from briefing.text.sentences import prose

MOST_TAGS = 4  # more are no summary of a topic: chosen, not measured
READ_CHARS = 2_000  # of each story, where a tag's neighbours are looked at: chosen, not measured
PART_SHARE = 0.8  # of a word's places beside another capital: chosen, not measured
LONGEST_WORD_CHARS = 30  # the word before a tag has no more: chosen, not measured
_CAPITAL_BEFORE = re.compile(
    r"(?<![\w.])(?!The |A |An |In |On |At |By |But |And )[A-Z][\w-]{1,28} \Z"
)
_CAPITAL_AFTER = re.compile(r" [A-Z][a-z]\w+")
# What readers know as a section, in the languages the templates speak and some more: chosen.
DESKS = word_set(
    "world world-news europe politics business economy money markets finance trade technology "
    "tech science health climate environment energy education society law culture arts books "
    "media opinion sport sports travel food "
    "welt ausland inland politik wirtschaft geld finanzen technik digital wissenschaft wissen "
    "gesundheit klima umwelt energie bildung gesellschaft recht kultur medien meinung reise "
    "monde international politique économie argent marchés technologie sciences santé climat "
    "environnement énergie éducation société justice médias idées débats "
    "mundo política economía ciencia salud clima sociedad cultura deportes "
    "esteri politica economia scienza salute società "
    "العالم عالم سياسة اقتصاد أعمال تكنولوجيا علوم صحة مناخ بيئة ثقافة مجتمع رياضة رأي "
    "国际 世界 政治 经济 财经 科技 科学 健康 环境 社会 文化 体育 評論"
)


def tags_of(telling: Telling, tally: NameTally) -> tuple[str, ...]:
    """At most four names, those of the headline first, then by how many stories write them.

    A name counts that two stories of the event write, or the headline; a
    surname as the full form the morning has for it.
    """
    title = telling.story.title
    holders: Counter[str] = Counter()
    for story in telling.view.stories:
        holders.update(dict.fromkeys(map(tally.full, tally.names_of(story)), 1))
    named = [
        name
        for name, count in holders.items()
        if tally.is_whole(name)
        and (count > 1 or _in_headline(name, title))
        and not _is_part(name, telling.view.stories)
    ]
    named.sort(key=lambda name: (not _in_headline(name, title), -holders[name], name))
    return _without_parts(named)[:MOST_TAGS]


def _is_part(name: str, stories: Iterable[Story]) -> bool:
    """True for a word that stands beside another capital in nearly all of its places.

    "Columbia" of "British Columbia" is no name of its own there. A genitive
    before it takes nothing from it: "Musk's Grok".
    """
    if " " in name:
        return False
    text = "\n".join(prose(story, READ_CHARS) for story in stories)
    places = list(re.finditer(rf"(?<![\w’'-]){re.escape(name)}(?![\w-])", text))
    beside = sum(_stands_in_a_name(text, place) for place in places)
    return bool(places) and beside >= PART_SHARE * len(places)


def _stands_in_a_name(text: str, place: re.Match[str]) -> bool:
    before = _CAPITAL_BEFORE.search(text, max(place.start() - LONGEST_WORD_CHARS, 0), place.start())
    return before is not None or _CAPITAL_AFTER.match(text, place.end()) is not None


def _in_headline(name: str, title: str) -> bool:
    """True where a headline writes a name, or its last word."""
    return re.search(rf"(?<!\w){re.escape(name.split()[-1])}(?!\w)", title) is not None


def kicker_of(story: Story, sections: Sections = ()) -> str:
    """The newsletter's own section for a story; without sections of its own, the source's.

    A source's section counts where it is one of the desks all papers have: places, columns
    and tags are none. Nothing where the headline says the word itself.
    """
    section = section_of(story, sections) if sections else " ".join(story.section.split())
    is_desk = section.casefold().replace(" ", "-") in DESKS and not section[:1].islower()
    if not (sections or is_desk):
        return ""
    said = re.search(rf"(?<!\w){re.escape(section.casefold())}(?!\w)", story.title.casefold())
    return "" if said else section


def _without_parts(names: Iterable[str]) -> tuple[str, ...]:
    chosen: list[str] = []
    for name in names:
        words = set(name.split())
        if not any(words <= set(other.split()) or words >= set(other.split()) for other in chosen):
            chosen.append(name)
    return tuple(chosen)
