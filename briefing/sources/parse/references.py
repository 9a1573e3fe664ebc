"""References of a feed (`&eacute;`, `&#150;`, `&co;`, a bare `&`) -> what any XML parser reads.

XML knows five names and what a DTD declares; feeds use HTML's names, Windows
numbers and bare ampersands as well. All are resolved here as HTML says
(13.2.5.80), before a parser sees the markup, so that none breaks off at them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from html.entities import html5

# Chosen, not measured: declarations of a DTD that are read.
MAX_ENTITIES = 1000
# How long a value may get by those it holds: a bomb of ten levels has ten times that.
LONGEST_ENTITY_CHARS = 2000
_PREDEFINED = frozenset(("amp", "lt", "gt", "quot", "apos"))
_REFERENCE = re.compile(
    r"&(?:#(?:([0-9]{1,7}+)|[xX]([0-9a-fA-F]{1,6}+));?|([A-Za-z_][\w.-]{0,60}+);)?"
)
_ENTITY = re.compile(
    r"""<!ENTITY\s{1,99}+([A-Za-z_][\w.-]{0,60}+)\s{1,99}+(?:"([^"]{0,2000})"|'([^']{0,2000})')\s{0,99}+>"""
)
_SECTION = re.compile(r"<!\[CDATA\[|<!--|<\?")
_ENDS = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>"}
# What XML 1.0 (2.2) forbids even as a reference; those that part words stay as a blank.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1b\x1f\ufffe\uffff\ud800-\udfff]")
_PARTING = re.compile("[\x0b\x0c\x1c-\x1e]")


def declared_entities(doctype: str) -> dict[str, str]:
    """The general entities of a document type declaration, those inside them resolved."""
    entities: dict[str, str] = {}
    declarations = zip(range(MAX_ENTITIES), _ENTITY.finditer(doctype), strict=False)
    for _, match in declarations:
        value = _resolved(match[2] if match[2] is not None else match[3], entities)
        if len(value) <= LONGEST_ENTITY_CHARS:
            entities.setdefault(match[1], value)
    return entities


def resolve_references(markup: str, entities: Mapping[str, str], *, most: int) -> str:
    """The markup with every reference as XML knows it, sections and comments left as they are.

    Characters that XML forbids go. Where the entities of the DTD would make it
    longer than `most` characters they are left out: it is a bomb.
    """
    markup = _PARTING.sub(" ", _FORBIDDEN.sub("", markup))
    if entities and len(markup) + _growth(markup, entities) > most:
        entities = {}
    return "".join(_pieces(markup, entities))


def _growth(markup: str, entities: Mapping[str, str]) -> int:
    """How many characters longer the markup gets by what its DTD declares."""
    names = (match[3] for match in _REFERENCE.finditer(markup))
    return sum(len(entities.get(name, "")) for name in names if name)


def _pieces(markup: str, entities: Mapping[str, str]) -> Iterator[str]:
    at = 0
    while match := _SECTION.search(markup, at):
        yield _resolved(markup[at : match.start()], entities)
        end = markup.find(_ENDS[match[0]], match.end())
        at = end + len(_ENDS[match[0]]) if end >= 0 else len(markup)
        yield markup[match.start() : at]
    yield _resolved(markup[at:], entities)


def _resolved(text: str, entities: Mapping[str, str]) -> str:
    if "&" not in text:
        return text
    return _REFERENCE.sub(lambda match: _resolved_reference(match, entities), text)


def _resolved_reference(match: re.Match[str], entities: Mapping[str, str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name is None:
        number = decimal or hexadecimal
        return _character(match[0]) if number else "&amp;"
    if name in _PREDEFINED:
        return match[0]
    if name in entities:
        return entities[name]
    return html.escape(html5[f"{name};"]) if f"{name};" in html5 else f"&amp;{name};"


def _character(reference: str) -> str:
    """The character of a number as HTML reads it; what is markup stays, what is none goes."""
    sign = html.unescape(reference)
    if sign in {"<", ">", "&", '"', "'"}:
        return reference
    return _PARTING.sub(" ", _FORBIDDEN.sub("", sign.replace("\ufffd", "")))
