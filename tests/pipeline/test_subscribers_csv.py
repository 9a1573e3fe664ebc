"""Subscribers as CSV: what goes out comes in again, and no cell is a formula."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.audience.import_columns import Choices
from briefing.audience.subscriber_import import Imported, ImportPlan, import_file, plan_import
from briefing.audience.subscribers_csv import COLUMNS, export_csv, plain_cell, safe_cell
from briefing.errors import InputError
from briefing.models import Subscriber
from briefing.store import Store, Subscription
from briefing.store.mail_addresses import one_line
from briefing.store.subscriber_table import new
from tests.make import NOW

FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "\t=1",
    "\r=1",
    " =1",
    "＝1",
    "'=1",
    "''+1",
    "%0A=1",
    '=HYPERLINK("http://x","y")',
)
EMAILS = st.from_regex(r"[a-z0-9+=_-]{1,20}@[a-z]{1,10}\.example", fullmatch=True)
NAMES = st.text(max_size=60) | st.sampled_from(FORMULAS) | st.sampled_from(["'t Hooft", "O'Neil"])
TAGS = st.sets(st.from_regex(r"[a-z0-9][a-z0-9-]{0,5}", fullmatch=True), max_size=3)


@st.composite
def subscriptions(draw: st.DrawFn) -> Subscription:
    who = Subscriber(
        id="x",
        email=draw(EMAILS),
        name=one_line(draw(NAMES)),
        language=draw(st.sampled_from(["", "de", "pt-BR"])),
        status=draw(st.sampled_from(["ok", "bounced", "complained", "blocked"])),
    )
    return Subscription(
        subscriber=who,
        status=draw(st.sampled_from(["pending", "active", "unsubscribed"])),
        tags=tuple(sorted(draw(TAGS))),
        since=draw(st.none() | st.datetimes(timezones=st.just(UTC))),
        rhythm=draw(st.sampled_from(["daily", "weekly"])),
    )


def written(many: list[Subscription]) -> str:
    out = io.StringIO(newline="")
    assert export_csv(many, out) == len(many)
    return out.getvalue()


def plan(text: str, consent: str = "") -> ImportPlan:
    return plan_import(io.StringIO(text, newline=""), Choices(), consent)


def read(subscription: Subscription) -> Subscription:
    """The one reader of a file, as it comes back."""
    ((again,),) = plan(written([subscription])).samples.values()
    return again


def taken_in(store: Store, file: Path, *, at: datetime, consent: str = "") -> Imported:
    return import_file(store, str(file), Choices(), newsletter="n", at=at, consent=consent)


def content(subscription: Subscription) -> tuple[object, ...]:
    who = subscription.subscriber
    return (
        who.email,
        who.name,
        who.language,
        who.status,
        subscription.status,
        subscription.tags,
        subscription.since,
        subscription.rhythm,
    )


@given(subscriptions())
@example(Subscription(subscriber=new("a@b.example"), status="active", tags=("a--b", "x-")))
def test_what_goes_out_comes_in_again(subscription: Subscription) -> None:
    assert content(read(subscription)) == content(subscription)


@given(st.lists(subscriptions(), min_size=1, max_size=5))
def test_no_cell_is_a_formula(many: list[Subscription]) -> None:
    for row in list(csv.reader(io.StringIO(written(many))))[1:]:
        assert not any(cell.lstrip()[:1] in set("=+-@|%＝＋－＠") for cell in row if cell)


@given(st.text())
@example("'")
@example("''''=")
def test_a_mark_comes_off_again(text: str) -> None:
    assert plain_cell(safe_cell(text)) == text


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_marked_as_text(formula: str) -> None:
    assert safe_cell(formula).startswith("'")


@pytest.mark.parametrize("plain", ["Ada", "'t Hooft", "O'Neil", "a=b", "5-1", ""])
def test_other_cells_stay_as_they_are(plain: str) -> None:
    assert safe_cell(plain) == plain == plain_cell(plain)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_other_programs_files_are_read(mark: str) -> None:
    text = mark.join(["Name", "Unknown", "EMAIL"]) + "\n" + mark.join(['"Ada, L"', "x", "a@b.org"])
    found = plan(text, "at the fair")
    ((subscription,),) = found.samples.values()
    who = subscription.subscriber
    assert (who.email, who.name, subscription.status) == ("a@b.org", "Ada, L", "active")
    assert found.ignored == ("Unknown",)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ("no address,,,active,ok", "mail address"),
        (",Ada,,active,ok", "mail address"),
        ("ä@example.org,,,active,ok", "before the @"),
        ("a@b.org,,de; drop,active,ok", "no language tag"),
        ("a@b.org,,,active,ok,,yesterday", "not a moment"),
        ("a@b.org,,,active,ok,,,hourly", "rhythm is 'hourly'"),
        ("a@b.org,,,active,ok,,,,more", "has 9 cells, not 8"),
        ("a@b.org\x00,,,active,ok", "no domain name"),
    ],
)
def test_a_bad_line_is_named_and_stops_no_other(cells: str, why: str) -> None:
    found = plan(f"{','.join(COLUMNS)}\n{cells}\nok@example.org,,,active,ok\n")
    (fault,) = found.faults
    assert fault.where == "line 2"
    assert why in fault.why
    assert found.counts == {"active": 1}


@pytest.mark.parametrize("text", ["", "\n", "name,age\na,b\n", "\x00\x01"])
def test_a_file_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no column"):
        plan(text)


def test_a_store_comes_back_equal_in_an_empty_one(tmp_path: Path) -> None:
    first, second = (Store.open(f"sqlite:///{tmp_path}/{n}.db", now=NOW) for n in "ab")
    for number, name in enumerate(FORMULAS):
        who = first.subscribers.add(f"r{number}@example.org", newsletter="n", name=name, at=NOW)
        first.subscribers.change(who.id, newsletter="n", tags=["t1"][: number % 2], language="de")
    first.subscribers.unsubscribe("r3@example.org", newsletter="n", cause="x", at=NOW)
    first.subscribers.set_address_status("r4@example.org", "bounced", cause="550", at=NOW)
    file = tmp_path / "all.csv"
    file.write_text(text := written(list(first.subscribers.each("n"))), "utf-8", newline="")
    for store in (second, first):
        done = taken_in(store, file, at=NOW + timedelta(days=9))
        assert (done.taken, done.faults) == (len(FORMULAS), ())
        assert written(list(store.subscribers.each("n"))) == text
        store.close()


def test_nobody_who_left_is_brought_back(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/a.db", now=NOW)
    for email in ("left@example.org", "here@example.org"):
        store.subscribers.add(email, newsletter="n", at=NOW)
    store.subscribers.unsubscribe("left@example.org", newsletter="n", cause="page", at=NOW)
    store.blocks.add("never@example.org", cause="asked", at=NOW)
    lines = ["email,status", "Left@example.org,active", "never@example.org,active"]
    file = tmp_path / "some.csv"
    file.write_text("\n".join([*lines, "here@example.org,unsubscribed"]), "utf-8")
    done = taken_in(store, file, at=NOW, consent="at the fair")
    assert [fault.why for fault in done.faults] == ["has unsubscribed", "is blocked"]
    assert store.subscribers.active("n") == ()
    store.close()
