"""The archive on the desk: found, filtered, added; and what a stranger's text may not do."""

from __future__ import annotations

import re

import pytest

from briefing.models import Keyed
from tests.make import NOW, make_edition, make_story
from tests.web.desk.house import DeskHouse

HOSTILE = "<script>alert(1)</script> harbour & <b>"


def fill(house: DeskHouse, count: int = 1) -> None:
    stories = [
        make_story(HOSTILE, id=f"s{n}", title=f"Harbour {n} <i>", url="javascript:alert(1)")
        for n in range(count)
    ]
    keyed = [
        Keyed(story=story, keys=(f"k-{story.id}",), origin_sha256="0" * 64) for story in stories
    ]
    house.store.stories.add(keyed, seen_at=NOW)


def test_words_are_marked_and_markup_is_text(house: DeskHouse) -> None:
    fill(house)
    page = house.client("Vi", "viewer").get("/search?q=harbour").body
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>harbour</mark> &amp; &lt;b&gt;" in page
    assert "<mark>Harbour</mark> 0 &lt;i&gt;" in page
    assert "javascript:" not in page
    assert "1 found, the best first" in page


def test_a_viewer_looks_and_an_editor_adds(house: DeskHouse) -> None:
    fill(house)
    viewer, editor = house.client("Vi", "viewer"), house.client("Ed", "editor")
    assert "Add to the edition" not in viewer.get("/search?q=harbour").body
    assert viewer.post("/search/add", story="s0").status == 403
    assert "Add to the edition" in editor.get("/search?q=harbour").body
    answer = editor.post("/search/add", story="s0", q="harbour")
    assert (answer.status, answer.headers["location"]) == (303, "/search?q=harbour")
    (decision,) = house.store.edits.list()
    assert (decision.edit.kind, decision.edit.story_ids) == ("add", ("s0",))
    assert "it is in from the next build on" in editor.get("/search?q=harbour").body


def test_htmx_gets_the_list_alone(house: DeskHouse) -> None:
    fill(house)
    part = house.client("Vi", "viewer").get("/search?q=harbour", **{"hx-request": "true"}).body
    assert "<ol" in part and "<html" not in part


def test_pages_are_turned_with_the_filters(house: DeskHouse) -> None:
    fill(house, 45)
    viewer, found, path = house.client("Vi", "viewer"), set[str](), "/search?q=harbour&kind=story"
    for _ in range(3):
        page = viewer.get(path).body
        found |= set(re.findall(r"</mark> (\d+) &lt;i", page))
        turn = re.search(r'href="([^"]*)">(?:More|Older)</a>', page)
        path = turn[1].replace("&amp;", "&") if turn else ""
    assert (len(found), path) == (45, "")


def test_days_are_those_of_the_newsletter(house: DeskHouse) -> None:
    fill(house)
    viewer = house.client("Vi", "viewer")
    assert "1 found" in viewer.get("/search?since=2026-11-24&until=2026-11-24").body
    assert "0 found" in viewer.get("/search?until=2026-11-23").body


def test_editions_are_found_and_not_added(house: DeskHouse) -> None:
    house.store.editions.save(make_edition(), at=NOW)
    house.store.editions.save(make_edition(newsletter="m", id="m-1", subject="Other"), at=NOW)
    page = house.client("Ed", "editor").get("/search?kind=edition").body
    assert "Bridge falls" in page and "Other" not in page
    assert "Add to the edition" not in page


@pytest.mark.parametrize(
    "query", ["since=yesterday", "until=9999-99-99", "since=0001-01-01", "state=no", "kind=letter"]
)
def test_what_is_no_filter_is_told(house: DeskHouse, query: str) -> None:
    answer = house.client("Vi", "viewer").get(f"/search?{query}")
    assert answer.status in {200, 400}
    assert ('role="alert"' in answer.body) == (answer.status == 400)


@pytest.mark.parametrize("query", ["q=%22", "q=-", "q=a*&page=99999", "page=0", "q=" + "x" * 5_000])
def test_nothing_typed_is_an_error(house: DeskHouse, query: str) -> None:
    fill(house)
    assert house.client("Vi", "viewer").get(f"/search?{query}").status == 200
