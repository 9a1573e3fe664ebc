"""Photos that go along with the mail (`images: cid`): fetched once, kept with the edition.

A rebuild, a proof and the sending all use the kept bytes, so they agree and
need no network.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Protocol

from briefing.errors import SourceError
from briefing.models import Edition, Fault, Media
from briefing.sources.fetch.messages import Request, Response
from briefing.store import Store

# More would make the mail heavy; chosen, not measured.
MOST_PHOTOS = 12


class Fetcher(Protocol):
    """Reads addresses: the guarded client, or in tests what stands in for it."""

    def fetch(self, requests: Sequence[Request]) -> tuple[Response | SourceError, ...]:
        """An answer or an error for each request, in order."""


def photos_of(edition: Edition) -> tuple[str, ...]:
    """The https addresses of the photos an edition shows, at most MOST_PHOTOS, each once."""
    photos = (getattr(block, "photo", None) for block in edition.blocks)
    urls = [photo.url for photo in photos if isinstance(photo, Media) and photo.url]
    return tuple(dict.fromkeys(url for url in urls if url.startswith("https://")))[:MOST_PHOTOS]


def kept_pictures(store: Store, edition: Edition) -> Mapping[str, bytes]:
    """The pictures kept with an edition, by their address."""
    files = store.editions.files(edition.id)
    return {url: files[name] for url in photos_of(edition) if (name := _photo_name(url)) in files}


def fetch_pictures(store: Store, edition: Edition, client: Fetcher) -> tuple[Fault, ...]:
    """Fetch and keep the photos not kept yet; what cannot be had is named, and shown as words."""
    pictures = kept_pictures(store, edition)
    urls = [url for url in photos_of(edition) if url not in pictures]
    answers = client.fetch([Request(url=url, accept="image/*") for url in urls])
    good = {
        _photo_name(url): answer.body
        for url, answer in zip(urls, answers, strict=True)
        if isinstance(answer, Response) and not answer.problem
    }
    store.editions.keep_files(edition.id, good)
    return _photo_faults(urls, answers)


def _photo_faults(
    urls: Sequence[str], answers: Sequence[Response | SourceError]
) -> tuple[Fault, ...]:
    faults: list[Fault] = []
    for url, answer in zip(urls, answers, strict=True):
        problem = answer.problem if isinstance(answer, Response) else answer
        if problem:
            faults.append(Fault(where=url, why=f"the photo cannot be sent along: {problem}"))
    return tuple(faults)


def _photo_name(url: str) -> str:
    return f"photo-{hashlib.sha256(url.encode()).hexdigest()[:32]}"
