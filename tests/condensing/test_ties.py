"""What a sentence needs beside it, seen in the summaries that come out."""

from __future__ import annotations

import pytest

from briefing.condensing import condense
from briefing.condensing.dependencies import ties
from briefing.condensing.input import gather
from briefing.models import Budget, Story
from tests.make import make_story

Needs = list[tuple[tuple[int, ...], ...]]


def needs(*texts: str) -> Needs:
    stories = [make_story(text, id=f"s{number}") for number, text in enumerate(texts)]
    material = gather(stories, Budget(words=60))
    return list(ties(material.every, material.stories))


def test_a_pronoun_needs_the_sentence_before_it() -> None:
    assert needs("Harbour master Ole Lunde slept. The sea rose. He woke up at five.") == [
        (),
        (),
        ((1,),),
    ]


def test_the_company_needs_a_sentence_that_names_one() -> None:
    text = (
        "The ferry company Nordlys has lost a ship. The sea was calm. Nobody was hurt. "
        "The company will pay."
    )
    assert needs(text)[3] == ((0, 2),)


def test_the_company_of_no_earlier_sentence_needs_its_neighbour() -> None:
    assert needs("Nordlys lost a ship. Nobody was hurt. The company will pay.")[2] == ((1,),)


def test_a_thing_brought_in_is_needed_by_what_speaks_of_it() -> None:
    text = "Off Harwick a barge sank. Nobody was hurt. Divers came. The barge carried sand."
    assert needs(text)[3] == ((0, 2),)


def test_a_thing_everyone_knows_needs_nothing() -> None:
    assert needs("Off Harwick a barge sank. The sea was calm that day.")[1] == ()


def test_a_short_name_needs_the_full_one() -> None:
    text = "Captain Marta Brandt steered. Nobody was hurt. Later that day Brandt was questioned."
    assert (0,) in needs(text)[2]


def test_a_short_name_may_have_its_full_one_in_another_story() -> None:
    first = "Captain Marta Brandt steered. Then Brandt slept."
    assert (0, 2) in needs(first, "Marta Brandt is 43 years old.")[1]


def test_a_name_that_is_always_short_needs_nothing() -> None:
    assert needs("Nordlys lost a ship. Nobody was hurt. By noon Nordlys had found it.")[2] == ()


def test_an_opening_that_leans_on_its_headline_needs_another_story_to_tell_the_event() -> None:
    found = needs(
        "The move is seen as a warning.", "A ferry was sold. It was old.", "Nordlys sold."
    )
    assert found[0] == ((1, 3),)
    assert found[1] == ()
    assert needs("The move is seen as a warning.") == [()]


def test_what_is_taken_back_needs_the_denial() -> None:
    text = "The mayor said that the bridge was safe. But the engineers denied it. Work goes on."
    assert needs(text)[0] == ((1,),)


def test_a_sentence_inside_a_quotation_can_never_stand() -> None:
    inner = " ".join(f"Water came in at the {side} and everyone ran." for side in SIDES)
    found = needs(f"“The sea rose very fast that night. {inner} We prayed,” Captain Brandt said.")
    assert len(found) > 2
    assert all(() in groups for groups in found[1:-1])


SIDES = ("bow", "stern", "port side", "engine room", "lower deck", "kitchen", "car deck", "stairs")


@pytest.mark.parametrize("words", [12, 20, 40, 60])
def test_the_denial_goes_with_what_it_denies(words: int) -> None:
    text = (
        "The mayor said that the harbour bridge was safe for lorries. But two engineers denied it. "
        "A new bridge would cost 14 million crowns. The council votes in May."
    )
    shown = [s.text for s in condense([make_story(text)], words).sentences]
    said, denied = (any(part in one for one in shown) for part in ("was safe", "denied"))
    assert not said or denied


def condensed(*stories: Story, words: int) -> list[str]:
    return [sentence.text for sentence in condense(stories, words).sentences]


def test_the_story_with_the_full_name_comes_first() -> None:
    one = make_story(
        "Brandt will be asked about the steering on Friday. The ferry is being repaired.", id="a"
    )
    two = make_story(
        "Captain Marta Brandt ran the ferry aground. Since then Brandt has been on leave.", id="b"
    )
    shown = condensed(one, two, words=60)
    full = [number for number, text in enumerate(shown) if "Marta Brandt" in text]
    short = [n for n, text in enumerate(shown) if "Since then Brandt" in text]
    assert not short or (full and full[0] < short[0])
