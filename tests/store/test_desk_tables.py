"""Accounts, sessions, single-use secrets and failed logins, the same on both engines."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from briefing.errors import InputError
from briefing.models.desk_account import Account, DeskSession
from briefing.models.person import Role
from briefing.store import Store
from tests.make import NOW

HOUR = timedelta(hours=1)


def account(name: str = "ada", role: Role = "admin") -> Account:
    return Account(key=name, name=name.title(), role=role, created=NOW, changed=NOW)


def session(token: str, of: str = "ada") -> DeskSession:
    return DeskSession(token=token, account=of, created=NOW, seen=NOW, agent="x")


def test_an_account_is_what_was_written(store: Store) -> None:
    store.accounts.add(account(), newsletter="n")
    store.accounts.set_password("n", "ada", "hash", at=NOW + HOUR)
    known = store.accounts.get("n", "ada")
    assert known is not None
    assert (known.password, known.changed, known.person.name) == ("hash", NOW + HOUR, "Ada")
    assert store.accounts.list("m") == ()
    with pytest.raises(InputError, match="taken"):
        store.accounts.add(account(), newsletter="n")


def test_of_two_first_accounts_one_is_made(store: Store) -> None:
    def add(name: str) -> bool:
        try:
            store.accounts.add(account(name), newsletter="n", first=True)
        except InputError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(add, ["a", "b", "c", "d"])) == 1


def test_of_two_admins_who_remove_each_other_one_stays(store: Store) -> None:
    for name in ("ada", "bob"):
        store.accounts.add(account(name), newsletter="n")

    def remove(name: str) -> bool:
        try:
            store.accounts.remove("n", name)
        except InputError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(remove, ["ada", "bob"])) == 1
    assert store.accounts.count("n") == 1


def test_sessions_end_with_age_silence_password_and_account(store: Store) -> None:
    store.accounts.add(account(), newsletter="n")
    store.accounts.add(account("bob"), newsletter="n")
    for token in ("a", "b"):
        store.desk_sessions.begin(session(token), newsletter="n", ended=NOW - HOUR)
    store.desk_sessions.begin(session("c", "bob"), newsletter="n", ended=NOW - HOUR)

    def holds(token: str, begun: timedelta = HOUR, seen: timedelta = HOUR) -> bool:
        known = store.desk_sessions.get("n", token, begun=NOW - begun, seen=NOW - seen)
        return known is not None

    assert holds("a")
    assert not holds("a", begun=timedelta(0))
    assert not holds("a", seen=timedelta(0))
    store.desk_sessions.touch("a", at=NOW + HOUR)
    assert holds("a", seen=timedelta(0))
    assert [one.token for one in store.desk_sessions.list("n", "ada")] == ["a", "b"]
    assert store.desk_sessions.end_all("n", "ada", but="b") == 1
    store.accounts.set_password("n", "ada", "new", at=NOW)
    assert (holds("b"), holds("c")) == (False, True)
    store.accounts.remove("n", "bob")
    assert not holds("c")


def test_what_is_silent_for_long_is_forgotten(store: Store) -> None:
    store.accounts.add(account(), newsletter="n")
    store.desk_sessions.begin(session("old"), newsletter="n", ended=NOW - HOUR)
    store.desk_sessions.begin(session("new"), newsletter="n", ended=NOW + HOUR)
    assert [one.token for one in store.desk_sessions.list("n", "ada")] == ["new"]


def test_a_single_use_secret_is_taken_once_by_one(store: Store) -> None:
    fixed = {"newsletter": "n", "account": "ada", "expires": NOW + HOUR}
    store.one_time.replace(["x", "y"], kind="recovery", **fixed)  # type: ignore[arg-type]

    def take(_: int) -> bool:
        return store.one_time.take("n", "x", account="ada", kind="recovery", now=NOW)

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(take, range(8))) == 1
    assert store.one_time.left("n", "ada", kind="recovery") == 1
    for other in ({"account": "bob"}, {"kind": "link"}, {"now": NOW + HOUR}):
        asked = {"account": "ada", "kind": "recovery", "now": NOW} | other
        assert not store.one_time.take("n", "y", **asked)  # type: ignore[arg-type]
    assert not store.one_time.take("m", "y", account="ada", kind="recovery", now=NOW)


def test_a_step_of_time_is_used_once_and_never_backwards(store: Store) -> None:
    store.accounts.add(account(), newsletter="n")
    steps = [store.accounts.use_step("n", "ada", step) for step in (5, 5, 4, 6)]
    assert steps == [True, False, False, True]


def test_attempts_at_once_are_counted_one_by_one(store: Store) -> None:
    def attempt(_: int) -> bool:
        numbers = store.login_failures.reserve({"k": 3, "c": 9}, at=NOW, since=NOW - HOUR)
        return bool(numbers)

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(attempt, range(12))) == 3
    store.login_failures.forgive("k", ())
    numbers = store.login_failures.reserve({"k": 3, "c": 9}, at=NOW, since=NOW - HOUR)
    assert len(numbers) == 2
    store.login_failures.forgive("k", numbers)
    later = NOW + 2 * HOUR
    for _ in range(3):
        assert store.login_failures.reserve({"k": 3}, at=later, since=later - HOUR)
    assert not store.login_failures.reserve({"k": 3}, at=later, since=later - HOUR)


def test_who_was_logged_out_since_a_copy_was_made_stays_out(store: Store) -> None:
    store.accounts.add(account(), newsletter="n")
    store.desk_sessions.begin(session("a"), newsletter="n", ended=NOW - HOUR)
    fixed = {"newsletter": "n", "account": "ada", "expires": NOW + HOUR}
    store.one_time.replace(["x"], kind="link", **fixed)  # type: ignore[arg-type]
    store.one_time.replace(["y"], kind="recovery", **fixed)  # type: ignore[arg-type]
    store.mark_put_back(NOW)
    assert store.desk_sessions.list("n", "ada") == ()
    assert store.one_time.left("n", "ada", kind="link") == 0
    assert store.one_time.left("n", "ada", kind="recovery") == 1
