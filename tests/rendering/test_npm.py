"""Second opinions: the official MJML in strict mode, and what caniemail knows of mail programs."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from briefing.rendering import Theme, render
from briefing.rendering.render_context import prepare
from briefing.rendering.to_html import mjml_document
from tests import needs
from tests.rendering.sample import sample_edition

SCRIPTS = Path(__file__).parent / "node"
CLIENTS = (
    *("gmail.android", "gmail.desktop-webmail", "gmail.ios", "gmail.mobile-webmail"),
    *("outlook.windows", "outlook.macos", "outlook.outlook-com", "outlook.ios", "outlook.android"),
    *("apple-mail.ios", "apple-mail.macos", "yahoo.desktop-webmail", "yahoo.ios", "yahoo.android"),
    *("samsung-email.android",),
    *("protonmail.desktop-webmail", "protonmail.ios", "protonmail.android"),
)
# What some of them ignore, and why that does no harm.
_HINT = "a hint for dark mode; without it the program decides itself"
_SELECTOR = "rules for phones and the dark only; all that is needed stands inline"
_FRAME = "the converter's frame for the preview line or for old programs"
ALLOWED = {
    "color-scheme CSS property": _HINT,
    "color-scheme meta tag": _HINT,
    "<style> element": _SELECTOR,
    "@media": _SELECTOR,
    "Adjacent sibling combinator": _SELECTOR,
    "Attribute selector": _SELECTOR,
    "Chaining selectors": _SELECTOR,
    "Child combinator": _SELECTOR,
    "Class selector": _SELECTOR,
    "Descendant combinator": _SELECTOR,
    "ID selector": _SELECTOR,
    "Type selector": _SELECTOR,
    "<body> element": "its ground is that of the <div> inside it too",
    "aria-hidden attribute": "the play sign is read aloud",
    "aria-label attribute": "the converter's label of the whole mail; the heading says it too",
    "border-radius": "corners are square",
    "display:none": "the preview line is one pixel high, the dark chart is shut by its height",
    "height property": "pictures have no height of their own to begin with",
    "max-height property": _FRAME,
    "opacity": _FRAME,
    "outline": _FRAME,
    "overflow": _FRAME,
    "clear": "the text begins beside the small picture",
    "text-decoration": "source marks are underlined",
    "text-decoration-color": "the line is as dark as the words above it",
    "white-space": "a label breaks at a blank",
    "word-break": "a word longer than the column runs over its edge",
    "word-spacing": _FRAME,
}


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["balance", "compact"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_used_that_mail_programs_lack(theme: str, language: str) -> None:
    html = render(sample_edition(language=language), Theme.from_values({"name": theme})).html
    found = json.loads(_node("caniemail.mjs", needs.npm("caniemail"), *CLIENTS, given=html))
    lacking = {client: set(titles) - set(ALLOWED) for client, titles in found.items()}
    assert {client: titles for client, titles in lacking.items() if titles} == {}
    # What no program complains about any more needs no excuse.
    assert set(ALLOWED) <= {title for titles in found.values() for title in titles}


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["balance", "compact"])
@pytest.mark.parametrize("images", ["remote", "none"])
def test_the_templates_are_valid_for_the_official_mjml(theme: str, images: str) -> None:
    theme_of = Theme.from_values({"name": theme, "images": images})
    source = mjml_document(prepare(sample_edition(), theme_of))
    _node("mjml.mjs", needs.npm("mjml"), given=source)


def _node(script: str, folder: Path, *arguments: str, given: str) -> str:
    """The script's output; what it says against its input is the failure."""
    command = [str(needs.node()), str(SCRIPTS / script), str(folder), *arguments]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[:2000]
    return done.stdout
