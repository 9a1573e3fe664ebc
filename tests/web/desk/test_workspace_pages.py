"""The workspace without a browser: decisions, refusals, release, what each page tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest

from briefing.models import Keyed
from tests.make import make_story
from tests.web.asgi import Answer
from tests.web.desk.house import DeskClient
from tests.web.desk.mailbox import Mailbox, mailbox
from tests.web.desk.morning import OUTLETS, slug, write
from tests.web.desk.test_ten_minutes import LATE
from tests.web.desk.workspace import EDITION, NOW, MorningDesk, morning_desk

WORK = f"/work/{EDITION}"
ROW = re.compile(r'data-block="([^"]+)" data-kind="(\w+)" data-stories="([^"]*)"')


@pytest.fixture
def made(tmp_path: Path) -> Iterator[tuple[MorningDesk, Mailbox]]:
    with mailbox() as (box, port), morning_desk(tmp_path, stories=30, smtp_port=port) as desk:
        yield desk, box


@pytest.fixture
def desk(made: tuple[MorningDesk, Mailbox]) -> MorningDesk:
    return made[0]


@pytest.fixture
def ada(desk: MorningDesk) -> DeskClient:
    return desk.house.client("Ada", "editor")


def rows(client: DeskClient) -> list[tuple[str, str, list[str]]]:
    """Key, kind and stories of each row of the outline."""
    page = client.get(f"{WORK}/panes").body
    return [(key, kind, stories.split()) for key, kind, stories in ROW.findall(page)]


def decide(
    client: DeskClient, kind: str, stories: str = "", value: str = "", **more: str
) -> Answer:
    return client.post(f"{WORK}/decide", kind=kind, stories=stories, value=value, **more)


def version(answer: Answer) -> str:
    return answer.headers["x-desk-version"]


def said(answer: Answer) -> str:
    return unquote(answer.headers.get("x-desk-fault") or answer.headers.get("x-desk-said", ""))


def test_the_workspace_is_that_of_the_edition_in_the_making(ada: DeskClient) -> None:
    assert ada.get("/work").headers["location"] == WORK
    page = ada.get(WORK)
    assert page.status == 200
    assert "The Morning" in page.body
    assert ada.get("/work/n-2026-01-01").status == 404


def test_a_decision_comes_back_with_the_outline_and_the_history(ada: DeskClient) -> None:
    _, _, stories = rows(ada)[1]
    answer = decide(ada, "retitle", stories[0], "A headline of ours")
    assert answer.status == 200
    assert "A headline of ours" in answer.body
    assert "Ada retitled" in answer.body


def test_a_request_that_comes_twice_is_kept_once(ada: DeskClient, desk: MorningDesk) -> None:
    _, _, stories = rows(ada)[1]
    for _ in range(2):
        assert decide(ada, "pin", stories[0], request_id="one").status == 200
    assert len(desk.house.store.edits.list(EDITION)) == 1


def test_who_was_slower_is_shown_what_changed(ada: DeskClient, desk: MorningDesk) -> None:
    seen = version(ada.get(f"{WORK}/panes"))
    _, _, stories = rows(ada)[0]
    bob = desk.house.client("Bob", "editor")
    assert decide(bob, "retitle", stories[0], "Bob was here", version=seen).status == 200
    late = decide(ada, "retitle", stories[0], "Mine", version=seen)
    assert late.status == 409
    assert "Bob retitled" in said(late)
    assert "Bob was here" in late.body
    assert decide(ada, "retitle", stories[0], "Mine", version=version(late)).status == 200


@pytest.mark.parametrize(
    ("kind", "value"),
    [("nonsense", ""), ("move", "nowhere"), ("swap", "1:99999999"), ("retitle", ""), ("note", "")],
)
def test_what_cannot_be_meant_is_refused_with_the_reason(
    ada: DeskClient, kind: str, value: str
) -> None:
    _, _, stories = rows(ada)[0]
    named = "" if kind == "note" else stories[0]
    answer = decide(ada, kind, named, value)
    assert answer.status == 422
    assert said(answer)
    assert 'id="outline-body"' in answer.body


def test_undo_takes_back_mine_and_keeps_it_in_the_history(ada: DeskClient) -> None:
    _, _, stories = rows(ada)[0]
    decide(ada, "drop", " ".join(stories))
    answer = ada.post(f"{WORK}/undo", number="")
    assert answer.status == 200
    assert "taken back by Ada" in answer.body
    assert ada.post(f"{WORK}/undo", number="").status == 422


def test_an_embargo_is_a_moment_of_the_newsletters_zone(ada: DeskClient, desk: MorningDesk) -> None:
    _, _, stories = rows(ada)[0]
    answer = decide(ada, "hold", stories[0], until="2026-11-24T09:30", reason="embargo")
    assert answer.status == 200
    (decision,) = desk.house.store.edits.list(EDITION)
    assert f"{decision.edit.until:%H:%M}" == "08:30"
    assert "held until" in answer.body


def test_a_preview_says_what_falls_and_changes_nothing(ada: DeskClient, desk: MorningDesk) -> None:
    brief = next(stories for _, kind, stories in rows(ada) if kind == "in_brief")
    answer = ada.get(f"{WORK}/preview?kind=move&stories={brief[0]}&value=1")
    assert answer.headers["x-desk-costs"] == "1"
    assert "is told in brief" in answer.body
    assert desk.house.store.edits.list(EDITION) == ()


def test_a_split_shows_score_and_order_first(ada: DeskClient) -> None:
    stories = next(stories for _, _, stories in rows(ada) if len(stories) > 1)
    answer = ada.get(f"{WORK}/preview?kind=apart&stories={stories[0]}+{stories[1]}")
    assert "Why they are together" in answer.body
    assert re.search(r'class="score">0\.\d\d', answer.body)
    assert "After" in answer.body


def test_evidence_shows_sources_rank_and_links(ada: DeskClient) -> None:
    key, _, stories = rows(ada)[0]
    answer = ada.get(f"{WORK}/evidence?block={key}")
    assert answer.body.count('aria-pressed="true"') >= 1
    assert f'data-story="{stories[0]}"' in answer.body
    for heading in ("Why here", "Near it", "Who reports it"):
        assert heading in answer.body
    frame = ada.get(f"{WORK}/evidence?block=colophon")
    assert frame.status == 200


def test_another_summarizer_stands_beside(ada: DeskClient) -> None:
    key = rows(ada)[0][0]
    answer = ada.post(f"{WORK}/condense", block=key, method="lexrank")
    assert answer.status == 200
    assert "lexrank" in answer.body
    assert ada.post(f"{WORK}/condense", block=key, method="oracle").status == 422


def test_what_arrives_waits_until_it_is_taken_in(ada: DeskClient, desk: MorningDesk) -> None:
    before = ada.get(f"{WORK}/panes")
    write(desk.house.home, LATE)
    desk.house.pipeline.ingest()
    desk.house.wait(seconds=60)
    news = ada.get(f"{WORK}/changes?version={version(before)}&pending=0")
    assert news.status == 204
    assert "1 story waits" in said(news)
    assert "Gotvik" in ada.get(f"{WORK}/pending").body
    assert "Gotvik" not in ada.get(f"{WORK}/letter").body
    assert ada.post(f"{WORK}/take-in").status == 200
    assert "Gotvik" in ada.get(f"{WORK}/panes").body
    assert "1 story waits" not in said(ada.get(f"{WORK}/changes?version=0&pending=0"))


def test_a_test_mail_is_marked_and_sent(made: tuple[MorningDesk, Mailbox], ada: DeskClient) -> None:
    answer = ada.post(f"{WORK}/test", to="desk@example.org")
    assert answer.status == 200
    assert answer.body.startswith("<p>sent")
    (mail,) = made[1].to("desk@example.org")
    assert mail["Subject"].startswith("[Test]")
    assert ada.post(f"{WORK}/test", to="nobody").status == 422


def test_approval_is_of_what_was_seen_and_can_be_taken_back(
    ada: DeskClient, desk: MorningDesk
) -> None:
    seen = version(ada.get(f"{WORK}/panes"))
    bob = desk.house.client("Bob", "editor")
    assert decide(bob, "subject", value="From Bob").status == 200
    late = ada.post(f"{WORK}/approve", version=seen)
    assert late.status == 409
    assert "Bob" in said(late)
    assert ada.post(f"{WORK}/approve", version=version(late)).status == 200
    assert desk.house.store.editions.state(EDITION) == "approved"
    assert "by Ada" in ada.get(f"{WORK}/sheet/withdraw").body
    assert ada.post(f"{WORK}/withdraw").status == 200
    assert desk.house.store.editions.state(EDITION) == "draft"
    assert ada.post(f"{WORK}/withdraw").status == 422
    assert ada.post(f"{WORK}/send").status == 422


def test_sent_now_it_reaches_its_reader_and_is_closed(
    made: tuple[MorningDesk, Mailbox], ada: DeskClient
) -> None:
    desk, box = made
    desk.house.store.subscribers.add("r@example.org", newsletter="n", at=desk.house.now[0])
    ada.post(f"{WORK}/approve", version=version(ada.get(f"{WORK}/panes")))
    assert ada.post(f"{WORK}/send").status == 200
    desk.house.jobs.finish()
    assert len(box.to("r@example.org")) == 1
    _, _, stories = rows(ada)[0]
    assert decide(ada, "pin", stories[0]).status == 422
    assert ada.post(f"{WORK}/withdraw").status == 422


def test_a_source_that_fell_silent_is_to_be_looked_at(tmp_path: Path) -> None:
    """One that usually has a story a day, and none today; the finding leads to its page."""
    for outlet in OUTLETS:
        (tmp_path / slug(outlet)).mkdir()
    with morning_desk(tmp_path, stories=2) as made:
        for day in range(2, 7):
            at = NOW - timedelta(days=day)
            story = make_story(id=f"v{day}", source="Valley Post", published=at)
            keyed = Keyed(story=story, keys=(f"v{day}",), origin_sha256="")
            made.house.store.stories.add([keyed], seen_at=at)
        page = made.house.client("Ada", "editor").get(WORK).body
    (line,) = re.findall(r"<li><a href=\"([^\"]+)\">Valley Post gave nothing for a day</a>", page)
    assert line == "/sources"
    assert "Capital Review gave nothing" not in page


def test_the_letter_may_be_read_by_its_page_and_runs_nothing(ada: DeskClient) -> None:
    headers = ada.get(f"{WORK}/letter").headers
    assert headers["content-security-policy"].startswith("sandbox allow-same-origin; default-src")
    assert "script" not in headers["content-security-policy"]
    assert headers["x-frame-options"] == "SAMEORIGIN"


def test_pages_of_the_workspace_hold_nothing_inline(ada: DeskClient) -> None:
    for path in (WORK, f"{WORK}/panes", f"{WORK}/sheet/subject", f"{WORK}/sheet/approve"):
        page = ada.get(path).body
        assert "<style" not in page
        assert " style=" not in page
        assert not re.search(r"<script(?![^>]* src=)", page)
        assert not re.search(r"\son\w+=", page)
