"""What is done about a slot: every case of review, deadline, grace and restart, without a store."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.models import Slot
from briefing.schedule.decide import Facts, decide
from tests.schedule.test_calendar import at
from tests.schedule.work import calendar

DUE = at("2026-11-24T07:00+01:00")


def verb(
    minutes: float, state: str = "planned", *, review: str = "none", slot: Any = None, **facts: Any
) -> str:
    """What is done so many minutes after the slot's time."""
    one = Slot(newsletter="n", local="2026-11-24T07:00", due=DUE, state=state, **(slot or {}))  # type: ignore[arg-type]
    rules = calendar(review=review, review_minutes=60, remind_minutes=20, grace_minutes=120)
    return decide(one, Facts(**facts), rules, DUE + timedelta(minutes=minutes)).verb


@pytest.mark.parametrize(
    ("review", "minutes", "done"),
    [
        ("none", -1, "wait"),
        ("none", 0, "build"),
        ("none", 120, "build"),
        ("none", 121, "skip"),
        ("required", -61, "wait"),
        ("required", -60, "build"),
        ("optional", -60, "build"),
        ("optional", 121, "skip"),
    ],
)
def test_an_edition_is_built_in_time_for_its_review(review: str, minutes: int, done: str) -> None:
    assert verb(minutes, review=review) == done


@pytest.mark.parametrize(
    ("review", "edition", "minutes", "done"),
    [
        ("none", "draft", 0, "approve"),
        ("none", "approved", 0, "send"),
        ("required", "draft", -30, "wait"),
        ("required", "draft", -20, "remind"),
        ("required", "draft", 0, "remind"),
        ("required", "approved", -30, "wait"),  # readers get it at its time, not before
        ("required", "approved", 0, "send"),
        ("required", "approved", 120, "send"),
        ("required", "approved", 121, "skip"),
        ("required", "draft", 121, "skip"),
        ("optional", "draft", -20, "remind"),
        ("optional", "draft", 0, "approve"),  # nobody objected: as built
        ("optional", "approved", 0, "send"),
        ("optional", "draft", 121, "skip"),
        ("required", "sent", 5, "close"),
        ("required", "corrected", 5, "close"),
        ("required", None, 5, "skip"),
    ],
)
def test_a_built_edition_goes_out_as_the_review_asks(
    review: str, edition: str | None, minutes: int, done: str
) -> None:
    assert verb(minutes, "built", review=review, edition=edition) == done


def test_an_editor_is_reminded_once() -> None:
    told = {"reminded_at": DUE}
    assert verb(-10, "built", review="required", slot=told, edition="draft") == "wait"
    assert verb(10, "built", review="required", slot=told, edition="draft") == "wait"


@pytest.mark.parametrize(
    ("begun", "tried", "minutes", "done"),
    [
        (False, 0, 1, "wait"),  # just tried
        (False, 0, 5, "send"),
        (False, 118, 121, "fail"),  # nobody has it, and it is too late
        (True, 118, 121, "send"),  # half of the readers have it: go on
        (True, 118, 118 + 121, "skip"),  # it lay still for longer than the grace
    ],
)
def test_sending_goes_on_while_somebody_keeps_at_it(
    begun: bool, tried: int, minutes: int, done: str
) -> None:
    slot = {"taken_at": DUE + timedelta(minutes=tried)}
    assert verb(minutes, "built", slot=slot, edition="sending", begun=begun, reached=begun) == done


def test_those_refused_for_the_moment_are_offered_again_when_they_may() -> None:
    tried = {"taken_at": DUE + timedelta(minutes=5)}
    retry = DUE + timedelta(minutes=240)
    known: Any = {
        "slot": tried,
        "edition": "sending",
        "begun": True,
        "reached": True,
        "retry_at": retry,
    }
    assert verb(10, "built", **known) == "wait"
    assert verb(239, "built", **known) == "wait"
    assert verb(240, "built", **known) == "send"
    assert verb(240 + 121, "built", **known) == "skip"


@pytest.mark.parametrize(("state", "edition"), [("planned", None), ("built", "approved")])
def test_nothing_from_before_a_restore_is_done(state: str, edition: str | None) -> None:
    assert verb(1, state, edition=edition, restored=DUE + timedelta(seconds=1)) == "skip"
    assert verb(1, state, edition=edition, restored=DUE) == "skip"
    assert verb(1, state, edition=edition, restored=DUE - timedelta(seconds=1)) != "skip"


def test_a_pause_by_hand_holds_for_the_slots_before_its_end() -> None:
    second = timedelta(seconds=1)
    assert verb(-500, free_until=DUE + second) == verb(0, free_until=DUE + second) == "skip"
    assert verb(0, free_until=DUE) == "build"
    assert verb(0, "built", edition="approved", free_until=DUE + second) == "send"


def test_a_day_off_is_skipped_at_once_and_a_failure_is_not() -> None:
    assert verb(-500, slot={"reason": "holiday: Christmas Day"}) == "skip"
    failed = {"reason": "a template failed", "taken_at": DUE}
    assert verb(1, slot=failed) == "wait"
    assert verb(3, slot=failed) == "build"
    assert verb(121, slot=failed) == "skip"


@given(
    st.integers(-3000, 3000),
    st.sampled_from(["planned", "built"]),
    st.sampled_from(["none", "optional", "required"]),
    st.sampled_from([None, "draft", "approved", "sending"]),
    st.booleans(),
)
def test_nothing_begins_later_than_the_grace(
    minutes: int, state: str, review: str, edition: str | None, begun: bool
) -> None:
    done = verb(minutes, state, review=review, edition=edition, begun=begun)
    if minutes > 120:
        assert done == ("fail" if (state, edition) == ("built", "sending") else "skip")
    if minutes < 0:
        assert done in {"wait", "build", "remind"} or edition in {None, "sending"}
    if review == "required" and edition == "draft":
        assert done not in {"approve", "send"}
