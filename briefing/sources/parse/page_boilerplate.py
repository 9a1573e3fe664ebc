"""Passages of a web text that are no part of the story, cut out whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.sources.parse.credit_lines import is_byline, is_credit

# Chosen, not measured: a longer line is a paragraph of the story, whatever it begins with.
LONGEST_PASSAGE_CHARS = 300

_SHARES = (
    r"(?:share|save|print|this|on|via|copy link|email|tweet|facebook|twitter|x|whatsapp|linkedin"
    r"|reddit|comments?)"
)
_PASSAGE = re.compile(
    r"(?i)(?:"
    r"(?:read|see|learn) more(?: (?:at|on|in|from) \S{1,40}(?: \S{1,20}){0,4})?"
    r"|(?:read|see) (?:more|also|next)\s*:.{0,200}"
    r"|(?:continue|keep) reading.{0,60}"
    r"|(?:click|tap) (?:here|to) .{0,100}"
    r"|(?:the post|this (?:article|post|story))(?: .{1,200})?"
    r" (?:first appeared|appeared first) (?:on|in) .{1,100}"
    rf"|{_SHARES}(?:[\s|/·•,]+{_SHARES}){{0,12}}"
    r"|share (?:this|on|via) .{1,60}"
    r"|\d{1,6} comments?|leave a (?:comment|reply)|no comments"
    r"|(?:we|this (?:web)?site|our (?:web)?site) uses? cookies\b.{0,250}"
    r"|(?:accept|reject|manage) (?:all )?cookies"
    r"|(?:sign up|subscribe) (?:for|to) .{1,160}"
    r"(?:newsletters?|updates|alerts|inbox)\b.{0,60}"
    r"|(?:get|receive) .{1,120} (?:in|to) your inbox\b.{0,60}"
    r"|(?:advertisement|advertising|(?:article|story) continues below)(?: advertisement)?"
    r"|(?:related|recommended|more (?:on|from) this)"
    r"(?: (?:stories|articles|topics?|coverage|posts))?:?"
    r"|\[(?:…|\.\.\.|link|comments|more)\](?:\s*\[(?:link|comments)\])*"
    r")[\s.!:…»›>→]*"
)
_TAIL = re.compile(
    r"(?i)(?:\[(?:…|\.\.\.)\]"
    r"|(?<=[.!?…”\"’)\]])\s*+\[?+(?:Read more|Continue reading|Read the full story|More)\]?+"
    r"\s*+(?:\.\.\.|…)?+)\s*+[»›>→]*+\s*+$"
)


def is_passage_of_site(line: str) -> bool:
    """True for a line that a site puts into or around its stories, of at most 300 characters."""
    from briefing.sources.documents.boilerplate import is_closer, is_sign_up, is_site_line

    line = line.strip()
    if not line or len(line) > LONGEST_PASSAGE_CHARS:
        return False
    return (
        bool(_PASSAGE.fullmatch(line)) or is_sign_up(line) or is_site_line(line) or is_closer(line)
    )


def story_text(text: str, *, titles: Sequence[str] = ()) -> str:
    """The text without such passages, and without what stands above and below the story.

    Only whole lines go, and a "Read more" at the end of a paragraph. `titles`
    are the headlines that a page repeats above its story.
    """
    paragraphs = [_without_site_lines(paragraph) for paragraph in text.split("\n\n")]
    story = without_head([paragraph for paragraph in paragraphs if paragraph], titles)
    return "\n\n".join(without_tail(story))


def _without_site_lines(paragraph: str) -> str:
    lines = [line for line in paragraph.split("\n") if not is_passage_of_site(line)]
    joined = "\n".join(lines).strip()
    tail = _TAIL.search(joined[-80:])
    if tail is None:
        return joined
    return joined[: len(joined) - len(joined[-80:]) + tail.start()].rstrip()


# Chosen, not measured: headline, teaser, byline and date.
MAX_HEAD_PARAGRAPHS = 4
# Chosen, not measured: a byline of several names fits, a sentence of a story seldom.
LONGEST_HEAD_LINE_CHARS = 120

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? )?"
_DATE = rf"{_DAY}(?:{_MONTH} \d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}|\d{{1,2}}[./]\d{{1,2}})"
_YEAR = r"[,.]?(?: |[./]|, )\d{2,4}"
_CLOCK = r"(?:,? (?:at )?\d{1,2}[:.h]\d{2} ?(?:[ap]\.?m\.?)?|,? (?:at )?\d{1,2} ?[ap]\.?m\.?)"
_WHEN = (
    rf"(?:{_DATE}(?:{_YEAR})?{_CLOCK}?|\d{{4}}-\d\d-\d\d(?:[T ]\d\d:\d\d\S*)?)(?: [a-z]{{2,4}})?"
)
_LINE_ABOVE = re.compile(
    rf"(?:{_WHEN}"
    r"|(?:first |last )?(?:published|updated|posted|modified|created)(?: on| at|:)?"
    rf" (?:{_WHEN}|[^.]{{0,30}}\d[^.]{{0,30}}(?:[ap]\.m\.)?)"
    r"|\d{1,3}[ -]min(?:ute)?s?(?: read)?|(?:estimated )?(?:reading|read) time:? .{1,20}"
    r"|(?:share|save|print|listen)(?: (?:this|article|story))?|\d+ comments?)",
    re.IGNORECASE,
)


def without_head(paragraphs: list[str], titles: Sequence[str]) -> list[str]:
    """The paragraphs without what stands above the story; one that is no such thing ends it."""
    known = {_folded(title) for title in titles if title}
    for place, paragraph in enumerate(paragraphs[:MAX_HEAD_PARAGRAPHS]):
        if not (_folded(paragraph) in known or is_above(paragraph)):
            return paragraphs[place:]
    return paragraphs[MAX_HEAD_PARAGRAPHS:]


def is_above(paragraph: str) -> bool:
    """True for lines that only say when a story was published, by whom, or how long it is."""
    lines = [" ".join(line.split()) for line in paragraph.split("\n")]
    if any(len(line) > LONGEST_HEAD_LINE_CHARS for line in lines):
        return False
    return all(_LINE_ABOVE.fullmatch(line) or is_byline(line) for line in lines)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


# Chosen, not measured: credits, contacts and notes of a site; what stands above them is the story.
MAX_TAIL_PARAGRAPHS = 6
# Chosen, not measured: a note on an author fits; what is longer is a paragraph of the story.
LONGEST_TAIL_PARAGRAPH_CHARS = 400

_NETWORK = r"(?:twitter|facebook|instagram|tiktok|threads|bluesky|mastodon|linkedin|youtube|x)"
_JOB = (
    r"(?:(?:\w+[ -]){0,4}(?:reporter|correspondent|editor|writer|columnist|journalist|contributor"
    r"|producer|photographer|bureau chief|curator))"
)
_WORDS = re.compile(
    r"(?:"
    r"[^.]{3,200} contributed (?:to this (?:report|story|article)|reporting\b[^.]{0,80})\.?"
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
_CAPITALS = "".join(chr(code) for code in range(0x530) if chr(code).isupper())
_NAME = rf"[{_CAPITALS}][\w.’'-]++"
# As written: names begin with capitals, and a box says nothing but who somebody is.
_BOX = re.compile(
    rf"(?:About the author:? )?{_NAME}(?: (?:{_NAME}|de|van|von|al|bin)){{1,3}}+"
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
    border = max(len(paragraphs) - MAX_TAIL_PARAGRAPHS, 1)
    return paragraphs[:border] + [
        paragraph for paragraph in paragraphs[border:] if not is_below(paragraph)
    ]


def is_below(paragraph: str) -> bool:
    """True for a paragraph that tells of the story's makers and site, not of the news."""
    line = " ".join(paragraph.split())
    if len(line) > LONGEST_TAIL_PARAGRAPH_CHARS:
        return False
    if is_credit(line) or _WORDS.fullmatch(line):
        return True
    return bool(_BOX.fullmatch(line)) and not _DEEDS.search(line)
