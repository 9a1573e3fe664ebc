"""Who speaks in a text."""

from __future__ import annotations

import pytest

from briefing.text.voice import in_first_person, quoted_share, unquoted


@pytest.mark.parametrize(
    "text",
    [
        "I like the ferry.",
        "I’ve seen it.",
        "Nobody in Lunde thinks we're going to lose.",
        "My boat sank.",
        "They told us so.",
        "You will like it.",
        "“I like the ferry,” Mayor Holm said.",
    ],
)
def test_a_first_person_is_heard(text: str) -> None:
    assert in_first_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "The US sent a ship.",
        "World War I was over.",
        "It was built before World War I.",
        "The iron ferry is old.",
        "Wells and mines are closed.",
    ],
)
def test_a_country_and_a_number_are_nobody(text: str) -> None:
    assert not in_first_person(text)


def test_other_languages_say_nothing() -> None:
    assert not in_first_person("I sommozzatori esamineranno lo scafo.", "it")


def test_what_is_quoted_can_be_left_out() -> None:
    assert not in_first_person(unquoted("“I like it,” she said of the ferry."))
    assert in_first_person(unquoted("“It is old,” my captain said."))
    assert unquoted("No quotation.") == "No quotation."


def test_the_share_of_what_is_quoted() -> None:
    assert quoted_share('"ab" cd') == pytest.approx(4 / 7)
    assert quoted_share("") == 0
