"""Windows in which a message could be sent twice or be lost: each is shut, and stays so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest

from briefing.delivery import Letterhead, Terms, deliver, message_template
from briefing.delivery.folder_transports import EmlFolder, Maildir
from briefing.delivery.journal import Journal
from briefing.delivery.message.message import Message, message_for
from briefing.delivery.outbox import Outbox
from briefing.delivery.sending_run import recover
from briefing.delivery.transport import Reply, Transport
from briefing.errors import DeliveryError, StoreError
from briefing.models import Delivery, Rendering
from briefing.store import Store
from tests.delivery.memory import MemoryOutbox
from tests.make import NOW, make_edition

LATE = NOW + timedelta(hours=2)
SHEET = message_template(
    make_edition(),
    Rendering(subject="x", preheader="", html="<p>x</p>\n", text="x\n", markdown=""),
    Letterhead(sender="Daily <d@example.org>"),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two readers whose edition is being sent."""
    opened = Store.open(f"sqlite:///{tmp_path}/b.db", now=NOW)
    opened.editions.save(make_edition(), at=NOW)
    for number in range(2):
        opened.subscribers.add(f"r{number}@example.org", newsletter="n", at=NOW)
    opened.deliveries.freeze(
        "n-1", newsletter="n", message_id=lambda name: f"<{name}@example.org>", at=NOW
    )
    yield opened
    opened.close()


def states(store: Store) -> dict[str, int]:
    return dict(store.deliveries.counts("n-1"))


def send(way: Transport, outbox: Outbox, notes: Path, *, batch: int = 2) -> None:
    deliver(
        nullcontext(way),
        outbox,
        build=lambda one: message_for(SHEET, one, now=NOW),
        terms=Terms(journal_folder=notes, edition_id="n-1", worker="w", batch=batch),
        clock=lambda: NOW,
    )


def test_a_slow_sender_that_lives_keeps_what_it_took(store: Store, tmp_path: Path) -> None:
    """An hourly limit may make a batch last longer than a lease does."""
    notes = tmp_path / "flights"
    with pytest.raises(RuntimeError), Journal(notes, "slow", connections=1):
        one, _ = store.deliveries.claim("n-1", worker="slow", now=NOW, limit=2)
        store.deliveries.record("n-1", marked=[one.subscriber_id], settled=(), worker="slow")
        assert recover(store.deliveries, notes, LATE) == 0
        assert states(store) == {"leased": 1, "sending": 1}
        raise RuntimeError("it ends, and leaves its notes")
    assert recover(store.deliveries, notes, LATE) == 0
    assert states(store) == {"pending": 2}


class Breaking:
    """A way out that fails right after it may have handed the message on."""

    def __init__(self) -> None:
        self.handed_on: list[str] = []

    def send(self, message: Message, *, about_to_commit: Callable[[], None]) -> Reply:
        about_to_commit()
        self.handed_on.append(message.recipient)
        raise DeliveryError("the disk is gone", where="the folder")


def test_what_may_have_been_handed_on_is_not_handed_on_again(store: Store, tmp_path: Path) -> None:
    way = Breaking()
    for _ in range(2):
        with pytest.raises(DeliveryError, match="the disk is gone"):
            send(way, store.deliveries, tmp_path / "flights")
    send(way, store.deliveries, tmp_path / "flights")
    assert len(way.handed_on) == len(set(way.handed_on)) == 2
    assert states(store) == {"in_doubt": 2}


class Taking:
    """A way out that takes everything."""

    def send(self, message: Message, *, about_to_commit: Callable[[], None]) -> Reply:
        about_to_commit()
        return Reply(outcome="sent", text="taken")


class Forgetful(MemoryOutbox):
    """An outbox whose second claim fails."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.claims = 0

    def claim(self, *args: str, **options: object) -> tuple[Delivery, ...]:
        self.claims += 1
        if self.claims == 2:
            raise StoreError("the store failed: disk I/O error")
        return super().claim(*args, **options)  # type: ignore[arg-type]


def test_what_was_sent_is_written_down_though_a_claim_fails(tmp_path: Path) -> None:
    outbox = Forgetful(5)
    with pytest.raises(StoreError, match="disk I/O error"):
        send(Taking(), outbox, tmp_path)
    assert outbox.states["sent"] >= 1
    assert "sending" not in outbox.states


@pytest.mark.parametrize("batch", [1, 2, 3, 100])
def test_batches_of_any_size_leave_nobody_out(tmp_path: Path, batch: int) -> None:
    outbox = MemoryOutbox(5)
    send(Taking(), outbox, tmp_path, batch=batch)
    assert outbox.states == {"sent": 5}


Folder = EmlFolder | Maildir


@pytest.mark.parametrize("way", [EmlFolder, Maildir])
def test_a_folder_that_is_gone_hands_nothing_on(tmp_path: Path, way: type[Folder]) -> None:
    one = message_for(SHEET, MemoryOutbox(1).rows["u-0000"], now=NOW)
    asked: list[str] = []
    with way(tmp_path / "mail") as opened:
        (tmp_path / "mail").rename(tmp_path / "elsewhere")
        with pytest.raises(DeliveryError, match="cannot be written"):
            opened.send(one, about_to_commit=lambda: asked.append("asked"))
    assert asked == []


@pytest.mark.parametrize("way", [EmlFolder, Maildir])
def test_the_same_message_twice_is_one_file(tmp_path: Path, way: type[Folder]) -> None:
    one = message_for(SHEET, MemoryOutbox(1).rows["u-0000"], now=NOW)
    with way(tmp_path) as opened:
        for _ in range(2):
            assert opened.send(one, about_to_commit=lambda: None).outcome == "sent"
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1
