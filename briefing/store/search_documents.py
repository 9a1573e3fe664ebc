"""Stories and editions as the search index holds them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from briefing.text.search_words import characters, fold, search_words

DocumentKind = Literal["story", "edition"]

# Beyond, a text is not searched: PostgreSQL takes at most 1 MiB of words of one document, and
# each character may begin two, of up to eight bytes.
SEARCHED_TEXT_CHARS = 60_000

# Of an edition's blocks: those that are the same in each, and the keys that hold readers' text.
_FRAME = frozenset(("masthead", "footer", "colophon", "notice"))
_READ = ("title", "kicker", "text", "caption", "label", "author")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is searched of one story or edition: folded words, joined by blanks."""

    kind: DocumentKind
    ref: str
    day: datetime
    title: str
    body: str
    facets: str

    @property
    def texts(self) -> tuple[str, str, str]:
        """What stands in the table of words."""
        return self.title, self.body, self.facets


def story_document(
    ref: str,
    *,
    day: datetime,
    story: Mapping[str, Any],
    text: str,
    sources: Iterable[str],
    is_named: bool,
) -> Document:
    """A story, as its row's JSON says it, with its text and all sources that carried it.

    `is_named` where an edition names it, be it a draft.
    """
    title, body = _words(story.get("title", "")), _words(text)
    publisher = story.get("publisher") or story.get("source", "")
    facets = {facet("kind", "story"), facet("publisher", publisher)}
    facets |= {language_facet(story.get("language", "en"))}
    facets |= {facet("source", source) for source in sources}
    facets |= {NAMED} if is_named else set()
    return _document("story", ref, day, (title, body), facets)


def edition_document(ref: str, *, day: datetime, edition: Mapping[str, Any]) -> Document:
    """An edition, as its JSON says it."""
    title = _words(edition.get("subject", ""))
    body = _words(edition_text(edition))
    facets = {facet("kind", "edition"), facet("newsletter", edition.get("newsletter", ""))}
    facets |= {language_facet(edition.get("language", "en"))}
    return _document("edition", ref, day, (title, body), facets)


def edition_text(edition: Mapping[str, Any]) -> str:
    """What readers read in an edition, a passage a line: blocks, then the stories it names."""
    blocks = [b for b in edition.get("blocks", ()) if b.get("kind") not in _FRAME]
    named = [reference.get("title", "") for reference in edition.get("references", ())]
    passages = [edition.get("preheader", ""), *(p for b in blocks for p in _passages(b)), *named]
    return "\n".join(dict.fromkeys(filter(None, passages)))


def facet(name: str, value: str) -> str:
    """The word that stands for a value of a filter; case and accents do not count."""
    digest = hashlib.sha256(f"{name}:{fold(value)}".encode("utf-8", "surrogatepass"))
    return f"=f{digest.hexdigest()[:16]}"


# The word of a story that an edition names.
NAMED = facet("state", "named")


def language_facet(language: str) -> str:
    """The word of a language; `en-GB` is `en`."""
    return facet("language", language.replace("_", "-").split("-")[0])


def character_facet(character: str) -> str:
    """The word of a character of a script without spaces."""
    return f"=c{character}"


def minute_of(moment: datetime) -> int:
    """The minutes since 1970, down."""
    return int((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() // 60)


def loaded(data: str) -> Mapping[str, Any]:
    """The JSON of a row."""
    mapping: Mapping[str, Any] = json.loads(data)
    return mapping


def _words(text: str) -> list[str]:
    return search_words(text[:SEARCHED_TEXT_CHARS])


def _document(
    kind: DocumentKind,
    ref: str,
    day: datetime,
    texts: tuple[list[str], list[str]],
    facets: set[str],
) -> Document:
    title, body = texts
    single = {character_facet(sign) for sign in characters(title) | characters(body)}
    return Document(
        kind=kind,
        ref=ref,
        day=day,
        title=" ".join(title),
        body=" ".join(body),
        facets=" ".join(sorted(facets | single)),
    )


def _passages(part: Any) -> Iterator[str]:
    """The texts for readers within a block, in its order."""
    if isinstance(part, Mapping):
        for name, value in part.items():
            if isinstance(value, str):
                yield from (value,) if name in _READ else ()
            else:
                yield from _passages(value)
    elif isinstance(part, list):
        for member in part:
            yield from _passages(member)
