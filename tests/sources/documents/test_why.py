from __future__ import annotations

import pytest

from briefing.sources.documents.why import mark_why

LABELLED = [
    "It rained. Why It Matters Wheat may rot. Prices rise.",
    "It rained. Why It Matters: Wheat may rot. Prices rise.",
    "It rained. Why it matters: Wheat may rot. Prices rise.",
    "It rained.\n\nWhy It Matters\n\nWheat may rot. Prices rise.",
    "It rained.\nWhy it matters\nWheat may rot. Prices rise.",
    "WHY IT MATTERS Wheat may rot. Prices rise.",
    "It rained. WHY IT MATTERS — Wheat may rot. Prices rise.",
    "He said “rain.” Why It Matters Wheat may rot. Prices rise.",
    "Did it rain? Why It Matters Wheat may rot. Prices rise.",
    "It rained! Why It Matters - Wheat may rot. Prices rise.".replace("-", "–"),
]
UNLABELLED = [
    "He explained why it matters.",
    "Why it matters to us is clear.",
    "Why It Matters Now is a book.".replace("Now", "now"),
    "She asked Why It Matters The Most.",
    "Nobody knows why. It matters.",
    "This is Why It Matters.",
    "Why it matters. Wheat may rot.",
    "What matters: Wheat.",
    "Here is why it matters: wheat may rot.",
    "Why It Matters",
]


@pytest.mark.parametrize("text", LABELLED)
def test_the_label_goes_and_its_sentence_is_marked(text: str) -> None:
    plain, marks = mark_why(text)
    assert "atters" not in plain.lower()
    assert [plain[mark.start : mark.end] for mark in marks] == ["Wheat may rot."]


@pytest.mark.parametrize("text", UNLABELLED)
def test_what_is_no_label_stays(text: str) -> None:
    assert mark_why(text) == (text, ())


def test_two_labels_mark_two_sentences() -> None:
    plain, marks = mark_why("A b. Why It Matters One. C d. Why It Matters Two.")
    assert [plain[mark.start : mark.end] for mark in marks] == ["One.", "Two."]
