"""In a batch of few stories: everyday words and namesakes join no strangers, however rare here."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from benchmarks.mornings_data import Item, Morning
from benchmarks.small_batches import rows_of, small_batches, tally
from briefing.grouping import group
from briefing.models import Story, Topic
from tests.grouping.stories import topic_of
from tests.grouping.test_glue import MORNING
from tests.grouping.test_mornings import item
from tests.grouping.test_weak_terms import batch

# Two events of three stories; Heron is a spokeswoman in one, and a bird in the other.
FERRY = (
    (
        "Ferry line of Tarrow stops after engine fire",
        (
            "The ferry line of Tarrow stopped all boats after a fire in an engine room. "
            '"We check every engine first," said Ida Heron, who runs the line.'
        ),
    ),
    (
        "Engine fire stops all Tarrow ferries",
        "All ferries of Tarrow lie in port after an engine burned, said Ida Heron of the line.",
    ),
    (
        "Tarrow ferries stay in port after fire",
        (
            "Ida Heron said on Monday that the ferries of Tarrow will not sail before every engine "
            "has been checked."
        ),
    ),
)
BIRDS = (
    (
        "Heron returns to the ponds of Selwyn",
        "A heron has raised three chicks at the ponds of Selwyn, wardens of the ponds said.",
    ),
    (
        "Selwyn ponds see their first chicks in years",
        "Wardens at the ponds of Selwyn counted three chicks of a heron.",
    ),
    (
        "Wardens guard a nest at the Selwyn ponds",
        "The nest of the heron at the ponds of Selwyn holds three chicks, the wardens said.",
    ),
)


@pytest.mark.parametrize("others", [0, 6, 14])
def test_a_surname_and_a_common_noun_join_nothing(others: int) -> None:
    homes = topic_of(group(batch([*FERRY, *BIRDS, *MORNING[:others]])))
    assert homes["s0"] == homes["s1"] == homes["s2"]
    assert homes["s3"] == homes["s4"] == homes["s5"]
    assert homes["s0"] != homes["s3"]


# Strangers who have an everyday word in common that no other story of the batch has.
EVERYDAY = (
    (
        "Pump maker Orrin opens a plant in Varn",
        "The plant will finally build pumps for deep wells, its first staff was told.",
    ),
    (
        "Nurses plant a garden behind the Merrow clinic",
        "Patients finally carried water and soil, and roses grow there now.",
    ),
    (
        "Patients get a new ward in Osk",
        "The ward has forty beds and a roof one can walk on.",
    ),
    (
        "Sailor rounds the cape of Lurna alone",
        "Calm water cost him a week, his staff ashore said.",
    ),
)


@pytest.mark.parametrize("size", [4, 8, 10, 12, 16])
def test_everyday_words_join_no_strangers(size: int) -> None:
    topics = group(batch([*EVERYDAY, *MORNING[4:size]]))
    assert [[s.title for s in topic.stories] for topic in topics if len(topic.stories) > 1] == []


def many(letter: str) -> tuple[Item, ...]:
    """Fifteen running stories of two events each, and fifty that stand alone."""
    names = [f"{letter}{number}" for number in range(80)]
    labels = [
        {"event": f"{letter}e{n}", "topic": f"{letter}t{n // 2}"} if n < 30 else {}
        for n in range(80)
    ]
    return tuple(
        item(name, f"Headline {name}", f"Text of {name}.", **label)
        for name, label in zip(names, labels, strict=True)
    )


MORNINGS = tuple(
    Morning(name=letter, items=many(letter), order=(), headline={}, opening={})
    for letter in ("a", "b")
)


def test_batches_have_their_size_their_labels_and_are_always_the_same() -> None:
    drawn = list(small_batches(MORNINGS, draws=2))
    assert {(b.size, b.kind) for b in drawn} == {
        (size, kind) for size in (10, 20, 40) for kind in ("drawn", "partners", "across")
    }
    assert all(len(b.labelled.stories) == b.size == len(b.labelled.themes) for b in drawn)
    assert drawn == list(small_batches(MORNINGS, draws=2))
    assert drawn != list(small_batches(MORNINGS, draws=2, seed=1))


def test_strangers_of_another_morning_are_never_of_a_topic_of_this_one() -> None:
    for one in small_batches(MORNINGS, draws=2):
        foreign = [t for t in one.labelled.themes if "/" in t]
        assert bool(foreign) == (one.kind == "across")
        assert len(foreign) == len(set(foreign))


def apart(stories: Sequence[Story]) -> tuple[Topic, ...]:
    return tuple(topic for story in stories for topic in group([story]))


def test_who_joins_nothing_mixes_nothing_and_finds_no_pair() -> None:
    rows = rows_of(list(small_batches(MORNINGS, draws=1)), apart)
    assert rows["all"]["topics_mixed"] == rows["all"]["topic_pairs"] == 0.0
    assert rows["all"]["topic_f1"] < 100


def test_a_group_of_strangers_is_mixed_and_misleads_its_stories() -> None:
    counts = tally(["a", "a", "b", "c"], ["x", "x", "y", "y"]).counts
    assert (counts["groups"], counts["mixed"], counts["misled"]) == (2, 1, 2)
    assert (counts["wanted"], counts["put"]) == (1, 1)
