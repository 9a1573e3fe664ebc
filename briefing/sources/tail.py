"""What stands below a story on many pages: who wrote it, how to follow them, whose it is.

Only the last paragraphs of a text are judged, and each as a whole: the same
words inside a story are the story's own.
"""

from __future__ import annotations

import re

LAST = 6
LONGEST = 400

_NAMES = r"(?:[A-Z][\w.’'-]*|and|in|with|by|from|for|of|the|&|;|,|\s)"
_NETWORK = r"(?:twitter|facebook|instagram|tiktok|threads|bluesky|mastodon|linkedin|youtube|x)"
_JOB = (
    r"(?:(?:\w+[ -]){0,4}(?:reporter|correspondent|editor|writer|columnist|journalist|contributor"
    r"|producer|photographer|bureau chief|curator))"
)
_WORDS = re.compile(
    r"(?:"
    # Who reported, wrote and edited it.
    rf"\(?(?:additional |with )?(?:reporting|writing|editing)(?: and (?:writing|editing))?"
    rf" (?:by|from) (?:additional reporting|reporting|writing|editing|{_NAMES})+\.?\)?"
    r"|[^.]{3,200} contributed (?:to this (?:report|story|article)|reporting\b[^.]{0,80})\.?"
    # How to reach and follow them.
    rf"|(?:have a tip\? )?(?:you can )?(?:follow|find|join|like) (?:@\w+|us|him|her|them|me|[A-Z])"
    rf"[^.!?]{{0,120}} on (?:[A-Z][\w ]{{0,30}}, )*{_NETWORK}\b.{{0,200}}"
    r"|(?:have a tip\? .{0,120}|(?:e-?mail|contact|reach|write to|tips\?) .{0,120})"
    r"[\w.+-]+@[\w-]+\.\w.{0,160}"
    rf"|(?:e-?mail:? )?[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w{{2,30}}"
    rf"|(?:https?://)?(?:www\.)?{_NETWORK}\.com/\S+"
    r"|reach (?:the )?(?:reporters?|writers?|authors?|him|her|them) (?:on|at|via) .{1,160}"
    r"|(?:more|follow|full coverage|read more)\b[^.]{0,100}:? https?://\S+(?: and https?://\S+)*"
    # Whose it is, where it is from, when it was changed.
    r"|(?:copyright|©|\(c\)|ⓒ).{0,200}|.{0,80}all rights reserved\.?"
    r"|this copy is for (?:your )?personal.{0,250}"
    r"|sources?: ?[A-Z][^.]{1,60}\.?"
    r"|(?:first |last )?(?:published|updated|posted|modified)(?: on| at|:)? [^.]{0,40}\d[^.]{0,40}"
    r"(?:[ap]\.m\.)?"
    r"|(?:filed under|tagged|tags|topics|categories)\b:?[^.!?]{0,200}"
    # What the site asks for.
    r"|(?:like|enjoy(?:ed)?) this (?:story|article|post)\?.{0,120}|tell us what you think\W{0,4}"
    r"|(?:popular|trending|most read|also) on .{1,40}|explore further|thank you\.?"
    r"|if you (?:buy|purchase|click).{0,160}(?:commission|share of the sale|affiliate).{0,120}"
    r")",
    re.IGNORECASE,
)
# As written: names begin with capitals, and a box says nothing but who somebody is.
_BOX = re.compile(
    r"(?:About the author:? )?[A-Z][\w.’'-]+(?: (?:[A-Z][\w.’'-]+|de|van|von|al|bin)){1,3}"
    rf" (?:(?:is|was)(?: (?:a|an|the|our|[A-Z][\w]+[’']s))? ?{_JOB}"
    r"(?:,? (?:at|for|with|based in|covering|who covers|about|on|in)\b[^.]{0,160})?"
    r"|(?:covers|writes) [^.]{1,80} (?:for|at) [A-Z][^.]{0,60})\."
    r"(?: (?:He|She|They) (?:covers?|writes?|joined|was|is|has|can|previously|works?|reports?)"
    r"[^.]{0,160}\.){0,3}"
    rf"(?: (?:Follow|Email|Contact|Reach|Find)\b.{{0,200}})?"
)
_DEEDS = re.compile(
    r"\b(?:said|told|killed|arrested|charged|died|jailed|accused|sued|denied|detained|won|who was"
    r"|who were|fired|shot|wounded|released|sentenced)\b"
)


def without_tail(paragraphs: list[str]) -> list[str]:
    """The paragraphs without what stands below the story; the first one always stays."""
    border = max(len(paragraphs) - LAST, 1)
    return paragraphs[:border] + [one for one in paragraphs[border:] if not is_below(one)]


def is_below(paragraph: str) -> bool:
    """True for a paragraph that tells of the story's makers and site, not of the news."""
    line = " ".join(paragraph.split())
    if len(line) > LONGEST:
        return False
    if _WORDS.fullmatch(line):
        return not _is_news(line)
    return bool(_BOX.fullmatch(line)) and not _DEEDS.search(line)


def _is_news(line: str) -> bool:
    """True for a "Reporting by …" that goes on with a verb: names alone hold no small letters."""
    credit = re.match(
        r"(?i)\(?(?:additional |with )?(?:reporting|writing|editing) (?:by|from) ", line
    )
    small = re.findall(r"\b[a-zà-ÿ]{3,}\b", line[credit.end() :]) if credit else []
    return any(word not in _SMALL for word in small)


_SMALL = frozenset(
    ("and", "with", "the", "for", "from", "reporting", "writing", "editing", "additional", "der")
)
