"""Laws 4, 5 and 9 as they touch this room."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest

from briefing.models import Edition, Rendering
from briefing.rendering import Theme, render
from briefing.text.clean import one_line, word_set
from briefing.text.urls import web_url
from tests.rendering.hostile import hostile_edition
from tests.rendering.read import Page, as_html, front_matter, squeezed, unflowed
from tests.rendering.sample import sample_edition

SEEDS = range(100)
WITH_CHARTS = range(5)
MARKDOWN_TAGS = word_set("p h1 h2 h3 a em strong ul ol li blockquote img")
HTML_TAGS = MARKDOWN_TAGS | word_set(
    "html head meta title style body div table tbody tr td span b br sup"
)


def sample(*, chart: bool) -> Edition:
    """The sample edition; drawing a chart takes longer than all the rest."""
    edition = sample_edition()
    kept = (block for block in edition.blocks if chart or block.kind != "chart")
    return replace(edition, blocks=tuple(kept))


@cache
def hostile(seed: int) -> tuple[Edition, Rendering]:
    edition = hostile_edition(sample(chart=seed in WITH_CHARTS), seed)
    return edition, render(edition)


@pytest.mark.parametrize(("chart", "seeds"), [(False, range(295)), (True, range(295, 300))])
def test_300_editions_of_hostile_text_have_not_one_tag_more(chart: bool, seeds: range) -> None:
    expected = Page(render(sample(chart=chart)).html)
    for seed in seeds:
        edition = hostile_edition(sample(chart=chart), seed, whole=True)
        page = Page(render(edition).html)
        assert page.count() == expected.count(), seed
        assert len(page.comments) == len(expected.comments), seed


def test_what_is_left_when_blocks_fall_away_is_made_of_known_tags() -> None:
    for seed in SEEDS:
        page = Page(hostile(seed)[1].html)
        assert {tag for tag, _ in page.tags} <= HTML_TAGS, seed
        assert all(not name.startswith("on") for _, attrs in page.tags for name in attrs)


def test_links_go_to_the_web_or_to_a_mailbox() -> None:
    for seed in SEEDS:
        rendering = hostile(seed)[1]
        for page in (Page(rendering.html), as_html(front_matter(rendering.markdown)[1])):
            assert all(re.match(r"https?://|mailto:", link) for link in page.links), seed


def test_subject_and_preheader_are_one_line_without_control_characters() -> None:
    for seed in SEEDS:
        rendering = hostile(seed)[1]
        assert rendering.subject == one_line(rendering.subject)
        assert rendering.preheader == one_line(rendering.preheader)


def test_no_text_is_run_as_a_template() -> None:
    for seed in SEEDS:
        edition, rendering = hostile(seed)
        shown = Page(rendering.html).text
        for reference in edition.references:
            if "{{" in reference.title:
                assert "{{7*7}}" in squeezed(reference.title)
                assert squeezed(one_line(reference.title)) in shown


def test_markdown_shows_the_text_and_no_markup_of_it() -> None:
    for seed in SEEDS:
        matter, body = front_matter(hostile(seed)[1].markdown)
        assert {tag for tag, _ in as_html(body).tags} <= MARKDOWN_TAGS, seed
        assert set(matter) == {"title", "newsletter", "date", "lang", "tags", "sources"}


def test_all_three_name_every_story_and_its_address() -> None:
    for seed in SEEDS:
        edition, rendering = hostile(seed)
        html, markdown = Page(rendering.html), as_html(front_matter(rendering.markdown)[1])
        text = squeezed(unflowed(rendering.text))
        for reference in edition.references:
            title, url = squeezed(one_line(reference.title)), web_url(reference.url)
            assert all(title in words for words in (html.text, markdown.text, text)), seed
            if url:
                assert any(link.startswith(url) for link in html.links)
                assert url in text


def test_all_three_have_the_same_links() -> None:
    rendering = render(sample_edition())
    pages = Page(rendering.html), as_html(front_matter(rendering.markdown)[1])
    html, markdown = ({link.split("#:~:")[0] for link in page.links} for page in pages)
    written = set(re.findall(r"https?://[^\s>)]+", rendering.text))
    pictures = {link for link in written if link.endswith(".jpg")}
    assert len(html) == 19
    assert html == markdown == written - pictures


def test_every_sentence_stands_whole_in_all_three() -> None:
    rendering = render(sample_edition())
    html, markdown = Page(rendering.html), as_html(front_matter(rendering.markdown)[1])
    views = html.text, markdown.text, squeezed(unflowed(rendering.text))
    lead = next(block for block in sample_edition().blocks if block.kind == "lead")
    for sentence in (*lead.sentences, *lead.why, *lead.sections[0].sentences):
        assert all(squeezed(sentence.text) in view for view in views)


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert render(sample_edition()) == render(sample_edition())


def test_text_keeps_to_72_columns() -> None:
    lines = render(sample_edition()).text.splitlines()
    assert all(len(line) <= 72 for line in lines)


@pytest.mark.parametrize("name", ["balance", "compact"])
def test_both_themes_show_every_title(name: str) -> None:
    page = Page(render(sample_edition(), Theme.from_values({"name": name})).html)
    assert all(squeezed(reference.title) in page.text for reference in sample_edition().references)
