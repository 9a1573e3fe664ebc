"""In a batch of few stories, too: what strangers share joins none of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from briefing.grouping import group
from briefing.models import Story
from tests.grouping.stories import event_of, topic_of
from tests.grouping.test_glue import BEGIN, MORNING
from tests.make import make_story

HOLDERS = 4
# Language -> headlines and texts of its own, each of another matter.
FOREIGN = {
    "de": (
        ("Imker {} zählen weniger Bienen", "Im Oberland fehlen Völker."),
        ("Museum zeigt {} alte Karten", "Die Blätter lagen lange im Keller."),
        ("Zwei Wanderer {} gerettet", "Ein Hubschrauber flog sie ins Tal."),
        ("Bäckerei schließt {} nach neunzig Jahren", "Ein Nachfolger fehlt."),
    ),
    "fr": (
        ("Les abeilles plus rares {}", "Les ruches du plateau sont vides."),
        ("Le musée expose {} des cartes", "Les feuilles dormaient au grenier."),
        ("Deux marcheurs secourus {}", "Un hélicoptère les a descendus."),
        ("La boulangerie ferme {}", "Personne ne reprend le four."),
    ),
}
PATTERNS = {
    "feast": ("{} at Easter", "It was Easter. {}"),
    "month": ("{} in October", "{} That was on 12 October."),
    "weekday": ("{} on Friday", "On Friday it was said. {}"),
    "season": ("{} this autumn", "Autumn has come. {}"),
    "office": ("{}, says archbishop", "The archbishop spoke of it. {}"),
    "nation": ("{} in Brazilian press", "{} So Brazilian media report."),
    "language": ("{}, as Portuguese hear", "{} So Portuguese media report."),
    "column": ("The Long View: {}", "{}"),
}
SURNAMES = ("Osterby", "Prager", "Weller", "Simkin")


def batch(titles: list[tuple[str, str]], language: str = "en") -> list[Story]:
    return [
        make_story(
            text, id=f"s{n}", title=title, source=f"paper{n}", language=language,
            published=BEGIN + timedelta(minutes=17 * n),
        )
        for n, (title, text) in enumerate(titles)
    ]  # fmt: skip


def joined(stories: list[Story]) -> list[list[str]]:
    return [[s.title for s in topic.stories] for topic in group(stories) if len(topic.stories) > 1]


@pytest.mark.parametrize("size", [4, 8, 12, 16])
@pytest.mark.parametrize("kind", PATTERNS)
def test_a_few_strangers_stay_apart_whatever_word_they_share(kind: str, size: int) -> None:
    title, text = PATTERNS[kind]
    said = [(title.format(t), text.format(x)) for t, x in MORNING[:HOLDERS]]
    assert joined(batch([*said, *MORNING[HOLDERS:size]])) == []


@pytest.mark.parametrize("size", [4, 8, 12, 16])
def test_a_first_name_joins_no_strangers(size: int) -> None:
    said = [
        (f"{title}, says Alma {name}", f"{text} It was Alma {name} who said it.")
        for (title, text), name in zip(MORNING, SURNAMES, strict=False)
    ]
    assert joined(batch([*said, *MORNING[HOLDERS:size]])) == []


@pytest.mark.parametrize(
    ("language", "word"),
    [("de", "zu Ostern"), ("de", "im Oktober"), ("fr", "à Noël"), ("fr", "en octobre")],
)
def test_so_it_is_in_other_languages(language: str, word: str) -> None:
    said = [(title.format(word), text) for title, text in FOREIGN[language]]
    assert joined(batch(said, language)) == []


MEETINGS = (
    ("Alma Weller resigns as head of Voltane", "Alma Weller left Voltane on Monday."),
    ("Voltane chief Weller steps down", "Weller resigned as head of Voltane after the recall."),
    ("Alma Prager wins chess title", "Alma Prager beat the champion in game twelve."),
)


def test_a_surname_and_a_full_name_still_join() -> None:
    homes = event_of(group(batch([*MEETINGS, *MORNING[5:9]])))
    assert homes["s0"] == homes["s1"]
    assert homes["s2"] != homes["s0"]


FAIR = (
    ("Fire at Easter market in Skarn", "A fire burned nine stalls at the Easter market of Skarn."),
    ("Skarn: stalls burn at Easter market", "Nine stalls of the Skarn market burned down."),
    ("Easter eggs cost more in Elvast", "Hens of the Elvast hills lay less."),
)


def test_what_tells_one_event_stands_together_on_a_feast_day_too() -> None:
    homes = topic_of(group(batch([*FAIR, *MORNING[:4]])))
    assert homes["s0"] == homes["s1"]
    assert homes["s2"] != homes["s0"]
