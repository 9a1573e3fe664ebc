from __future__ import annotations

import pytest

from briefing.sources.documents.glue import split_headline

GLUED = [
    ("Karsia shuts border roads", "Destroying the roads would end trade."),
    ("Blast heard in South Karsia", "The move is seen as a warning."),
    ("YouTube bans Karsian channel", "The firm gave no reason."),
    ("New iPhone rule for WhatsApp users", "It starts in May."),
    ("McDonald leaves the cabinet", "She had served a year."),
    ("Spies post calls online", "They used YouTube, LinkedIn and the dark web."),
    ("Court backs TikTok", "A ruling is due."),
    ("MacArthur report on LinkedIn", "Nobody read it."),
    ("Why OpenAI and DeepMind talk", "Two firms meet."),
    ("Talks open in Tarrow", "PayPal froze accounts."),
    ("Élysée et Matignon réunis", "État d’urgence levé."),
    ("Will Merrow vote again?", "Judges decide on Monday."),
    ("Drought ends in 2026", "Rain fell for a week."),
    ("Karsia quits the EU", "The vote was close."),
    ("‘No deal’ says the ‘iron minister’", "She left early."),
    ("Quiet day at ShipNet", "Nothing moved."),
]
WHOLE = [
    "YouTube and LinkedIn ban ads.",
    "The McDonald brothers met.",
    "An iPhone costs more in Merrow.",
    "Nothing is glued in this line",
    "WhatsApp, eBay and PayPal fell.",
    "LeBron and DeSantis met O’Neill.",
    "JPMorgan and BlackRock bought AstraZeneca.",
    "The PhD student used ChatGPT.",
    "NGOs and PMs met in Tarrow.",
    "U.S. officials left",
    "OnlyOneWord",
    "ShipNet rose again.",
    "",
]


@pytest.mark.parametrize(("title", "teaser"), GLUED)
def test_a_headline_ends_at_the_first_change_inside_a_word(title: str, teaser: str) -> None:
    assert split_headline(title + teaser, seen={"ShipNet"}) == (title, teaser)


@pytest.mark.parametrize("line", WHOLE)
def test_a_name_with_a_capital_inside_is_no_glue(line: str) -> None:
    assert split_headline(line, seen={"ShipNet"}) == ("", line)


def test_only_the_beginning_of_a_long_line_is_searched() -> None:
    line = "small words " * 1000 + "endHere"
    assert split_headline(line) == ("", line)
