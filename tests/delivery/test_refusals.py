"""The table of refusals: code, enhanced code, words and stage, read together."""

from __future__ import annotations

import time

import pytest

from briefing.delivery import address_words, policy_words, refusal_words
from briefing.delivery.refusals import (
    LONGEST_TEXT_CHARS,
    Stage,
    enhanced_code,
    phrase_in,
    refusal_of,
    reply_code,
)

# reply, stage, who is to blame, permanent
REPLIES: tuple[tuple[str, Stage, str, bool], ...] = (
    ("550 5.4.5 Daily user sending quota exceeded", "rcpt", "us", True),
    ("554 5.5.4 Account limit reached", "rcpt", "us", True),
    ("550 relay not permitted", "rcpt", "us", True),
    ("535 5.7.8 who are you", "auth", "us", True),
    ("550 5.1.1 no such sender", "mail", "us", True),
    ("550 no", "rcpt", "unknown", True),
    ("450 no", "rcpt", "unknown", False),
    ("421 closing", "rcpt", "us", False),
    ("451 4.7.1 greylisted, see you", "rcpt", "greylisting", False),
    ("550 greylisted", "rcpt", "greylisting", False),
    ("451 4.7.1 Please try again later", "rcpt", "greylisting", False),
    ("451 4.3.0 Please try again later", "rcpt", "us", False),
    ("451 4.7.1 Please try again later", "dot", "us", False),
    ("451 local problem, try again later", "rcpt", "us", False),
    ("550 5.1.1 <a@b.example>: who", "rcpt", "address", True),
    ("450 4.1.1 <a@b.example>: who", "rcpt", "address", False),
    ("550 5.7.1 <a@b.example>: user unknown", "rcpt", "address", True),
    ("550 5.1.1 a@b.example, your sending IP 192.0.2.1 is on a blocklist", "rcpt", "us", True),
    ("550 5.4.1 Recipient address rejected: Access denied. [x.example]", "rcpt", "address", True),
    ("550 5.7.1 Recipient address rejected: Access denied", "rcpt", "us", True),
    ("552 5.2.2 full", "rcpt", "mailbox", True),
    ("452 4.2.2 over quota", "rcpt", "mailbox", False),
    ("552 5.3.4 what a weight", "dot", "content", True),
    ("554 5.7.1 this is spam", "dot", "content", True),
    ("554 5.6.0 broken", "dot", "content", True),
    ("550 5.1.1 spammer@nospam.example https://x.example/spam/blocklist", "rcpt", "address", True),
    ("550 5.0.0 no", "rcpt", "unknown", True),
    ("550 5.7.17 moved", "rcpt", "address", True),
)


@pytest.mark.parametrize(("reply", "stage", "blame", "permanent"), REPLIES)
def test_a_reply_is_read_as_a_whole(reply: str, stage: Stage, blame: str, permanent: bool) -> None:
    refusal = refusal_of(int(reply[:3]), reply[4:], stage=stage)
    assert (refusal.blame, refusal.permanent) == (blame, permanent), refusal.evidence
    assert refusal.ends_the_address == (blame == "address" and permanent)


@pytest.mark.parametrize(
    ("diagnostic", "status", "blame"),
    [
        ("smtp; 554 5.7.1 Relay access denied", "5.0.0", "us"),
        ("smtp; 550 IP frequency limited", "5.0.0", "us"),
        ("smtp; 550 what we do not like", "5.0.0", "unknown"),
        ("smtp; 550 what we do not like", "5.1.1", "address"),
        ("smtp; 550 5.7.1 what we do not like", "5.1.1", "us"),
        ("smtp; 550 5.2.2 not now", "5.0.0", "mailbox"),
        ("", "5.1.1", "address"),
        ("", "", "unknown"),
    ],
)
def test_the_code_within_a_diagnostic_tells_more_than_the_status(
    diagnostic: str, status: str, blame: str
) -> None:
    code = reply_code(diagnostic)
    assert refusal_of(code, diagnostic, stage="report", status=status).blame == blame


def test_a_report_without_a_reply_code_is_as_permanent_as_its_status() -> None:
    assert refusal_of(0, "", stage="report", status="5.1.1").permanent
    assert not refusal_of(0, "", stage="report", status="4.4.7").permanent


def test_an_address_of_the_network_is_no_enhanced_code() -> None:
    assert enhanced_code("from 5.1.2.3 and 5.1.1.example") == ""
    assert enhanced_code("550-5.0.0 and then 5.2.1.") == "5.2.1"
    assert enhanced_code("2.1.5 was fine, 5.0.0 is not") == "5.0.0"


TABLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("greylisting", refusal_words.GREYLISTING),
    ("us", policy_words.ABOUT_US),
    ("mailbox", refusal_words.ABOUT_THE_MAILBOX),
    ("account", refusal_words.ABOUT_THE_ACCOUNT),
    ("address", address_words.SURELY_THE_ADDRESS),
    ("address", address_words.ABOUT_THE_DOMAIN),
    ("address", address_words.ABOUT_THE_ADDRESS),
    ("content", refusal_words.ABOUT_THE_CONTENT),
)


@pytest.mark.parametrize(("blame", "table"), TABLES)
def test_no_phrase_is_hidden_by_another(blame: str, table: tuple[str, ...]) -> None:
    for phrase in table:
        assert phrase == phrase.lower()
        found = phrase_in(f"we say {phrase.strip()} to you")
        assert found is not None, phrase
        assert found[0] == blame, f"{phrase!r} is never reached: {found}"
        longer = [other for other in table if phrase.strip() in other and phrase != other]
        assert not longer, f"{longer} say no more than {phrase!r}"


def test_a_text_of_any_length_is_read_in_linear_time() -> None:
    hostile = [
        "5.1." * 100_000,
        "a" * 1_000_000,
        "550-" * 300_000,
        "( " * 500_000,
        "@" * 900_000,
    ]
    begin = time.process_time()
    for text in hostile:
        refusal_of(550, text, stage="report", status="5.0.0")
        reply_code(text)
    assert time.process_time() - begin < 1
    assert refusal_of(550, "x" * LONGEST_TEXT_CHARS + " user unknown", stage="rcpt").blame == (
        "unknown"
    )
