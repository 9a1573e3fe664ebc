"""What a page is, for machines that read JSON-LD in the words of schema.org."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from briefing.models import Correction, Edition
from briefing.rendering.prose import prose
from briefing.text.clean import one_line
from briefing.text.urls import web_url
from briefing.web.site.atom_feed import moment
from briefing.web.site.issues import Issue

CONTEXT = "https://schema.org"
# More would be half of the page; chosen, not measured.
MOST_CITATIONS = 60


def article(
    edition: Edition,
    issue: Issue,
    *,
    url: str,
    image: str,
    changed: str,
    site: str,
    corrections: Sequence[Correction] = (),
) -> dict[str, Any]:
    """An edition as a NewsArticle that cites the stories it quotes."""
    told: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "NewsArticle",
        "headline": issue.subject,
        "description": issue.preheader,
        "datePublished": moment(issue.created),
        "dateModified": changed,
        "inLanguage": issue.language,
        "url": url,
        "image": image,
        "isPartOf": {"@type": "Periodical", "name": edition.title, "url": site},
        "publisher": {"@type": "Organization", "name": edition.title, "url": site},
        "citation": _citations(edition),
        "correction": [_correction(each) for each in corrections],
    }
    return _filled(told)


def collection(name: str, *, url: str, language: str, parts: Sequence[str]) -> dict[str, Any]:
    """A list of pages as a CollectionPage."""
    told: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "CollectionPage",
        "name": name,
        "url": url,
        "inLanguage": language,
        "hasPart": list(parts),
    }
    return _filled(told)


def as_script(told: dict[str, Any]) -> str:
    """The JSON as it may stand in a script element: no sign of it opens or ends a tag."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _citations(edition: Edition) -> list[str]:
    """The stories it names, by their addresses; by their headlines where they have none."""
    every = (web_url(each.url) or one_line(each.title) for each in edition.references)
    return list(dict.fromkeys(filter(None, every)))[:MOST_CITATIONS]


def _correction(correction: Correction) -> dict[str, Any]:
    words = prose(correction.text)
    return {
        "@type": "CorrectionComment",
        "text": words.text if words else "",
        "datePublished": correction.date.isoformat(),
    }


def _filled(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value}
