"""The archive as an editor searches it: what was found may go into the edition."""

from __future__ import annotations

from typing import Unpack

from briefing.desk.edits import edition_in_the_making
from briefing.newsletter import Newsletter
from briefing.store.archive_search import Hits
from briefing.store.search_filters import SearchFilters


def search_archive(
    newsletter: Newsletter,
    query: str,
    /,
    *,
    limit: int = 20,
    offset: int = 0,
    **filters: Unpack[SearchFilters],
) -> Hits:
    """Search stories, and this newsletter's editions; states are those of now.

    A story is held or dropped where that holds for the edition in the making.
    Queries and filters are those of `store.archive.search`.
    """
    asked = SearchFilters(newsletter=newsletter.id)
    if filters.get("state"):
        edition = edition_in_the_making(newsletter)
        asked |= SearchFilters(now=newsletter.clock(), edition=edition)
    asked |= filters
    return newsletter.store.archive.search(query, limit=limit, offset=offset, **asked)
