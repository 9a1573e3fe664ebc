"""Subject and preheader: short, whole words, several to choose from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.editing.subject import PREHEADER_CHARS, SUBJECT_CHARS, cut, proposals
from tests.editing.words import a_story, a_topic, an_edition


@given(st.text(), st.integers(10, 120))
def test_a_cut_keeps_to_its_length_and_its_beginning(text: str, most: int) -> None:
    line = cut(text, most)
    assert len(line) <= most
    assert (
        " ".join(text.split()).startswith(line.rstrip("…")) or "…" in text or not text.isprintable()
    )


def test_it_is_cut_at_a_word() -> None:
    assert cut("Explosions seen across the border as roads go", 30) == "Explosions seen across the…"
    assert cut("short", 30) == "short"
    assert cut("x" * 50, 30) == "x" * 29 + "…"


def test_several_subjects_are_proposed_and_each_is_short() -> None:
    long = "A headline that goes on and on for much longer than any subject of a mail should go"
    topics = [
        a_topic(
            a_story(
                name,
                f"The bridge in {name} was closed. Divers in {name} looked at it.",
                title=f"Bridge of {name} closed. {long}",
            )
        )
        for name in ("Orsk", "Lund")
    ]
    edition = an_edition(*topics)
    subjects = proposals(edition)
    assert len(subjects) >= 3
    assert all(len(subject) <= SUBJECT_CHARS for subject in subjects[1:])
    assert subjects[0] == edition.subject
    assert len(edition.preheader) <= PREHEADER_CHARS
