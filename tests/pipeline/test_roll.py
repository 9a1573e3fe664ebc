"""Subscribers as CSV: what goes out comes in again, and no cell is a formula."""

from __future__ import annotations

import csv
import io
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.audience.subscribers_csv import COLUMNS, export_csv, plain_cell, read_csv, safe_cell
from briefing.errors import InputError
from briefing.models import Fault, Subscriber
from briefing.store import Store, Subscription
from briefing.store.mail_addresses import one_line
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
    )


def written(many: list[Subscription]) -> str:
    out = io.StringIO(newline="")
    assert export_csv(many, out) == len(many)
    return out.getvalue()


def read(text: str) -> list[Subscription | Fault]:
    return list(read_csv(io.StringIO(text)))


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
    )


@given(st.lists(subscriptions(), max_size=5))
def test_what_goes_out_comes_in_again(many: list[Subscription]) -> None:
    read_again = [one for one in read(written(many)) if isinstance(one, Subscription)]
    assert [content(one) for one in read_again] == [content(one) for one in many]


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
    (subscription,) = read(text)
    assert isinstance(subscription, Subscription)
    assert (subscription.subscriber.email, subscription.subscriber.name, subscription.status) == (
        "a@b.org",
        "Ada, L",
        "active",
    )


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ("no address,,,,,,", "mail address"),
        (",,,,,,", "mail address"),
        ("ä@example.org,,,,,,", "before the @"),
        ("a@b.org,,,happy,,,", "status is 'happy'"),
        ("a@b.org,,,,fine,,", "address_status is 'fine'"),
        ("a@b.org,,,,,Not-a-tag,", "is no tag"),
        ("a@b.org,,,,,,yesterday", "not a moment"),
        ('"a@b.org', None),
        ("a@b.org\x00,,,,,,", "no domain name"),
    ],
)
def test_a_bad_line_is_named_and_stops_no_other(cells: str, why: str | None) -> None:
    first, second = read(f"{','.join(COLUMNS)}\n{cells}\nok@example.org,,,,,,\n")
    assert isinstance(second, Subscription)
    if why:
        assert isinstance(first, Fault)
        assert first.where == "line 2"
        assert why in first.why


@pytest.mark.parametrize("text", ["", "\n", "name,age\na,b\n", "\x00\x01", "x" * 10**6])
def test_a_file_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no column"):
        read(text)


def test_a_store_comes_back_equal_in_an_empty_one(tmp_path: Path) -> None:
    first, second = (Store.open(f"sqlite:///{tmp_path}/{n}.db", now=NOW) for n in "ab")
    for number, name in enumerate(FORMULAS):
        who = first.subscribers.add(f"r{number}@example.org", newsletter="n", name=name, at=NOW)
        first.subscribers.change(who.id, newsletter="n", tags=["t1"][: number % 2], language="de")
    first.subscribers.unsubscribe("r3@example.org", newsletter="n", cause="x", at=NOW)
    first.subscribers.set_address_status("r4@example.org", "bounced", cause="550", at=NOW)
    text = written(list(first.subscribers.each("n")))
    later = NOW + timedelta(days=9)
    rows = [row for row in read(text) if isinstance(row, Subscription)]
    for store in (second, first):
        faults = store.subscribers.take_in(rows, newsletter="n", cause="imported", at=later)
        assert faults == ()
        assert written(list(store.subscribers.each("n"))) == text
    first.close()
    second.close()


def test_nobody_who_left_is_brought_back(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/a.db", now=NOW)
    for email in ("left@example.org", "here@example.org"):
        store.subscribers.add(email, newsletter="n", at=NOW)
    store.subscribers.unsubscribe("left@example.org", newsletter="n", cause="page", at=NOW)
    store.blocks.add("never@example.org", cause="asked", at=NOW)
    lines = ["email,status", "Left@example.org,active", "never@example.org,active"]
    rows = list(read_csv([*lines, "here@example.org,unsubscribed"]))
    many = [row for row in rows if isinstance(row, Subscription)]
    faults = store.subscribers.take_in(many, newsletter="n", cause="imported", at=NOW)
    assert [fault.why for fault in faults] == ["has unsubscribed", "is blocked"]
    assert store.subscribers.active("n") == ()
    store.close()
