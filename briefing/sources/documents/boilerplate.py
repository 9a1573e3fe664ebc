"""Greetings, sign-up lines, and what a site says about itself."""

from __future__ import annotations

import re

from briefing.sources.documents.draft import sentence_spans

# Chosen, not measured: at either end of a running text so many may be boilerplate.
_EDGE_SENTENCES = 4

_SIGN_UP = re.compile(
    r"(?i)^(?:"
    r"(?:(?:if|in case) you have(?:n[’']t| not)"
    r"(?: done so| already| yet| signed up| subscribed)*,? )?"
    r"(?:please )?(?:sign up|subscribe)"
    r"(?: (?:here|now|below|today|for free|by clicking here))*+"
    r"(?: (?:to (?:this|our|the)|for (?:this|our)) [\w ’']{1,160}+)?+"
    r"|(?:are you )?not (?:yet )?(?:a subscriber|on the list|signed up)(?: yet)?"
    r"|(?:was this (?:email |newsletter |letter )?forwarded to you"
    r"|forwarded this (?:email|newsletter))\b.{0,80}"
    r"|(?:did|has) (?:a friend|someone) (?:forward|forwarded|send|sent) (?:you )?this\b.{0,80}"
    r"|(?:click|tap) here to (?:sign up|subscribe|unsubscribe|view)\b.{0,80}"
    r"|(?:view|read|open) (?:this (?:email|newsletter)|it) (?:in your browser|online)"
    r"|(?:to )?unsubscribe(?: here| from this (?:list|newsletter|email))?"
    r"|you (?:are|[’']re) (?:receiving|getting) this (?:email|newsletter|letter)\b.{0,120}"
    r"|(?:follow|like) us on [A-Z].{0,80}"
    r")[.!?:…]*$"
)
_GREETING = re.compile(
    r"^(?:(?:Good (?:morning|afternoon|evening|day)|Hello|Hi|Dear readers?|Happy \w+day)"
    r"(?:,? (?:readers?|all|everyone|friends|subscribers?|and welcome|from [\w ’']{1,40}))?[.,!]*"
    r"|(?:Welcome|Thanks|Thank you)(?: back)? (?:to|for (?:reading|joining|subscribing))\b.{0,80}?"
    r"(?:,? (?:bringing you|where we|in which we|your|our"
    r"|the (?:\w+ )?(?:newsletter|briefing|letter|digest)"
    r"|a (?:daily|weekly|morning)|from (?:our|the) (?:newsroom|desk))\b.{0,160}"
    r"|newsletter|briefing)[.!…]*"
    r"|(?:This is|You[’']re reading|You are reading) [^.]{1,80}?"
    r"(?:newsletter|briefing|letter|digest|,? your )\b.{0,120})$"
)
_SITE_LINE = re.compile(
    r"(?i)^(?:"
    r"(?P<place>[^,]{2,60}) latest news,? (?P=place) headlines"
    r"|similar news:?(?: ?you can also read .{0,160})?"
    r"|(?:related|more|recommended|similar|trending|popular)"
    r" (?:news|stories|articles|reads|coverage):?"
    r"|you (?:can|may|might) also (?:like|read (?:news|more|our|these|other|related))\b.{0,160}"
    r"|(?:advertisement|sponsored(?: content)?|share this (?:article|story|page)"
    r"|skip to (?:main )?content)"
    r"|(?:all rights reserved|©|copyright ©).{0,160}"
    r"|(?:we use|this (?:web)?site uses) cookies\b.{0,160}"
    r"|(?:image|photo|source|story) (?:source|credit)?:? ?(?:supplied|archive)"
    r")[.!]*$"
)
_SITE_ENDS = re.compile(r"(?i)^(?:read more|continue reading|full story|more)\s*[»›>→]+$")


def is_sign_up(sentence: str) -> bool:
    """True for a sentence that only asks to sign up, forward, unsubscribe or follow."""
    return len(sentence) <= 300 and bool(_SIGN_UP.match(sentence.strip()))


def is_greeting(sentence: str) -> bool:
    """True for a sentence that only greets the reader of a newsletter or names it."""
    return len(sentence) <= 300 and bool(_GREETING.match(sentence.strip()))


def is_site_line(line: str) -> bool:
    """True for a line that a site puts around its stories."""
    return len(line) <= 300 and bool(_SITE_LINE.match(line.strip()))


def is_closer(line: str) -> bool:
    """True for the line below a teaser that leads to the story: "Read more »"."""
    return len(line) <= 40 and bool(_SITE_ENDS.match(line.strip()))


def without_boilerplate(text: str) -> str:
    """Running text without greeting and sign-up sentences at either end.

    Only the first and last four sentences are judged, and each end only as
    long as boilerplate follows on boilerplate: in the middle of a story such
    a sentence is the story's own.
    """
    spans = sentence_spans(text)
    first = _leading([text[start:end] for start, end in spans[:_EDGE_SENTENCES]])
    left = spans[first:]
    last = _leading([text[start:end] for start, end in reversed(left[1:][-_EDGE_SENTENCES:])])
    left = left[: len(left) - last]
    return text[left[0][0] : left[-1][1]] if left else ""


def _leading(sentences: list[str]) -> int:
    """How many sentences at the beginning are boilerplate."""
    for count, sentence in enumerate(sentences):
        if not (is_sign_up(sentence) or is_greeting(sentence)):
            return count
    return len(sentences)
