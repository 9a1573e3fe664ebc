"""What came back changes who gets the next edition, once, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefing.audience.bounce_brake import CROWD
from briefing.audience.tokens import make_token, secret_of
from briefing.delivery.bounce_mailbox import MAILS_AT_ONCE
from briefing.errors import DeliveryError
from briefing.pipeline.sending import Mailer
from tests.delivery.newsletter import EDITION, open_mailer
from tests.delivery.test_bounces import complaint, mail, report
from tests.make import NOW, make_edition, make_reference

BOX: dict[str, Any] = {"address": "bounces@example.org", "maildir": "box", "soft_limit": 2}


@pytest.fixture
def mailer(tmp_path: Path) -> Iterator[Mailer]:
    """A newsletter whose first edition went to three readers, and an empty bounce mailbox."""
    for part in ("new", "cur", "tmp"):
        (tmp_path / "box" / part).mkdir(parents=True)
    with open_mailer(tmp_path, bounces=BOX) as opened:
        opened.deliver(EDITION)
        yield opened


def put(mailer: Mailer, *mails: bytes) -> None:
    folder = mailer.config.path("box") / "new"
    for data in mails:
        (folder / f"{len(list(folder.iterdir()))}.{abs(hash(data))}").write_bytes(data)


def about(mailer: Mailer, data: bytes, *, reader: int = 0, edition: str = EDITION) -> bytes:
    """A report about the message that this reader had."""
    (one,) = (d for d in mailer.deliveries(edition) if d.email == f"r{reader}@example.org")
    return data.replace(b"<0123456789abcdef0123456789abcdef@example.org>", one.message_id.encode())


def send_another(mailer: Mailer, number: int) -> None:
    made = make_edition(id=f"n-{number}", references=(make_reference(),))
    edition = replace(made, created=NOW.replace(day=24 + number))
    mailer.store.editions.save(edition, at=edition.created)
    mailer.store.editions.approve(edition.id, by="Ada", at=NOW)
    mailer.deliver(edition.id)


def active(mailer: Mailer) -> list[str]:
    return [one.email for one in mailer.store.subscribers.active("n")]


def test_a_hard_bounce_ends_delivery(mailer: Mailer) -> None:
    put(mailer, about(mailer, report("5.1.1")))
    assert mailer.returns().hard == 1
    assert active(mailer) == ["r1@example.org", "r2@example.org"]
    (one,) = (d for d in mailer.deliveries() if d.reason)
    assert (one.email, one.state) == ("r0@example.org", "sent")
    assert one.reason.startswith("hard: 5.1.1")


def test_the_marked_address_is_enough(mailer: Mailer) -> None:
    (one,) = (d for d in mailer.deliveries() if d.email == "r1@example.org")
    to = f"bounces+{one.message_id[1:33]}@example.org"
    put(mailer, report("5.1.1", to=to, quoted="Subject: nothing known\r\n"))
    assert mailer.returns().hard == 1
    assert active(mailer) == ["r0@example.org", "r2@example.org"]


def test_the_same_report_counts_once(mailer: Mailer) -> None:
    data = about(mailer, report("5.2.2"))
    put(mailer, data)
    put(mailer, data)
    assert mailer.returns().soft == 2
    assert len(active(mailer)) == 3


def test_soft_bounces_in_a_row_end_delivery(mailer: Mailer) -> None:
    put(mailer, about(mailer, report("5.2.2")))
    mailer.returns()
    assert len(active(mailer)) == 3
    send_another(mailer, 2)
    put(mailer, about(mailer, report("4.4.7"), edition="n-2"))
    assert mailer.returns().soft == 1
    assert active(mailer) == ["r1@example.org", "r2@example.org"]


def test_a_soft_bounce_that_is_over_is_forgotten(mailer: Mailer) -> None:
    put(mailer, about(mailer, report("5.2.2")))
    mailer.returns()
    for number in (2, 3):
        send_another(mailer, number)
    put(mailer, about(mailer, report("5.2.2"), edition="n-3"))
    mailer.returns()
    assert len(active(mailer)) == 3


def test_a_complaint_ends_the_subscription(mailer: Mailer) -> None:
    put(mailer, about(mailer, complaint()))
    assert mailer.returns().complaint == 1
    assert active(mailer) == ["r1@example.org", "r2@example.org"]
    history = mailer.store.subscribers.history("r0@example.org", newsletter="n")
    assert history[-1].cause == "complaint: abuse"


def test_a_mail_unsubscribes_who_holds_the_token(mailer: Mailer) -> None:
    reader = mailer.store.subscribers.get("r1@example.org")
    assert reader is not None
    token = make_token(secret_of(mailer.store), "unsubscribe", "n", reader.id)
    put(mailer, mail(Subject=f"unsubscribe n {token}", From="anybody@example.com"))
    assert mailer.returns().unsubscribe == 1
    assert active(mailer) == ["r0@example.org", "r2@example.org"]


@pytest.mark.parametrize(
    "subject", ["unsubscribe n forged.token", "unsubscribe n", "unsubscribe m x"]
)
def test_nobody_is_unsubscribed_by_a_forged_mail(mailer: Mailer, subject: str) -> None:
    put(mailer, mail(Subject=subject, From="r1@example.org"))
    assert mailer.returns().left == 1
    assert len(active(mailer)) == 3


def test_what_is_not_understood_stays_in_the_box(mailer: Mailer) -> None:
    put(mailer, mail(Subject="Re: news"), report("5.1.1"), mail(Auto_Submitted="auto-replied"))
    report_ = mailer.returns()
    assert (report_.left, report_.nothing, report_.hard) == (2, 1, 0)
    assert (report_.flagged, report_.waiting) == (2, 0)
    assert any("2 were not understood" in line for line in report_.warnings)
    assert len(active(mailer)) == 3


def test_what_was_not_understood_is_not_read_again_unasked(mailer: Mailer) -> None:
    put(mailer, mail(Subject="Re: news"))
    assert mailer.returns().left == 1
    assert mailer.returns().left == 0
    assert mailer.returns(again=True).left == 1


def test_a_heap_of_rubbish_does_not_hide_a_bounce(mailer: Mailer) -> None:
    folder = mailer.config.path("box") / "new"
    for number in range(MAILS_AT_ONCE):
        (folder / f"{2_000_000_000 + number}.junk").write_bytes(b"Subject: buy\n\nnow\n")
    (folder / "1000000000.bounce").write_bytes(about(mailer, report("5.1.1")))
    first = mailer.returns()
    assert (first.left, first.waiting, first.hard) == (MAILS_AT_ONCE, 1, 0)
    assert mailer.returns().hard == 1


def test_a_refusal_of_us_never_ends_an_address(mailer: Mailer) -> None:
    """Two editions are refused for what we are, which is the limit for soft ones."""
    said = "smtp; 550 5.7.1 192.0.2.9 is on our blocklist"
    put(mailer, about(mailer, report("5.0.0", diagnostic=said)))
    send_another(mailer, 2)
    put(mailer, about(mailer, report("5.0.0", diagnostic=said), edition="n-2"))
    assert mailer.returns().policy == 2
    assert len(active(mailer)) == 3


def test_a_refusal_of_us_does_not_hide_that_a_mailbox_is_full(mailer: Mailer) -> None:
    put(mailer, about(mailer, report("5.2.2")))
    send_another(mailer, 2)
    put(mailer, about(mailer, report("5.7.1"), edition="n-2"))
    send_another(mailer, 3)
    put(mailer, about(mailer, report("5.2.2"), edition="n-3"))
    mailer.returns()
    assert active(mailer) == ["r1@example.org", "r2@example.org"]


def test_many_at_one_domain_are_the_domains_fault(tmp_path: Path) -> None:
    """A provider that says "no such user" of everybody for a day loses us nobody."""
    for part in ("new", "cur", "tmp"):
        (tmp_path / "box" / part).mkdir(parents=True)
    with open_mailer(tmp_path, people=CROWD + 1, bounces=BOX) as opened:
        opened.deliver(EDITION)
        for reader in range(CROWD - 1):
            put(opened, about(opened, report("5.1.1"), reader=reader))
        assert opened.returns().held == 0
        assert len(active(opened)) == 2
        put(opened, about(opened, report("5.1.1"), reader=CROWD - 1))
        summary = opened.returns()
        assert summary.held == CROWD
        assert len(active(opened)) == CROWD + 1
        history = opened.store.subscribers.history("r0@example.org", newsletter="n")
        assert "too many at one domain" in history[-1].cause
        send_another(opened, 2)
        put(opened, about(opened, report("5.1.1"), reader=0, edition="n-2"))
        opened.returns()
        assert "r0@example.org" not in active(opened)


def test_a_bounce_settles_a_doubt(mailer: Mailer) -> None:
    (one, *_) = mailer.deliveries()
    from sqlalchemy import update

    from briefing.store import tables as t

    with mailer.store._database.write() as connection:
        connection.execute(
            update(t.deliveries)
            .where(t.deliveries.c.subscriber_id == one.subscriber_id)
            .values(state="in_doubt")
        )
    put(mailer, about(mailer, report("5.2.2"), reader=int(one.email[1])))
    mailer.returns()
    (after,) = (d for d in mailer.deliveries() if d.subscriber_id == one.subscriber_id)
    assert after.state == "sent"


def test_a_newsletter_without_a_box_says_so(tmp_path: Path) -> None:
    with open_mailer(tmp_path) as opened, pytest.raises(DeliveryError, match="no mailbox is named"):
        opened.returns()
