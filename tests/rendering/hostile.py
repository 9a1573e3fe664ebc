"""Strings that mean harm, and editions in which every string is one of them."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass, replace
from random import Random
from typing import Any

from briefing.models import Edition

HOSTILE = (
    "<script>alert(1)</script>",
    "</mj-text><mj-image src='https://evil.example/x.png'/>",
    "<mj-raw><iframe src=x></mj-raw>",
    "<mj-include path='/etc/passwd'/>",
    "{{ 7 * 7 }}{% for x in range(9) %}y{% endfor %}{# gone #}",
    "${7*7} <%= 7*7 %> #{7*7}",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<![CDATA[x]]> <?xml version='1.0'?> <!-- x -->",
    "]]> --> <![endif]-->",
    "a\r\nBcc: victim@example.org\r\n\r\nbody",
    "a\x00b\x07c\x0bd\x1fe\ufffef\ud800g",
    "\u202egnp.exe\u2066 \u200b\u2028 x",
    "5 < 6 & 7 > 2 &nbsp; &bogus; &#60;b&#62;",
    "**bold** _it_ `code` ~~gone~~ # head",
    "# title\n\n---\n\n- item\n1. one\n> quote",
    "![x](https://evil.example/x.png) [y](javascript:alert(1))",
    "[[wiki]] ![[embed]] #tag %%comment%% ==mark== $x$ @user ^id",
    "| a | b |\n|---|---|\n| c | d |",
    "--- \ntitle: x\n---",
    "https://evil.example/ www.evil.example mailto:x@evil.example",
    "-- ",
    "> From me",
    "From nobody",
    "1) one",
    "=HYPERLINK(1)",
    "«عربي» 中文字 ไทย",
    "🇩🇪👩‍👩‍👧",
    "x" * 300,
    "",
    "   ",
)
URLS = (
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://user:pass@evil.example/",
    'https://e.example/"onload="alert(1)',
    "https://e.example/<b>",
    "https://e.example/?a=1&b=<script>&c='x'",
    "https://e.example/a-b,c&d#frag",
    "http://e.example/plain",
    "https://e.example/(x)[y]",
    "https://e.example/%22%3E",
    "//e.example/x",
    "",
    "https://ok.example/1",
)
KEPT = {
    *("kind", "story_id", "text_sha256", "id", "newsletter", "spec", "topic_id", "edition_id"),
    *("story_ids", "related", "byline", "full_story", "purpose"),
}
_PROSE = {"Intro", "Note", "Notice", "Correction", "SignOff"}


def hostile_text(chance: Random) -> str:
    """One hostile string, a few of them in a row, or characters from anywhere."""
    kind = chance.random()
    if kind < 0.5:
        return chance.choice(HOSTILE)
    if kind < 0.75:
        return "".join(chance.choices(HOSTILE, k=3))
    return "".join(chr(chance.randrange(0x2FF if kind < 0.95 else 0x1FFFF)) for _ in range(20))


def hostile_url(chance: Random) -> str:
    """An address that should not be a link, or one that is hard to write down."""
    return chance.choice(URLS) if chance.random() < 0.8 else hostile_text(chance)


@dataclass(frozen=True)
class Poison:
    """Replaces every string that is shown by a hostile one.

    With `whole`, no string becomes empty, what was equal stays so, addresses stay
    links and the editor's Markdown stays what it is: then the edition keeps its shape.
    """

    chance: Random
    whole: bool
    known: dict[str, str] = field(default_factory=dict)

    def __call__(self, value: Any, name: str = "", kind: str = "") -> Any:
        if name in KEPT or (self.whole and name == "text" and kind in _PROSE):
            return value
        if is_dataclass(value) and not isinstance(value, type):
            kind = type(value).__name__
            names = [field.name for field in fields(value)]
            return replace(value, **{n: self(getattr(value, n), n, kind) for n in names})
        if isinstance(value, tuple):
            return tuple(self(member, name, kind) for member in value)
        return self._text(value, name) if isinstance(value, str) else value

    def _text(self, text: str, name: str) -> str:
        if not text or (self.whole and name == "url"):
            return text
        if name == "url":
            return hostile_url(self.chance)
        found = hostile_text(self.chance)
        if not self.whole:
            return found
        # A headline stays the headline of its story.
        return self.known.setdefault(text, f"{found} x{self.chance.random()}")


def hostile_edition(edition: Edition, seed: int, *, whole: bool = False) -> Edition:
    """An edition like this one in which every string means harm; its language stays."""
    poisoned: Edition = Poison(Random(seed), whole)(edition)
    return replace(poisoned, language=edition.language)
