"""Sentences are spans of the text; hard cases of news text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.text.quotes import balanced
from briefing.text.sentences import sentences, split
from tests.counting import growth
from tests.make import make_story

# Each line is a text; a bar stands where it is to be cut.
HARD = """
Gen. Kim left at 5 p.m. Monday.|Nobody saw him.
Ms. Lee met Lt. Col. Dane on Tuesday.|They spoke for an hour.
Several ports, incl. Harwick, were closed.|Ferries stayed in.
The U.S. Senate passed the bill.|Its vote was close.
He flew back to the U.S.|The trip took a day.
The meeting began at 9 a.m.|It ended at noon.
John F. Kennedy spoke here.|J. K. Rowling did not.
It was plan B.|The first plan had failed.
Inflation fell to 3.5 percent.|Rents rose by 0.4 points.
“Really?” she asked.|Nobody answered.
“We lost. We will be back. It hurts,” he said.|The crowd cheered.
He said, "No. Never." and left.|The door closed.
She lives in St. Louis.|Mt. Alder is far away.
See No. 7 on the list.|No. 8 is missing.
He was born on Jan. 5.|She was born on Feb. 6, 1980.
“Go.”|She went.
What now?|Nobody knows!|The end.
The firm, Harwick Inc., said it would appeal.|Its shares fell.
Sen. Ana Roe (D) and Rep. Bo Lin (R) agreed.|Others did not.
""".strip().splitlines()


@pytest.mark.parametrize("line", HARD)
def test_hard_cases(line: str) -> None:
    text = line.replace("|", " ")
    assert [text[a:b] for a, b in split(text)] == line.split("|")


def test_glued_sentences_are_cut() -> None:
    text = "The bill passed.The senate met on it. He went to example.org then."
    cut = [text[a:b] for a, b in split(text)]
    assert cut == ["The bill passed.", "The senate met on it.", "He went to example.org then."]


def test_a_line_end_breaks_but_a_wrapped_line_does_not() -> None:
    text = "The old\nbridge fell.\nA heading without stop\nThe text below\n\nand another"
    assert [text[a:b] for a, b in split(text)] == [
        "The old\nbridge fell.",
        "A heading without stop",
        "The text below",
        "and another",
    ]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Die Brücke ist seit Montag gesperrt.|Das sagte Dr. Weber am Abend."),
        ("fr", "Le pont est fermé depuis lundi.|La mairie cherche une solution."),
        ("es", "El puente está cerrado.|¿Cuándo abrirá?|Nadie lo sabe."),
        ("ru", "Мост закрыт с понедельника.|Мэр обещала ремонт."),
        ("ar", "أغلق الجسر يوم الاثنين.|متى يفتح؟|لا أحد يعرف."),
        ("zh", "大桥周一关闭。|没有人受伤。"),
        ("ja", "橋は月曜日に閉鎖された。|けが人はいない。"),
        ("xx", "One sentence here.|Another one there."),
    ],
)
def test_other_languages(language: str, line: str) -> None:
    text = line.replace("|", " ")
    assert [text[a:b] for a, b in split(text, language)] == line.split("|")


@given(st.text(alphabet='aB. \n"“”?!U.S.Mr1😀é', max_size=200) | st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_spans_are_verbatim_in_order_and_leave_nothing_out(text: str) -> None:
    spans = split(text)
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


@given(st.text(max_size=120))
@settings(deadline=None)
def test_sentences_give_the_text_back(text: str) -> None:
    story = make_story(text)
    for sentence in sentences(story):
        assert story.text[sentence.start : sentence.end] == sentence.text
        assert sentence.story_id == story.id


@pytest.mark.slow
@pytest.mark.parametrize("part", ["word ", "a", "“ab. ", ". ", "U.S. The ", "\n", 'He said "no. '])
def test_work_is_linear_in_hostile_text(part: str) -> None:
    assert growth(lambda count: split(part * count), 20_000 // len(part)) <= 15


@pytest.mark.parametrize("text", ['He said "no".', "“No.”", "none"])
def test_balanced(text: str) -> None:
    assert balanced(text)


@pytest.mark.parametrize("text", ['He said "no.', "“No.", "No.”"])
def test_unbalanced(text: str) -> None:
    assert not balanced(text)
