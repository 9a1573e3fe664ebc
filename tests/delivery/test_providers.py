"""What providers post: read, where it proves who sent it, and else not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.delivery.providers.amazon_ses import AmazonSes
from briefing.delivery.providers.mailgun import OLDEST_POST, Mailgun
from briefing.delivery.providers.posts import ForgedPostError, WebhookPost
from briefing.delivery.providers.sendgrid import SendGrid
from briefing.errors import BriefingError, DeliveryError
from tests.delivery.provider_signing import (
    AMAZON,
    CERTIFICATE,
    CONFIRM,
    PROVIDERS,
    SECRET,
    TOPIC,
    Amazon,
    signed,
)
from tests.make import NOW

FOLDER = Path(__file__).parent / "provider_posts"
POSTS = sorted(FOLDER.glob("*.json"))
MARK = "0123456789abcdef0123456789abcdef"


def provider_of(path: Path) -> str:
    return path.name.partition(".")[0]


def payload_of(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("path", POSTS, ids=lambda path: path.stem)
def test_a_post_means_what_its_file_says(path: Path) -> None:
    name = provider_of(path)
    reports = PROVIDERS[name].reports(signed(name, payload_of(path)))
    meant = path.stem.rpartition(".")[2]
    assert [report.kind for report in reports] == ([] if meant == "none" else [meant])
    for report in reports:
        assert report.email == "reader@example.com"
        known = f"<{MARK}@example.org>" in report.message_ids or MARK in report.message_ids
        assert known == (name in {"amazon-ses", "mailgun", "sendgrid"})


@pytest.mark.parametrize("path", POSTS, ids=lambda path: path.stem)
def test_the_same_post_is_the_same_report(path: Path) -> None:
    name = provider_of(path)
    first, second = (PROVIDERS[name].reports(signed(name, payload_of(path))) for _ in range(2))
    assert first == second


def test_reports_differ_where_events_do() -> None:
    found = {
        (provider_of(path), report.report)
        for path in POSTS
        if provider_of(path) != "mailgun"  # the token tells those apart
        for report in PROVIDERS[provider_of(path)].reports(
            signed(provider_of(path), payload_of(path))
        )
    }
    names = {name for name, _ in found}
    assert len(found) > 2 * len(names)


@pytest.mark.parametrize("name", sorted(PROVIDERS))
def test_a_post_without_its_proof_is_refused(name: str) -> None:
    post = signed(name, payload_of(next(FOLDER.glob(f"{name}.*.json"))))
    bare = json.loads(post.body)
    if isinstance(bare, dict):
        bare.pop("Signature", None)
        bare.pop("signature", None)
    with pytest.raises(ForgedPostError):
        PROVIDERS[name].reports(WebhookPost(body=json.dumps(bare).encode()))


@pytest.mark.parametrize("name", ["amazon-ses", "sendgrid"])
def test_a_post_that_was_altered_is_refused(name: str) -> None:
    post = signed(name, payload_of(next(FOLDER.glob(f"{name}.*.json"))))
    altered = replace(post, body=post.body.replace(b"reader@example.com", b"victim@example.com"))
    assert altered.body != post.body
    with pytest.raises(ForgedPostError):
        PROVIDERS[name].reports(altered)


@pytest.mark.parametrize("name", ["postmark", "brevo"])
def test_a_wrong_secret_is_refused(name: str) -> None:
    post = signed(name, {})
    headers = {"authorization": post.headers["authorization"][:-3] + "AAA"}
    with pytest.raises(ForgedPostError):
        PROVIDERS[name].reports(replace(post, headers=headers))


@pytest.mark.parametrize("version", ["1", "2"])
def test_both_signatures_of_sns_hold(version: str) -> None:
    event = payload_of(FOLDER / "amazon-ses.permanent.hard.json")
    post = AMAZON.post(event, version=version, Subject="Amazon SES Email Event Notification")
    (report,) = PROVIDERS["amazon-ses"].reports(post)
    assert report.kind == "hard"


def test_a_subscription_is_confirmed_at_amazon() -> None:
    amazon = Amazon()
    ses = AmazonSes(topics=(TOPIC,), get=amazon.get, clock=lambda: NOW)
    post = amazon.post(
        Type="SubscriptionConfirmation", Token="2336412f37", SubscribeURL=CONFIRM, Message="You"
    )
    assert ses.reports(post) == ()
    assert amazon.asked == [CERTIFICATE, CONFIRM]


@pytest.mark.parametrize(
    "over",
    [
        {"TopicArn": "arn:aws:sns:eu-west-1:999999999999:theirs"},
        {"SigningCertURL": CERTIFICATE.replace("https", "http")},
        {"SigningCertURL": "https://sns.eu-west-1.amazonaws.com.evil.example/a.pem"},
        {"SigningCertURL": "https://evil.example/sns.eu-west-1.amazonaws.com/a.pem"},
        {"SigningCertURL": "https://sns.eu-west-1.amazonaws.com@evil.example/a.pem"},
        {"SigningCertURL": "https://bucket.s3.amazonaws.com/a.pem"},
        {"SigningCertURL": "https://sns.eu-west-1.amazonaws.com:8443/a.pem"},
        {"SigningCertURL": "https://sns.eu-west-1.amazonaws.com/?Action=Publish"},
        {"SigningCertURL": "https://[::1/a.pem"},
        {"SigningCertURL": ""},
        {"Type": "Other"},
        {"Type": ""},
    ],
    ids=str,
)
def test_nothing_is_asked_of_a_stranger(over: dict[str, str]) -> None:
    amazon = Amazon()
    ses = AmazonSes(topics=(TOPIC,), get=amazon.get, clock=lambda: NOW)
    with pytest.raises(ForgedPostError):
        ses.reports(amazon.post({}, **over))
    assert amazon.asked == []


def test_a_confirmation_elsewhere_is_refused() -> None:
    amazon = Amazon()
    ses = AmazonSes(topics=(TOPIC,), get=amazon.get, clock=lambda: NOW)
    elsewhere = {"Token": "t", "SubscribeURL": "https://evil.example/", "Message": "You"}
    with pytest.raises(ForgedPostError):
        ses.reports(amazon.post(Type="SubscriptionConfirmation", **elsewhere))
    assert amazon.asked == [CERTIFICATE]


@pytest.mark.parametrize("amazon", [Amazon(name="sns.example.org"), Amazon(days=-1)])
def test_a_certificate_of_somebody_else_or_of_last_year_is_refused(amazon: Amazon) -> None:
    ses = AmazonSes(topics=(TOPIC,), get=amazon.get, clock=lambda: NOW)
    with pytest.raises(ForgedPostError):
        ses.reports(amazon.post({}))


def test_what_is_no_certificate_is_refused() -> None:
    ses = AmazonSes(topics=(TOPIC,), get=lambda address: b"no", clock=lambda: NOW)
    with pytest.raises(ForgedPostError):
        ses.reports(AMAZON.post({}))


def test_an_old_post_of_mailgun_is_refused() -> None:
    post = signed("mailgun", payload_of(FOLDER / "mailgun.permanent.hard.json"))
    late = NOW + OLDEST_POST + timedelta(seconds=1)
    assert Mailgun(signing_key=SECRET, clock=lambda: late - timedelta(seconds=2)).reports(post)
    with pytest.raises(ForgedPostError, match="too old"):
        Mailgun(signing_key=SECRET, clock=lambda: late).reports(post)


@pytest.mark.parametrize("key", ["no base64!", "AAAA", "MCowBQYDK2VwAyEA" + "A" * 43 + "="])
def test_a_key_that_is_none_is_said_so(key: str) -> None:
    with pytest.raises(DeliveryError):
        SendGrid(public_key=key).reports(signed("sendgrid", []))


def test_a_batch_is_read_whole() -> None:
    events = [
        {"event": "bounce", "email": f"r{n}@example.org", "status": "5.1.1", "sg_event_id": str(n)}
        for n in range(300)
    ]
    reports = PROVIDERS["sendgrid"].reports(signed("sendgrid", [*events, 7, None, "x", []]))
    assert len({report.report for report in reports}) == 300


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("name", ["postmark", "sendgrid", "brevo"])
@given(payload=JSON)
@settings(max_examples=40, deadline=None)
def test_whatever_is_posted_is_an_answer_in_plain_words(name: str, payload: Any) -> None:
    try:
        reports = PROVIDERS[name].reports(signed(name, payload))
    except BriefingError:
        return
    assert all(len(report.report) == 64 for report in reports)


@pytest.mark.parametrize("path", POSTS, ids=lambda path: path.stem)
@given(data=st.data())
@settings(max_examples=6, deadline=None)
def test_any_field_may_be_anything(path: Path, data: st.DataObject) -> None:
    payload, name = payload_of(path), provider_of(path)
    place = payload[0] if isinstance(payload, list) else payload.get("event-data", payload)
    place[data.draw(st.sampled_from(sorted(place)))] = data.draw(JSON)
    try:
        PROVIDERS[name].reports(signed(name, payload))
    except BriefingError:
        return


@pytest.mark.parametrize("body", [b"", b"\xff", b"{", b"[" * 100_000, b'"\\ud800"', b"1"])
@pytest.mark.parametrize("name", sorted(PROVIDERS))
def test_rubbish_is_refused(name: str, body: bytes) -> None:
    with pytest.raises(BriefingError):
        PROVIDERS[name].reports(WebhookPost(body=body))
