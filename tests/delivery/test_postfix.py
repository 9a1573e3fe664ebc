"""The sender against Postfix: its sink with each of its faults, and a real one with a Maildir."""

from __future__ import annotations

import mailbox
import os
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from briefing.errors import DeliveryError
from tests.delivery.newsletter import EDITION, open_mailer, smtp
from tests.delivery.postfix import sink, whole

PEOPLE = 500 if os.environ.get("BRIEFING_FULL") else 40


@pytest.mark.slow
def test_a_real_postfix_gets_everyone_once(tmp_path: Path) -> None:
    access = " {r1@example.org = 550 5.1.1 no such user}, {r2@example.org = 450 4.2.0 not now} "
    with (
        whole(access) as (port, inbox),
        open_mailer(tmp_path, people=PEOPLE, **smtp(port, connections=4)) as mailer,
    ):
        report = mailer.deliver(EDITION)
        arrived = delivered(inbox, PEOPLE - 2)
        ids = {one.email: one.message_id for one in mailer.deliveries()}
    assert report.counts == (("deferred", 1), ("failed", 1), ("sent", PEOPLE - 2))
    assert set(arrived.values()) == {1}
    expected = {email: name for email, name in ids.items() if email[:3] not in {"r1@", "r2@"}}
    assert dict(arrived.keys()) == expected


def delivered(inbox: Path, count: int) -> Counter[tuple[str, str]]:
    """Recipient and Message-ID of what is in the Maildir, once so many are there."""
    deadline = time.monotonic() + 60
    while len(list(inbox.glob("new/*"))) < count and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(0.5)  # one too many would come now
    box = mailbox.Maildir(inbox, create=False)
    return Counter((mail["Delivered-To"], mail["Message-ID"]) for mail in box)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "state"),
    [
        ((), "sent"),
        (("-p",), "sent"),  # without PIPELINING
        (("-w", "1"), "sent"),  # a second before it answers DATA
        (("-r", "RCPT"), "deferred"),
        (("-f", "RCPT"), "deferred"),  # for ever, but 5.3.0 is about the server: nobody failed
        (("-r", "DATA"), "deferred"),
        (("-f", "."), "deferred"),
        (("-r", "."), "deferred"),
    ],
)
def test_the_sink_with_its_faults(tmp_path: Path, options: tuple[str, ...], state: str) -> None:
    with (
        sink(*options) as port,
        open_mailer(tmp_path, people=10, **smtp(port, connections=2)) as mailer,
    ):
        assert mailer.deliver(EDITION).counts == ((state, 10),)


@pytest.mark.slow
@pytest.mark.parametrize(("stage", "state"), [("DATA", "deferred"), (".", "in_doubt")])
def test_the_sink_that_hangs_up(tmp_path: Path, stage: str, state: str) -> None:
    """After the dot each message is in doubt, and stays so; before it, it waits."""
    with (
        sink("-q", stage) as port,
        open_mailer(tmp_path, people=2, **smtp(port, connections=1)) as mailer,
    ):
        with suppress(DeliveryError):  # a server that only hangs up is left alone after a while
            mailer.deliver(EDITION)
        assert {one.state for one in mailer.deliveries()} == {state}
