"""Names in full and in short."""

from __future__ import annotations

import pytest

from briefing.condensing.name_forms import named_in_full, named_in_short


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Captain Marta Brandt steered.", {"Brandt"}),
        ("On Monday Marta Brandt met Ole van der Lunde.", {"Brandt", "Lunde"}),
        ("Marta J. Brandt and Ole Lunde Jr. met.", {"Brandt", "Lunde"}),
        ("Marta Brandt’s boat sank.", {"Brandt"}),
        ("Brandt steered.", set()),
        ("Mr Brandt steered.", set()),
        ("They met in North Harwick.", set()),
        ("The Harwick City Council met.", set()),
        ("She works for the BBC.", set()),
    ],
)
def test_names_in_full(text: str, names: set[str]) -> None:
    assert named_in_full(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Then Brandt steered.", {"Brandt"}),
        ("Mrs Brandt steered.", {"Brandt"}),
        ("Marta Brandt steered, and Brandt slept.", set()),
        ("After Brandt had slept, Marta Brandt steered.", {"Brandt"}),
        ("Nobody steered.", set()),
    ],
)
def test_names_in_short(text: str, names: set[str]) -> None:
    assert names <= named_in_short(text)
    assert bool(names) == ("Brandt" in named_in_short(text))
