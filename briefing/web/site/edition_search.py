"""Words looked up in what the public editions told; nothing else is ever searched here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.web.site.addresses import Addresses
from briefing.web.site.issues import Issue, Told, folded
from briefing.web.site.site_index import SiteIndex

# More is for narrower words; chosen, not measured.
MOST_HITS = 50
# Of what a reader types; chosen, not measured.
LONGEST_QUERY_CHARS = 200
# Further words are not looked at; chosen, not measured.
MOST_WORDS = 8
# Editions in the file a browser searches by itself: a year of mornings, about a megabyte. Chosen.
MOST_SEARCHED = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A topic of an edition in which all words stand."""

    issue: Issue
    told: Told


def find(index: SiteIndex, query: str) -> tuple[Hit, ...]:
    """What all words of a query stand in, those in headlines first, then the newest."""
    words = words_of(query)
    if not words:
        return ()
    hits: list[tuple[bool, Hit]] = []
    for issue in index.issues:
        for told in issue.told:
            headline = folded(told.title)
            if all(word in told.folded for word in words):
                in_headline = all(word in headline for word in words)
                hits.append((not in_headline, Hit(issue=issue, told=told)))
    hits.sort(key=lambda pair: pair[0])
    return tuple(hit for _, hit in hits[:MOST_HITS])


def words_of(query: str) -> tuple[str, ...]:
    """The words of a query as they are compared, each once, at most eight."""
    words = folded(query[:LONGEST_QUERY_CHARS]).split()
    return tuple(dict.fromkeys(words))[:MOST_WORDS]


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
