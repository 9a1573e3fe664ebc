"""Does a sentence say why its news matters? Told by its words, with precision before recall.

A sentence says so where it speaks of what is at stake, what a decision sets a
precedent for, what it has consequences for, or why something is important. A
fact that merely is important does not say so.
"""

from __future__ import annotations

from briefing.text.caseless import Caseless

_IS = r"(?:is|are|was|were|be)"
_ADVERB = r"(?:so |also |especially |particularly |highly |widely |very )?"
_GRAVE = r"(?:significant|important|crucial|critical|pivotal|vital|decisive|historic|essential)"
_MARKER = r"(?:turning point|milestone|watershed|test case|landmark|breakthrough|precedent)"
_DECIDES = r"(?:election|vote|outcome|result|ruling|referendum|case|decision|verdict|deal|talks)"
_CHANGES = r"(?:change|reshape|transform|redraw|upend|alter)"
_COUNT = (
    r"(?:some |about |around |nearly |almost |more than |over |up to |tens of |an estimated |all )*"
    r"(?:\d[\d.,]*|hundreds|thousands|millions)\b(?! percent|%)"
)
_ENGLISH = (
    r"\bwhy (?:it|this|that) matters\b",
    r"(?<!\bno )\bmatters? (?:because|since)\b",
    (
        r"(?<!\bare )(?<!\bin )(?<!\bon )(?<!\bof )(?<!\bother )(?<!\bthese )(?<!\bsuch )"
        r"\bmatters (?:for|beyond|to (?!me\b|us\b|him\b|her\b|them\b|you\b|be\b|do\b|the court))"
    ),
    r"\bat stake (?:is|are)\b|\b(?:is|are) at stake\b",
    r"\bthe stakes (?:are|were|could|have|for)\b|\brais(?:es|ed|ing) the stakes\b",
    (
        rf"\b{_IS} {_ADVERB}{_GRAVE}\b[^.;]{{0,80}}?"
        r"\b(?:because|since(?! (?:the |last )?\d)|in that|beyond)\b"
    ),
    rf"\b(?:{_IS}|as|marks?|marked) an? (?:\w+ )?{_MARKER} (?:for|in|since|because|as)\b",
    (
        rf"\b(?:seen|regarded|viewed|(?:sees?|regards?|views?) [^.;]{{1,40}}?) as an? "
        rf"(?:\w+ ){{0,2}}(?:{_MARKER}|test|bellwether)\b"
    ),
    rf"\bwhat makes [^.;]{{1,60}}? {_GRAVE}\b",
    r"\b(?:significance|importance) of [^.;]{1,60}? (?:lies|lay|is that)\b",
    r"\bsets? an? (?:\w+ ){0,2}precedent\b|\bsetting an? (?:\w+ ){0,2}precedent\b",
    (
        r"\b(?:has|have|had|with|carries) (?:[\w-]+ ){0,3}"
        r"(?:consequences|implications|repercussions|ramifications) (?:for|far beyond|beyond)\b"
    ),
    r"\b(?:paves|paved|clears|cleared) the way (?:for|to)\b|\bopens the door (?:to|for)\b",
    (
        rf"\b{_DECIDES}\b[^.;]{{0,40}}\b(?:will|would|could|may) (?:decide|determine|shape)"
        r" (?:whether|who|how|the (?:future|fate|course|balance))\b"
    ),
    r"\b(?:much|a great deal) (?:depends|hangs|rides) on\b",
    r"\bwatched closely[^.;]{0,20}\b(?:because|since)\b",
    rf"\b(?:affects?|threatens?) {_COUNT}",
    r"\bthreatens? the (?:supply|future|existence|survival|livelihoods?) of\b",
    r"\bstands? to lose\b",
    (
        rf"\b(?:could|may|might|would|will) {_CHANGES} (?:how|what|the way|the balance)\b"
        r"(?! (?:it|he|she|they|we)\b)"
    ),
)
_PATTERNS = {
    "en": _ENGLISH,
    "de": (
        r"\bist (?:so |besonders )?(?:wichtig|bedeutsam|entscheidend)\b[^.;]{0,60}, (?:weil|da)\b",
        r"\bauf dem Spiel\b",
        r"\bvon (?:großer |besonderer )?(?:Bedeutung|Tragweite)\b[^.;]{0,60}, (?:weil|da)\b",
        r"\bhat (?:\w+ )?Folgen für\b",
    ),
    "fr": (
        (
            r"\best (?:si |très )?(?:important|importante|crucial|cruciale|décisif|décisive)\b"
            r"[^.;]{0,60}\b(?:parce que|parce qu['’]|car)"
        ),
        r"\b(?:est|sont) en jeu\b|\bl['’]enjeu est\b",
        r"\ba des conséquences (?:\w+ )?pour\b",
    ),
    "es": (
        r"\bes (?:tan |muy )?(?:importante|crucial|decisivo|decisiva|clave)\b[^.;]{0,60}\bporque\b",
        r"\b(?:está|están) en juego\b",
        r"\btiene consecuencias (?:\w+ )?para\b",
    ),
    "it": (
        r"\bè (?:così |molto )?(?:importante|cruciale|decisivo|decisiva)\b[^.;]{0,60}\bperché\b",
        r"(?:\bè|\bsono) in gioco\b",
        r"\bha conseguenze (?:\w+ )?per\b",
    ),
    "pt": (
        r"\bé (?:tão |muito )?(?:importante|crucial|decisivo|decisiva)\b[^.;]{0,60}\bporque\b",
        r"\b(?:está|estão) em jogo\b",
        r"\btem consequências (?:\w+ )?para\b",
    ),
    "nl": (
        r"\bis (?:zo |erg )?(?:belangrijk|cruciaal|beslissend)\b[^.;]{0,60}\b(?:omdat|want)\b",
        r"\b(?:staat|staan) op het spel\b",
        r"\bheeft (?:\w+ )?gevolgen voor\b",
    ),
    "ru": (
        r"\bважн\w{1,3}\b[^.;]{0,60}\bпотому что\b",
        r"\bна кону\b",
        r"\bимеет (?:\w+ )?последствия для\b",
    ),
    "ar": (r"\bمهم\w?\b[^.;]{0,60}\bلأن", r"\bعلى المحك\b"),
}
# Few sentences have one of these, and each that says why has.
_NEEDS = {
    "en": (
        *("matter", "stake", "because", "since", "in that", "beyond", "as a", "precedent"),
        *("landmark", "milestone", "turning point", "watershed", "breakthrough", "test case"),
        *("setting a", "what makes", "significance", "importance", "consequences", "implications"),
        *("repercussions", "ramifications", "the way", "opens the door", "decide", "determine"),
        *("shape", "depends", "hangs", "rides", "watched closely", "affect", "threaten", "to lose"),
        *("alter", "change", "redraw", "transform", "upend"),
    )
}
_SAYS = {
    language: Caseless("|".join(patterns), needs=_NEEDS.get(language, ()))
    for language, patterns in _PATTERNS.items()
}
# "It does not matter to him", "whether it matters since ..."
_TAKEN_BACK = Caseless(
    r"\b(?:not|never|hardly|nothing|none|whether|if|nicht|kaum|pas|jamais|nunca|non|não|niet|не|"
    r"لا|ليس)\b[^,;:]{0,40}$|n['’]t\b[^,;:]{0,40}$",
)
# Under the label "Why it matters" these point at the news itself.
_OPENS = Caseless(
    r"(?:it|this|that) (?:matters|is (?:\w+ )?(?:important|significant|crucial))"
    r" (?:because|since)\b",
)


def says_why(text: str, language: str = "en") -> bool:
    """True where a sentence says why its news matters. Time is linear in the text."""
    pattern = _SAYS.get(language[:2])
    match = pattern.search(text) if pattern else None
    if match is None or text.rstrip('"”’») ').endswith(("?", "؟")):
        return False
    return not _TAKEN_BACK.search(text[: match.start()][-60:])


def points_at_the_news(text: str) -> bool:
    """True for "This matters because ...": its pronoun means the news it is labelled for."""
    return _OPENS.match(text) is not None
