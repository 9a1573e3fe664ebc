from __future__ import annotations

import pytest

from briefing.sources.documents.boilerplate import (
    is_closer,
    is_greeting,
    is_sign_up,
    is_site_line,
    without_boilerplate,
)

SIGN_UPS = [
    "If you haven’t yet, sign up here.",
    "Sign up here.",
    "Subscribe now.",
    "Please subscribe to our daily letter.",
    "Was this email forwarded to you?",
    "Forwarded this newsletter?",
    "Click here to unsubscribe from all lists.",
    "Not yet a subscriber?",
    "View this email in your browser.",
    "You are receiving this email because you signed up on our site.",
    "If you have not signed up yet, subscribe here.",
    "Follow us on Mastodon.",
]
NO_SIGN_UPS = [
    "Sign up fees doubled in March.",
    "Subscribe is a verb that bankers use for shares.",
    "If you have not voted yet, polls close at eight.",
    "The union asked workers to sign up here and in Tarrow for shifts.",
    "Subscribers left in droves.",
    "He did not sign.",
    "Not a single boat was left.",
    "Click by click the lock gave way.",
    "You are receiving less for your money, the bank said.",
    "Forward units reached the ridge.",
]
GREETINGS = [
    "Welcome to Power Notes, bringing you the latest in world politics.",
    "Good morning.",
    "Good evening, readers.",
    "Hello!",
    "Welcome back to Harbour Mail, your daily letter on trade.",
    "Welcome to our newsletter.",
    "Thanks for reading The Lurna Letter, a weekly look at the river.",
    "This is Dawn Dispatch, your guide to the day.",
    "You’re reading The Ledger newsletter.",
    "Welcome to Tide Lines, the newsletter for people who ship things.",
]
NO_GREETINGS = [
    "Welcome to the age of drones.",
    "Good morning, he said, and closed the border.",
    "Good evidence is rare.",
    "Hello Kitty sales fell.",
    "Thanks to a late rule, the ferry stayed in port.",
    "This is the largest deployment since 2009.",
    "Welcome rain fell on the fields.",
    "Thank you, the minister said, but no.",
    "Hi-tech exports rose.",
    "You are what you tax.",
]
SITE_LINES = [
    "Norvenia Latest News, Norvenia Headlines",
    "Similar News:You can also read news stories similar to this one.",
    "Related stories",
    "Recommended articles:",
    "You may also like these",
    "Advertisement",
    "Share this story",
    "© 2026 The Harbour Post",
    "All rights reserved.",
    "We use cookies to improve your visit.",
]
STORY_LINES = [
    "Norvenia Latest News, Karsia Headlines",
    "Similar news reached the capital at noon.",
    "Related to this, the court fined two banks.",
    "You can also read the treaty as a threat.",
    "Advertisements will be taxed.",
    "Share prices fell.",
    "Copyright law changes in May.",
    "Cookies are baked at night.",
    "More stories will follow, he warned.",
    "Headlines shouted of war.",
]


@pytest.mark.parametrize("sentence", SIGN_UPS)
def test_sign_up(sentence: str) -> None:
    assert is_sign_up(sentence)


@pytest.mark.parametrize("sentence", NO_SIGN_UPS)
def test_no_sign_up(sentence: str) -> None:
    assert not is_sign_up(sentence)


@pytest.mark.parametrize("sentence", GREETINGS)
def test_greeting(sentence: str) -> None:
    assert is_greeting(sentence)


@pytest.mark.parametrize("sentence", NO_GREETINGS)
def test_no_greeting(sentence: str) -> None:
    assert not is_greeting(sentence)


@pytest.mark.parametrize("line", SITE_LINES)
def test_site_line(line: str) -> None:
    assert is_site_line(line)


@pytest.mark.parametrize("line", STORY_LINES)
def test_story_line(line: str) -> None:
    assert not is_site_line(line)


@pytest.mark.parametrize(
    "line", ["Read more »", "READ MORE >>", "Continue reading →", "Full story ›"]
)
def test_closer(line: str) -> None:
    assert is_closer(line)


@pytest.mark.parametrize("line", ["Read more in the report.", "More", "He wants to read more", "»"])
def test_no_closer(line: str) -> None:
    assert not is_closer(line)


def test_both_ends_are_cut_and_the_middle_is_not() -> None:
    text = "Good morning. Sign up here. The bank rose. Sign up here. Rates fell. Subscribe now."
    assert without_boilerplate(text) == "The bank rose. Sign up here. Rates fell."


def test_a_story_without_boilerplate_stays() -> None:
    text = "The bank rose. Rates fell.\n\nNobody knew why."
    assert without_boilerplate(text) == text


def test_a_text_of_boilerplate_only_is_empty() -> None:
    assert without_boilerplate("Good morning. Sign up here.") == ""
