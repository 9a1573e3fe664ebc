"""What may stand on a line of its own, and what readers could not place."""

from __future__ import annotations

import pytest

from briefing.editing.exclusives import is_loose

SHOWN = ("Ferry stopped off Selvoy after shots", "The 212 passengers spent the night on board.")
PLACED = (
    "The ferry had been sold twice within a year.",
    "The captain of the patrol boat was relieved of his command on Monday.",
    "The government in Brevik recalled its envoy.",
    "The Norrelinjen office in Tallow was closed for the day.",
    "The 40 pupils were flown home.",
    "Two crew members hid the navigation computer in a life raft.",
    "“We saw three flashes,” said Joren Aske, who stood on the bridge.",
    "The insurer behind the shipping line doubled its premiums.",
    "Fishermen brought blankets and soup in rubber dinghies.",
    "After the storm, divers examined the hull.",
)
LOOSE = (
    "The queue stretched as far as the lighthouse.",
    "The trial relied on a witness from the harbour.",
    "The operation was a protest against the arrest.",
    "The new charge covers deaths in custody.",
    "These findings were doubted by two experts.",
    "Just days after it was put up, it began to lean.",
    "As previously noted, a captain must eat.",
    "In order to get there, big leaps are required.",
    "Is it possible to steer without a rudder?",
    "My parents did not love the sea.",
    "When they came back, the lamps were out.",
    "Adding insult to injury, the anchor was lost.",
)


@pytest.mark.parametrize("text", PLACED)
def test_what_can_be_placed(text: str) -> None:
    assert not is_loose(text, SHOWN)


@pytest.mark.parametrize("text", LOOSE)
def test_what_cannot_be_placed(text: str) -> None:
    assert is_loose(text, SHOWN)


def test_a_thing_that_was_met_is_no_longer_loose() -> None:
    assert not is_loose(LOOSE[0], (*SHOWN, "A queue formed at the harbour."))


def test_other_languages_are_left_to_the_checks_of_summaries() -> None:
    assert not is_loose("The queue stretched far.", SHOWN, "de")
