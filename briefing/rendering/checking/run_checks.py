"""All checks that need no browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from briefing.models import Edition, Footer, Rendering
from briefing.rendering.checking.check_result import CheckResult, result_of
from briefing.rendering.checking.foreign_parts import foreign_parts
from briefing.rendering.checking.html_checks import html_checks
from briefing.rendering.checking.html_mail import HtmlMail, squeezed
from briefing.rendering.checking.parity import parity
from briefing.rendering.format_flowed import LINE_COLUMNS, columns
from briefing.rendering.theme import Theme
from briefing.text.clean import one_line

# What inboxes show of a subject; chosen, not measured.
LONGEST_SUBJECT_CHARS = 60
# What inboxes show beside it; chosen, not measured.
LONGEST_PREHEADER_CHARS = 110
_UNSUBSCRIBE = "unsubscribe"


def check(
    edition: Edition, rendering: Rendering, theme: Theme | None = None
) -> tuple[CheckResult, ...]:
    """What a mail program, a filter or a reader would stumble over, one finding a check."""
    return tuple(_findings(edition, rendering, theme or Theme()))


def _findings(edition: Edition, rendering: Rendering, theme: Theme) -> Iterator[CheckResult]:
    yield from html_checks(rendering.html)
    yield result_of(
        "contrast", _faint(theme), "every text is readable on its ground, light and dark"
    )
    yield result_of(
        "parity", parity(edition, rendering), "all three tell the same, with the same links"
    )
    yield result_of(
        "foreign",
        foreign_parts(edition, rendering.html),
        "all that is in another language says so",
    )
    yield result_of("text", _wide(rendering.text), f"no line is over {LINE_COLUMNS} columns")
    yield result_of("subject", _lines(rendering), "subject and preview line fit an inbox")
    yield _advice(
        result_of("leaving", _leaving(edition, rendering), "says how to leave and who sends")
    )


def _advice(finding: CheckResult) -> CheckResult:
    return replace(finding, level="warning")


def _faint(theme: Theme) -> Iterator[str]:
    for name, palette in (("light", theme.light), ("dark", theme.dark)):
        for text, ground, ratio in palette.faint_pairs():
            yield f"{text} on {ground} in {name}: {ratio:.2f}"


def _wide(text: str) -> Iterator[str]:
    """Lines that are too long, though they could be broken."""
    for line in text.splitlines():
        if columns(line) > LINE_COLUMNS and " " in line.strip():
            yield line[:60]


def _lines(rendering: Rendering) -> Iterator[str]:
    if not rendering.subject:
        yield "the subject is empty"
    if len(rendering.subject) > LONGEST_SUBJECT_CHARS:
        yield f"the subject has {len(rendering.subject)} signs, {LONGEST_SUBJECT_CHARS} fit"
    length = len(rendering.preheader)
    if length > LONGEST_PREHEADER_CHARS:
        yield f"the preview line has {length} signs, {LONGEST_PREHEADER_CHARS} fit"
    if re.search(r"[\r\n]", rendering.subject + rendering.preheader):
        yield "the subject or the preview line has a line end"


def _leaving(edition: Edition, rendering: Rendering) -> Iterator[str]:
    footers = [block for block in edition.blocks if isinstance(block, Footer)]
    links = [link.url for block in footers for link in block.links if _is_exit(link.label)]
    if not links:
        yield "no link to unsubscribe is configured"
    addresses = [one_line(block.address) for block in footers if block.address]
    if not addresses:
        yield "no postal address is configured"
    parts = {"html": HtmlMail.of(rendering.html).text, "text": squeezed(rendering.text)}
    for name, part in parts.items():
        yield from (
            f"the address is not in the {name}" for a in addresses if squeezed(a) not in part
        )


def _is_exit(label: str) -> bool:
    return label.casefold() == _UNSUBSCRIBE
