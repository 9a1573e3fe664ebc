"""What providers post changes who gets the next edition, once, and tells strangers nothing."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefing.delivery.providers.posts import MAX_POST_BYTES, WebhookPost
from briefing.models import Settlement
from briefing.store import Store
from briefing.web.responses import MAX_BODY_BYTES
from tests.delivery.provider_signing import PROVIDERS, SECRET, signed
from tests.make import NOW, make_edition
from tests.web.asgi import Answer, ask
from tests.web.running import running
from tests.web.site import Site, site

POSTS = Path(__file__).parents[1] / "delivery" / "provider_posts"
MARK = b"0123456789abcdef0123456789abcdef"
READER = "reader@example.com"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Site]:
    """Pages with all webhooks, and an edition that went to two readers."""
    with site(tmp_path, providers=PROVIDERS) as opened:
        for email in (READER, "other@example.com"):
            opened.add(email)
        send(opened.store, "n-1")
        yield opened


def send(store: Store, name: str) -> None:
    edition = replace(make_edition(id=name), created=NOW)
    store.editions.save(edition, at=NOW)
    store.deliveries.freeze(
        name, newsletter="n", message_id=lambda who: f"<{who}@example.org>", at=NOW
    )
    claimed = store.deliveries.claim(name, worker="w", now=NOW, limit=9)
    marked = [delivery.subscriber_id for delivery in claimed]
    settled = [Settlement(subscriber_id=who, state="sent", reply="250 ok") for who in marked]
    store.deliveries.record(name, marked=marked, settled=settled, worker="w")


def post(made: Site, path: str, sent: WebhookPost) -> Answer:
    return ask(
        made.app, f"/webhooks/{path}", sent.body, kind="application/json", more=dict(sent.headers)
    )


def payload(name: str) -> Any:
    return json.loads((POSTS / f"{name}.json").read_text())


def active(made: Site) -> list[str]:
    return [one.email for one in made.store.subscribers.active("n")]


@pytest.mark.parametrize(
    "name",
    [
        "amazon-ses.permanent.hard",
        "mailgun.permanent.hard",
        "postmark.hard-bounce.hard",
        "sendgrid.bounce.hard",
        "brevo.hard-bounce.hard",
    ],
)
def test_a_hard_bounce_ends_delivery_once(made: Site, name: str) -> None:
    provider = name.partition(".")[0]
    answer = post(made, provider, signed(provider, payload(name)))
    assert (answer.status, answer.body) == (200, "")
    assert active(made) == ["other@example.com"]
    made.store.subscribers.set_address_status(READER, "ok", cause="a person", at=NOW)
    again = post(made, provider, signed(provider, payload(name)))
    assert (again.status, again.body) == (200, "")
    assert len(active(made)) == 2
    assert made.faults == []


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("amazon-ses.complaint.complaint", "complained"),
        ("mailgun.complained.complaint", "complained"),
        ("postmark.spam-complaint.complaint", "complained"),
        ("sendgrid.spamreport.complaint", "complained"),
        ("brevo.spam.complaint", "complained"),
        ("mailgun.unsubscribed.unsubscribe", "ok"),
        ("postmark.subscription-change.unsubscribe", "ok"),
    ],
)
def test_who_complains_or_leaves_gets_nothing_more(made: Site, name: str, status: str) -> None:
    provider = name.partition(".")[0]
    assert post(made, provider, signed(provider, payload(name))).status == 200
    assert active(made) == ["other@example.com"]
    reader = made.store.subscribers.get(READER)
    assert reader is not None
    subscription = made.store.subscribers.subscription(reader.id, "n")
    assert subscription is not None
    assert (subscription.status, reader.status) == ("unsubscribed", status)


@pytest.mark.parametrize("name", ["brevo.blocked.policy", "sendgrid.blocked.policy"])
def test_a_policy_ends_nothing(made: Site, name: str) -> None:
    provider = name.partition(".")[0]
    for number in range(6):
        send(made.store, f"n-{number + 2}")
        changed = json.loads(json.dumps(payload(name)).replace("6g4ZI7SA", f"id{number}"))
        assert post(made, provider, signed(provider, changed)).status == 200
    assert len(active(made)) == 2


def test_the_message_it_names_goes_before_the_address(made: Site) -> None:
    """A reader who forwards all mail bounces at another address than ours."""
    (one,) = [d for d in made.store.deliveries.list() if d.email == "other@example.com"]
    event = payload("sendgrid.bounce.hard")
    event[0] |= {"email": "forwarded@example.net", "smtp-id": one.message_id}
    assert post(made, "sendgrid", signed("sendgrid", event)).status == 200
    assert active(made) == [READER]


def test_known_and_unknown_are_answered_alike(made: Site) -> None:
    event = payload("postmark.hard-bounce.hard")
    known = post(made, "postmark", signed("postmark", event))
    unknown = post(made, "postmark", signed("postmark", event | {"Email": "no@example.net"}))
    odd = post(made, "postmark", signed("postmark", event | {"Email": "<script>"}))
    assert known == unknown == odd


@pytest.mark.parametrize("provider", sorted(PROVIDERS))
def test_a_stranger_is_told_nothing(made: Site, provider: str) -> None:
    answer = post(made, provider, WebhookPost(body=b"{}"))
    assert (answer.status, answer.body) == (403, "")
    assert len(active(made)) == 2


def test_where_no_provider_is_named_there_is_no_webhook(made: Site, tmp_path: Path) -> None:
    assert post(made, "other", WebhookPost(body=b"{}")).status == 404
    assert ask(made.app, "/webhooks/postmark").status == 405
    (tmp_path / "bare").mkdir()
    with site(tmp_path / "bare") as bare:
        assert post(bare, "postmark", signed("postmark", {})).status == 404


def test_a_post_may_be_longer_than_a_form_and_not_endless(made: Site) -> None:
    long = [{"event": "delivered", "pad": "x" * 2 * MAX_BODY_BYTES}]
    assert post(made, "sendgrid", signed("sendgrid", long)).status == 200
    endless = WebhookPost(body=b"x" * (MAX_POST_BYTES + 1))
    assert post(made, "sendgrid", endless).status == 413


def test_what_cannot_be_read_is_asked_for_again_and_said(made: Site) -> None:
    assert post(made, "brevo", replace(signed("brevo", {}), body=b"{")).status == 503
    assert made.faults == ["a post of Brevo was not read: the post is no JSON"]


def test_the_command_serves_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process of its own, over HTTP."""
    monkeypatch.setenv("BRIEFING_POSTMARK_PASSWORD", SECRET)
    (tmp_path / "in").mkdir()
    said = {
        "newsletter": {"id": "n", "title": "The Daily", "sender": "Daily <d@example.org>"},
        "sources": [{"kind": "folder", "path": "in"}],
        "web": {"url": "https://news.example.org/daily"},
        "delivery": {"webhooks": {"postmark": {}}},
    }
    (tmp_path / "config.yaml").write_text(json.dumps(said))
    store = Store.open(f"sqlite:///{tmp_path}/briefing.db", now=NOW)
    store.subscribers.add(READER, newsletter="n", at=NOW)
    send(store, "n-1")
    sent = signed("postmark", payload("postmark.hard-bounce.hard"))
    with running("serve", tmp_path) as (_, url):
        connection = http.client.HTTPConnection("127.0.0.1", int(url.split(":")[2].strip("/")))
        for path, headers, status in (
            ("/webhooks/postmark", {}, 403),
            ("/daily/webhooks/postmark", sent.headers, 200),
        ):
            connection.request("POST", path, sent.body, dict(headers))
            answer = connection.getresponse()
            assert (answer.status, answer.read()) == (status, b"")
        connection.close()
    assert store.subscribers.active("n") == ()
    store.close()
