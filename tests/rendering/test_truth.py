"""What a view says about who wrote what, and which edition was wrong, is so."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from briefing.models import Edition, Rendering
from briefing.rendering import Theme, render
from briefing.rendering.phrases import phrases_for
from briefing.rendering.template_folders import TemplateFolders
from tests.rendering.read import Page, squeezed
from tests.rendering.sample import sample_edition, url_of

LANGUAGES = ("en", "de", "fr", "ar")


def with_block(kind: str, language: str = "en", **values: Any) -> Edition:
    edition = sample_edition(language=language)
    blocks = tuple(
        replace(block, **values) if block.kind == kind else block for block in edition.blocks
    )
    return replace(edition, blocks=blocks)


def shown(views: Rendering) -> tuple[str, str, str]:
    """The words of the three views, without white space and escapes."""
    markdown = views.markdown.replace("\\", "")
    return Page(views.html).text, squeezed(views.text), squeezed(markdown)


def headless(language: str = "en") -> Edition:
    """A lead whose headline is of a story of which nothing is quoted."""
    return with_block(
        "lead",
        language,
        story_id="panel",
        title="The sanctions panel that is no more, and what took its place",
        byline=("lead", "brief"),
        full_story="lead",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_byline_names_who_is_quoted_and_whose_headline_it_is(language: str) -> None:
    edition, t = headless(language), phrases_for(language, TemplateFolders.of(None))
    quoted = [edition.reference(name) for name in ("lead", "brief")]
    names = t.names(
        [f"{each.author} ({each.outlet})" if each.author else each.outlet for each in quoted]
    )
    head = edition.reference("panel")
    views = render(edition, Theme())
    for view in shown(views):
        assert squeezed(t.say("by", author=names)) in view
        assert squeezed(t.say("headline_of", outlet=head.outlet)) in view
        assert squeezed(head.author) not in view


def test_the_full_story_is_a_quoted_one() -> None:
    html = render(headless(), Theme()).html
    (button,) = re.findall(r'<a class="a" href="([^"]+)"[^>]*>Read the full story<', html)
    assert button == url_of("lead")
    unread = render(with_block("lead", full_story=""), Theme()).html
    assert "Read the full story" not in unread


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_correction_names_the_edition_that_was_wrong_and_links_it(language: str) -> None:
    corrections: Any = next(
        block for block in sample_edition().blocks if block.kind == "corrections"
    )
    day, url = date(2026, 11, 20), "https://news.example.org/editions/n-0"
    dated = replace(corrections.items[0], edition_date=day, url=url)
    unknown = replace(dated, edition_date=None, url="")
    edition = with_block("corrections", language, items=(dated, unknown))
    t, views = phrases_for(language, TemplateFolders.of(None)), render(edition, Theme())
    for view in shown(views):
        assert squeezed(t.say("correction", date=t.date(day))) in view
        assert squeezed(t.say("correction", date=t.date(dated.date))) not in view
        assert squeezed(t.say("correction_earlier")) in view
    assert all(url in view for view in (views.html, views.text, views.markdown))


def test_only_claims_no_more_than_was_read() -> None:
    said = {
        language: phrases_for(language, TemplateFolders.of(None)).say("only", outlet="X")
        for language in LANGUAGES
    }
    assert said["en"] == "Found only in X"
    assert not any(
        word in phrase
        for phrase in said.values()
        for word in ("report", "berichtet", "rapporte", "انفرد")
    )
