"""A town's name must not join strangers to what happens there, in a batch of few stories."""

from __future__ import annotations

from briefing.grouping.batch import batch_of
from briefing.grouping.features import read
from briefing.grouping.name_parts import dependent_parts
from briefing.grouping.vector_space import build
from briefing.models import Story
from briefing.text.described import described
from tests.make import make_story

MILL = (
    ("Fire destroys sawmill in Nether Quill", "Flames tore through the sawmill in Nether Quill."),
    ("Sawmill burns down, 40 workers safe", "The sawmill at Nether Quill burned to the ground."),
    ("Nether Quill sawmill fire was arson", "Someone set the sawmill alight, police think."),
    ("Police seek man after sawmill fire", "He ran from the sawmill in Nether Quill at dawn."),
)
STRANGERS = (
    ("Violin of 1702 found in Nether Quill", "A teacher bought it for nine crowns."),
    ("Heron nests on roof in Nether Quill", "Three chicks hatched above the bakery."),
)
ELSEWHERE = (
    ("Salmon return to the upper Lurna", "Anglers counted 400 fish below the weir."),
    ("Voltane recalls 9,000 heaters", "A cable of the heaters may melt."),
    ("Court frees baker after nine years", "New proof cleared him."),
    ("Astronomers find warm planet", "It circles its star in eleven days."),
    ("Band cancels tour after fall", "The singer broke an ankle on stage."),
    ("Cheese of Varn gets a seal", "Only milk of red cows may go in."),
)


def stories(texts: tuple[tuple[str, str], ...]) -> list[Story]:
    return [make_story(text, id=title, title=title) for title, text in texts]


def test_strangers_of_a_town_go_less_with_what_happens_there() -> None:
    batch = batch_of(described(stories(MILL + STRANGERS + ELSEWHERE)))
    mill = {batch.rows[title] for title, _ in MILL}
    strangers = {batch.rows[title] for title, _ in STRANGERS}
    answers = batch.same_topic
    scored = list(zip(answers.i.tolist(), answers.j.tolist(), answers.score, strict=True))
    of_mill = [score for i, j, score in scored if {i, j} <= mill]
    strays = [
        score
        for i, j, score in scored
        if i in mill | strangers and j in mill | strangers and len({i, j} & strangers) == 1
    ]
    assert len(of_mill) == 6
    assert max(strays) < 0.7 < min(of_mill)


def test_a_stray_keeps_less_of_the_weight_of_the_town() -> None:
    readings = read(stories(MILL + STRANGERS + ELSEWHERE))
    space = build(readings)
    column = space.terms.index("nether")
    kept = {
        readings[row].tokens[0].word: share
        for row, at, share in zip(space.rows, space.all.indices, space.kept, strict=True)
        if at == column
    }
    assert kept["Violin"] == kept["Heron"] < 1
    assert kept["Fire"] == kept["Sawmill"] == kept["Nether"] == 1


def test_a_name_of_two_words_is_one_name() -> None:
    parts = dependent_parts(read(stories(MILL + STRANGERS)))
    assert len({"nether", "quill"} & parts.keys()) == 1


def test_in_many_stories_no_term_loses_weight() -> None:
    many = tuple((f"{title} {n}", text) for n in range(14) for title, text in MILL + STRANGERS)
    assert build(read(stories(many))).kept.min() == 1
