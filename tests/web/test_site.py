"""The public site: editions with their sources, topics over time, search, and what it weighs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from PIL import Image

from briefing.rendering.share_card import CARD_PIXELS, fitted, wrapped
from briefing.rendering.site_values import Struck, quoted_passages
from briefing.web.site.addresses import slug_of
from tests.make import NOW
from tests.rendering.read import Page
from tests.rendering.sample import sample_edition
from tests.rendering.tongues import edition_in
from tests.rendering.whole_letter import HEADS, letter_of
from tests.web.asgi import ask
from tests.web.asking import get
from tests.web.site import URL, Site, publish, site
from tests.web.uvicorn_server import serving
from tests.web.whole_site import CORRECTED, DAYS, NEWEST, WRONG, fill

BUDGET_BYTES = 60_000
PAGES = (
    "/",
    f"/editions/{NEWEST}",
    f"/editions/{CORRECTED}",
    f"/editions/{NEWEST}/made",
    "/editions",
    "/editions/page/2",
    "/topics",
    "/topics/t-0",
    "/tags/harbour",
    "/tags/harbour/page/2",
    "/sources",
    "/search",
    "/search?q=harbour",
    "/subscribe",
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with site(tmp_path_factory.mktemp("site")) as made:
        fill(made)
        yield made


def json_ld(body: str) -> dict[str, object]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', body, re.DOTALL)
    assert found
    read: dict[str, object] = json.loads(found[1])
    return read


@pytest.mark.parametrize("path", PAGES)
def test_a_page_keeps_to_the_budget_and_to_its_own_house(whole: Site, path: str) -> None:
    answer = ask(whole.app, path)
    assert answer.status == 200
    parts = [answer.body, ask(whole.app, "/reader.css").body, ask(whole.app, "/site.js").body]
    assert sum(len(part.encode()) for part in parts) <= BUDGET_BYTES
    loaded = re.findall(
        r'(?:src|<link[^>]*rel="(?:stylesheet|icon)"[^>]*href)="([^"]*)"', answer.body
    )
    assert all(each.startswith("/") and not each.startswith("//") for each in loaded)
    assert " style=" not in answer.body
    assert "<style" not in answer.body


@pytest.mark.parametrize("language", ["en", "de", "fr", "ar"])
def test_an_edition_of_28_stories_keeps_to_the_budget(tmp_path: Path, language: str) -> None:
    with site(tmp_path, newsletter={"language": language}) as made:
        letter = letter_of(28)
        parts: dict[str, Any] = {
            name: getattr(letter, name) for name in ("blocks", "references", "subject")
        }
        publish(made, language=language, **parts)
        paths = ("/editions/n-1", "/reader.css", "/site.js")
        assert sum(len(ask(made.app, path).body.encode()) for path in paths) <= BUDGET_BYTES


def test_each_sentence_has_a_mark_that_opens_its_note(whole: Site) -> None:
    body = ask(whole.app, f"/editions/{NEWEST}").body
    marks = re.findall(r'<a class="mark" id="m(\d+)" href="#n(\d+)"', body)
    notes = re.findall(r'<div id="n(\d+)" role="note"', body)
    assert [mark for mark, _ in marks] == [note for _, note in marks] == notes
    assert len(notes) == body.count("<blockquote")
    edition = whole.store.editions.get(NEWEST)
    assert edition
    for block in edition.blocks:
        for sentence in getattr(block, "sentences", ()):
            note = f"<blockquote>{sentence.text}</blockquote>"
            assert note in body
            assert f"letters {sentence.start:,} to {sentence.end:,} of its text" in body


def test_what_is_wrong_is_struck_where_it_stands_with_the_day_above(whole: Site) -> None:
    body = ask(whole.app, f"/editions/{CORRECTED}").body
    assert f'<del>{WRONG}</del> <a class="fixed" href="#c1">corrected (1)</a>' in body
    assert 'id="c1"' in body
    assert "Corrected on 24 November 2026:" in body
    assert "<del>" not in ask(whole.app, f"/editions/{NEWEST}").body
    assert json_ld(body)["correction"]


def test_editions_lead_to_those_beside_them(whole: Site) -> None:
    first, last = (ask(whole.app, f"/editions/{name}").body for name in ("n-00", NEWEST))
    assert '<a rel="next" class="next" href="/editions/n-01">' in first
    assert 'rel="prev"' not in first
    assert f'<a rel="prev" href="/editions/{CORRECTED}">' in last
    assert 'rel="next"' not in last


def test_a_topic_is_told_over_time(whole: Site) -> None:
    body = ask(whole.app, "/topics/t-0").body
    days = re.findall(r'<time datetime="([\d-]+)">', body)
    assert days == sorted(days, reverse=True)
    assert len(days) > 20
    assert f'href="/editions/{NEWEST}#t1"' in body
    assert 'href="/topics/t-0"' in ask(whole.app, f"/editions/{NEWEST}").body
    assert HEADS[0] in body
    assert "No topic has run" not in ask(whole.app, "/topics").body


def test_sources_are_told_over_thirty_days_and_not_why_they_failed(whole: Site) -> None:
    body = ask(whole.app, "/sources").body
    assert body.count('<svg class="spark"') == 5
    assert "refused" not in body
    assert "Sources of the last 30 days" in body
    assert "Editions: 30." in body


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("harbour council", True),
        ("HARBOUR cóuncil", True),
        ("council zebra", False),
        ("<script>", False),
        ("%", False),
        ('"council harbour"', False),
        ('"harbour council" -night', True),
        ("harb*", True),
        ("quay", True),
    ],
)
def test_a_search_finds_what_editions_told(whole: Site, query: str, found: bool) -> None:
    body = ask(whole.app, f"/search?q={quote(query)}").body
    assert ('<ul class="list">' in body) is found
    assert ("Nothing was found" in body.split('role="status"')[1].split(">", 1)[1]) is not found
    assert 'name="robots" content="noindex"' in body


def test_only_what_went_out_is_on_the_site(made: Site) -> None:
    edition = sample_edition()
    secret: dict[str, Any] = {
        "blocks": edition.blocks,
        "references": edition.references,
        "subject": "Not yet",
    }
    publish(made, "n-1")
    publish(made, "n-2", state="draft", **secret)
    publish(made, "o-1", newsletter="other", **secret)
    for path in ("/", "/editions", "/topics", "/search?q=capitals", "/search.json", "/feed.xml"):
        body = ask(made.app, path).body
        assert "Not yet" not in body
        assert "Three capitals" not in body
    for path in ("/topics/t-roads", "/tags/roads", "/editions/n-2/card.png", "/editions/n-2/mail"):
        assert ask(made.app, path).status == 404


def test_machines_are_told_what_an_edition_is(whole: Site) -> None:
    body = ask(whole.app, f"/editions/{NEWEST}").body
    told = json_ld(body)
    assert told["@type"] == "NewsArticle"
    assert told["url"] == f"{URL}/editions/{NEWEST}"
    edition = whole.store.editions.get(NEWEST)
    assert edition
    citations = told["citation"]
    assert isinstance(citations, list)
    assert citations == [each.url for each in edition.references]
    assert f'<meta property="og:image" content="{URL}/editions/{NEWEST}/card.png">' in body
    assert json_ld(ask(whole.app, "/topics").body)["@type"] == "CollectionPage"


def test_the_markup_of_machine_words_cannot_be_left(made: Site) -> None:
    publish(made, subject="</script><script>alert(1)</script><!--")
    body = ask(made.app, "/editions/n-1").body
    assert json_ld(body)["headline"] == "</script><script>alert(1)</script><!--"
    assert "<script>alert" not in body


def test_photos_are_ours_and_of_a_kind_that_runs_nothing(whole: Site) -> None:
    with serving(whole.app) as url:
        status, head, data = get(url, f"/editions/{NEWEST}/pictures/1.jpg")
        assert (status, head["content-type"]) == (200, "image/jpeg")
        assert data.startswith(b"\xff\xd8")
        assert get(url, f"/editions/{NEWEST}/pictures/2.jpg")[0] == 404
        assert get(url, f"/editions/{NEWEST}/pictures/edition.eml")[0] == 404
        status, head, data = get(url, f"/editions/{NEWEST}/card.png")
        assert (status, head["content-type"]) == (200, "image/png")
        assert Image.open(BytesIO(data)).size == CARD_PIXELS
        assert Image.open(BytesIO(get(url, "/card.png")[2])).size == CARD_PIXELS
    assert f'src="/editions/{NEWEST}/pictures/1.jpg"' in ask(whole.app, f"/editions/{NEWEST}").body


@pytest.mark.parametrize("language", ["de", "ar"])
def test_an_edition_speaks_its_language(tmp_path: Path, language: str) -> None:
    with site(tmp_path, newsletter={"language": language}) as made:
        edition = edition_in(language)
        kept = ("blocks", "references", "subject", "language", "preheader")
        publish(made, **{name: getattr(edition, name) for name in kept})
        body = ask(made.app, "/editions/n-1").body
        assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in body
        for path in ("/", "/editions", "/topics", "/sources", "/search?q=x", "/editions/n-1"):
            page = Page(ask(made.app, path).body)
            assert "Editions" not in page.text
            assert "Search" not in page.text


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Middle East", "middle-east"),
        ("../../etc/passwd", "etc-passwd"),
        ("السكك الحديدية", "السكك-الحديدية"),
        ("!!!", ""),
        ("A" * 90, "a" * 60),
        ("x" * 59 + " y", "x" * 59),
    ],
)
def test_a_name_becomes_a_part_of_an_address(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("“Nobody was hurt.” is wrong", ("Nobody was hurt.",)),
        ('We wrote "nobody was hurt" and "two roads went"', ("nobody was hurt", "two roads went")),
        ("„Niemand kam um“ stimmt nicht", ("Niemand kam um",)),
        ("“No.” is short", ()),
        ("“an opening without an end", ()),
        ('an odd " mark', ()),
    ],
)
def test_quoted_passages_are_found(text: str, passages: tuple[str, ...]) -> None:
    assert quoted_passages(text) == passages


def test_pieces_of_a_struck_sentence_are_the_sentence() -> None:
    struck = Struck.of(["“two roads went up” is wrong", "It was not “before noon”"])
    text = "Where two roads went up before noon, two roads went up again."
    pieces = struck.pieces(text)
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.correction for piece in pieces if piece.correction] == [1, 2, 1]


def test_a_cards_headline_fits() -> None:
    for headline in ("Short", HEADS[0], HEADS[0] * 4, "大" * 80, "w" * 200):
        size, lines = fitted(headline, 560)
        assert len(lines) <= 5
        assert size >= 46
    assert wrapped("", 40, 300) == ()


def test_all_editions_can_be_reached_by_pages(whole: Site) -> None:
    bodies = [ask(whole.app, path).body for path in ("/editions", "/editions/page/2")]
    linked = set(re.findall(r'href="/editions/(n-\d\d)"', "".join(bodies)))
    assert len(linked) == DAYS
    assert ask(whole.app, "/editions/page/3").status == 404


def test_a_day_later_the_lists_are_new(tmp_path: Path) -> None:
    with site(tmp_path) as made:
        publish(made)
        assert "n-2" not in ask(made.app, "/editions").body
        publish(made, "n-2", created=NOW.replace(hour=7))
        made.seconds[0] += 60
        for path in ("/", "/editions", "/feed.json", "/sitemap.xml", "/editions/n-1"):
            assert "n-2" in ask(made.app, path).body, path
