"""Editions, sources, subscribers and deliveries: what the pages show, and what they do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from briefing.config import load, source_name
from briefing.desk.editions import approve
from tests.sources.server import serving
from tests.web.desk.house import DeskClient, DeskHouse, desk_house
from tests.web.desk.stocked import APPROVED, DRAFT, OTHER, PAST, slot, stocked_house


@pytest.fixture
def stocked(tmp_path: Path) -> Iterator[DeskHouse]:
    with stocked_house(tmp_path) as house:
        yield house


def row_of(page: str, words: str) -> str:
    """The table row that holds these words."""
    rows = re.findall(r"<tr>.*?</tr>", page, re.DOTALL)
    return next(row for row in rows if words in row)


def state_of(house: DeskHouse, edition: str) -> str | None:
    return house.store.editions.state(edition)


def test_the_calendar_has_what_was_and_what_comes(stocked: DeskHouse) -> None:
    page = stocked.client().get("/").body
    assert "draft" in row_of(page, "The bridge is open again")
    assert "Grace" in row_of(page, "The bridge is closed")
    assert "by hand" in row_of(page, "By hand")
    assert "missed by more than" in row_of(page, "2026-11-20 06:00")
    assert "to come" in row_of(page, "2026-11-25 07:00")
    assert "2026-11-28" not in page  # a Saturday
    assert page.index("2026-11-25") < page.index("2026-11-24 06:00") < page.index("2026-11-20")


def test_an_approval_is_shown_with_its_name_and_can_be_withdrawn(stocked: DeskHouse) -> None:
    editor = stocked.client("Zoë", "editor")
    assert f"/work/{DRAFT}" in row_of(editor.get("/").body, DRAFT)
    approve(stocked.newsletter, DRAFT, by="Zoë")
    assert "Zoë" in row_of(editor.get("/").body, DRAFT)
    assert stocked.store.editions.approval(DRAFT) == ("Zoë", stocked.now[0])
    assert editor.post("/acts/withdraw", edition=DRAFT).status == 303
    assert (state_of(stocked, DRAFT), stocked.store.editions.approval(DRAFT)) == ("draft", None)
    late = editor.post("/acts/withdraw", edition=PAST)
    assert (late.status, state_of(stocked, PAST)) == (409, "sent")
    assert editor.post("/acts/withdraw", edition="nothing").status == 400


def test_an_edition_without_a_slot_is_sent_by_hand(stocked: DeskHouse) -> None:
    editor = stocked.client("Zoë", "editor")
    assert editor.post("/acts/send", edition=DRAFT).status == 400
    assert editor.post("/acts/send", edition=APPROVED).status == 303
    stocked.jobs.finish()
    assert state_of(stocked, APPROVED) == "sent"
    mails = list((stocked.home / "out" / "mail").glob("*.eml"))
    assert len(mails) == 4
    assert "4 sent" in editor.get("/").body


def test_a_skipped_slot_is_built_after_all_and_not_sent(stocked: DeskHouse) -> None:
    editor = stocked.client("Zoë", "editor")
    assert editor.post("/acts/redo", slot="2026-11-24T07:00").status == 400
    assert editor.post("/acts/redo", slot="2026-11-20T07:00").status == 303
    stocked.jobs.finish()
    made = stocked.store.slots.get("n", "2026-11-20T07:00")
    assert made is not None
    assert (made.reason, state_of(stocked, made.edition_id)) == ("made by hand", "draft")
    page = editor.get("/").body
    assert "it is built" in page
    assert "Look and approve" in row_of(page, made.edition_id)


def test_what_a_job_cannot_do_is_told(stocked: DeskHouse) -> None:
    (stocked.home / "in" / "port.txt").unlink()
    (stocked.home / "in").rmdir()
    editor = stocked.client("Zoë", "editor")
    stocked.store.editions.discard(DRAFT)
    slot(stocked, "2026-11-19T07:00", "skipped", reason="x")
    editor.post("/acts/redo", slot="2026-11-19T07:00")
    stocked.jobs.finish()
    assert "2026-11-19T07:00, building" in editor.get("/").body


def test_the_schedule_is_paused_and_goes_on(stocked: DeskHouse) -> None:
    editor = stocked.client("Zoë", "editor")
    assert editor.post("/acts/pause", until="2026-11-26", why="a strike").status == 303
    page = editor.get("/").body
    assert "paused until" in page
    assert "held" in row_of(page, "2026-11-25 07:00")
    assert "to come" in row_of(page, "2026-11-26 07:00")
    assert editor.post("/acts/pause", until="soon").status == 400
    assert editor.post("/acts/resume").status == 303
    assert "to come" in row_of(editor.get("/").body, "2026-11-25 07:00")


def test_a_viewer_sees_editions_and_sources_and_no_address(stocked: DeskHouse) -> None:
    viewer = stocked.client("Vic", "viewer")
    for path in ("/", "/sources"):
        page = viewer.get(path)
        assert page.status == 200
        assert "@example.org" not in page.body
        assert "/acts/" not in page.body
        assert "/subscribers" not in page.body
    for path in ("/subscribers", "/deliveries", f"/deliveries/{PAST}"):
        assert viewer.get(path).status == 403


def test_sources_are_read_paused_and_resumed(stocked: DeskHouse) -> None:
    editor = stocked.client("Zoë", "editor")
    assert "never read" in row_of(editor.get("/sources").body, "The desk")
    tried = editor.post("/sources/test", source="The desk")
    assert "The port of Orsk is shut." in tried.body
    assert stocked.store.stories.find("") == ()
    stocked.pipeline.ingest()
    page = editor.get("/sources").body
    assert "1 stories in 14 days" in row_of(page, "The desk")
    assert "<rect" in row_of(page, "The desk")
    wire = row_of(page, "The Wire")
    assert "failed" in wire
    assert editor.post("/sources/pause", source="The Wire").status == 303
    assert "paused by Zoë" in row_of(editor.get("/sources").body, "The Wire")
    assert editor.post("/sources/resume", source="The Wire").status == 303
    assert "paused" not in row_of(editor.get("/sources").body, "The Wire")
    assert editor.post("/sources/pause", source="nothing").status == 400


def test_a_source_is_found_added_and_removed(stocked: DeskHouse) -> None:
    editor, file = stocked.client("Zoë", "editor"), stocked.home / "config.yaml"
    with serving() as server:
        found = editor.post("/sources/find", url=f"{server.url}/listing/index")
        assert (found.status, f"{server.url}/feed" in found.body) == (200, True)
        added = editor.post("/sources/add", kind="feed", url=f"{server.url}/feed", name="All & <b>")
        assert added.status == 303
        assert "All &amp; &lt;b&gt;" in editor.get("/sources").body
        again = editor.post("/sources/add", kind="feed", url=f"{server.url}/feed", name="x")
        assert (again.status, "source already" in again.body) == (400, True)
        assert editor.post("/sources/find", url=f"{server.url}/nowhere").status == 400
    assert [source_name(one) for one in load(file).sources] == ["The desk", "The Wire", "All & <b>"]
    assert editor.post("/sources/remove", source="All & <b>").status == 303
    assert [source_name(one) for one in load(file).sources] == ["The desk", "The Wire"]
    for form in ({"kind": "folder", "url": "/etc"}, {"kind": "feed", "url": "ftp://x"}, {}):
        assert editor.post("/sources/add", **form).status == 400
    for url in ("http://10.0.0.1/feed", "file:///etc/passwd", "", "x" * 3000):
        assert editor.post("/sources/find", url=url).status == 400


def test_the_desk_goes_on_where_the_config_cannot_be_read(stocked: DeskHouse) -> None:
    editor, file = stocked.client("Zoë", "editor"), stocked.home / "config.yaml"
    file.write_text("newsletter: [")
    form = {"kind": "feed", "url": "https://wire.example.org/feed"}
    assert editor.post("/sources/add", **form).status == 400
    assert editor.get("/sources").status == 200


def test_subscribers_are_counted_listed_and_searched(stocked: DeskHouse) -> None:
    editor = stocked.client("Zoë", "editor")
    page = editor.get("/subscribers").body
    assert "0 at first, 4 today; 5 came, 1 left" in page
    assert "<b>4</b>active" in page
    assert "<b>1</b>unsubscribed" in page
    assert page.count("@example.org</a>") == 5
    some = editor.get("/subscribers?find=AD")
    assert re.findall(r">(\w+)@example.org<", some.body) == ["ada"]
    gone = editor.get("/subscribers?status=unsubscribed")
    assert re.findall(r">(\w+)@example.org<", gone.body) == ["eve"]
    fragment = editor.get("/subscribers?find=ad", **{"hx-request": "true", "hx-target": "listed"})
    assert "<html" not in fragment.body
    assert editor.get("/subscribers?find=%25").body.count("@example.org</a>") == 0


def test_subscribers_come_a_page_at_a_time(stocked: DeskHouse) -> None:
    for number in range(60):
        email = f"reader-{number:03}@example.org"
        stocked.store.subscribers.add(email, newsletter="n", at=stocked.now[0])
    editor, seen, path = stocked.client("Zoë", "editor"), [], "/subscribers?find=reader"
    while path:
        page = editor.get(path).body
        seen += re.findall(r">(reader-\d+)@example.org<", page)
        more = re.search(r'href="(/subscribers\?[^"]+)">The next', page)
        path = more[1].replace("&amp;", "&") if more else ""
    assert seen == [f"reader-{number:03}" for number in range(60)]


def test_one_subscriber_is_blocked_unblocked_and_leaves(stocked: DeskHouse) -> None:
    editor = stocked.client("Zoë", "editor")
    ada = stocked.store.subscribers.get("ada@example.org")
    assert ada
    for act, status in (("block", "blocked"), ("unblock", "ok")):
        assert editor.post(f"/acts/{act}", subscriber=ada.id).status == 303
        now = stocked.store.subscribers.get("ada@example.org")
        assert now is not None
        assert now.status == status
    assert editor.post("/acts/unsubscribe", subscriber=ada.id).status == 303
    page = editor.get(f"/subscribers/{ada.id}").body
    assert page.count("at the desk, by Zoë") >= 3
    assert editor.post("/acts/block", subscriber="nobody").status == 400
    assert editor.get("/subscribers/nobody").status == 404


def test_deliveries_show_what_became_of_each(stocked: DeskHouse) -> None:
    editor = stocked.client("Zoë", "editor")
    page = editor.get("/deliveries").body
    assert re.findall(r'number">(\d+)<', row_of(page, PAST)) == ["2", "2", "1"]
    assert f"{PAST}: 2 sent" in page
    one = editor.get(f"/deliveries/{PAST}").body
    assert "<b>1</b>in doubt" in one
    failed = editor.get(f"/deliveries/{PAST}?state=failed").body
    assert failed.index("cid@example.org") < failed.index("eve@example.org")
    assert "ada@example.org" not in failed
    assert "ada@example.org" in editor.get(f"/deliveries/{PAST}?find=ADA").body
    assert editor.get("/deliveries/nothing").status == 404


def test_what_is_in_doubt_is_decided(stocked: DeskHouse) -> None:
    editor = stocked.client("Zoë", "editor")
    form = {"edition": PAST, "email": "dan@example.org"}
    assert editor.post("/acts/resolve", **form, verdict="maybe").status == 400
    assert editor.post("/acts/resolve", **form, verdict="sent").status == 303
    (dan,) = stocked.store.listings.deliveries(PAST, find="dan", limit=2)
    assert (dan.state, dan.reason) == ("sent", "decided by Zoë")
    assert editor.post("/acts/resolve", edition="nothing", verdict="sent").status == 404


def test_what_failed_is_sent_again_to_who_still_wants_it(stocked: DeskHouse) -> None:
    editor = stocked.client("Zoë", "editor")
    nobody = editor.post("/acts/retry", edition=PAST, reply="no such words")
    assert nobody.status == 303
    assert "nobody to send it to" in editor.get(f"/deliveries/{PAST}").body
    assert editor.post("/acts/retry", edition=PAST, reply="").status == 303
    stocked.jobs.finish()
    states = {
        one.email.partition("@")[0]: one.state
        for one in stocked.store.listings.deliveries(PAST, limit=9)
    }
    assert (states["cid"], states["eve"], states["dan"]) == ("sent", "failed", "in_doubt")
    assert len(list((stocked.home / "out" / "mail").glob("*.eml"))) == 1
    assert "again to 1" in editor.get("/deliveries").body


def test_an_edition_of_another_newsletter_is_out_of_reach(stocked: DeskHouse) -> None:
    from tests.make import make_edition, make_reference

    foreign = make_edition(id="m-1", newsletter="m", references=(make_reference(),))
    stocked.store.editions.save(foreign, at=stocked.now[0])
    editor = stocked.client("Zoë", "editor")
    for act in ("approve", "withdraw", "send"):
        assert editor.post(f"/acts/{act}", edition="m-1").status == 404
    for path in ("/acts/resolve", "/acts/retry"):
        assert editor.post(path, edition="m-1", verdict="sent").status == 404
    assert editor.get("/deliveries/m-1").status == 404
    assert state_of(stocked, "m-1") == "draft"


def test_counts_over_time_are_those_of_each_day(tmp_path: Path) -> None:
    with desk_house(tmp_path, **OTHER) as house:
        start = house.now[0]
        for day in range(5):
            house.now[0] = start + timedelta(days=day)
            email = f"r{day}@example.org"
            house.store.subscribers.add(email, newsletter="n", at=house.now[0])
        house.store.subscribers.unsubscribe(
            "r0@example.org", newsletter="n", cause="x", at=house.now[0]
        )
        page = house.client("Zoë", "editor").get("/subscribers").body
        days = [(start + timedelta(days=day)).date().isoformat() for day in range(5)]
        counts = [re.search(f"{day}: (\\d+) active", page) for day in days]
        assert [int(found[1]) for found in counts if found] == [1, 2, 3, 4, 4]


def linked(client: DeskClient, path: str) -> list[str]:
    return re.findall(r'(?:href|action)="(/[^"#]*)"', client.get(path).body)


def test_every_form_and_link_of_the_pages_leads_to_a_route(stocked: DeskHouse) -> None:
    admin = stocked.client()
    pages = ("/", "/sources", "/subscribers", "/deliveries", f"/deliveries/{PAST}", "/account")
    for path in (*pages, "/users"):
        for link in linked(admin, path):
            answer = admin.send("DELETE", link.replace("&amp;", "&"))
            assert answer.status == 405, f"{path} -> {link}"
