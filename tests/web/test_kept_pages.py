"""What is the same for everybody is made once, compressed once, and asked for by its hash."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from briefing.errors import StoreError
from briefing.models import Correction
from briefing.web.kept_pages import FRESH_SECONDS, MOST_PAGES, KeptPage, PageKeeper, takes_gzip
from tests.make import NOW
from tests.web.asgi import run
from tests.web.asking import get
from tests.web.site import publish, site
from tests.web.uvicorn_server import serving

PAGES = ("/", "/editions", "/editions/n-1", "/reader.css", "/robots.txt", "/favicon.svg")


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        ("", False),
        ("gzip", True),
        ("GZIP;q=1.0, br", True),
        ("br, gzip;q=0.1", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("identity", False),
        ("*", True),
        ("*;q=0", False),
        ("*, gzip;q=0", False),
        ("deflate, x-gzip", True),
        (";;,,=", False),
    ],
)
def test_compression_is_negotiated(accepted: str, takes: bool) -> None:
    assert takes_gzip(accepted) is takes


def test_a_page_comes_plain_or_compressed_and_not_at_all_where_it_is_known(tmp_path: Path) -> None:
    with site(tmp_path) as made, serving(made.app) as url:
        publish(made)
        for path in PAGES:
            status, head, plain = get(url, path)
            assert (status, head["vary"], "content-encoding" in head) == (
                200,
                "Accept-Encoding",
                False,
            )
            assert "max-age=" in head["cache-control"]
            assert head["x-content-type-options"] == "nosniff"
            _, zipped_head, zipped = get(url, path, accept_encoding="br, gzip")
            if "content-encoding" in zipped_head:
                assert gzip.decompress(zipped) == plain
                assert len(zipped) < len(plain)
                assert zipped_head["etag"] != head["etag"]
            for tag in (head["etag"], f'"x", W/{head["etag"]}', "*"):
                status, again, body = get(url, path, if_none_match=tag)
                assert (status, body) == (304, b"")
                assert again["etag"] == head["etag"]
                assert again["cache-control"] == head["cache-control"]
            assert get(url, path, if_none_match='"other"')[0] == 200
            assert get(url, path, "HEAD")[::2] == (200, b"")


def test_no_page_with_a_readers_link_is_kept_or_compressed(tmp_path: Path) -> None:
    with site(tmp_path) as made, serving(made.app) as url:
        name = made.add()
        for page in ("preferences", "unsubscribe", "confirm"):
            path = f"/{page}/{made.token(page, name)}"  # type: ignore[arg-type]
            status, head, _ = get(url, path, accept_encoding="gzip")
            assert status == 200
            assert head["cache-control"] == "no-store"
            assert not {"etag", "content-encoding"} & head.keys()


class Store:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.version, self.made, self.busy = 1, 0, False

    def seen(self) -> int:
        if self.busy:
            raise StoreError("is busy")
        return self.version

    def make(self) -> KeptPage:
        self.made += 1
        return KeptPage.of(f"page {self.made}", "text/plain", {})


def test_a_page_is_made_once_and_again_when_it_changed() -> None:
    now, store = [0.0], Store()
    keeper = PageKeeper(now=lambda: now[0])

    def body() -> bytes:
        page = run(keeper.page("a", store.seen, store.make))
        assert page is not None
        return page.body

    assert [body() for _ in range(5)] == [b"page 1"] * 5
    now[0] += FRESH_SECONDS
    assert body() == b"page 1"
    store.version = 2
    assert body() == b"page 1"
    now[0] += FRESH_SECONDS
    assert body() == b"page 2"
    store.busy, store.version = True, 3
    now[0] += FRESH_SECONDS
    assert body() == b"page 2"
    assert store.made == 2


def test_no_more_pages_are_kept_than_fit() -> None:
    store = Store()
    keeper = PageKeeper()
    for number in (*range(MOST_PAGES + 1), 0):
        run(keeper.page(str(number), store.seen, store.make))
    assert store.made == MOST_PAGES + 2


def test_a_correction_is_seen_soon(tmp_path: Path) -> None:
    with site(tmp_path) as made, serving(made.app) as url:
        publish(made)
        first = get(url, "/editions/n-1")
        one = Correction(date=NOW.date(), edition_id="n-1", text="It was **two** bridges.")
        made.store.corrections.add(one, by="Ada", at=NOW)
        assert get(url, "/editions/n-1")[1]["etag"] == first[1]["etag"]
        made.seconds[0] += FRESH_SECONDS
        status, head, body = get(url, "/editions/n-1", if_none_match=first[1]["etag"])
        assert (status, head["etag"] != first[1]["etag"]) == (200, True)
        assert b"It was <strong>two</strong> bridges." in body
