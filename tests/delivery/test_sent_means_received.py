"""What a refusal makes of an edition and of an address, and sending again to whom it failed for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from briefing.errors import DeliveryError, NothingToSendError
from briefing.pipeline.retrying import RetryChoice, matches
from briefing.pipeline.sending import Mailer
from briefing.store import Store
from tests.delivery.newsletter import EDITION, config_of, open_mailer, rendering_of, smtp
from tests.delivery.scripted import Script, ScriptedServer
from tests.delivery.serving import serving
from tests.make import NOW, make_edition


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def server(script: Script) -> Iterator[int]:
    with serving(lambda: ScriptedServer(script)) as port:
        yield port


def status(mailer: Mailer, number: int) -> str:
    found = mailer.store.subscribers.get(f"r{number}@example.org")
    assert found is not None
    return found.status


def told(mailer: Mailer) -> list[str]:
    return [edition.id for edition in mailer.store.editions.sent("n", limit=5)]


def test_an_edition_nobody_got_has_failed_and_is_not_told(
    tmp_path: Path, script: Script, server: int
) -> None:
    script.replies["RCPT"] = "550 not here"
    with open_mailer(tmp_path, **smtp(server)) as mailer:
        report = mailer.deliver(EDITION)
        assert report.counts == (("failed", 3),)
        assert len(report.faults) == 3
        assert mailer.store.editions.state(EDITION) == "failed"
        assert told(mailer) == []
        assert [status(mailer, number) for number in range(3)] == ["ok"] * 3


def test_an_edition_some_got_is_sent_and_names_the_others(
    tmp_path: Path, script: Script, server: int
) -> None:
    script.replies["RCPT r1@example.org"] = "550 not here"
    with open_mailer(tmp_path, **smtp(server)) as mailer:
        report = mailer.deliver(EDITION)
        assert report.counts == (("failed", 1), ("sent", 2))
        assert [fault.where for fault in report.faults] == ["r1@example.org"]
        assert mailer.store.editions.state(EDITION) == "sent"
        assert told(mailer) == [EDITION]


def test_a_retry_reaches_whom_it_failed_for_and_nobody_else(
    tmp_path: Path, script: Script, server: int
) -> None:
    script.replies["RCPT r0@example.org"] = "550 strange weather"
    script.replies["RCPT r1@example.org"] = "552 5.2.2 over quota"
    with open_mailer(tmp_path, people=4, **smtp(server)) as mailer:
        mailer.deliver(EDITION)
        before = {one.email: one.message_id for one in mailer.deliveries(EDITION)}
        script.replies.clear()
        assert mailer.retry(EDITION, RetryChoice(reply="over*QUOTA")) == (1, 0)
        assert mailer.deliver(EDITION).counts == (("failed", 1), ("sent", 3))
        assert mailer.retry(EDITION, RetryChoice(to="R0@example.org")) == (1, 0)
        assert mailer.deliver(EDITION).counts == (("sent", 4),)
        assert mailer.retry(EDITION, RetryChoice()) == (0, 0)
        assert {one.email: one.message_id for one in mailer.deliveries(EDITION)} == before
    assert script.recipients == [f"r{number}@example.org" for number in range(4)]


def test_a_retry_leaves_out_who_has_left_and_whose_address_is_shut(
    tmp_path: Path, script: Script, server: int
) -> None:
    script.replies["RCPT"] = "550 not here"
    with open_mailer(tmp_path, **smtp(server)) as mailer:
        mailer.deliver(EDITION)
        script.replies.clear()
        gone = mailer.store.subscribers.get("r0@example.org")
        assert gone is not None
        mailer.store.subscribers.leave(gone.id, newsletter="n", cause="asked", at=NOW)
        mailer.store.blocks.add("r1@example.org", cause="asked", at=NOW)
        assert mailer.retry(EDITION, RetryChoice()) == (1, 2)
        assert mailer.deliver(EDITION).counts == (("failed", 2), ("sent", 1))
        assert mailer.store.editions.state(EDITION) == "sent"


def test_what_may_have_been_accepted_is_never_retried(
    tmp_path: Path, script: Script, server: int
) -> None:
    script.replies[". r1@example.org"] = "kept drop"
    with open_mailer(tmp_path, **smtp(server)) as mailer:
        mailer.deliver(EDITION)
        assert dict(mailer.store.deliveries.counts(EDITION)) == {"in_doubt": 1, "sent": 2}
        choice = RetryChoice(states=("failed", "deferred"))
        assert mailer.retry(EDITION, choice) == (0, 0)
    assert script.offers["r1@example.org"] == 1


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("", "550 no", True),
        ("QUOTA", "552 over quota", True),
        ("552*quota", "552 5.2.2 over quota", True),
        ("quota*552", "552 5.2.2 over quota", False),
        ("a*" * 50, "a" * 10_000, True),
        ("a*" * 50 + "b", "a" * 10_000, False),
        ("[0-9]", "552", False),
    ],
)
def test_a_pattern_is_text_with_stars(pattern: str, text: str, found: bool) -> None:
    assert matches(pattern, text) is found


def test_an_address_the_server_does_not_know_counts_as_bounced(
    tmp_path: Path, script: Script, server: int
) -> None:
    script.replies["RCPT r1@example.org"] = "550 5.1.1 no such user"
    script.replies["RCPT r2@example.org"] = "550 5.7.1 on our blocklist"
    with open_mailer(tmp_path, **smtp(server)) as mailer:
        mailer.deliver(EDITION)
        assert [status(mailer, number) for number in range(3)] == ["ok", "bounced", "ok"]
        (bounced,) = (one for one in mailer.deliveries(EDITION) if one.email.startswith("r1"))
        assert bounced.state == "failed"
        assert bounced.reason == "hard: 550 5.1.1 no such user"


def test_a_server_that_knows_nobody_is_not_believed(
    tmp_path: Path, script: Script, server: int
) -> None:
    script.replies["RCPT"] = "550 5.1.1 no such user"
    with open_mailer(tmp_path, people=6, **smtp(server)) as mailer:
        assert mailer.deliver(EDITION).counts == (("failed", 6),)
        assert {status(mailer, number) for number in range(6)} == {"ok"}


def test_a_domain_that_knows_nobody_for_an_hour_loses_no_reader(
    tmp_path: Path, script: Script, server: int
) -> None:
    with open_mailer(tmp_path, people=1, **smtp(server)) as mailer:
        for number in range(12):
            script.replies[f"RCPT a{number}@large.example"] = "550 5.1.1 no such user"
            for domain in ("large.example", f"d{number}.example"):
                mailer.store.subscribers.add(f"a{number}@{domain}", newsletter="n", at=NOW)
        assert dict(mailer.deliver(EDITION).counts) == {"failed": 12, "sent": 13}
        everyone = [mailer.store.subscribers.get(f"a{n}@large.example") for n in range(12)]
        assert {one.status for one in everyone if one} == {"ok"}


def test_an_edition_without_a_story_is_not_sent(tmp_path: Path) -> None:
    with open_mailer(tmp_path) as mailer:
        mailer.store.editions.save(make_edition(id="n-2"), at=NOW)
        mailer.store.editions.approve("n-2", by="Ada", at=NOW)
        with pytest.raises(NothingToSendError, match="holds no story"):
            mailer.deliver("n-2")
        assert mailer.store.deliveries.counts("n-2") == ()


def test_a_store_put_back_from_a_copy_sends_nothing_twice(
    tmp_path: Path, script: Script, server: int
) -> None:
    for number in range(3, 6):
        script.replies[f"RCPT r{number}@example.org"] = "450 later"
    with open_mailer(tmp_path, people=6, **smtp(server)) as mailer:
        mailer.store.editions.mark(EDITION, "draft")
        mailer.store.editions.approve(EDITION, by="Ada", at=NOW)
        copy = _copied(tmp_path)
        mailer.deliver(EDITION)
        halfway = _copied(tmp_path)
        script.replies.clear()
        _later(mailer).deliver(EDITION)
        assert len(script.accepted) == 6
    for old in (halfway, copy):
        _put_back(tmp_path, old)
        with _reopened(tmp_path, server) as mailer:
            with pytest.raises(DeliveryError, match="put back from a copy"):
                mailer.deliver(EDITION)
            assert mailer.store.editions.state(EDITION) in {"sending", "draft"}
            assert set(dict(mailer.store.deliveries.counts(EDITION))) <= {"sent", "in_doubt"}
            assert mailer.store.schedules.restored_at() is not None
            mailer.check_store()  # it is said once
    assert len(script.accepted) == 6


def _later(mailer: Mailer) -> Mailer:
    return replace(mailer, clock=lambda: NOW + timedelta(hours=1))


def _copied(home: Path) -> Path:
    target = home / f"copy-{len(list(home.glob('copy-*')))}"
    target.mkdir()
    for file in home.glob("briefing.db*"):
        shutil.copy(file, target)
    return target


def _put_back(home: Path, copy: Path) -> None:
    for file in home.glob("briefing.db*"):
        file.unlink()
    for file in copy.iterdir():
        shutil.copy(file, home)


@contextmanager
def _reopened(home: Path, port: int) -> Iterator[Mailer]:
    store, config = (
        Store.open(f"sqlite:///{home}/briefing.db", now=NOW),
        config_of(home, **smtp(port)),
    )
    try:
        late = NOW + timedelta(hours=2)
        yield Mailer(config=config, store=store, clock=lambda: late, render=rendering_of)
    finally:
        store.close()
