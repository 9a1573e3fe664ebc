"""What a refusal means: the one table for replies over SMTP and for reports that come back.

A server says a code (RFC 5321), often an enhanced one (RFC 3463, 5248), and words. None of
them can be trusted alone, so all are read together, the most telling first:

1. the stage: before a recipient is named nobody but us can be meant;
2. the words, by the tables in `refusal_words` and `policy_words`;
3. the enhanced code within the text, then the one beside it (a report's `Status`), by its
   detail, then by its subject; x.0.0 says nothing;
4. the reply code.

Who is to blame decides what follows: an address that does not exist is not written to again,
a full mailbox is tried again, and what is about us or the server is held against nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from briefing.delivery import address_words as addresses
from briefing.delivery import refusal_words as words
from briefing.delivery.policy_words import ABOUT_US

Stage = Literal["connect", "auth", "mail", "rcpt", "data", "dot", "report"]
# address: it does not exist, or no longer. account: it does, and is shut. mailbox: full or
# busy. content: this message. us: our login, rights, sender, reputation or pace, or the server
# itself. greylisting: the server wants to be asked again. unknown: nothing tells.
Blame = Literal["address", "account", "mailbox", "content", "us", "greylisting", "unknown"]

# A reply has some 500 characters, a report's diagnostic rarely more; chosen, not measured.
LONGEST_TEXT_CHARS = 2000
# Not within an address of the network (5.1.2.3) or a version.
_ENHANCED = re.compile(r"(?<![\w.])[245]\.\d{1,3}\.\d{1,3}(?!\.?\w)")
_REPLY_CODE = re.compile(r"[245]\d\d")
# What a large provider writes before each server's own reply.
_HEADING = " unknown address error "
_WORD = re.compile(r"[^\s<>()\[\]{},;:\"/=|#*?!]+")

# These decide wherever they stand.
_FIRST: tuple[tuple[Blame, tuple[str, ...]], ...] = (
    ("greylisting", words.GREYLISTING),
    ("address", addresses.SURELY_THE_ADDRESS),
)
# Of these, the phrase that stands first: it states, what follows explains. But a mailbox that
# is full or shut exists, whatever else is said.
_PHRASES: tuple[tuple[Blame, tuple[str, ...]], ...] = (
    ("us", ABOUT_US),
    ("mailbox", words.ABOUT_THE_MAILBOX),
    ("account", words.ABOUT_THE_ACCOUNT),
    ("address", addresses.ABOUT_THE_DOMAIN),
    ("address", addresses.ABOUT_THE_ADDRESS),
    ("content", words.ABOUT_THE_CONTENT),
)
_EXISTS = frozenset(("mailbox", "account"))
# By subject and detail; a detail that is not named counts as its subject does.
_DETAILS: dict[str, Blame] = {
    "1.7": "us",  # the sender's address
    "1.8": "us",
    "2.1": "account",  # disabled
    "2.2": "mailbox",  # full
    "2.3": "content",  # too long
    "3.4": "content",  # too big
    "4.4": "address",  # the domain has no way to it
    "7.13": "us",  # our account is disabled
    "7.17": "address",  # RFC 7293: the mailbox has another owner, or the domain has
    "7.18": "address",
}
# Codes for an address or a domain that is not there.
_NOBODY_THERE = frozenset(("1.1", "1.2", "1.3", "1.6", "1.10"))
_SUBJECTS: dict[str, Blame] = {
    "1": "address",
    "3": "us",
    "4": "us",
    "5": "us",
    "6": "content",
    "7": "us",
}
# RFC 7504: the host never takes mail.
_TAKES_NO_MAIL = 521
_CODES: dict[int, Blame] = {
    **dict.fromkeys((421, 451, 452, 454, 455), "us"),
    **dict.fromkeys((500, 502, 503, 521, 523, 530, 534, 535, 538), "us"),
    552: "mailbox",
    556: "address",  # RFC 7504: the domain takes no mail
}
# Codes that a greylisting server uses.
_MAY_BE_GREYLISTING = frozenset((450, 451))


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A verdict: who is to blame, and whether it stays so.

    `evidence` is what decided: a phrase, an enhanced code, a reply code or a stage.
    """

    blame: Blame
    permanent: bool
    evidence: str

    @property
    def ends_the_address(self) -> bool:
        """True where there is no use in writing to the address again."""
        return self.blame == "address" and self.permanent


@lru_cache(maxsize=512)
def refusal_of(code: int, text: str, *, stage: Stage, status: str = "") -> Refusal:
    """What a refusal means.

    `code` is the reply's (0: none is known), `text` the rest of it or a report's diagnostic,
    `status` the enhanced code beside it. Pure; takes time linear in the text.
    """
    text = text[:LONGEST_TEXT_CHARS]
    enhanced = enhanced_code(text) or (status if _ENHANCED.fullmatch(status) else "")
    permanent = _is_permanent(code, enhanced)
    blame, evidence = _judged(code, text, enhanced, stage)
    if blame == "greylisting":
        permanent = False
    return Refusal(blame=blame, permanent=permanent, evidence=evidence)


def enhanced_code(text: str) -> str:
    """The most telling enhanced code in a text: one with a subject before x.0.0; "": none."""
    codes = _ENHANCED.findall(text[:LONGEST_TEXT_CHARS])
    refusing = [code for code in codes if not code.startswith("2")]
    telling = [code for code in refusing if not code[1:].startswith(".0.")]
    return next(iter(telling or refusing), "")


def reply_code(text: str) -> int:
    """The reply code that a diagnostic begins with or holds ("smtp; 550 5.1.1 …"); 0: none."""
    for word in text[:LONGEST_TEXT_CHARS].replace("-", " ").split():
        if _REPLY_CODE.fullmatch(word):
            return int(word)
    return 0


def phrase_in(text: str) -> tuple[Blame, str] | None:
    """The phrase of the tables that decides, and who it is about; None where none is there."""
    if _links_to_a_list(text):
        return "us", "a link to a list"
    plain = _plain(text)
    for blame, phrases in _FIRST:
        if found := _found(plain, blame, phrases):
            return found[0][1:]
    every = [each for blame, phrases in _PHRASES for each in _found(plain, blame, phrases)]
    blames = {blame for _, blame, _ in every}
    if blames & _EXISTS:
        every = [each for each in every if each[1] != "address"]
    if "us" in blames:  # that a message was rejected says less than why
        every = [each for each in every if each[1] != "content"]
    first = min(every, key=lambda each: (each[0], -len(each[2])), default=None)
    return first[1:] if first else None


def _found(plain: str, blame: Blame, phrases: tuple[str, ...]) -> list[tuple[int, Blame, str]]:
    """Where phrases stand, by whom they are about."""
    return [(plain.index(each), blame, each.strip()) for each in phrases if each in plain]


def _judged(code: int, text: str, enhanced: str, stage: Stage) -> tuple[Blame, str]:
    if stage in {"connect", "auth", "mail"}:
        return "us", stage
    detail = enhanced[2:]
    # Exchange Online says this of addresses its directory does not hold.
    if detail == "4.1" and "recipient address rejected" in _plain(text):
        return "address", enhanced
    by_words = phrase_in(text)
    if detail in _NOBODY_THERE and _agrees(_plain(text)):
        return "address", enhanced
    if by_words and by_words[0] == "account" and detail in _NOBODY_THERE:
        return "address", by_words[1]
    if by_words:
        return by_words
    if stage == "rcpt" and _asks_to_come_again(code, text, detail):
        return "greylisting", "try again"
    if enhanced == "4.2.1":
        return "mailbox", enhanced  # not disabled for good: busy
    blame = _DETAILS.get(detail) or _SUBJECTS.get(detail.partition(".")[0])
    if blame:
        return blame, enhanced
    if stage == "report" and code == _TAKES_NO_MAIL:
        return "address", str(code)  # of the reader's server; while we send it is the relay's
    return _CODES.get(code, "unknown"), str(code or enhanced or "nothing")


def _agrees(plain: str) -> bool:
    """Whether words beside a code for an unknown address say the same, and not of the sender."""
    phrases = (*addresses.ABOUT_THE_DOMAIN, *addresses.ABOUT_THE_ADDRESS)
    return " sender" not in plain and any(phrase in plain for phrase in phrases)


def _asks_to_come_again(code: int, text: str, detail: str) -> bool:
    fits = code in _MAY_BE_GREYLISTING and (detail[:1] in {"", "0", "2", "7"})
    return fits and any(phrase in _plain(text) for phrase in words.COME_AGAIN)


def _is_permanent(code: int, enhanced: str) -> bool:
    """By the reply code, which servers mean; a report may have nothing but the enhanced one."""
    return code // 100 == 5 if code else enhanced.startswith("5")


@lru_cache(maxsize=64)
def _plain(text: str) -> str:
    """Its words in lower case, one space between two and at both ends.

    Without codes, addresses, names of hosts and links: what stands in them is no statement.
    """
    chunks = (chunk for chunk in text[:LONGEST_TEXT_CHARS].lower().split() if "://" not in chunk)
    found = (word.strip(".'") for chunk in chunks for word in _WORD.findall(chunk))
    kept = (word for word in found if not _is_name(word) and not _REPLY_CODE.fullmatch(word))
    return f" {' '.join(kept)} ".replace(_HEADING, " ")


def _links_to_a_list(text: str) -> bool:
    links = (chunk for chunk in text[:LONGEST_TEXT_CHARS].lower().split() if "://" in chunk)
    return any(name in link for link in links for name in words.LISTS)


def _is_name(word: str) -> bool:
    return "@" in word or "." in word
