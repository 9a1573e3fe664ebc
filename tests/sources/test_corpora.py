"""Public corpora, kept outside the project: read from the folder BRIEFING_CORPORA names.

What to put there, and the figures in full: `python -m benchmarks.corpora FOLDER`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks import corpora
from briefing.errors import SourceError
from briefing.models import Story
from briefing.sources import extract_page, parse_feed
from briefing.sources.documents.markdown import read_markdown
from briefing.sources.fetch.addresses import denied
from briefing.sources.fetch.client import Client
from briefing.sources.fetch.guard import Gate
from briefing.sources.fetch.messages import Request
from briefing.sources.parse.mail import keyed_mails
from briefing.text.clean import clean, one_line
from briefing.text.urls import canonical_url, url_keys, web_url
from tests.sources.documents.proof import is_deletion

FOLDER = Path(os.environ.get("BRIEFING_CORPORA") or "/nowhere")


def needs(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(
        not (FOLDER / name).is_dir(), reason=f"BRIEFING_CORPORA names no folder with {name}"
    )


@needs("feedparser")
@needs("gofeed")
def test_every_feed_is_read_or_refused_in_words() -> None:
    found = corpora.read_feeds(FOLDER)
    assert found.files >= 2600
    assert (found.killed, found.fewer) == (0, ())
    assert found.stories >= found.feedparser
    assert found.slowest < 5
    assert found.json_files - found.json_read <= 1  # one of them is meant to be invalid


@needs("article-extraction-benchmark")
def test_articles_are_told_from_their_pages() -> None:
    found = corpora.read_pages(FOLDER)
    assert (found.pages, found.refused) == (181, 0)
    assert found.f1 >= 0.96


@needs("mail-parser")
def test_every_mail_is_read_or_refused_in_words() -> None:
    found = corpora.read_mails(FOLDER)
    assert found.mails >= 20
    assert found.stories >= found.mails - 2


@needs("rust-url")
def test_the_host_that_is_checked_is_the_host_that_is_looked_up() -> None:
    cases = corpora.addresses(FOLDER)
    assert len(cases) >= 800
    asked: list[str] = []

    async def lookup(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return ("192.0.2.1",)

    with Client(timeout=2.0, lookup=lookup) as client:
        for case in cases:
            asked.clear()
            checked = _checked(case)
            if checked is None or not denied(checked):
                continue  # refused by its spelling, or a public address that no test may reach
            (answer,) = client.fetch((Request(url=case),))
            assert isinstance(answer, SourceError)
            assert {host.removesuffix(".") for host in asked} <= {checked.removesuffix(".")}


def _checked(case: str) -> str | None:
    """The host of what the gate lets through, as it is looked up; None where it refuses."""
    try:
        return Gate().target(case).raw_host
    except SourceError:
        return None


@needs("rust-url")
def test_keys_of_any_address_hold_still() -> None:
    for case in corpora.addresses(FOLDER):
        key = canonical_url(case)
        assert canonical_url(key) == key
        assert url_keys(case)[0] == key
        assert web_url(case) is None or web_url(case) == case.strip()


@needs("big-list-of-naughty-strings")
def test_no_naughty_string_breaks_a_field_of_a_feed() -> None:
    for said in corpora.naughty_strings(FOLDER):
        item = {
            "id": said,
            "url": said,
            "title": said,
            "content_text": f"{said}\n\nA bridge fell.",
            "authors": [{"name": said}],
            "tags": [said],
            "language": said,
            "image": said,
            "date_published": said,
        }
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": said, "items": [item]}
        for story in parse_feed(json.dumps(feed).encode(), "https://a.example/"):
            _holds(story, said)


def _holds(story: Story, said: str) -> None:
    """Nothing was added; plain words are unchanged."""
    for field in (story.title, story.text, story.author, story.publisher, *story.tags):
        assert field == clean(field)
        assert is_deletion(field, _bare(said) + " A bridge fell.")
    assert story.url is None or web_url(story.url) == story.url
    if not {"<", "&"} & set(said) and len(said) < 200 and one_line(said):
        assert story.title == one_line(said)


def _bare(said: str) -> str:
    """The string as HTML would show it, with what it says literally."""
    import html

    return f"{said} {html.unescape(said)} {html.unescape(html.unescape(said))}"


@needs("big-list-of-naughty-strings")
def test_no_naughty_string_breaks_a_page_a_mail_or_front_matter() -> None:
    body = "".join(f"<p>The bridge fell for the {n}th time, police said.</p>" for n in range(9))
    for said in corpora.naughty_strings(FOLDER):
        raw = said.encode("utf-8", "replace")
        documents = (
            b"<html><head><title>" + raw + b"</title></head><body><h1>" + raw + b"</h1>"
            b"<article><p>" + raw + b"</p>" + body.encode() + b"</article></body></html>",
            b"From: " + raw + b" <a@b.example>\nSubject: " + raw + b"\n\n" + raw + b"\nIt fell.",
            b"---\ntitle: " + json.dumps(said).encode() + b"\n---\n" + raw + b"\n\nIt fell.",
        )
        for read, data in zip((_page, _mail, _markdown), documents, strict=True):
            try:
                title, text = read(data)
            except SourceError as error:
                assert error.what
            else:
                assert (title, text) == (one_line(title), clean(text))


def _page(data: bytes) -> tuple[str, str]:
    story = extract_page(data, "https://a.example/x")
    return story.title, story.text


def _mail(data: bytes) -> tuple[str, str]:
    story = keyed_mails(data, source="x")[0].story
    return story.title, story.text


def _markdown(data: bytes) -> tuple[str, str]:
    draft = read_markdown(data.decode("utf-8", "replace"))
    return draft.title, draft.text
