"""Where in the public editions the words of a search stand; nothing else is ever searched here."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.store import Store
from briefing.text.search_query import parse_query
from briefing.web.site.addresses import Addresses
from briefing.web.site.issues import Issue, Told
from briefing.web.site.site_index import SiteIndex

# Editions a page lists; more is for narrower words. Chosen, not measured.
MOST_FOUND = 30
# Topics of one edition that are named; chosen, not measured.
MOST_TELLINGS = 3
# Of what a reader types; chosen, not measured.
LONGEST_QUERY_CHARS = 200
# Editions in the file a browser searches by itself: a year of mornings, about a megabyte. Chosen.
MOST_SEARCHED = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A topic of an edition in which the words stand."""

    issue: Issue
    told: Told


def find(store: Store, newsletter: str, index: SiteIndex, query: str) -> tuple[Found, ...]:
    """The topics that hold the words, the best editions first, as the archive's search finds them.

    StoreError where the store fails; whatever is typed is no error.
    """
    wanted = parse_query(query).wanted
    if not wanted:
        return ()
    hits = store.archive.search(
        query, limit=MOST_FOUND, published_only=True, newsletter=newsletter
    ).hits
    issues = {issue.id: issue for issue in index.issues}
    words = tuple(dict.fromkeys(word for term in wanted for word in term.words))
    listed = (issues[hit.id] for hit in hits if hit.id in issues)
    return tuple(found for issue in listed for found in _tellings(issue, words))


def _tellings(issue: Issue, words: Sequence[str]) -> Iterator[Found]:
    """The topics of an edition that hold most of the words; its first where none holds any."""
    counted = [(sum(word in told.folded for word in words), told) for told in issue.told]
    most = max((count for count, _ in counted), default=0)
    best = [told for count, told in counted if count == most]
    for told in best[: MOST_TELLINGS if most else 1]:
        yield Found(issue=issue, told=told)


def search_file(issues: Sequence[Issue], addresses: Addresses, dates: Sequence[str]) -> str:
    """What a browser needs to search by itself, where there is no server to ask: JSON.

    `dates` are the days of the editions in words. Each row is the number of an edition,
    a place in its page, a headline, its language, and what was told.
    """
    kept = issues[:MOST_SEARCHED]
    editions = [
        [addresses.edition(issue.id), issue.date.isoformat(), date, issue.language]
        for issue, date in zip(kept, dates, strict=False)
    ]
    rows = [
        [
            number,
            told.anchor,
            told.title,
            told.story.language or issue.language,
            " ".join(quote.text for quote in told.quotes),
        ]
        for number, issue in enumerate(kept)
        for told in issue.told
    ]
    return json.dumps({"editions": editions, "rows": rows}, ensure_ascii=False) + "\n"
