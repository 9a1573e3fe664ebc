"""What stands below a story is told from the story."""

from __future__ import annotations

import pytest

from briefing.sources.parse.page_boilerplate import is_below, story_text
from tests.counting import growth


@pytest.mark.parametrize(
    "line",
    [
        "(Reporting by Ana Lopez and Jo Doe in Merrow; Editing by Max Hill)",
        "Reporting by Ana Lopez; additional reporting by Jo Doe; Editing by M. Hill.",
        "Additional reporting by Jo Doe",
        "Jo Doe contributed reporting from Merrow.",
        "Harbour Post writers Jo Doe and Ana Lopez contributed to this report.",
        "Follow Ana Lopez on Twitter @analopez.",
        "Follow us on Facebook, Instagram and YouTube.",
        "Have a tip? Ana Lopez may be reached at ana@harbour.example. Follow her on Twitter.",
        "Email Jo Doe at jo.doe@wire.example or follow him @jodoe.",
        "jo.doe@wire.example",
        "@jodoe",
        "twitter.com/jodoe",
        "Reach the reporters on Twitter at http://twitter.com/jodoe",
        "More on the bridge: https://wire.example/bridge",
        "Copyright 2026 The Wire. All rights reserved.",
        "© The Wire",
        "SOURCE: News agencies",
        "Updated at 1:23 p.m.",
        "First published on 24 November 2026 at 06:00",
        "Filed under: Roads, Norvenia",
        "Like this story? Share it with a friend!",
        "Tell us what YOU think...",
        "If you buy something through this post, we may earn a commission.",
        "Ana Lopez is a reporter covering roads for The Wire.",
        "Ana Lopez is a senior correspondent at The Wire. She covers roads and rivers.",
        "Jo Doe is an editor based in Merrow. He joined The Wire in 2019. Follow him on X @jodoe.",
        "Jo van Doe covers roads for The Wire.",
    ],
)
def test_what_is_said_of_makers_and_site_goes(line: str) -> None:
    assert is_below(line)
    text = f"A bridge fell on Monday.\n\nNobody was hurt.\n\n{line}"
    assert story_text(text) == "A bridge fell on Monday.\n\nNobody was hurt."


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by The Wire showed that forty people had warned of it.",
        "Reporting from the valley was forbidden for two weeks.",
        "Jo Doe contributed two million crowns to the campaign.",
        "Follow the money, she said.",
        "Followers of the mayor met on the square.",
        "He said he would follow her on the long road to Merrow.",
        "Email was down in all of Merrow for a day.",
        "Sources in the ministry said the bridge was safe.",
        "Source rocks below the valley hold gas. They were found in 1990.",
        "The copyright of the song is held by its singer, a court ruled.",
        "Updated maps of the valley show 40 new roads. They were drawn by students.",
        "Ana Lopez is a reporter who was arrested on Monday.",
        "Ana Lopez is a reporter for The Wire. She was killed at the border.",
        "Mount Halden covers roads with ash twice a year.",
        "Ana Lopez is a minister in the new government.",
        "Ana Lopez, a reporter at The Wire, said the guards had opened fire.",
        "Thank you for the bridge, the mayor told the engineers.",
        "More than 40 people were hurt.",
        "Tags worn by the deer send their place every hour.",
        "If you buy a ticket, you may cross the bridge twice a day.",
        "Like this story, many others began on the river.",
    ],
)
def test_what_is_news_stays(line: str) -> None:
    assert not is_below(line)
    text = f"A bridge fell on Monday.\n\n{line}"
    assert story_text(text) == text


def test_only_the_end_of_a_text_is_judged() -> None:
    credit = "Jo Doe contributed reporting from Merrow."
    text = "\n\n".join(["A bridge fell.", credit, *(f"Paragraph {n}." for n in range(8)), credit])
    assert story_text(text) == text.removesuffix(f"\n\n{credit}")
    assert story_text(credit) == credit


@pytest.mark.parametrize("unit", ["Reporting by ", "Ana Lopez ", "a@b.c ", "follow us on ", "A.B "])
def test_work_is_linear_whatever_is_read(unit: str) -> None:
    assert growth(lambda count: is_below((unit * 400)[:count]), 40) <= 15
