"""What a story is about, as far as sections and words tell: its beat, and the states it names.

The lists are short on purpose: twelve labelled mornings carry no more (see
docs/decisions.md, "Rank").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

from briefing.models import Story
from briefing.text.caseless import Caseless
from briefing.text.clean import word_set
from briefing.text.proper_names import tokens

Beat = Literal["sport", "culture", "tech", ""]

BEATS: tuple[Beat, ...] = ("sport", "culture", "tech")
_BEATS: dict[Beat, frozenset[str]] = {
    "sport": word_set(
        "sport sports football soccer nfl nba mlb nhl wnba cricket tennis golf rugby boxing f1 "
        "formula1 motorsport cycling athletics olympics ufc wwe fussball fußball bundesliga "
        "deportes deporte futbol fútbol calcio futebol esporte esportes voetbal fotboll sporten "
        "premier-league champions-league world-cup ncaaf ncaa racing basketball baseball hockey"
    ),
    "culture": word_set(
        "entertainment culture celebrity celebrities celebs music tv tv-radio film films movies "
        "movie arts art-design showbiz unterhaltung kultur lifestyle life-style style fashion food "
        "travel royals royal stars gossip books stage games gaming eurovision cultura culture-ents "
        "entertainment-arts entertainment_and_arts espectaculos spettacoli gente people horoscopes "
        "tvshowbiz life femail leben promis kino musik noje nöje wellness recipes celebrity-news"
    ),
    "tech": word_set(
        "tech technology gadgets digital software phones netzwelt technik tecnologia tecnología "
        "reviews deals apps"
    ),
}
# Desks of what concerns the public, as feeds and addresses call them.
_AFFAIRS = word_set(
    "world worldnews world-news world_news international global europe asia africa americas "
    "middle-east middle_east middleeast nation national politics us-news uk-news us-politics "
    "uk-politics economy politik ausland inland monde international politique mundo "
    "internacional politica política mondo esteri politiek buitenland binnenland utrikes inrikes "
    "världen"
)
_SPORT_WORDS = Caseless(
    r"\b(?:quarterback|touchdown|playoffs?|semi-?finals?|wicket|innings|goalkeeper|midfielder|"
    r"striker|grand slam|premier league|champions league|nfl|nba|mlb|nhl|ufc|formula (?:1|one)|"
    r"world cup|super bowl|transfer (?:news|window)|head coach|bundesliga|trainer|torwart|"
    r"pokal|grand prix|open champion|seeded|lineup|hat-trick|batting|bowled|bout|tko|knockout|"
    r"heavyweight|middleweight|boxer|pole position|triple-double|home run|darts|snooker|"
    r"weltmeister(?:in|schaft)?|torjäger|champion du monde|ligue des champions|mundialista|"
    r"goleador|calciatore|campione del mondo|wereldkampioen|världsmästare)\b",
)
_CULTURE_WORDS = Caseless(
    r"\b(?:netflix|box office|trailer|album|season \d|episode|emmys?|oscars?|grammys?|red carpet|"
    r"celebrity|reality star|influencer|kardashian\w*|eurovision|playstation|xbox|nintendo|"
    r"horoscope|wordle|recipe|makeover|wedding dress|royal family|snl|saturday night live|"
    r"sitcom|talk ?show|singer|rapper|actor|actress|pop star|hollywood|bollywood|blockbuster|"
    r"chart-topping|showbiz|schauspieler(?:in)?|sänger(?:in)?|acteur|actrice|chanteu(?:r|se)|"
    r"cantante|attrice|attore|atriz|zanger(?:es)?|skådespelare|sångerska?)\b",
)


@lru_cache(maxsize=2_000)
def beat_of(story: Story) -> Beat:
    """Sport, culture or tech, by section, address, tags and headline; else nothing."""
    labels = labels_of(story)
    for beat, words in _BEATS.items():
        if labels & words:
            return beat
    if _SPORT_WORDS.search(story.title):
        return "sport"
    return "culture" if _CULTURE_WORDS.search(story.title) else ""


def is_public_affairs(story: Story) -> bool:
    """True where section, address or tags say that a desk for world or politics wrote it."""
    return not labels_of(story).isdisjoint(_AFFAIRS)


def labels_of(story: Story) -> frozenset[str]:
    """What a story's source says of its subject: section, tags, parts of the address."""
    return frozenset(_labels(story))


def _labels(story: Story) -> Iterator[str]:
    """The story's section, the parts of its address but the last, and its first tags."""
    path = urlsplit(story.url or "").path
    yield from (part.lower() for part in path.split("/")[:-1] if part)
    host = (urlsplit(story.url or "").hostname or "").split(".")
    yield from host[:1]
    for label in (story.section, *story.tags[:3]):
        yield from (part.strip().lower() for part in re.split(r"[/,|>]", label))


# States, their capitals and blocs: what happens between them is an editor's first interest.
STATES = word_set(
    "UN U.N. NATO Nato EU U.S. US USA UK Kremlin Pentagon OPEC IMF WHO G7 G20 Hamas Hezbollah "
    "Taliban Afghanistan Albania Algeria Argentina Armenia Australia Austria Azerbaijan "
    "Bangladesh Belarus Belgium Bolivia Bosnia Brazil Britain Bulgaria Cambodia Cameroon Canada "
    "Chile China Colombia Congo Cuba Cyprus Denmark Ecuador Egypt Eritrea Estonia Ethiopia "
    "Finland France Gabon Gaza Germany Ghana Greece Guatemala Guinea Haiti Honduras Hungary "
    "Iceland India Indonesia Iran Iraq Ireland Israel Italy Japan Jordan Kashmir Kazakhstan Kenya "
    "Korea Kosovo Kuwait Latvia Lebanon Liberia Libya Lithuania Malaysia Mali Mexico Moldova "
    "Morocco Mozambique Myanmar Nepal Netherlands Nicaragua Niger Nigeria Norway Pakistan "
    "Palestine Panama Peru Philippines Poland Portugal Qatar Romania Russia Rwanda Senegal Serbia "
    "Singapore Slovakia Slovenia Somalia Spain Sudan Sweden Switzerland Syria Taiwan Tanzania "
    "Thailand Tibet Tunisia Turkey Uganda Ukraine Uruguay Venezuela Vietnam Yemen Zambia Zimbabwe "
    "Beijing Moscow Washington Brussels Kyiv Kiev Tehran Jerusalem Putin Zelensky Xi Biden Trump "
    "Macron Merkel Scholz Merz Netanyahu Erdogan Modi Deutschland Frankreich Russland Türkei "
    "Italien Polen Spanien Schweiz Österreich Syrien Irak Ägypten Griechenland Ungarn Niederlande "
    "Indien Brasilien Großbritannien Uno Gazastreifen Westjordanland Ryssland Ukraina Kina "
    "Tyskland Frankrike Danmark Norge"
)
MOST_STATES = 3  # a fourth makes a headline no graver: chosen, not measured


def states_in(title: str) -> int:
    """How many states, blocs and their heads a headline names, three at most."""
    named = {token.word for token in tokens(title)}
    return min(MOST_STATES, len(named & STATES))
