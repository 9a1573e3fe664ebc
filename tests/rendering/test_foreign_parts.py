"""What is in another language than the edition's says so, and a miss is seen."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from briefing import Story, compose, group, render
from briefing.models import Edition, Rendering
from briefing.models.codec import dump
from briefing.rendering.checking.run_checks import check

NOW = datetime(2026, 11, 30, 6, tzinfo=UTC)
TEXTS = {
    "en": (
        "The ferry of Harwick runs again",
        "The ferry of Harwick ran again on Monday. The harbour is open until nine.",
    ),
    "de": (
        "Bücherei in Oberlinden bekommt ein neues Dach",
        "Das Dach der Bücherei war undicht. Der Gemeinderat zahlt dafür 90.000 Euro.",
    ),
    "ar": (
        "عبارة هارويك تعود إلى العمل",
        "عادت عبارة هارويك إلى العمل يوم الاثنين (PKN 12). الميناء مفتوح حتى التاسعة.",
    ),
}
OPENING = {"de": '<{} lang="de" dir="ltr"', "ar": '<{} lang="ar" dir="rtl"'}


def story(language: str) -> Story:
    title, text = TEXTS[language]
    return Story(
        id=language,
        title=title,
        text=text,
        source=f"Wire {language}",
        language=language,
        url=f"https://{language}.example.org/1",
        published=NOW,
    )


@pytest.fixture(scope="module")
def edition() -> Edition:
    return compose(group([story(language) for language in TEXTS]), now=NOW)


@pytest.fixture(scope="module")
def rendering(edition: Edition) -> Rendering:
    return render(edition)


def foreign(edition: Edition, rendering: Rendering) -> tuple[bool, str]:
    found = {result.check: result for result in check(edition, rendering)}["foreign"]
    return found.ok, found.detail


@pytest.mark.parametrize("language", ["de", "ar"])
def test_headlines_and_paragraphs_say_their_language(rendering: Rendering, language: str) -> None:
    for tag in ("h2", "p"):
        assert OPENING[language].format(tag) in rendering.html
    assert OPENING[language].format("span") in rendering.markdown
    assert TEXTS[language][0] in rendering.text


def test_what_runs_the_other_way_starts_on_the_other_side(rendering: Rendering) -> None:
    paragraph = re.search(r'<p lang="ar" dir="rtl"[^>]*>', rendering.html)
    assert paragraph is not None
    assert "text-align:right" in paragraph[0]
    assert "text-align:right" not in (re.search(r'<p lang="de"[^>]*>', rendering.html) or [""])[0]


def test_the_editions_own_language_needs_no_word(rendering: Rendering) -> None:
    assert not re.search(r'<(?:p|h2|a)\b[^>]* lang="en"', rendering.html)
    assert 'lang="en"' not in rendering.markdown


def test_the_data_says_it(edition: Edition) -> None:
    languages = {reference.story_id: reference.language for reference in edition.references}
    assert languages == {"en": "en", "de": "de", "ar": "ar"}
    assert '"language": "ar"' in dump(edition)


def test_all_that_is_foreign_is_seen_to_say_so(edition: Edition, rendering: Rendering) -> None:
    assert foreign(edition, rendering)[0]


@pytest.mark.parametrize("tag", ["h2", "p"])
def test_a_miss_is_seen(edition: Edition, rendering: Rendering, tag: str) -> None:
    html = rendering.html.replace(OPENING["ar"].format(tag), f"<{tag}")
    assert html != rendering.html
    ok, detail = foreign(edition, replace(rendering, html=html))
    assert not ok
    assert 'without lang="ar" dir="rtl"' in detail


def test_an_editors_headline_is_in_the_editions_language(edition: Edition) -> None:
    blocks = tuple(
        replace(block, title="Ferry runs", retitled=True)
        if block.kind in ("lead", "topic")
        else block
        for block in edition.blocks
    )
    html = render(replace(edition, blocks=blocks)).html
    assert not re.search(r"<h2[^>]* lang=", html)
    assert html.count("Ferry runs") >= 3


def test_topics_in_other_languages_stand_under_a_heading_of_their_own(
    edition: Edition, rendering: Rendering
) -> None:
    heading, own = "In other languages", TEXTS["en"][0]
    parts = {
        "html": rendering.html.partition("<body")[2],
        "text": rendering.text.replace(heading.upper(), heading),
        "markdown": rendering.markdown.partition("# Briefing")[2],
    }
    for name, view in parts.items():
        assert view.count(heading) == 1, name
        above, _, below = view.partition(heading)
        assert own in above, name
        assert all(TEXTS[language][0] in below for language in ("de", "ar")), name


def test_where_all_is_in_another_language_no_heading_says_so(edition: Edition) -> None:
    alone = compose(group([story("de")]), now=NOW)
    assert "In other languages" not in render(alone).markdown


def test_other_languages_are_named_in_the_letters_own(edition: Edition) -> None:
    blocks = tuple(
        replace(block, also_in=("de", "sv")) if block.kind == "lead" else block
        for block in edition.blocks
    )
    said = {
        "en": "Also reported in German, Swedish",
        "de": "Auch berichtet auf Deutsch, Schwedisch",
    }
    for language, words in said.items():
        rendering = render(replace(edition, blocks=blocks), language=language)
        for view in (rendering.html, rendering.text, rendering.markdown):
            assert words in view
