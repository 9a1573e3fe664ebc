"""Languages: one catalog each, complete, and a user's own over it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel import Locale

from briefing.errors import RenderError
from briefing.rendering import render
from briefing.rendering.phrases import Phrases, phrases_for
from briefing.rendering.template_folders import TemplateFolders
from briefing.rendering.views import DevelopingView
from briefing.resources import sample
from tests.rendering.read import Page
from tests.rendering.sample import sample_edition

SHIPPED = ("en", "de", "fr", "ar", "zh")
DAY = date(2026, 11, 24)


def catalog(language: str) -> dict[str, Any]:
    source = sample("templates").joinpath("locales", f"{language}.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.safe_load(source)
    return loaded


def phrases(language: str, own: Path | None = None) -> Phrases:
    return phrases_for(language, TemplateFolders.of(own))


def gaps(phrase: object) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", str(phrase)))


@pytest.mark.parametrize("language", SHIPPED)
def test_a_shipped_catalog_has_every_phrase_and_every_gap(language: str) -> None:
    english, other = catalog("en"), catalog(language)
    assert set(other) == set(english)
    for key, phrase in english.items():
        if isinstance(phrase, str):
            assert gaps(other[key]) == gaps(phrase), key


@pytest.mark.parametrize("language", SHIPPED)
def test_a_phrase_that_counts_has_every_plural_form_of_its_language(language: str) -> None:
    forms = set(Locale.parse(language).plural_form.tags) | {"other"}
    for key in ("minutes", "outlets", "others", "made", "made_alone"):
        assert set(catalog(language)[key]) == forms, key


@pytest.mark.parametrize("language", ["de", "fr", "ar", "zh"])
def test_every_footer_label_of_the_config_is_translated(language: str) -> None:
    labels = {"Sign up", "Archive", "Preferences", "Write to us", "Unsubscribe"}
    assert labels <= set(catalog(language)["labels"])


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("en", 1, "first covered 19 Nov, 1st update"),
        ("en", 2, "first covered 19 Nov, 2nd update"),
        ("en", 3, "first covered 19 Nov, 3rd update"),
        ("en", 11, "first covered 19 Nov, 11th update"),
        ("en", 22, "first covered 19 Nov, 22nd update"),
        ("de", 3, "zuerst am 19. Nov., 3. Folgemeldung"),
        ("fr", 1, "suivi depuis le 19 nov., 1re mise à jour"),
        ("fr", 3, "suivi depuis le 19 nov., 3e mise à jour"),
    ],
)
def test_an_update_is_counted_as_the_language_counts(language: str, number: int, said: str) -> None:
    view = DevelopingView(first=date(2026, 11, 19), update=number)
    assert phrases(language).update(view) == said


def test_dates_numbers_and_lists() -> None:
    assert phrases("en").date(DAY) == "Tuesday, 24 November 2026"
    assert phrases("de").date(DAY) == "Dienstag, 24. November 2026"
    assert phrases("fr").date(DAY) == "mardi 24 novembre 2026"
    assert phrases("ar").date(DAY) == "الثلاثاء، 24 نوفمبر 2026"
    assert phrases("de").number(12345) == "12.345"
    assert phrases("en").decimal(1234.567) == "1,234.57"
    assert phrases("de").names(["A", "B", "C"]) == "A, B und C"
    assert phrases("en").names(list("ABCDEF")) == "A, B, C, and 3 others"


def test_plurals() -> None:
    assert [phrases("ar").say("minutes", count) for count in (1, 2, 3, 11)] == [
        *("دقيقة واحدة", "دقيقتان", "3 دقائق", "11 دقيقة"),
    ]
    assert phrases("en").say("minutes", 1) == "1 minute"


def test_a_language_without_a_catalog_is_english() -> None:
    assert phrases("nl").say("watch") == "Watch"
    assert phrases("../../x").say("watch") == "Watch"


def test_a_region_has_its_languages_catalog() -> None:
    assert phrases("fr-CA").say("watch") == "À voir"
    assert phrases("de_AT").date(DAY).endswith("November 2026")


def test_one_file_makes_a_language(tmp_path: Path) -> None:
    (tmp_path / "locales").mkdir()
    (tmp_path / "locales" / "nl.yaml").write_text("watch: Kijk\ndate: d MMMM y\n")
    own = phrases("nl", tmp_path)
    assert (own.say("watch"), own.date(DAY), own.say("quote")) == (
        *("Kijk", "24 november 2026", "Quote of the day"),
    )


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("- a", "holds no phrases"),
        ("a: [", "not readable YAML"),
        ("direction: up", "direction: expected ltr or rtl"),
        ("minutes: '{count} min'", "minutes: expected one phrase a plural form"),
        ("minutes: {one: x}", "minutes: the form `other` is missing"),
        ("watch: 7", "watch: expected a phrase"),
    ],
)
def test_a_faulty_catalog_is_named(tmp_path: Path, source: str, why: str) -> None:
    (tmp_path / "locales").mkdir()
    (tmp_path / "locales" / "de.yaml").write_text(source)
    with pytest.raises(RenderError, match=re.escape(why)) as caught:
        phrases("de", tmp_path)
    assert caught.value.where == "locales/de.yaml"


def test_a_phrase_is_no_format_string() -> None:
    assert phrases("en").say("by", author="{0.__class__}") == "By {0.__class__}"


def test_arabic_runs_from_the_right_in_every_column() -> None:
    rendering = render(sample_edition(language="ar"))
    page = Page(rendering.html)
    assert page.tags[0][1]["dir"] == "rtl"
    styles = [attrs.get("style") or "" for _, attrs in page.tags]
    assert not any("direction:ltr" in style for style in styles)
    assert sum("direction:rtl" in style for style in styles) >= 4  # two sections, two columns
    cells = [attrs for tag, attrs in page.tags if tag == "td" and attrs.get("class") == "t g"]
    assert all(cell["align"] in {"right", "center"} for cell in cells)
    assert "border-right:4px solid" in rendering.html
    assert "text-transform" not in rendering.html
