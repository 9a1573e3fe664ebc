"""When a relay that fails is tried again, how long between two messages, and when it is enough."""

from __future__ import annotations

import pytest

from briefing.delivery import Relay
from briefing.delivery.pace import RateLimit
from briefing.delivery.smtp.reconnecting import Reconnecting
from briefing.delivery.smtp.relay import RelayRefusedError
from briefing.errors import DeliveryError

RELAY = Relay(host="relay.example", port=25, security="none", reconnect_seconds=(1.0, 5.0))


def reached() -> Reconnecting:
    """A relay that has answered before."""
    relay = Reconnecting(RELAY)
    relay.reached = True
    return relay


def test_pauses_grow_until_there_are_no_more() -> None:
    relay, error = reached(), DeliveryError("gone away")
    pauses = []
    for now in (0.0, 10.0):
        relay.failed(error, sent=0, now=now)
        pauses.append(relay.wait(now))
    assert (pauses, relay.end) == ([1.0, 5.0], None)
    relay.failed(error, sent=0, now=20.0)
    assert relay.end is error


def test_a_message_that_went_through_wipes_out_what_failed_before() -> None:
    """A relay that hangs up after each hundred messages is no relay that fails."""
    relay = reached()
    for sent in range(1, 50):
        relay.failed(DeliveryError("enough for one connection"), sent=sent, now=100.0 * sent)
        assert (relay.wait(100.0 * sent), relay.end) == (1.0, None)


@pytest.mark.parametrize("first", [True, False])
def test_a_refused_login_and_a_relay_that_is_not_there_end_it_at_once(first: bool) -> None:
    relay = Reconnecting(RELAY) if first else reached()
    error = DeliveryError("refused") if first else RelayRefusedError("no such user")
    relay.failed(error, sent=0, now=0.0)
    assert relay.end is error


@pytest.mark.parametrize("pace", [(10, 60), (1 / 60, 36_000)])
def test_of_two_paces_the_slower_is_kept(pace: tuple[float, float]) -> None:
    limit = RateLimit(per_second=pace[0], per_hour=pace[1])
    assert limit.wait() == 0
    limit.spend()
    assert 1 < limit.wait() <= 60


def test_without_a_pace_nothing_waits() -> None:
    limit = RateLimit()
    limit.spend()
    assert limit.wait() == 0
