"""The language of a source's stories: what it states, what they say, what most of them are in."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.models import Keyed, Story
from briefing.sources import FolderSource, parse_feed
from briefing.sources.story_languages import with_languages

SWEDISH = (
    "Färjan till Harvik går igen från och med i dag, säger rederiet. Den stod still i tre veckor "
    "efter att motorn hade skurit, och många resenärer fick ta bussen runt sjön."
)
FINNISH = (
    "Lautta kulkee taas maanantaista alkaen, kertoo varustamo. Se oli poissa käytöstä kolme "
    "viikkoa, koska moottori oli rikki ja varaosia ei ollut saatavilla."
)


def keyed(title: str, text: str, language: str = "", *, derived: bool = False) -> Keyed:
    story = Story(
        id=title or text[:9],
        title=title,
        title_derived=derived,
        text=text,
        source="s",
        language=language,
    )
    return Keyed(story=story, keys=("k",), origin_sha256="0")


def languages(*stories: Keyed) -> list[str]:
    return [each.story.language for each in with_languages(stories)]


def test_what_is_unknown_is_unknown_and_no_english() -> None:
    assert languages(keyed("212 – 3:2", ""), keyed("", "")) == ["und", "und"]


def test_a_wrong_statement_is_seen() -> None:
    assert languages(keyed("", SWEDISH, "en"), keyed("", FINNISH, "en")) == ["sv", "fi"]
    assert languages(keyed("", SWEDISH, "sv"), keyed("Harvik 3", "", "sv")) == ["sv", "sv"]


def test_short_titles_are_in_what_most_of_the_source_is_in() -> None:
    long = [keyed(f"{number}", SWEDISH) for number in range(3)]
    assert languages(keyed("Harvik–Lund 3–2", ""), *long)[0] == "sv"
    mixed = [keyed("1", SWEDISH), keyed("2", FINNISH)]
    assert languages(keyed("Harvik–Lund 3–2", ""), *mixed)[0] == "und"


def test_a_title_from_the_text_ends_where_its_language_ends_it() -> None:
    polish = (
        "Nowy most stanie przy ul. Lipowej jeszcze w tym roku, jeśli pogoda na to pozwoli. "
        "Radni przyjęli uchwałę w środę, choć część z nich głosowała przeciw."
    )
    cut = keyed("Nowy most stanie przy ul.", polish, derived=True)
    assert with_languages([cut])[0].story.title == polish.split(". R")[0] + "."


@pytest.mark.parametrize(("text", "language"), [(SWEDISH, "sv"), (FINNISH, "fi")])
def test_folders_and_feeds_tell_it(text: str, language: str, tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text(f"# Harvik\n\n{text}\n", encoding="utf-8")
    report = FolderSource("notes", tmp_path).read(None)
    assert [each.story.language for each in report.stories] == [language]
    feed = f"<rss version='2.0'><channel><language>en-us</language><title>x</title><item>\
<title>Harvik</title><description>{text}</description></item></channel></rss>"
    assert [each.language for each in parse_feed(feed.encode(), "")] == [language]
