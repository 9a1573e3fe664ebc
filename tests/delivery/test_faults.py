"""Servers that fail at every stage: the right recipients wait, fail or are in doubt; no other."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from briefing.delivery import Letterhead, Relay, Terms, deliver, message_template
from briefing.delivery.batches import Tally
from briefing.delivery.message.message import message_for
from briefing.errors import DeliveryError
from briefing.models import Delivery, Rendering
from tests.delivery.memory import MemoryOutbox
from tests.delivery.scripted import DROP, HALF, SILENCE, TRICKLE, Script, ScriptedServer
from tests.delivery.serving import serving
from tests.make import NOW, make_edition

COUNT = 6
BAD = "r2@example.org"
SHEET = message_template(
    make_edition(),
    Rendering(subject="x", preheader="", html="<p>x</p>\n" * 400, text="x\n" * 900, markdown=""),
    Letterhead(sender="Daily <d@example.org>"),
)
_runs = itertools.count()


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture(params=[True, False], ids=["pipelining", "one-by-one"])
def piped(request: pytest.FixtureRequest, script: Script) -> bool:
    """Both kinds of server."""
    script.features = ("PIPELINING",) if request.param else ("8BITMIME",)
    return bool(request.param)


@pytest.fixture
def server(script: Script) -> Iterator[int]:
    with serving(lambda: ScriptedServer(script)) as port:
        yield port


Sender = Callable[..., Tally]


@pytest.fixture
def send(server: int, tmp_path: Path) -> Sender:
    """Send what is due in an outbox; `relay` changes how."""

    def run(outbox: MemoryOutbox, *, now: datetime = NOW, **relay: object) -> Tally:
        shape: dict[str, object] = {
            "connections": 1,
            "timeout": 1.0,
            "reconnect_seconds": (0.0,) * 8,
        }
        shape["security"] = "none"
        return deliver(
            Relay(host="127.0.0.1", port=server, **(shape | relay)),  # type: ignore[arg-type]
            outbox,
            build=lambda one: message_for(SHEET, one, now=now),
            terms=Terms(
                edition_id="n-1",
                worker=f"w{next(_runs)}",
                patience=timedelta(hours=24),
                size=SHEET.size,
            ),
            journal_folder=tmp_path / "flights",
            clock=lambda: now,
        )

    return run


def everyone_but(*numbers: int) -> list[str]:
    return sorted(f"r{number}@example.org" for number in range(COUNT) if number not in numbers)


def test_a_good_server_gets_everyone_once(script: Script, send: Sender, piped: bool) -> None:
    outbox = MemoryOutbox(COUNT)
    assert send(outbox).sent == COUNT
    assert outbox.states == {"sent": COUNT}
    assert script.recipients == everyone_but()
    assert script.connections == 1
    assert script.events[-1] == "QUIT"
    data = message_for(SHEET, outbox.rows["u-0000"], now=NOW).data
    assert ("r0@example.org", data) in script.accepted


REFUSALS = [
    ("RCPT", "450 try later", "deferred"),
    ("RCPT", "550 no such user", "failed"),
    ("RCPT", "550-5.1.1 no such\r\n550 5.1.1 user here", "failed"),
    ("RCPT", "554 5.7.1 relay access denied", "deferred"),
    ("RCPT", "530 5.7.0 log in first", "deferred"),
    ("DATA", "451 not now", "deferred"),
    ("DATA", "554 not this", "failed"),
    (".", "452 disk full", "deferred"),
    (".", "554 5.6.0 bad content", "failed"),
    (".", "354 what?", "in_doubt"),
    (".", DROP, "in_doubt"),
    (".", f"kept {DROP}", "in_doubt"),
    (".", SILENCE, "in_doubt"),
    (".", f"kept {TRICKLE}", "in_doubt"),
    ("RCPT", DROP, "deferred"),
    ("RCPT", SILENCE, "deferred"),
    ("RCPT", TRICKLE, "deferred"),
    ("DATA", DROP, "deferred"),
    ("BODY", HALF, "deferred"),
    ("RCPT", "421 closing", "deferred"),
    ("DATA", "421 closing", "deferred"),
    (".", "421 closing", "deferred"),
    ("RCPT", "hello", "deferred"),
    (".", "hello", "in_doubt"),
]


@pytest.mark.parametrize(("stage", "reply", "state"), REFUSALS)
def test_one_bad_recipient_costs_no_other(
    script: Script, send: Sender, piped: bool, stage: str, reply: str, state: str
) -> None:
    script.replies[f"{stage} {BAD}"] = reply
    outbox = MemoryOutbox(COUNT)
    send(outbox, timeout=0.4)
    if stage == "BODY" and outbox.state(2) == "in_doubt":
        state = "in_doubt"  # the dot was on its way before the loss was seen
    assert outbox.state(2) == state
    assert outbox.states == {"sent": COUNT - 1, state: 1}
    assert [one for one in script.recipients if one != BAD] == everyone_but(2)
    assert script.offers[BAD] == 1


@pytest.mark.parametrize("reply", ["450 greylisted", "451 4.7.1 later"])
def test_greylisting_is_tried_again_and_ends_well(script: Script, send: Sender, reply: str) -> None:
    script.replies[f"RCPT {BAD}"] = reply
    outbox = MemoryOutbox(COUNT)
    send(outbox)
    assert outbox.states == {"sent": COUNT - 1, "deferred": 1}
    del script.replies[f"RCPT {BAD}"]
    send(outbox, now=NOW + timedelta(minutes=4))
    assert outbox.states == {"sent": COUNT - 1, "deferred": 1}
    send(outbox, now=NOW + timedelta(minutes=6))
    assert outbox.states == {"sent": COUNT}
    assert script.recipients == everyone_but()


def test_waiting_has_an_end(script: Script, send: Sender) -> None:
    script.replies[f"RCPT {BAD}"] = "450 later"
    outbox, now = MemoryOutbox(COUNT), NOW
    while outbox.state(2) != "failed" and now < NOW + timedelta(days=3):
        send(outbox, now=now)
        now = max(now, outbox.retry_at.get("u-0002", now))
    assert outbox.state(2) == "failed"
    assert outbox.reply(2) == "given up: 450 later"
    assert now < NOW + timedelta(hours=24)


def test_what_is_in_doubt_is_not_sent_again(script: Script, send: Sender) -> None:
    script.replies[f". {BAD}"] = f"kept {DROP}"
    outbox = MemoryOutbox(COUNT)
    for hours in range(3):
        send(outbox, now=NOW + timedelta(hours=hours))
    assert outbox.state(2) == "in_doubt"
    assert script.recipients == everyone_but()


def test_a_server_that_refuses_our_rights_blames_nobody(script: Script, send: Sender) -> None:
    script.replies["RCPT"] = "554 5.7.1 relay access denied"
    outbox = MemoryOutbox(100)
    with pytest.raises(DeliveryError, match=r"took none of the last \d+.*relay access denied"):
        send(outbox)
    assert outbox.states["pending"] >= 100 - 30
    assert set(outbox.states) == {"pending", "deferred"}


def test_a_server_that_refuses_everyone_is_not_believed_for_ever(
    script: Script, send: Sender
) -> None:
    script.replies["RCPT"] = "550 no"
    outbox = MemoryOutbox(100)
    with pytest.raises(DeliveryError, match="took none"):
        send(outbox)
    assert set(outbox.states) == {"pending", "deferred"}
    assert outbox.states["deferred"] <= 30
    assert all(row.reply == "550 no" for row in outbox.rows.values() if row.attempts)


def test_those_refused_before_the_server_takes_one_have_failed(
    script: Script, send: Sender
) -> None:
    for number in range(15):
        script.replies[f"RCPT r{number}@example.org"] = "550 no"
    outbox = MemoryOutbox(20)
    tally = send(outbox)
    assert outbox.states == {"failed": 15, "sent": 5}
    assert len(tally.faults) == 15


def test_what_was_refused_before_the_door_was_shut_waits(script: Script, send: Sender) -> None:
    script.replies["RCPT"] = "550 no"
    script.replies["RCPT r5@example.org"] = DROP
    outbox = MemoryOutbox(COUNT)
    with pytest.raises(DeliveryError):
        send(outbox, reconnect_seconds=())
    assert "failed" not in outbox.states


def test_greylisting_of_everybody_ends_no_run(script: Script, send: Sender) -> None:
    script.replies["RCPT"] = "451 4.7.1 greylisted, come again"
    outbox = MemoryOutbox(100)
    send(outbox)
    assert outbox.states == {"deferred": 100}
    script.replies.clear()
    send(outbox, now=NOW + timedelta(minutes=6))
    assert outbox.states == {"sent": 100}


def test_one_domain_that_refuses_all_of_its_own_ends_no_run(script: Script, send: Sender) -> None:
    outbox = MemoryOutbox(80)
    for number in range(40, 80):
        name, email = f"u-{number:04}", f"r{number}@dead.example"
        outbox.rows[name] = replace(outbox.rows[name], email=email)
        script.replies[f"RCPT {email}"] = "450 not today"
    send(outbox)
    assert outbox.states == {"sent": 40, "deferred": 40}


def test_patience_counts_from_a_deliverys_own_first_attempt(script: Script, send: Sender) -> None:
    script.replies["RCPT"] = "450 4.2.1 not now"
    outbox, late = MemoryOutbox(1), NOW + timedelta(days=3)
    send(outbox, now=late)
    assert outbox.states == {"deferred": 1}
    assert outbox.rows["u-0000"].first_tried == late
    send(outbox, now=late + timedelta(hours=25))
    assert outbox.states == {"failed": 1}


def test_an_unknown_address_is_told_by_a_server_that_takes_others(
    script: Script, send: Sender
) -> None:
    script.replies[f"RCPT {BAD}"] = "550 5.1.1 no such user"
    tally = send(MemoryOutbox(COUNT))
    assert [delivery.email for delivery, _ in tally.unknown] == [BAD]


@pytest.mark.parametrize("reply", ["550 not you", "451 not now"])
def test_a_refused_sender_is_no_recipients_fault(
    script: Script, send: Sender, piped: bool, reply: str
) -> None:
    script.replies["MAIL"] = reply
    outbox = MemoryOutbox(3)
    send(outbox)
    assert outbox.states == {"deferred": 3}


@pytest.mark.parametrize("banner", ["554 go away", "421 too busy", DROP, "hello"])
def test_a_server_that_will_not_talk_leaves_all_as_it_is(
    script: Script, send: Sender, banner: str
) -> None:
    script.replies["BANNER"] = banner
    outbox = MemoryOutbox(3)
    with pytest.raises(DeliveryError, match="cannot be used"):
        send(outbox)
    assert outbox.states == {"pending": 3}


@pytest.mark.parametrize("reply", [SILENCE, TRICKLE])
def test_a_greeting_has_a_deadline(script: Script, send: Sender, reply: str) -> None:
    script.replies["BANNER"] = reply
    outbox = MemoryOutbox(3)
    with pytest.raises(DeliveryError, match="cannot be used"):
        send(outbox, timeout=0.3)  # without a deadline it would not come back
    assert outbox.states == {"pending": 3}


def test_a_refused_login_blames_no_recipient(script: Script, send: Sender) -> None:
    script.features = ("PIPELINING", "AUTH PLAIN LOGIN")
    script.replies["AUTH"] = "535 5.7.8 who are you"
    outbox = MemoryOutbox(3)
    with pytest.raises(DeliveryError, match=r"refused the login \(535\)"):
        send(outbox, username="ada", password="secret")
    assert outbox.states == {"pending": 3}
    assert not script.offers


def test_a_login_is_not_asked_of_a_server_that_has_none(script: Script, send: Sender) -> None:
    outbox = MemoryOutbox(3)
    with pytest.raises(DeliveryError, match="cannot do what is asked"):
        send(outbox, username="ada", password="secret")
    assert outbox.states == {"pending": 3}


def test_a_missing_starttls_sends_nothing_in_the_clear(script: Script, send: Sender) -> None:
    outbox = MemoryOutbox(3)
    with pytest.raises(DeliveryError, match="cannot do what is asked"):
        send(outbox, security="starttls")
    assert outbox.states == {"pending": 3}
    assert not script.offers


def test_a_data_reply_without_a_recipient_gets_a_lone_dot(script: Script, send: Sender) -> None:
    """RFC 2920, 3.1: a server may answer DATA with 354 though no recipient was accepted."""
    script.replies |= {f"RCPT {BAD}": "550 no such user", "LONE": "354"}
    outbox = MemoryOutbox(COUNT)
    send(outbox)
    assert outbox.states == {"sent": COUNT - 1, "failed": 1}
    assert script.recipients == everyone_but(2)


def test_a_withdrawn_message_is_not_finished(script: Script, send: Sender) -> None:
    outbox = MemoryOutbox(COUNT)

    def withdraw() -> str:
        outbox.withdraw(2)
        return "354 go on"

    script.replies[f"DATA {BAD}"] = withdraw
    send(outbox)
    assert outbox.states == {"sent": COUNT - 1, "withdrawn": 1}
    assert script.recipients == everyone_but(2)


def test_withdrawn_messages_are_no_fault_of_the_server(script: Script, send: Sender) -> None:
    outbox = MemoryOutbox(30)
    script.replies["DATA"] = lambda: withdrawn_up_to(outbox, 20)
    assert send(outbox, reconnect_seconds=(), connections=2).sent == 10
    assert outbox.states == {"sent": 10, "withdrawn": 20}
    assert len(script.recipients) == 10


def withdrawn_up_to(outbox: MemoryOutbox, count: int) -> str:
    """Take back the first of them, some of which are under way."""
    for number in range(count):
        if outbox.state(number) in {"pending", "leased"}:
            outbox.withdraw(number)
    return "354 go on"


def test_a_message_too_large_for_the_server_blames_nobody(script: Script, send: Sender) -> None:
    script.features = ("PIPELINING", "SIZE 1000")
    outbox = MemoryOutbox(3)
    with pytest.raises(DeliveryError, match="takes 1,000 bytes a message at most"):
        send(outbox)
    assert outbox.states == {"pending": 3}


def test_many_connections_share_the_work_and_the_commits(script: Script, send: Sender) -> None:
    outbox = MemoryOutbox(200)
    assert send(outbox, connections=8).sent == 200
    assert len(script.recipients) == len(set(script.recipients)) == 200
    assert 1 < script.connections <= 8
    assert outbox.commits < 200


def test_a_server_that_takes_few_connections_is_content_with_few(
    script: Script, send: Sender
) -> None:
    script.replies["BANNER"] = lambda: "220 ready" if script.connections < 3 else "421 enough"
    outbox = MemoryOutbox(50)
    assert send(outbox, connections=8).sent == 50
    assert outbox.states == {"sent": 50}


def test_a_server_that_hangs_up_again_and_again_is_left_alone(script: Script, send: Sender) -> None:
    script.replies["RCPT"] = DROP
    outbox = MemoryOutbox(50)
    with pytest.raises(DeliveryError, match="ends connections before it takes a message"):
        send(outbox, reconnect_seconds=(0.0, 0.0))
    assert outbox.states == {"pending": 47, "deferred": 3}


def test_a_server_that_takes_few_messages_a_connection_gets_all_the_same(
    script: Script, send: Sender
) -> None:
    turns = itertools.count(1)
    script.replies["."] = lambda: "250 ok" if next(turns) % 5 else "421 enough of this connection"
    outbox = MemoryOutbox(23)
    send(outbox)
    assert outbox.states == {"sent": 19, "deferred": 4}
    send(outbox, now=NOW + timedelta(hours=1))
    assert outbox.states["sent"] >= 22


def test_the_pace_is_kept(script: Script, send: Sender) -> None:
    outbox, started = MemoryOutbox(6), time.monotonic()
    send(outbox, per_second=10)
    assert time.monotonic() - started >= 0.45


def test_a_strange_address_fails_alone(script: Script, send: Sender) -> None:
    outbox = MemoryOutbox(3)
    outbox.rows["u-0001"] = Delivery(
        edition_id="n-1",
        subscriber_id="u-0001",
        email="a b@example.org>\r\nDATA",
        state="pending",
        message_id="<1@example.org>",
    )
    send(outbox)
    assert outbox.states == {"sent": 2, "failed": 1}
    assert "cannot stand before the @" in outbox.reply(1)
