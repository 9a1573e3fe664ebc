from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.sources.documents.aggregator import is_aggregator, parts_of
from briefing.sources.documents.draft import Batch
from briefing.sources.documents.text import evidence, read_text
from tests.sources.documents.proof import is_deletion

LETTER = (
    "Welcome to Dawn Mail, your daily letter. Sign up here. Ana Lind closed the port. "
    "WATCH: Boats leave. Source: NATO Lind has time. Prices rose. "
    "— Bo Berg Boats wait. Photographer: X/AP |"
)
PAGE = """The port is closed.
Ana Lind closed the port of Merrow on Sunday, the Merrow n guard said. Prices rose. Why It Matters \
Wheat may rot.
Merrow Ana Lind Fishing
Merrow Latest News, Merrow Headlines
Similar News:You can also read news stories similar to this one.
Boats leave the portTwenty boats left.
Read more »
A headline of its own
A teaser of its own.
Read more »
No headline here, only a teaser.
Read more »
Contact us
"""
BATCH = Batch(words=frozenset({"Merrown"}), phrases=frozenset({"Merrow", "Ana Lind"}))
PARTS = [
    *("WATCH: ", "Source: NATO ", "Photographer: A B |", " — Ana Lind ", "Why It Matters "),
    *("Read more »\n", "Similar News:\n", "Sign up here. ", "Good morning. ", "The bank rose. "),
    *("Karsia n ", "China . ", "roadsThe ", "YouTube ", "\n", "\n\n", "Ana Lind Karsia\n"),
    *("“x.” ", "\u202e", "\x00", "é", "— ", "| ", ": "),
]
PIECES = st.lists(st.sampled_from(PARTS), max_size=25).map("".join)


def test_a_newsletter_is_one_story() -> None:
    (draft,) = read_text(LETTER, Batch())
    assert draft.text == "Ana Lind closed the port. Lind has time. Prices rose."
    assert draft.author == "Bo Berg"
    assert [(media.kind, media.caption, media.credit) for media in draft.media] == [
        ("video", "Boats leave.", "NATO"),
        ("photo", "Boats wait.", "X/AP"),
    ]


def test_a_page_gives_its_own_story_first() -> None:
    own = read_text(PAGE, BATCH)[0]
    assert own.title == ""
    assert own.text == (
        "The port is closed.\n\n"
        "Ana Lind closed the port of Merrow on Sunday, the Merrown guard said. "
        "Prices rose. Wheat may rot."
    )
    assert [own.text[mark.start : mark.end] for mark in own.marks] == ["Wheat may rot."]
    assert own.tags == ("Merrow", "Ana Lind")
    assert own.notes == ("tags left out, met nowhere else: Fishing",)


def test_a_page_gives_every_other_story() -> None:
    others = read_text(PAGE, BATCH)[1:]
    assert [(draft.title, draft.text) for draft in others] == [
        ("Boats leave the port", "Twenty boats left."),
        ("A headline of its own", "A teaser of its own."),
        ("", "No headline here, only a teaser."),
    ]


def test_a_page_without_a_heading_keeps_the_first_other_apart() -> None:
    page = parts_of("Own story.\nOne hereTwo.\nRead more »\nThree hereFour.\nRead more »")
    assert page.story_lines == ("Own story.",)
    assert page.others == (("One hereTwo.",), ("Three hereFour.",))


@pytest.mark.parametrize(
    "text",
    [
        "The bank rose. Read more in May.",
        "Similar news came later.",
        "A story.\nRead more »",
        LETTER,
        "",
    ],
)
def test_no_aggregator(text: str) -> None:
    assert not is_aggregator(text)


def test_a_first_line_without_a_stop_is_the_title() -> None:
    (draft,) = read_text("Port closed again\n\nThe port\nis closed. Boats wait.", Batch())
    assert (draft.title, draft.text) == ("Port closed again", "The port is closed. Boats wait.")


@pytest.mark.parametrize("first", ["The port is closed.", "Port:", "Closed", "w " * 200])
def test_another_first_line_is_no_title(first: str) -> None:
    (draft,) = read_text(f"{first}\n\nBoats wait.", Batch())
    assert draft.title == ""


def test_a_glued_word_is_no_evidence() -> None:
    told = evidence(PAGE)
    assert "portTwenty" not in told.text
    assert "Fishing" not in told.text
    assert "Ana Lind" in told.tags


@given(PIECES)
def test_reading_only_deletes(text: str) -> None:
    for draft in read_text(text, BATCH):
        assert is_deletion(draft.text, text)
        assert is_deletion(draft.title, text)
        for mark in draft.marks:
            assert draft.text[mark.start : mark.end].strip()
