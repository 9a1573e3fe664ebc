"""Headers and cookies of one site, cookies on the way, long headers, and files that are packed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from yarl import URL

from briefing.errors import SourceError
from briefing.sources.fetch.client import Client
from briefing.sources.fetch.messages import Request, Response
from briefing.sources.fetch.site_headers import SiteHeaders
from tests.sources.server import FEED, Server, serving


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(allow_hosts=("127.0.0.1", "127.0.0.2"), timeout=5.0, max_bytes=1_000_000) as opened:
        yield opened


def asked(client: Client, url: str, site: SiteHeaders | None = None) -> Response:
    (answer,) = client.fetch((Request(url=url, site=site),))
    assert isinstance(answer, Response)
    return answer


def secret(url: str) -> SiteHeaders:
    return SiteHeaders.of(
        url,
        headers={"Authorization": "Bearer sesame"},
        cookies={"session": "s1", "lang": "de"},
        user_agent="Mozilla/5.0 (briefing)",
    )


def test_headers_of_a_site_are_sent_to_it(client: Client, server: Server) -> None:
    url = f"{server.url}/members"
    assert asked(client, url).status == 401
    assert asked(client, url, secret(url)).status == 200
    assert server.headers[-1]["cookie"] == "session=s1; lang=de"
    assert server.headers[-1]["user-agent"] == "Mozilla/5.0 (briefing)"


def test_a_redirect_takes_them_along_on_the_same_site_only(client: Client, server: Server) -> None:
    with serving(address="127.0.0.2") as other:
        for target, status in ((server, 200), (other, 401)):
            url = f"{server.url}/to?{target.url}/members"
            assert asked(client, url, secret(url)).status == status
        assert not {"authorization", "cookie"} & set(other.headers[-1])
        assert other.headers[-1]["user-agent"].startswith("briefing/")


@pytest.mark.parametrize(
    ("first", "second", "goes_along"),
    [
        ("https://a.example/1", "https://a.example/2", True),
        ("http://a.example/1", "https://a.example/2", True),
        ("https://a.example/1", "http://a.example/2", False),
        ("https://a.example/1", "https://b.a.example/", False),
        ("https://a.example/1", "https://a.example:8443/", False),
        ("http://a.example:8080/", "https://a.example/", False),
    ],
)
def test_what_one_site_is(first: str, second: str, *, goes_along: bool) -> None:
    assert bool(secret(first).sent_to(URL(second))) is goes_along


def test_values_are_in_no_repr() -> None:
    request = Request(url="https://a.example/", site=secret("https://a.example/"))
    assert "sesame" not in repr(request)
    assert "s1" not in repr(request)


@pytest.mark.parametrize(
    ("name", "value"),
    [("Host", "b"), ("X Y", "b"), ("X", "b\r\nY: c"), ("Content-Length", "1"), ("X", "ü")],
)
def test_what_no_header_can_be_is_an_error_without_the_value(name: str, value: str) -> None:
    with pytest.raises(SourceError) as caught:
        SiteHeaders.of("https://a.example/", headers={name: value})
    assert value not in str(caught.value).removeprefix(name) or value == "b"


def test_a_cookie_that_is_set_on_the_way_is_sent_back(client: Client, server: Server) -> None:
    assert asked(client, f"{server.url}/door").status == 200
    assert asked(client, f"{server.url}/door", secret(f"{server.url}/")).status == 200
    assert server.headers[-1]["cookie"] == "session=s1; lang=de; seen=1"


def test_a_long_header_is_read(client: Client, server: Server) -> None:
    answer = asked(client, f"{server.url}/long-header")
    assert len(answer.header("content-security-policy")) > 20_000


def test_a_gz_file_is_unpacked_within_the_limits(client: Client, server: Server) -> None:
    assert asked(client, f"{server.url}/file/feed.xml.gz").body == FEED
    for kind, why in (("cut", "cannot be unpacked"), ("bomb", "larger than")):
        (answer,) = client.fetch((Request(url=f"{server.url}/file/{kind}"),))
        assert isinstance(answer, SourceError)
        assert why in answer.what
