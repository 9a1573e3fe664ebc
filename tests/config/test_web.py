"""The address of the pages gives the links to them, where the file names no others."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from briefing.config import Config

URL = "https://news.example.org"


def config(**over: Any) -> Config:
    letter = {"id": "n", "title": "The Daily"} | over.pop("newsletter", {})
    said = {"newsletter": letter, "sources": [{"kind": "folder", "path": "in"}]}
    return Config.model_validate(said | over)


@pytest.mark.parametrize("url", [URL, f"{URL}/", f"{URL}/letters/"])
def test_links_follow_from_the_address(url: str) -> None:
    links = config(web={"url": url}).newsletter.links
    base = url.rstrip("/")
    assert links.subscribe == f"{base}/subscribe"
    assert links.preferences == f"{base}/preferences"
    assert links.unsubscribe == f"{base}/unsubscribe"
    assert links.view == f"{base}/editions"
    assert links.archive == f"{base}/"


def test_what_the_file_names_stands() -> None:
    own = {"links": {"unsubscribe": "https://other.example/leave"}}
    links = config(web={"url": URL}, newsletter=own).newsletter.links
    assert links.unsubscribe == "https://other.example/leave"
    assert links.preferences == f"{URL}/preferences"


def test_without_an_address_there_are_none() -> None:
    assert config().newsletter.links.unsubscribe is None
    assert config(web={"url": URL, "signup": False}).newsletter.links.subscribe is None


@pytest.mark.parametrize("url", ["news.example.org", "ftp://x", f"{URL}/?a", f"{URL}/#a", 5])
def test_an_address_that_is_none_is_refused(url: object) -> None:
    with pytest.raises(ValidationError):
        config(web={"url": url})


@pytest.mark.parametrize("tags", [{"Not a tag": "x"}, {"uk": ""}, {"uk": 5}, ["uk"]])
def test_audiences_are_tags_with_titles(tags: object) -> None:
    with pytest.raises(ValidationError):
        config(newsletter={"tags": tags})


@pytest.mark.parametrize("web", ["x", 5, [], None, {"nonsense": 1}])
def test_rubbish_is_a_fault_and_no_crash(web: object) -> None:
    with pytest.raises(ValidationError):
        config(web=web)
    with pytest.raises(ValidationError):
        Config.model_validate({"newsletter": "x", "web": {"url": URL}})


def test_an_address_without_https_is_one_fault() -> None:
    with pytest.raises(ValidationError) as found:
        config(web={"url": "news.example.org"})
    assert [fault["loc"] for fault in found.value.errors()] == [("web", "url")]
