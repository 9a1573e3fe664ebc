"""Whether a mail is a bounce, and what it means for the address.

What a report's fields say goes before its words, the enhanced code within a
server's own reply before the code beside it; x.0.0 says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message as Mail
from typing import Literal

from briefing.delivery import bounce_words as words
from briefing.delivery.address_words import ABOUT_THE_DOMAIN, SURELY_THE_ADDRESS
from briefing.delivery.bounce_evidence import (
    BounceStatement,
    field_of,
    statements_of,
    subject_of,
)
from briefing.delivery.refusals import (
    Refusal,
    enhanced_code,
    phrase_in,
    refusal_of,
    reply_code,
)

# `hard`: there is no such address. `soft`: it may pass. `policy`: a refusal of us or of our
# message, no fault of the reader. `nothing`: a delay, or a success.
BounceKind = Literal["hard", "soft", "policy", "nothing"]

# The first digit of replies that may be different the next time (RFC 5321, 4.2.1).
_FOR_NOW = 4
# Of six; chosen on one half of a public set (docs/decisions.md).
_ENOUGH_SIGNS = 2
_SYSTEM = re.compile(
    r"\b(?:mailer.?daemon|post_?master|mdaemon|mail.deliver|mail system"
    r"|(?:mail|system) administrator)",
    re.IGNORECASE,
)
# Codes for trouble of the system, the network or the protocol (RFC 3463): with nothing else said,
# a domain that is never well is one that takes no mail.
_TROUBLE = re.compile(r"[45]\.[345]\.(?:[0-35-9]|[0-9]{2,3})|[45]\.[45]\.4|[0-9]{3}")
_FAILED = frozenset(("failed", "failure", "expired", "error"))
_WORST_FIRST: tuple[BounceKind, ...] = ("hard", "soft", "policy", "nothing")
_SURE = frozenset((*SURELY_THE_ADDRESS, *ABOUT_THE_DOMAIN))


@dataclass(frozen=True, slots=True, kw_only=True)
class BounceVerdict:
    """What a bounce means, and the words that say so."""

    kind: BounceKind
    reason: str


def verdict_of(mail: Mail) -> BounceVerdict | None:
    """The worst that is said of any recipient, as we have one a message; None: no bounce."""
    verdicts = [_judged(statement, mail) for statement in statements_of(mail)]
    found = [verdict for verdict in verdicts if verdict]
    return min(found, key=lambda verdict: _WORST_FIRST.index(verdict.kind), default=None)


def is_policy(refusal: Refusal) -> bool:
    """Whether a refusal is of us or our message, and more than a code for trouble on the way."""
    about_us = refusal.blame in {"us", "content"}
    return about_us and _TROUBLE.fullmatch(refusal.evidence) is None


def is_from_a_mail_system(mail: Mail) -> bool:
    """Whether its sender is named as mail systems are."""
    return _SYSTEM.search(field_of(mail, "From")) is not None


def _judged(statement: BounceStatement, mail: Mail) -> BounceVerdict | None:
    if not statement.action:
        return _judged_by_words(statement, mail)
    if statement.action not in _FAILED:
        reason = f"{statement.action}: {statement.status} {statement.diagnostic}"
        return BounceVerdict(kind="nothing", reason=reason)
    text = statement.diagnostic
    if not _is_telling(statement):
        text = f"{text} {statement.words}"
    return BounceVerdict(kind=_kind(statement, text), reason=_reason(statement))


def _reason(statement: BounceStatement) -> str:
    fields = f"{statement.status} {statement.diagnostic}".strip()
    return fields if statement.diagnostic else f"{fields} {statement.words}".strip()


def _is_telling(statement: BounceStatement) -> bool:
    """Whether the fields say enough; words may stand beside advertisements."""
    if statement.diagnostic:
        known = phrase_in(statement.diagnostic) or enhanced_code(statement.diagnostic)
        return bool(known)
    code = enhanced_code(statement.status)
    return bool(code) and not code[1:].startswith(".0.")


def _judged_by_words(statement: BounceStatement, mail: Mail) -> BounceVerdict | None:
    """A bounce that no part for machines explains; None where it may be something else."""
    if not _is_a_bounce(mail, statement.words):
        return None
    if any(mark in _one_line(statement.words) for mark in words.DELAYED):
        return BounceVerdict(kind="nothing", reason=f"delayed: {statement.words}")
    return BounceVerdict(kind=_kind(statement, statement.words), reason=statement.words)


def _kind(statement: BounceStatement, text: str) -> BounceKind:
    """What a refusal means for the address; without any evidence nothing is held against it."""
    code, status = reply_code(text), enhanced_code(statement.status)
    refusal = refusal_of(code, text, stage=statement.stage, status=status)
    if refusal.blame in {"us", "content"}:
        return "policy" if is_policy(refusal) else "soft"
    told = enhanced_code(text) or status
    if _may_pass(refusal, text, told, code) or _is_of_a_program(statement, refusal):
        return "soft"
    gone = refusal.blame == "address" and _is_sure(statement, refusal.evidence, told, code)
    return "hard" if gone and not _exists(statement) else "soft"


def _is_sure(statement: BounceStatement, evidence: str, told: str, code: int) -> bool:
    """Whether it is the recipient that was refused, or a filter took the whole message first.

    Filters that refuse a message say "user unknown" as well.
    """
    by_code = told.startswith("5.1.") and statement.status[:4] in {"", "5.1.", "5.0."}
    if by_code or evidence in _SURE or statement.stage == "rcpt":
        return True
    said = evidence not in words.STANDING if code else evidence in words.PLAIN
    return statement.stage == "report" and said


def _exists(statement: BounceStatement) -> bool:
    """Whether the text says that there is such a mailbox, whatever the fields say."""
    plain = _one_line(statement.text)
    return statement.alone and any(phrase in plain for phrase in words.EXISTS)


def _may_pass(refusal: Refusal, text: str, told: str, code: int) -> bool:
    """Whether it is for the moment: by its words, or a domain that is not found just now."""
    if refusal.permanent:
        return False
    for_now = code // 100 == _FOR_NOW or told.startswith(str(_FOR_NOW))
    words_say_so = any(mark in _one_line(text) for mark in words.PASSING)
    return words_say_so or (for_now and refusal.evidence in ABOUT_THE_DOMAIN)


def _is_of_a_program(statement: BounceStatement, refusal: Refusal) -> bool:
    """A program's output may name users and hosts; its verdict stands at the beginning."""
    return statement.local and not statement.diagnostic.lower().startswith(refusal.evidence)


def _is_a_bounce(mail: Mail, text: str) -> bool:
    """By what a mail system has on it; one sign alone may stand on a reader's mail."""
    subject = subject_of(mail)
    signs = (
        is_from_a_mail_system(mail),
        "X-Failed-Recipients" in mail,
        mail.get_content_type() == "multipart/report",
        any(mark in subject for mark in words.FAILURE_SUBJECTS),
        field_of(mail, "Return-Path").strip().startswith(("<>", "<MAILER-DAEMON")),
        _says_it_failed(text),
    )
    return sum(signs) >= _ENOUGH_SIGNS


def _says_it_failed(text: str) -> bool:
    known = phrase_in(text) or reply_code(text) or enhanced_code(text)
    return bool(known) or any(mark in _one_line(text) for mark in words.FAILED)


def _one_line(text: str) -> str:
    return " ".join(text.lower().split())
