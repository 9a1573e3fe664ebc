"""Plain text for mail."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.rendering import render
from briefing.rendering.format_flowed import columns, flowed
from tests.rendering.read import unflowed
from tests.rendering.sample import sample_edition

words = st.lists(
    st.sampled_from(["a", "bb", "ccc", ">", "From", "--", "中文", "longer", "[12]"]), min_size=1
)
lines = st.lists(words.map(" ".join), min_size=1, max_size=6)


@given(paragraphs=lines)
def test_a_reader_that_joins_lines_gets_the_paragraphs_back(paragraphs: list[str]) -> None:
    assert unflowed(flowed("\n".join(paragraphs))) == "\n".join(paragraphs) + "\n"


@given(paragraphs=lines)
def test_no_line_is_over_72_columns(paragraphs: list[str]) -> None:
    assert all(columns(line) <= 72 for line in flowed("\n".join(paragraphs)).split("\n"))


@given(paragraphs=lines)
def test_lines_that_mail_would_change_are_stuffed(paragraphs: list[str]) -> None:
    for line in flowed("\n".join(paragraphs)).split("\n"):
        assert not line.startswith((">", "From "))


def test_a_source_mark_stays_with_its_word() -> None:
    for length in range(60, 75):
        text = flowed("x" * length + " last [7] word")
        assert "last [7]" in text.replace(" \n", "|")


def test_what_cannot_be_broken_stays_whole() -> None:
    address = "https://example.org/" + "x" * 100
    assert address in flowed(f"See {address} for more").split("\n")[1]


def test_wide_letters_count_twice_and_marks_not() -> None:
    assert columns("中文") == 4
    assert columns("e\u0301") == 1


def test_each_block_ends_with_its_numbered_links() -> None:
    text = render(sample_edition()).text
    lead = text[text.index("\nThree capitals") : text.index("WATCH")]
    assert [f"[{number}] " in lead for number in (1, 2, 3, 4)] == [True, True, True, False]
    assert lead.index("[3] Field Notes: Two governments") > lead.index("WHY IT MATTERS")
    assert "https://agree.example.org/2026/11/24/agree-story" in lead.split("\n")
    assert "\nSOURCES\n" not in text
