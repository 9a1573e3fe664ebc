"""Lines that are a page's, not the story's: stamps, bylines, credits, links, labels."""

from __future__ import annotations

import re

from briefing.text.caseless import Caseless
from briefing.text.furniture.title_labels import is_label

# Of a line in capitals above a text; chosen, not measured.
MOST_SHOUTED_WORDS = 8

_STAMP_LINE = Caseless(
    r"(?:(?:first |last )?(?:published|updated|posted|stand|aktualisiert|publié|publicado)"
    r"[: ]{1,2}.{3,60}"
    r"|(?:(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)[a-zä]{0,9},? )?"
    r"(?:\d{1,2}\.? ?(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)"
    r"[a-zä.]{0,7},? \d{4}"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z.]{0,7} \d{1,2},? \d{4}"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4})(?:,? ?\|? ?\d{1,2}[.:]\d\d)?.{0,20}"
    r"|\d{1,2} (?:hours?|minutes?|days?|mins?) ago|vor \d{1,2} (?:Stunden|Minuten|Tagen?)"
    r"|\d{1,3} (?:comments?|shares?|views)|advertisement|comments?|whatsapp|tweet|facebook"
    r"|share|print"
    r"|anzeige|werbung|publicité|publicidad|pubblicità|publicidade|advertentie|annons|реклама)",
)
_BYLINE_LINE = re.compile(
    r"(?:By|BY|Von|Par|Por|Door|Av|Di|Written by|Aufgezeichnet von|Text by|Story by) "
    r"(?:(?:[A-ZÀ-ÞА-Я][\w.’'-]*+|and|und|et|y|e|en|och|de|van|von|al|bin|&|\|)[\s,]*+){1,14};?"
    r"|(?:By |BY )?(?i:our (?:writer|reporter|correspondent)s?)\.?"
    r"|(?:Twitter|Instagram|E-?mail|X|Facebook)\s?: ?@?\S{2,60}"
    r"|[\w.+-]{1,40}@[\w-]{1,40}\.[\w.-]{2,40}"
)
_PICTURE_WORDS = (
    *("image", "illustration", "photo", "graphic", "picture"),
    *("foto", "bild", "credit", "source", "quelle", "fuente", "fonte"),
)
_CREDIT_LINE = Caseless(
    r"(?:image|illustration|photo(?:graph)?|picture|graphic|foto|bild|credit|source|quelle|fuente|fonte)s?"
    r"(?: by [A-Z]|:) ?.{1,120}|[^(]{5,300}?(?:\| ?(?:image|illustration|photo|graphic)s?(?: by|:)"
    r"|\b(?:photo|image|picture)s?(?: credit)?:|\bphoto by\b|\bcredit:).{1,80}",
    needs=_PICTURE_WORDS,
)
_GLUED_CAPTION = re.compile(r"(?:image|media) caption(?=[A-Z\"“])")
_LIVE_LINE = Caseless(
    r".{3,160}(?:\s[–—-]\s?(?:live|as it happened|video|podcast|in pictures)"
    r"|live (?:updates|blog))",
    needs=("live", "happened", "video", "podcast", "pictures"),
)


def is_page_line(passage: str, place: int) -> bool:
    """True for a passage that is wholly a stamp, byline, credit, link to a live page or label.

    `place` is its number in its text: a line in capitals may only stand above a text.
    """
    if (
        _STAMP_LINE.fullmatch(passage)
        or _BYLINE_LINE.fullmatch(passage)
        or _CREDIT_LINE.fullmatch(passage)
        or _LIVE_LINE.fullmatch(passage)
        or _GLUED_CAPTION.match(passage)
    ):
        return True
    shouted = place < 2 and passage.isupper() and len(passage.split()) <= MOST_SHOUTED_WORDS
    return shouted or is_label(passage)
