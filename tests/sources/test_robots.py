"""robots.txt is asked for once a host, and obeyed."""

from __future__ import annotations

import pytest

from briefing.sources.fetch.client import Client
from briefing.sources.fetch.robots import Robots, origin
from tests.sources.server import serving


def test_rules_are_fetched_once_and_obeyed() -> None:
    with serving() as server, Client(allow_hosts=("127.0.0.1",)) as client:
        robots = Robots(client)
        urls = [f"{server.url}/{path}" for path in ("page", "private/x", "feed")]
        for _ in range(2):
            assert robots.allowed(urls) == (urls[0], urls[2])
    assert server.seen == ["/robots.txt"]


def test_a_pause_between_pages_is_kept_and_bounds_their_number() -> None:
    rules = b"User-agent: *\nCrawl-delay: 8\n"
    with serving(robots=rules) as server, Client(allow_hosts=("127.0.0.1",)) as client:
        urls = [f"{server.url}/page?{number}" for number in range(9)]
        assert Robots(client).allowed(urls) == tuple(urls[:3])


def test_a_host_that_does_not_answer_is_left_alone() -> None:
    with Client(allow_hosts=("127.0.0.1",), timeout=1.0) as client:
        assert Robots(client).allowed(["http://127.0.0.1:1/page", "no address"]) == ()


@pytest.mark.parametrize(("status", "allowed"), [(404, 1), (410, 1), (500, 0), (503, 0)])
def test_a_host_without_rules_allows_all_and_one_that_fails_nothing(
    status: int, allowed: int
) -> None:
    """RFC 9309, 2.3.1: 4xx is no rules, 5xx from 500 on is rules nobody could read."""
    with (
        serving(robots=b"", robots_status=status) as server,
        Client(allow_hosts=("127.0.0.1",)) as client,
    ):
        assert len(Robots(client).allowed([f"{server.url}/page"])) == allowed


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://A.example/x/y?z#q", "https://a.example"),
        ("http://a.example:8080?x=/", "http://a.example:8080"),
        ("HTTP://a.example", "http://a.example"),
    ],
)
def test_the_origin_of_an_address(url: str, expected: str) -> None:
    assert origin(url) == expected
