"""Passages of a web text that are no part of the story, cut out whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.sources.head import without_head
from briefing.sources.tail import without_tail

LONGEST = 300

_SHARES = (
    r"(?:share|save|print|this|on|via|copy link|email|tweet|facebook|twitter|x|whatsapp|linkedin"
    r"|reddit|comments?)"
)
_LINE = re.compile(
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
    r"(?i)\s*(?:\[(?:…|\.\.\.)\]"
    r"|(?<=[.!?…”\"’)\]])\s*\[?(?:Read more|Continue reading|Read the full story|More)\]?"
    r"\s*(?:\.\.\.|…)?)\s*[»›>→]*\s*$"
)


def is_passage_of_site(line: str) -> bool:
    """True for a line that a site puts into or around its stories, of at most 300 characters."""
    from briefing.sources.documents.boilerplate import is_closer, is_sign_up, is_site_line

    line = line.strip()
    if not line or len(line) > LONGEST:
        return False
    return bool(_LINE.fullmatch(line)) or is_sign_up(line) or is_site_line(line) or is_closer(line)


def story_text(text: str, *, titles: Sequence[str] = ()) -> str:
    """The text without such passages, and without what stands above and below the story.

    Only whole lines go, and a "Read more" at the end of a paragraph. `titles`
    are the headlines that a page repeats above its story.
    """
    paragraphs = [_kept(paragraph) for paragraph in text.split("\n\n")]
    story = without_head([paragraph for paragraph in paragraphs if paragraph], titles)
    return "\n\n".join(without_tail(story))


def _kept(paragraph: str) -> str:
    lines = [line for line in paragraph.split("\n") if not is_passage_of_site(line)]
    joined = "\n".join(lines).strip()
    tail = _TAIL.search(joined[-80:])
    if tail is None:
        return joined
    return joined[: len(joined) - len(joined[-80:]) + tail.start()].rstrip()
