"""An approved edition reaches every active subscriber once, over real SMTP and into folders."""

from __future__ import annotations

import mailbox
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from briefing.errors import DeliveryError
from briefing.models import Edit, Keyed, Reference
from briefing.pipeline.sending import Mailer
from tests.delivery.conftest import Journal
from tests.delivery.newsletter import EDITION, open_mailer, smtp
from tests.make import NOW, make_edition, make_story


def parsed(data: bytes) -> EmailMessage:
    found = message_from_bytes(data, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def test_everyone_gets_it_once_over_smtp(tmp_path: Path, journal: Journal, port: int) -> None:
    with open_mailer(tmp_path, **smtp(port)) as mailer:
        report = mailer.deliver(EDITION)
        again = mailer.deliver(EDITION)
        assert mailer.store.editions.state(EDITION) == "sent"
    assert report.counts == again.counts == (("sent", 3),)
    assert sorted(journal.recipients) == [f"r{n}@example.org" for n in range(3)]


def test_the_message_holds_text_and_html(tmp_path: Path, journal: Journal, port: int) -> None:
    with open_mailer(tmp_path, people=1, **smtp(port)) as mailer:
        mailer.deliver(EDITION)
    mail = parsed(journal.messages[0].original_content or b"")
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    body = mail.get_body(("plain",))
    assert body is not None
    assert "Brücke: The Daily\n.a line with a dot\n" in body.get_content().replace("\r\n", "\n")
    assert mail["To"] == "R 0 <r0@example.org>"
    assert mail["List-Unsubscribe"].startswith("<mailto:d@example.org?subject=unsubscribe%20n")
    assert "List-Unsubscribe-Post" not in mail


def test_a_draft_is_not_sent(tmp_path: Path) -> None:
    with open_mailer(tmp_path) as mailer:
        mailer.store.editions.mark(EDITION, "draft")
        with pytest.raises(DeliveryError, match=r"not approved.*briefing approve n-1"):
            mailer.deliver(EDITION)
        assert mailer.deliveries() == ()


def test_a_held_story_sends_the_edition_back_to_the_desk(tmp_path: Path) -> None:
    story = make_story(title="Embargoed")
    named = Reference(
        story_id="s1", title="Embargoed", outlet="Wire", source="wire", text_sha256="0" * 64
    )
    with open_mailer(tmp_path) as mailer:
        mailer.store.stories.add([Keyed(story=story, keys=("k",), origin_sha256="0")], seen_at=NOW)
        mailer.store.editions.save(make_edition(references=(named,)), at=NOW)
        mailer.store.editions.approve(EDITION, by="Ada", at=NOW)
        until = NOW + timedelta(hours=2)
        mailer.store.edits.add(Edit(kind="hold", story_ids=("s1",), until=until, by="Ada"), at=NOW)
        with pytest.raises(DeliveryError, match=r"Embargoed.*held until 2026-11-24 08:00 UTC"):
            mailer.deliver(EDITION)
        assert mailer.store.editions.state(EDITION) == "draft"


def with_an_embargo(mailer: Mailer, until: datetime) -> None:
    """The approved edition holds a story that may not be told before `until`."""
    story = make_story(title="Sealed", embargo=until)
    named = Reference(
        story_id="s1", title="Sealed", outlet="Wire", source="wire", text_sha256="0" * 64
    )
    mailer.store.stories.add([Keyed(story=story, keys=("k",), origin_sha256="0")], seen_at=NOW)
    mailer.store.editions.save(make_edition(references=(named,)), at=NOW)
    mailer.store.editions.approve(EDITION, by="Ada", at=NOW)


def test_an_edition_with_a_story_under_embargo_is_not_sent(tmp_path: Path) -> None:
    """Law: an embargo is enforced at send, whenever it came to be known."""
    with open_mailer(tmp_path) as mailer:
        with_an_embargo(mailer, NOW + timedelta(seconds=1))
        with pytest.raises(DeliveryError, match=r"Sealed.*under embargo until 2026-11-24 06:00"):
            mailer.deliver(EDITION)
        assert mailer.store.editions.state(EDITION) == "draft"
        assert mailer.store.deliveries.counts(EDITION) == ()
    assert not (tmp_path / "out" / "mail").exists()


def test_an_embargo_that_is_over_or_ended_by_a_person_stops_nothing(tmp_path: Path) -> None:
    for name, until, free in (("over", NOW, False), ("freed", NOW + timedelta(days=1), True)):
        home = tmp_path / name
        home.mkdir()
        with open_mailer(home) as mailer:
            with_an_embargo(mailer, until)
            if free:
                mailer.store.edits.add(Edit(kind="free", story_ids=("s1",), by="Ada"), at=NOW)
            assert mailer.deliver(EDITION).counts == (("sent", 3),)


@pytest.mark.parametrize("transport", ["eml", "maildir"])
def test_folders_hold_one_message_each(tmp_path: Path, transport: str) -> None:
    with open_mailer(tmp_path, transport=transport, folder="mail") as mailer:
        assert mailer.deliver(EDITION).counts == (("sent", 3),)
    folder = tmp_path / "mail"
    if transport == "maildir":
        found = [mail["To"] for mail in mailbox.Maildir(folder)]
    else:
        found = [parsed(file.read_bytes())["To"] for file in folder.glob("*.eml")]
    assert sorted(found) == [f"R {n} <r{n}@example.org>" for n in range(3)]


def test_what_was_sent_is_archived_byte_for_byte(tmp_path: Path) -> None:
    with open_mailer(tmp_path, folder="mail") as mailer:
        mailer.deliver(EDITION)
        files = mailer.store.editions.files(EDITION)
    assert files["edition.txt"].decode() == "Brücke: The Daily\n.a line with a dot\n"
    assert sorted(files) == [f"edition.{kind}" for kind in ("eml", "html", "json", "md", "txt")] + [
        "index.html"
    ]


def test_a_test_is_marked_and_leaves_no_trace(tmp_path: Path, journal: Journal, port: int) -> None:
    with open_mailer(tmp_path, **smtp(port)) as mailer:
        assert mailer.test(EDITION, "me@example.net").outcome == "sent"
        assert mailer.deliveries() == ()
        assert mailer.store.editions.state(EDITION) == "approved"
    assert journal.recipients == ["me@example.net"]
    assert parsed(journal.messages[0].original_content or b"")["Subject"] == "[Test] Bridge falls"


def test_a_refused_address_does_not_stop_the_others(
    tmp_path: Path, journal: Journal, port: int
) -> None:
    journal.answers = {"r0@example.org": "550 no such user", "r1@example.org": "450 later"}
    with open_mailer(tmp_path, **smtp(port)) as mailer:
        report = mailer.deliver(EDITION)
        assert mailer.store.editions.state(EDITION) == "sending"
    assert report.counts == (("deferred", 1), ("failed", 1), ("sent", 1))
    assert sorted(fault.where for fault in report.faults) == ["r0@example.org", "r1@example.org"]


def test_a_server_that_is_away_blames_nobody(tmp_path: Path) -> None:
    with open_mailer(tmp_path, **smtp(9)) as mailer:
        with pytest.raises(DeliveryError, match=r"127\.0\.0\.1:9: cannot be used"):
            mailer.deliver(EDITION)
        assert {delivery.state for delivery in mailer.deliveries()} == {"pending"}


@pytest.mark.parametrize(
    ("pace", "held"),
    [({}, 200), ({"per_hour": 60}, 10), ({"per_hour": 1}, 1), ({"per_second": 0.05}, 30)],
)
def test_no_more_is_claimed_than_the_pace_allows(
    tmp_path: Path, pace: dict[str, float], held: int
) -> None:
    with open_mailer(tmp_path, **smtp(9, **pace)) as mailer:
        assert mailer._terms(EDITION, 1000).batch == held


def test_a_missing_password_is_named(tmp_path: Path) -> None:
    with (
        open_mailer(tmp_path, **smtp(25, username="ada")) as mailer,
        pytest.raises(DeliveryError, match="BRIEFING_SMTP_PASSWORD: is not set"),
    ):
        mailer.deliver(EDITION)
