"""The tail of a press release: who the company is, whom to ask, what it disclaims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.models import Span

# That tell the news before a tail may begin; chosen, not measured.
FEWEST_SENTENCES = 3
# Of a text: more about somebody is the text's own, if no contact follows; chosen, not measured.
LARGEST_ABOUT_SHARE = 0.4
# Of a line that may be a heading; chosen, not measured.
LINE_READ_CHARS = 200
SHORTEST_NAME_CHARS = 3  # "About Us" heads a company's tail, though every text has an "us"

# A heading of its own, or one that runs into what it heads: "About Lunde Steel Lunde Steel is".
_ABOUT = re.compile(
    r"(?:About|ABOUT|Über|À propos d[eu]|Acerca de|Informazioni su|Over|Om|О компании)"
    r"(?: (?:the|der|die|das|la|le)? ?[A-ZÀ-ÞА-Я][^?!\n]{0,70}(?:(?<=[^.?!\s])|(?<=[cdopry]\.))$"
    r"| (?P<name>[A-ZÀ-ÞА-Я][\w&’'-]{2,30}).{0,60}?(?P=name)|:?$| Us\b)"
)
_NOTICE = re.compile(
    r"(?:Media |Press |Investor |Public |Company |Sales ){0,3}(?:Contacts?|CONTACTS?|Inquiries"
    r"|Relations)(?:\s*(?:[:|]|Details|Info|Information|Person|$))"
    r"|MEDIA CONTACT|CONTACT INFORMATION|For (?:media|press) (?:inquiries|enquiries|contact)"
    r"|(?:Legal )?Disclaimer\b|DISCLAIMER|Forward[- ]Looking (?:Statements?|Information)"
    r"|FORWARD[- ]LOOKING|Safe Harbor|Cautionary (?:Note|Statement)|Notes? to Editors?\b"
    r"|NOTES? TO EDITORS?|(?:###|# # #|-30-|-ENDS?-|ENDS$)|SOURCE:? [A-Z]"
    r"|Pressekontakt|Kontakt:|Contact presse|Contacto de prensa|Contatti stampa"
)

_ADDRESS = re.compile(r"https?://|www\.|@\w+\.\w")


def tail_start(text: str, pieces: Sequence[Span]) -> Iterator[int]:
    """Where the tail of a release begins, if there is one: after the third sentence."""
    later = pieces[FEWEST_SENTENCES:]
    notices = [start for start, end in later if _NOTICE.match(text[start:end])]
    last = max([0, *notices, *(address.start() for address in _ADDRESS.finditer(text))])
    headings = [(start, _line(text, start)) for start, _ in later]
    abouts = [
        start for start, line in headings if _ABOUT.match(line) and not _is_of_a_thing(line, text)
    ]
    small = (1 - LARGEST_ABOUT_SHARE) * len(text)
    sure = [start for start in abouts if start >= small or start < last]
    yield from sorted(notices[:1] + (abouts if len(abouts) > 1 else sure))[:1]


def _is_of_a_thing(heading: str, text: str) -> bool:
    """True for "About Welding:" above a text that also writes "welding": no company's name."""
    name = heading.partition(" ")[2].strip(" :")
    return len(name) > SHORTEST_NAME_CHARS and any(
        f" {name.lower()}{mark}" in text for mark in " ,."
    )


def _line(text: str, start: int) -> str:
    """The line that begins here, as far as it is looked at; nothing amid a line."""
    if text[start - 1] != "\n":
        return ""
    end = text.find("\n", start, start + LINE_READ_CHARS)
    return text[start : end if end >= 0 else start + LINE_READ_CHARS]
