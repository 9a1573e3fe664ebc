"""A short name and the name in full say the same: an echo is no news for having spelled it out."""

from __future__ import annotations

import pytest

from briefing.editing.acronyms import same_names
from briefing.editing.facts import fact_set

TITLE = "DOH and LFA look into Lunde ferry after collision"


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("The Department of Health has opened an inquiry.", "Department of Health"),
        ("An inquiry was opened by the Lunde Ferry Authority.", "Lunde Ferry Authority"),
    ],
)
def test_a_name_in_full_is_known_where_the_headline_has_it_short(text: str, full: str) -> None:
    assert same_names(text, TITLE) == fact_set(full)


def test_a_short_name_is_known_where_the_headline_has_it_in_full() -> None:
    title = "Lunde Ferry Authority looks into collision"
    assert same_names("The LFA has opened an inquiry.", title) == fact_set("LFA")


@pytest.mark.parametrize(
    "text",
    [
        "The Department for Trade has opened an inquiry.",
        "Doubts over Hulls grew in Lunde.",
        "The department of health has opened an inquiry.",
        "",
    ],
)
def test_other_names_are_not_known(text: str) -> None:
    assert same_names(text, TITLE) == frozenset()
