"""Feeds and lists for programs: valid, absolute, stable, and new where something was put right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import feedparser
import pytest
from lxml import etree

from briefing.models import Correction, Edition
from briefing.models.codec import dump, load
from tests.make import NOW
from tests.rendering.hostile import hostile_edition
from tests.rendering.sample import sample_edition
from tests.web.asgi import ask
from tests.web.site import URL, Site, publish, site
from tests.web.whole_site import CORRECTED, NEWEST, fill

FEEDS = ("/feed", "/topics/t-0/feed", "/tags/harbour/feed")
ATOM = {"a": "http://www.w3.org/2005/Atom"}
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with site(tmp_path_factory.mktemp("site")) as made:
        fill(made)
        yield made


def valid_atom(text: str) -> Any:
    """The document, which keeps to RFC 4287."""
    document = etree.fromstring(text.encode())
    SCHEMA.assertValid(document)
    return document


def valid_json_feed(text: str) -> dict[str, Any]:
    """The document, which keeps to JSON Feed 1.1."""
    feed: dict[str, Any] = json.loads(text)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str)
    for entry in feed["items"]:
        assert isinstance(entry["id"], str)
        assert isinstance(entry["content_html"], str)
        assert entry["url"].startswith(URL)
    assert len({entry["id"] for entry in feed["items"]}) == len(feed["items"])
    return feed


def without_surrogates(edition: Edition) -> Edition:
    """The edition as a store can hold it: in UTF-8."""
    return load(dump(edition).encode("utf-8", "ignore").decode())


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_valid_in_both_forms_and_says_the_same(whole: Site, path: str) -> None:
    answer = ask(whole.app, f"{path}.xml")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    document = valid_atom(answer.body)
    entries = document.findall("a:entry", ATOM)
    (own,) = document.findall("a:link[@rel='self']", ATOM)
    assert own.get("href") == f"{URL}{path}.xml"
    other = ask(whole.app, f"{path}.json")
    assert other.headers["content-type"] == "application/feed+json; charset=utf-8"
    feed = valid_json_feed(other.body)
    assert feed["feed_url"] == f"{URL}{path}.json"
    assert [entry.findtext("a:id", None, ATOM) for entry in entries] == [
        item["id"] for item in feed["items"]
    ]
    assert [entry.findtext("a:content", None, ATOM) for entry in entries] == [
        item["content_html"] for item in feed["items"]
    ]
    read = feedparser.parse(answer.body)
    assert not read.bozo
    assert len(read.entries) == len(entries) > 5
    assert all(entry.link.startswith(f"{URL}/editions/n-") for entry in read.entries)
    assert "Field Notes</a>" in "".join(entry.content[0].value for entry in read.entries)


def test_ids_stay_and_what_was_put_right_is_new(tmp_path: Path) -> None:
    with site(tmp_path) as made:
        publish(made)
        first = valid_json_feed(ask(made.app, "/feed.json").body)["items"][0]
        at = NOW + timedelta(hours=5)
        one = Correction(date=NOW.date(), edition_id="n-1", text="It was **two** bridges.")
        made.store.corrections.add(one, by="Ada", at=at)
        made.seconds[0] += 60
        second = valid_json_feed(ask(made.app, "/feed.json").body)["items"][0]
        assert first["id"] == second["id"] == "tag:news.example.org,2026-11-24:n-1"
        assert (first["date_modified"], second["date_modified"]) == (
            "2026-11-24T06:00:00Z",
            "2026-11-24T11:00:00Z",
        )
        assert first["date_published"] == second["date_published"]
        assert "Corrected on 24 November 2026" in second["content_html"]
        valid_atom(ask(made.app, "/feed.xml").body)


def test_no_more_than_thirty_entries_are_told_the_newest_first(whole: Site) -> None:
    entries = json.loads(ask(whole.app, "/feed.json").body)["items"]
    assert len(entries) == 30
    assert entries[0]["url"] == f"{URL}/editions/{NEWEST}"
    corrected = next(each for each in entries if each["url"].endswith(CORRECTED))
    assert corrected["date_modified"] > corrected["date_published"]


@pytest.mark.parametrize("seed", range(12))
def test_hostile_text_breaks_no_feed(tmp_path: Path, seed: int) -> None:
    with site(tmp_path) as made:
        edition = without_surrogates(hostile_edition(sample_edition(), seed))
        made.store.editions.save(replace(edition, id="n-2", newsletter="n"), at=NOW)
        made.store.editions.mark("n-2", "sent")
        valid_atom(ask(made.app, "/feed.xml").body)
        feed = valid_json_feed(ask(made.app, "/feed.json").body)
        assert "<script" not in "".join(item["content_html"] for item in feed["items"])
        fromstring(ask(made.app, "/sitemap.xml").body)


def test_the_sitemap_names_every_page_once(whole: Site) -> None:
    document = fromstring(ask(whole.app, "/sitemap.xml").body)
    urls = [element.text or "" for element in document.iter() if element.tag.endswith("}loc")]
    assert len(urls) == len(set(urls))
    for url in urls:
        assert ask(whole.app, url.removeprefix(URL) or "/").status == 200, url
    assert f"Sitemap: {URL}/sitemap.xml" in ask(whole.app, "/robots.txt").body


def test_without_an_address_there_are_no_feeds_and_nothing_points_to_them(tmp_path: Path) -> None:
    with site(tmp_path, web={"url": None}) as made:
        publish(made)
        for path in ("/feed.xml", "/feed.json", "/sitemap.xml"):
            assert ask(made.app, path).status == 404
        for path in ("/", "/editions/n-1"):
            body = ask(made.app, path).body
            assert "feed.xml" not in body
            assert "og:image" not in body
            assert "canonical" not in body
