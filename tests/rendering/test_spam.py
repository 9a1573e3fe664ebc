"""A spam filter's view of the edition's mail."""

from __future__ import annotations

import re
import subprocess

import pytest

from briefing.delivery import eml
from briefing.rendering import Theme, render
from tests import needs
from tests.rendering.sample import sample_edition

SENDER = "The Balance <balance@example.org>"
# Informational rules: there is HTML, and the message has not travelled yet.
ALLOWED = {"HTML_MESSAGE", "NO_RECEIVED", "NO_RELAYS", "HTML_IMAGE_RATIO_06", "HTML_IMAGE_RATIO_08"}
_STATUS = re.compile(r"score=(-?[\d.]+) required=[\d.]+ tests=([\w,]*\w)")


def scored(data: bytes) -> tuple[float, set[str]]:
    """Score and rules of a message, by local rules alone."""
    program = needs.spamassassin()
    done = subprocess.run([program, "-L", "-t"], input=data, capture_output=True, check=True)
    head = done.stdout.decode("utf-8", "replace").partition("\n\n")[0]
    found = _STATUS.search(re.sub(r"\n\s+", " ", head).replace(", ", ","))
    assert found, head
    return float(found[1]), set(found[2].split(","))


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["balance", "compact"])
def test_the_mail_is_no_spam(theme: str) -> None:
    rendering = render(sample_edition(), Theme.from_values({"name": theme}))
    score, rules = scored(eml(sample_edition(), rendering, sender=SENDER))
    assert score < 0.5
    assert rules <= ALLOWED
