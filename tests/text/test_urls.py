from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.urls import canonical_url, url_keys, web_url

PAGE = "https://news.example.org/a"
SAME = [
    "http://news.example.org/a",
    "HTTPS://News.Example.ORG/a",
    "https://www.news.example.org/a",
    "https://news.example.org:443/a",
    "http://news.example.org:80/a/",
    "https://news.example.org/a#comments",
    "https://news.example.org/a?utm_source=rss&utm_medium=x",
    "https://news.example.org/a?fbclid=1",
    "https://news.example.org/a/?gclid=2&mc_cid=3#top",
    "  https://news.example.org/a\n",
]
OTHER = [
    "https://news.example.org/b",
    "https://news.example.org/A",
    "https://news.example.org/a?id=1",
    "https://news.example.org:8080/a",
    "https://example.org/a",
    "https://news.example.org/a/b",
    "https://news.example.com/a",
    "https://news.example.org/a?utm=1",
    "https://news.example.org/a%2Fb",
    "https://sport.example.org/a",
]
NO_LINKS = [
    "javascript:alert(1)",
    "data:text/html,x",
    "ftp://example.org/",
    "https://user:pw@example.org/",
    "https://bank.example@evil.example/",
    "https://exa mple.org/",
    "https://example.org/\u202egpj.exe",
    "https://example.org/\x00",
    "https:///path",
    "//example.org/x",
    "https://example.org\\@evil.example/",
    "https://[::1",
    "https://example.org:port/",
    "https://example.org/\r\nBcc:x",
    'https://example.org/"onload=x',
    "https://example.org/" + "a" * 3000,
    "",
    None,
]


@pytest.mark.parametrize("url", SAME)
def test_one_page_has_one_canonical_address(url: str) -> None:
    assert canonical_url(url) == PAGE


@pytest.mark.parametrize("url", OTHER)
def test_another_page_has_another(url: str) -> None:
    assert canonical_url(url) != PAGE


def test_parameters_are_sorted_by_name_and_those_of_one_name_stay_in_their_order() -> None:
    assert canonical_url("https://a.example/?b=1&a=2") == "https://a.example?a=2&b=1"
    assert canonical_url("https://a.example/?a=2&b=0&a=1") == "https://a.example?a=2&a=1&b=0"


@pytest.mark.parametrize("url", NO_LINKS)
def test_what_is_no_link_of_the_web(url: str | None) -> None:
    assert web_url(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org/é?q=ü",
        "https://xn--bcher-kva.example/",
        "http://[::1]/",
    ],
)
def test_a_link_stays_as_it_is(url: str) -> None:
    assert web_url(f" {url}\n") == url


@pytest.mark.parametrize(
    "url",
    [
        "https://m.news.example.org/a",
        "https://amp.news.example.org/a",
        "https://mobile.news.example.org/a",
        "https://news.example.org/a/amp",
        "https://news.example.org/amp/a",
        "https://news.example.org/a?amp=1",
        "https://news.example.org/a?outputType=amp",
        "https://news.example.org/a.amp",
    ],
)
def test_a_twin_has_its_original_as_second_key(url: str) -> None:
    assert url_keys(url) == (canonical_url(url), PAGE)


@pytest.mark.parametrize(
    "url",
    [
        "https://m.org/a",
        "https://example.org/amplifier",
        "https://example.org/a/ampere",
        "https://example.org/champ",
        "https://news.example.org/a",
    ],
)
def test_what_only_looks_like_a_twin_has_one_key(url: str) -> None:
    assert url_keys(url) == (canonical_url(url),)


@given(st.text() | st.text().map("http://".__add__) | st.text().map("https://a.example/?".__add__))
def test_any_text_has_a_canonical_form_that_is_stable(text: str) -> None:
    once = canonical_url(text)
    assert canonical_url(once) == once
    assert url_keys(text)[0] == once


@given(st.text().map("https://a.example/".__add__))
def test_a_link_holds_no_white_space(text: str) -> None:
    link = web_url(text)
    assert link is None or link.split() == [link]
