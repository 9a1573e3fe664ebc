"""What counts as a term, and which shared terms join stories."""

from __future__ import annotations

import numpy as np
import pytest

from briefing.grouping.batch import compared
from briefing.grouping.features import read, terms_of
from briefing.grouping.joining import joining_terms
from briefing.models import Story
from tests.make import make_story


@pytest.mark.parametrize(
    ("word", "language", "terms"),
    [
        ("US", "en", ("US",)),
        ("U.S", "en", ("US",)),
        ("us", "en", ()),
        ("WHO", "en", ("who",)),
        ("who", "en", ()),
        ("IT", "en", ("it",)),
        ("Friday", "en", ()),
        ("Freitag", "de", ()),
        ("Germany", "en", ("DE",)),
        ("Deutschlands", "de", ("DE",)),
        ("Tyskland", "sv", ("DE",)),
        ("Зеленский", "ru", ("zelenskii",)),
        ("Zelenskiy", "xx", ("zelenskiy",)),
        ("nurse-led", "en", ("nurs", "led")),
        ("737-800", "en", ("737-800",)),
    ],
)
def test_terms(word: str, language: str, terms: tuple[str, ...]) -> None:
    found = terms_of(word, language)
    if word == "Зеленский":
        assert found
        assert found[0].isascii()
    else:
        assert found == terms


def test_in_capitals_us_is_no_country() -> None:
    (shouted,) = read([make_story("", title="GIVE US OUR SHIPS BACK SAY SAILORS")])
    (plain,) = read([make_story("", title="Ships of the US turn back")])
    assert "US" not in shouted.terms
    assert "US" in plain.terms


GLUED = (
    ("Easter brings snow to Varn", "Roads in Varn were white."),
    ("Bakers ask more for Easter lambs", "Sugar costs twice as much."),
    ("Police look for Easter arsonist", "Two barns burnt in Korrin."),
    ("Easter concert sold out", "The choir sings Bach."),
)
JOINED = (
    ("Halden bridge shut after crack", "Engineers closed the Halden bridge. A pier has a crack."),
    ("Crack shuts Halden bridge", "A crack in a pier shut the bridge at Halden, engineers said."),
    ("Halden: bridge stays shut", "Engineers found the crack in a pier of the Halden bridge."),
)


def _stories(*texts: tuple[str, str]) -> list[Story]:
    return [
        make_story(text, id=f"s{n}", title=title, source=f"p{n}")
        for n, (title, text) in enumerate(texts)
    ]


def test_a_word_joins_as_far_as_its_stories_are_alike_besides() -> None:
    space = compared(_stories(*GLUED, *JOINED)).space
    key = dict(zip(space.terms, joining_terms(space).key.tolist(), strict=True))
    assert key["halden"] > 3 * key["easter"]


def test_coherence_is_the_mean_cosine_without_the_term() -> None:
    space = compared(_stories(*JOINED)).space
    column = space.terms.index("halden")
    rows = space.all.toarray()
    rows[:, column] = 0
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    cosines = [rows[a] @ rows[b] for a, b in ((0, 1), (0, 2), (1, 2))]
    assert joining_terms(space).coherence[column] == pytest.approx(np.mean(cosines), abs=1e-6)
