"""Tokens: only one we made, for this purpose and this newsletter, opens anything."""

from __future__ import annotations

import random
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.audience.tokens import make_token, read_token, secret_of
from briefing.errors import ConfigError
from briefing.store import Store
from tests.make import NOW

SECRET, OTHER = "s" * 64, "t" * 64
PURPOSES = ("confirm", "preferences", "unsubscribe")
LETTERS = string.ascii_letters + string.digits + "._-=~ \x00é"


@given(st.from_regex(r"u-[0-9a-f]{20}", fullmatch=True), st.sampled_from(PURPOSES))
def test_a_token_gives_its_subscriber_back(name: str, purpose: str) -> None:
    token = make_token(SECRET, purpose, "n", name)  # type: ignore[arg-type]
    assert read_token(SECRET, purpose, "n", token) == name  # type: ignore[arg-type]
    assert set(token) <= set(string.ascii_letters + string.digits + "._-")


def altered(token: str, chance: random.Random) -> str:
    """The token with one to three changes: a letter replaced, added, removed, or two swapped."""
    letters = list(token)
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(letters))
        kind = chance.choice(("replace", "insert", "remove", "swap"))
        if kind == "replace":
            letters[place] = chance.choice(LETTERS)
        elif kind == "insert":
            letters.insert(place, chance.choice(LETTERS))
        elif kind == "remove":
            del letters[place]
        else:
            other = chance.randrange(len(letters))
            letters[place], letters[other] = letters[other], letters[place]
    return "".join(letters)


def test_7000_altered_tokens_are_refused() -> None:
    chance = random.Random(1)
    token = make_token(SECRET, "unsubscribe", "n", "u-0123456789abcdef0123")
    changed = [other for _ in range(7000) if (other := altered(token, chance)) != token]
    assert len(changed) > 6900
    assert [other for other in changed if read_token(SECRET, "unsubscribe", "n", other)] == []


def test_3000_tokens_made_for_something_else_are_refused() -> None:
    tried = 0
    for number in range(500):
        name = f"u-{number:020x}"
        for purpose in PURPOSES:
            for foreign in (
                make_token(OTHER, purpose, "n", name),  # type: ignore[arg-type]
                make_token(SECRET, purpose, "n2", name),  # type: ignore[arg-type]
            ):
                assert read_token(SECRET, purpose, "n", foreign) is None  # type: ignore[arg-type]
                tried += 1
            own_token = make_token(SECRET, purpose, "n", name)  # type: ignore[arg-type]
            for other in set(PURPOSES) - {purpose}:
                assert read_token(SECRET, other, "n", own_token) is None  # type: ignore[arg-type]
                tried += 1
    assert tried >= 3000


def test_every_single_change_is_refused() -> None:
    token = make_token(SECRET, "unsubscribe", "n", "u-1")
    for place in range(len(token)):
        for letter in LETTERS:
            other = token[:place] + letter + token[place + 1 :]
            assert other == token or read_token(SECRET, "unsubscribe", "n", other) is None


@pytest.mark.parametrize("token", ["", ".", "a", "a.b", "." * 300, "x" * 10**6, "é.é", "\x00"])
def test_rubbish_is_refused(token: str) -> None:
    assert read_token(SECRET, "confirm", "n", token) is None


def test_the_stores_secret_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/b.db"
    first, second = Store.open(url, now=NOW), Store.open(url, now=NOW)
    assert secret_of(first) == secret_of(second) == first.secret("tokens")
    assert len(secret_of(first)) == 64
    assert first.secret("tokens") != first.secret("blocks")
    monkeypatch.setenv("BRIEFING_SECRET", "e" * 40)
    assert secret_of(first) == "e" * 40
    monkeypatch.setenv("BRIEFING_SECRET", "short")
    with pytest.raises(ConfigError, match="too short"):
        secret_of(first)
    first.close()
    second.close()
