"""A headline glued to its teaser: "border roadsDestroying the roads would …"."""

from __future__ import annotations

import re
from collections.abc import Collection

from briefing.text.clean import word_set

# Names with a capital letter inside: the letters change there, but nothing is glued.
_CAMEL = word_set(
    "AccuWeather AfD AlJazeera AstraZeneca BioNTech BlackBerry BlackRock BuzzFeed ByteDance "
    "CapCut ChatGPT CrowdStrike DeepMind DeepSeek DoorDash DuckDuckGo eBay ExxonMobil FaceTime "
    "FedEx FireEye GameStop GitHub GlaxoSmithKline GoDaddy HarperCollins HuffPost iCloud iPad "
    "iPhone JetBlue JPMorgan LeBron LinkedIn LiveJournal LockBit MacBook MasterCard MediaTek "
    "MoD NextEra OceanGate OneDrive OpenAI OxyContin PayPal PlayStation PricewaterhouseCoopers "
    "ProPublica PwC RaytheonRTX ResearchGate RyanAir SharePoint SmartThings SolarWinds SoundCloud "
    "SpaceX SportsCenter StubHub TechCrunch TikTok TransCanada TripAdvisor UnitedHealth "
    "VimpelCom VKontakte WeChat WeWork WhatsApp WikiLeaks WordPress YouGov YouTube mRNA "
    "iOS PhD PMs NGOs"
)
_KNOWN = tuple(sorted(_CAMEL, key=lambda name: (-len(name), name)))
_PREFIXES = word_set("Mc Mac De Di Du La Le Fitz Van O d l i e Al El Ma")
_FUNCTION = re.compile(
    r"(?:The|A|An|In|It|Its|He|His|She|Her|They|This|That|These|More|After|At|As|On|For|From"
    r"|Some|Two|We|When|While|With|What|Why|How|One|Many|Officials|Police)(?![a-z])"
)
_SMALL_TO_CAPITAL = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
# Only where no word shows the change: after a closing mark, a digit, or capitals ("in EUThe").
_MARK_TO_CAPITAL = re.compile(
    r"(?<=[a-z\d][?!”’)])(?=[A-ZÀ-ÖØ-Þ])|(?<=[a-z]\d|\d\d)(?=[A-Z][a-z])"
    r"|(?<=[A-Z]{2})(?=[A-Z][a-z]{2})|(?<=[A-Z]{2})(?=A [a-z])"
)
_WORD = re.compile(r"[^\W_]+")
# Chosen, not measured: a headline that is glued to its teaser ends long before.
_SEARCHED_CHARS = 2_000
# Chosen, not measured: no name with a capital inside is longer.
LONGEST_NAME_CHARS = 60


def split_headline(text: str, *, seen: Collection[str] = ()) -> tuple[str, str]:
    """Headline and teaser of a glued line; ("", text) where nothing is glued.

    The headline has at least two words and ends where a small letter is
    followed by a capital inside a word, the first such place that is not a
    name written so: YouTube, McDonald, iPhone, and any word in `seen` (words
    met elsewhere in the batch).
    """
    head = text[:_SEARCHED_CHARS]
    for change in _SMALL_TO_CAPITAL.finditer(head):
        if " " in head[: change.start()].strip() and not _is_name(head, change.start(), seen):
            return _parted(text, change.start())
    for change in _MARK_TO_CAPITAL.finditer(head):
        if " " in head[: change.start()].strip():
            return _parted(text, change.start())
    return "", text


def inner_words(text: str) -> tuple[str, ...]:
    """The beginnings of words with a capital inside: those that `seen` is asked for."""
    words = dict.fromkeys(match[0][:LONGEST_NAME_CHARS] for match in _WORD.finditer(text))
    glued = (word for word in words if _SMALL_TO_CAPITAL.search(word))
    return tuple({word[:size]: None for word in glued for size in range(2, len(word) + 1)})


def _parted(text: str, at: int) -> tuple[str, str]:
    return text[:at].strip(), text[at:].strip()


def _is_name(text: str, at: int, seen: Collection[str]) -> bool:
    """True where the word around `at` is a name with a capital inside."""
    start, end = _word_around(text, at)
    word, inside = text[start:end], at - start
    left, right = word[:inside], text[at:]
    if any(_covers(word, name, inside) for name in _KNOWN):
        return True
    if left in _PREFIXES:
        return True
    if left.islower() or _FUNCTION.match(right):
        return False
    return any(word[:length] in seen for length in range(inside + 1, len(word) + 1))


def _covers(word: str, name: str, inside: int) -> bool:
    """True where `name` stands in `word` around the place `inside`."""
    at = word.find(name)
    return at >= 0 and at < inside < at + len(name)


def _word_around(text: str, at: int) -> tuple[int, int]:
    start = at
    while start and _WORD.fullmatch(text[start - 1]):
        start -= 1
    match = _WORD.match(text, start)
    return start, match.end() if match else at
