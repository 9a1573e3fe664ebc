"""A shift over the real pipeline: review and reminder, nothing to say, a restored store."""

from __future__ import annotations

import email
import email.policy
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from briefing.audience.tokens import make_token, secret_of
from briefing.config import load
from briefing.desk.editions import approve
from briefing.pipeline.pipeline import Pipeline
from briefing.schedule.bounce_poll import BouncePoll
from briefing.schedule.heartbeat import read_heartbeat
from briefing.schedule.runner import Outcome
from briefing.schedule.session import PipelineSession
from briefing.schedule.signals import Signals
from briefing.store.recovery import put_back
from tests.hearing import hearing
from tests.schedule.test_calendar import at
from tests.schedule.work import Clock

SEVEN = at("2026-11-24T07:00+01:00")
EDITION = "n-2026-11-24T07:00"


def write(home: Path, *, delivery: dict[str, Any] | None = None, **schedule: Any) -> None:
    (home / "in").mkdir(exist_ok=True)
    rules = {"at": ["07:00"], "editor": "desk@example.org"} | schedule
    letter = {"id": "n", "title": "The Daily", "sender": "Daily <d@example.org>"}
    said = {
        "newsletter": letter | {"timezone": "Europe/Berlin"},
        "sources": [{"kind": "folder", "path": "in"}],
        "edition": {"window": "all"},
        "schedule": rules,
        "delivery": delivery or {},
    }
    (home / "config.yaml").write_text(json.dumps(said))


def tell_a_story(home: Path) -> None:
    (home / "in" / "a.txt").write_text("Bridge falls\n\nA bridge fell on Monday in the valley.")


@contextmanager
def shift(home: Path, clock: Clock) -> Iterator[tuple[PipelineSession, Pipeline, list[str]]]:
    faults: list[str] = []
    pipeline = Pipeline.open(load(home / "config.yaml"), clock=clock)

    def tell(outcome: Outcome) -> None:
        faults.extend([outcome.error] if outcome.error else [])

    made = PipelineSession(pipeline, Signals(), tell=tell, say=faults.append)
    yield made, pipeline, faults
    made.close()


def mails(home: Path) -> list[tuple[str, str]]:
    """To whom, and about what."""
    read = (
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        for path in (home / "out" / "mail").glob("*.eml")
    )
    return sorted((mail["To"], mail["Subject"]) for mail in read)


def test_an_edition_under_review_from_draft_to_reader(tmp_path: Path) -> None:
    write(tmp_path, review="optional")
    tell_a_story(tmp_path)
    clock = Clock(SEVEN - timedelta(minutes=61))
    with shift(tmp_path, clock) as (made, pipeline, faults):
        pipeline.store.subscribers.add("ada@example.org", newsletter="n", at=clock())
        states = []
        for minutes in (0, 1, 39, 1, 19, 1, 1):
            clock.move(minutes=minutes)
            states.append([(one.state, one.reason) for one in made.once()])
        assert states == [
            [],
            [("built", "")],
            [],
            [("built", "the editor was reminded")],
            [],
            [("sent", "1 sent")],
            [],
        ]
        assert faults == []
    reminder = ("desk@example.org", "The Daily: the edition for 2026-11-24 07:00 waits for you")
    assert mails(tmp_path) == [("ada@example.org", "Bridge falls"), reminder]


def test_a_required_review_holds_until_somebody_approves(tmp_path: Path) -> None:
    write(tmp_path, review="required")
    tell_a_story(tmp_path)
    clock = Clock(SEVEN - timedelta(minutes=30))
    with shift(tmp_path, clock) as (made, pipeline, _):
        pipeline.store.subscribers.add("ada@example.org", newsletter="n", at=clock())
        made.once()
        clock.move(minutes=40)
        made.once()
        assert pipeline.store.editions.state(EDITION) == "draft"
        approve(pipeline.newsletter, EDITION, by="Ada")
        (done,) = made.once()
        assert (done.state, done.reason) == ("sent", "1 sent")


def test_nothing_to_say_leaves_no_trace_but_its_reason(tmp_path: Path) -> None:
    write(tmp_path, review="none")
    clock = Clock(SEVEN)
    with shift(tmp_path, clock) as (made, pipeline, _):
        (done,) = made.once()
        assert (done.state, done.reason, done.error) == ("skipped", "nothing to say", "")
        assert pipeline.store.editions.list("n") == ()
    assert not list((tmp_path / "out").glob("2026*"))


def test_a_restored_store_sends_nothing_by_itself(tmp_path: Path) -> None:
    write(tmp_path, review="none")
    tell_a_story(tmp_path)
    clock, url = Clock(SEVEN - timedelta(minutes=5)), f"sqlite:///{tmp_path}/briefing.db"
    with shift(tmp_path, clock) as (made, pipeline, _):
        pipeline.store.subscribers.add("ada@example.org", newsletter="n", at=clock())
        pipeline.store.backup(tmp_path / "backup.db")
        clock.move(minutes=5)
        made.once()
    assert len(mails(tmp_path)) == 1
    clock.move(minutes=30)
    put_back(url, tmp_path / "backup.db", now=clock())
    clock.move(minutes=1)
    with shift(tmp_path, clock) as (made, _, _):
        (done,) = made.once()
        assert (done.state, done.error) == ("skipped", "")
        assert "restored" in done.reason
        clock.now = SEVEN + timedelta(days=1)
        (done,) = made.once()
        assert (done.slot.local, done.state) == ("2026-11-25T07:00", "sent")
    assert len(mails(tmp_path)) == 2


def test_a_tick_leaves_a_heartbeat(tmp_path: Path) -> None:
    write(tmp_path)
    with shift(tmp_path, Clock(SEVEN + timedelta(hours=5))) as (made, _, _):
        made.tick()
        assert made.next_line() == "next edition: 2026-11-25T07:00 Europe/Berlin"
    beat = read_heartbeat(tmp_path / "out" / "heartbeat.json")
    assert beat is not None
    assert (beat.next_local, beat.newsletter) == ("2026-11-25T07:00", "n")


def test_who_never_confirmed_is_forgotten_while_the_schedule_runs(tmp_path: Path) -> None:
    write(tmp_path)
    clock = Clock(SEVEN - timedelta(hours=1))
    with shift(tmp_path, clock) as (made, pipeline, _):
        pipeline.store.signups.ask("ada@example.org", newsletter="n", at=clock.now)
        made.once()
        assert len(list(pipeline.store.subscribers.each("n"))) == 1
        clock.move(days=31)
        made.once()
        assert not list(pipeline.store.subscribers.each("n"))


def test_what_came_back_is_read_before_each_pass(tmp_path: Path) -> None:
    write(tmp_path, review="none", delivery={"bounces": {"maildir": "box"}})
    tell_a_story(tmp_path)
    clock = Clock(SEVEN - timedelta(minutes=5))
    with shift(tmp_path, clock) as (made, pipeline, faults):
        made.once()
        assert "is no Maildir" in faults.pop()  # said, and nothing stands still for it
        for part in ("new", "cur", "tmp"):
            (tmp_path / "box" / part).mkdir(parents=True)
        for name in ("ada", "ben"):
            pipeline.store.subscribers.add(f"{name}@example.org", newsletter="n", at=clock())
        ada = pipeline.store.subscribers.active("n")[0].id
        token = make_token(secret_of(pipeline.store), "unsubscribe", "n", ada)
        wish = f"From: ada@example.org\nSubject: unsubscribe n {token}\n\n"
        (tmp_path / "box" / "new" / "1").write_text(wish)
        clock.move(minutes=4)
        made.once()
        assert faults == []  # at most every five minutes
        clock.move(minutes=1)
        (done,) = made.once()
        assert (done.state, done.reason) == ("sent", "1 sent")
        assert faults == ["came back: 1 unsubscribe"]
        (tmp_path / "box" / "new" / "2").write_text("From: x@example.net\nSubject: buy\n\nnow\n")
        clock.move(minutes=5)
        made.once()
        (said,) = faults[1:]
        assert said.startswith("what came back: 1 were not understood and stay in the mailbox")
    assert mails(tmp_path) == [("ben@example.org", "Bridge falls")]


def test_a_clock_set_back_does_not_keep_the_mailbox_shut(tmp_path: Path) -> None:
    write(tmp_path, review="none", delivery={"bounces": {"maildir": "box"}})
    clock = Clock(SEVEN)
    said: list[str] = []
    with shift(tmp_path, clock) as (_, pipeline, _):
        poll = BouncePoll(pipeline, said.append)
        for minutes in (0, 4, -60, 5):
            clock.move(minutes=minutes)
            poll.poll()
    assert len(said) == 3  # of four looks one came too soon


def test_the_webhook_hears_of_a_fault_once(tmp_path: Path) -> None:
    with hearing() as heard:
        write(tmp_path, review="none", webhook={"url": f"{heard.url}/hook"})
        config = json.loads((tmp_path / "config.yaml").read_text())
        config |= {"fetch": {"allow_hosts": ["127.0.0.1"]}}
        (tmp_path / "config.yaml").write_text(json.dumps(config))
        tell_a_story(tmp_path)
        (tmp_path / "templates" / "text").mkdir(parents=True)
        (tmp_path / "templates" / "text" / "base.txt").write_text("{{ nothing.at.all }}")
        clock = Clock(SEVEN)
        with shift(tmp_path, clock) as (made, _, faults):
            for _ in range(3):
                made.once()
                clock.move(minutes=2)
            assert len(faults) == 3
        assert [json.loads(body)["kind"] for _, _, body in heard.posts] == ["failure"]
