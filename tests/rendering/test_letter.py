"""An edition reads as a letter: whose words, once; nothing without its other half; an end."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from briefing.models import (
    Colophon,
    Edition,
    Finally,
    Footer,
    Link,
    Media,
    Reference,
    Rendering,
    Sentence,
    TopicBlock,
    Watch,
)
from briefing.rendering import Theme, render
from briefing.rendering.edition_references import References
from briefing.rendering.sentence_runs import paragraphs, runs
from briefing.rendering.views import PhotoView, StoryView
from tests.rendering.read import Page
from tests.rendering.sample import lead, references, sample_edition, sentence

ANONYMOUS = Reference(
    story_id="folder",
    title="A paper of the desk's",
    outlet="Desk folder",
    source="Desk folder",
    text_sha256="0" * 64,
)


def edition(*blocks: object, **changes: object) -> Edition:
    every = (*references(), *(topic_reference(number) for number in range(12)), ANONYMOUS)
    made = replace(sample_edition(), blocks=blocks, references=every)  # type: ignore[arg-type]
    return replace(made, **changes)  # type: ignore[arg-type]


def topic_reference(number: int) -> Reference:
    return replace(
        references()[0],
        story_id=f"more{number}",
        title=f"Matter number {number} is settled",
        url=f"https://more.example.org/{number}",
    )


def topic(number: int, **changes: object) -> TopicBlock:
    block = TopicBlock(
        topic_id=f"t-{number}",
        title=f"Matter number {number} is settled",
        story_id=f"more{number}",
        sentences=(said(f"more{number}", f"It took {number + 2} days."),),
    )
    return replace(block, **changes)  # type: ignore[arg-type]


def said(story: str, text: str, start: int = 0) -> Sentence:
    return Sentence(text=text, story_id=story, start=start, end=start + len(text))


def words_of(story: str, count: int, start: int = 0) -> Sentence:
    return said(story, " ".join(["word"] * count) + ".", start)


def shown(sentences: tuple[Sentence, ...]) -> list[list[str]]:
    """Paragraphs as the sources of their runs."""
    quotes = References.of(edition()).quotes(sentences)
    return [[run.story.title.split()[0] for run in part] for part in paragraphs(quotes)]


def test_a_run_of_one_source_has_one_mark() -> None:
    quotes = (said("lead", "One."), said("lead", "Two.", 5), said("brief", "Three."))
    html = render(edition(replace(lead(), sentences=quotes, sections=(), why=()))).html
    first = re.search(r"<p [^>]*>One\. Two\.(.*?)</p>", html, re.DOTALL)
    assert first is not None
    assert re.findall(r">([^<>]+)</a>", first[1]) == ["Harbour\u00a0Wire", "The\u00a0Ledger"]


def test_a_mark_leads_to_all_its_sentences() -> None:
    quotes = References.of(edition()).quotes((said("lead", "One."), said("lead", "Two.", 5)))
    (run,) = runs(quotes)
    assert (run.url or "").endswith("#:~:text=One.%20Two.")


def test_figures_are_for_text_and_markdown_alone() -> None:
    rendering = render(sample_edition())
    assert not re.search(r"<a [^>]*>\[?\d+\]?</a>", rendering.html)
    assert "[1]" in rendering.text
    assert r"[\[1\]](" in rendering.markdown


def test_neighbours_in_their_source_are_never_parted() -> None:
    first = words_of("lead", 100)
    beside = words_of("lead", 30, first.end + 1)
    assert shown((first, beside)) == [["Three"]]
    assert shown((first, replace(beside, start=900, end=1100))) == [["Three"], ["Three"]]


def test_a_paragraph_begins_with_another_source_and_never_for_a_line() -> None:
    assert shown((words_of("lead", 60), words_of("brief", 20))) == [["Three"], ["Alliance"]]
    assert shown((words_of("lead", 60), words_of("brief", 19))) == [["Three", "Alliance"]]
    assert shown((words_of("lead", 59), words_of("brief", 40))) == [["Three", "Alliance"]]


def test_words_of_nobody_are_not_claimed_by_the_next_name() -> None:
    assert shown((words_of("folder", 9), words_of("brief", 9))) == [["A"], ["Alliance"]]
    assert shown((words_of("brief", 9), words_of("folder", 9))) == [["Alliance", "A"]]


def test_a_folder_is_no_outlet() -> None:
    block = topic(0, sentences=(said("folder", "It is so."),), outlets=("Desk folder",))
    rendering = render(edition(block))
    for view in (rendering.html, rendering.text, rendering.markdown):
        assert "It is so." in view
        assert "Desk folder" not in view


def test_an_author_is_named_where_the_outlet_has_no_name() -> None:
    alone = replace(ANONYMOUS, author="Ada Lee")
    made = edition(topic(0, sentences=(said("folder", "It is so."),)))
    html = render(replace(made, references=(*made.references[:-1], alone))).html
    assert "Ada\u00a0Lee</span>" in html


@pytest.mark.parametrize(("count", "lines"), [(2, 0), (3, 3), (9, 5)])
def test_the_contents_lead_to_the_topics(count: int, lines: int) -> None:
    html = render(edition(lead(), *(topic(number) for number in range(count)))).html
    anchors = re.findall(r'href="#(\w+)"', html)
    assert len(anchors) == lines
    assert all(f'id="{anchor}"' in html for anchor in anchors)
    assert html.count("Matter number 0 is settled") == 1 + bool(lines)


def photo(number: int) -> Media:
    url = f"https://pictures.example.org/{number}.jpg"
    return Media(kind="photo", url=url, caption=f"Scene {number}", credit="Ada Lee")


def pictures(rendering: Rendering) -> list[tuple[str, str]]:
    """Which photos are shown, and how wide."""
    images = [attrs for tag, attrs in Page(rendering.html).tags if tag == "img"]
    return [((each["src"] or "")[-5:-4], each["width"] or "") for each in images]


def test_two_photos_are_wide_and_the_others_stand_beside_their_headline() -> None:
    made = edition(
        replace(lead(), photo=photo(9)),
        *(topic(number, photo=photo(number)) for number in range(2)),
        Finally(story_id="river", sentences=(sentence("river"),), photo=photo(8)),
    )
    wide = "560"
    assert pictures(render(made)) == [("9", wide), ("0", "176"), ("1", "176"), ("8", wide)]
    few = Theme.from_values({"max_photos": 2})
    assert pictures(render(made, few)) == [("9", wide), ("8", wide)]
    assert pictures(render(made, Theme.from_values({"name": "compact"}))) == []


def test_a_photo_leads_to_its_story() -> None:
    html = render(edition(replace(lead(), photo=photo(9)))).html
    assert re.search(r'<a href="https://lead\.example\.org[^"]*"[^>]*><img', html)


@pytest.mark.parametrize(
    ("caption", "line"),
    [
        ("At the wall", "At the wall · Jo"),
        ("At the wall.", "At the wall. Jo"),
        ("从围墙看到的海峡", "从围墙看到的海峡 · Jo"),
        ("", "Jo"),
    ],
)
def test_a_sign_stands_between_caption_and_credit(caption: str, line: str) -> None:
    story = StoryView(number=1, title="x", outlet="y")
    view = PhotoView(
        url="https://a.example/x.jpg", caption=caption, credit="Jo", alt="x", story=story
    )
    assert view.line == line


def test_a_caption_is_said_once_where_pictures_are_off() -> None:
    html = render(edition(replace(lead(), photo=photo(9)))).html
    assert html.count("Scene 9") == 1


def video(number: int, url: str | None) -> Watch:
    media = Media(kind="video", url=url, caption=f"Film {number}")
    return Watch(story_id="brief", video=media)


def test_all_videos_stand_in_one_block_and_each_has_an_address() -> None:
    made = edition(
        video(1, "https://v.example/1"), lead(), video(2, None), video(3, "https://v.example/3")
    )
    rendering = render(made)
    assert rendering.text.count("WATCH") == 1
    for view in (rendering.html, rendering.text, rendering.markdown):
        assert "Film 1" in view
        assert "Film 3" in view
        assert "Film 2" not in view


def test_tags_are_for_markdown_and_data() -> None:
    rendering = render(edition(replace(lead(), tags=("Zanzibar",))))
    assert "Zanzibar" in rendering.markdown
    assert "Zanzibar" not in rendering.html + rendering.text


def test_readers_find_the_way_out_first() -> None:
    links = ("archive", "view", "preferences", "subscribe", "unsubscribe")
    footer = Footer(
        links=tuple(
            Link(label=name, url=f"https://n.example/{name}", purpose=name)  # type: ignore[arg-type]
            for name in links
        )
    )
    rendering = render(edition(lead(), footer))
    order = [name for name in Page(rendering.html).links if name.startswith("https://n.example/")]
    assert [name.rpartition("/")[2] for name in order] == [
        *("unsubscribe", "preferences", "view", "archive", "subscribe"),
    ]
    assert "You get this letter because you signed up for The Balance." in rendering.html


def test_the_letter_ends_with_its_last_block_and_the_small_print_follows() -> None:
    made = edition(*(block for block in sample_edition().blocks if block.kind != "chart"))
    text = render(made).text
    order = ("AND FINALLY", "HOW THIS EDITION WAS MADE", "You get this letter")
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert text.index("HOUSE NOTICE") < places[0]


@pytest.mark.parametrize(
    ("headline", "header"),
    [
        (
            "Ferry crews walk out as the islands run short of fresh water and of diesel",
            "Ferry crews walk out…",
        ),
        (
            "The council approves the long planned bridge by a vote of 31 to 28 at dawn",
            "The council approves the long planned bridge by a vote…",
        ),
        ("A ferry runs again", "A ferry runs again"),
    ],
)
def test_a_subject_is_cut_for_the_header_alone(headline: str, header: str) -> None:
    made = edition(replace(lead(), title=headline), subject=headline)
    rendering = render(made)
    assert rendering.subject == header
    assert f"title: {headline}" in rendering.markdown
    assert f"<title>{headline}</title>" in rendering.html


def test_an_editors_own_subject_is_not_cut() -> None:
    own = "What we know, what we do not know, and what we ask ourselves about the ferry"
    assert render(edition(lead(), subject=own)).subject == own


def test_the_preview_line_is_filled_to_200_signs() -> None:
    html = render(sample_edition()).html
    preview = re.search(r">(Also: explosions[^<]*)<", html)
    assert preview is not None
    assert 198 <= len(preview[1]) <= 200


@pytest.mark.parametrize("language", ["ar", "zh", "ja", "ko", "he"])
def test_no_letter_is_slanted_or_spaced_where_the_script_has_no_such(language: str) -> None:
    rendering = render(sample_edition(language=language))
    frame = language if language in ("ar", "zh") else "en"
    assert "italic" not in rendering.html
    assert ("text-transform" in rendering.html) == (frame == "en")
    assert "*Power in the world" not in rendering.markdown


def test_sentences_follow_each_other_as_their_script_has_it() -> None:
    foreign = tuple(replace(each, language="zh") for each in references())
    block = replace(lead(), sentences=(said("lead", "一。"), said("lead", "二。", 2)), why=())
    made = replace(edition(block), references=foreign)
    rendering = render(made)
    assert "一。二。" in rendering.html
    assert "一。二。" in rendering.text
    assert "一。二。" in rendering.markdown


def test_english_words_around_other_stories_say_so() -> None:
    """There is no Japanese catalog: the frame is English, and says which words are Japanese."""
    japanese = tuple(replace(each, language="ja") for each in references())
    rendering = render(edition(lead(), language="ja", references=japanese))
    page = Page(rendering.html)
    assert page.tags[0][1]["lang"] == "en"
    assert '<h2 lang="ja" dir="ltr"' in rendering.html


def test_a_mark_stays_behind_a_sentence_that_ends_in_a_number() -> None:
    arabic = tuple(replace(each, language="ar") for each in references())
    block = replace(lead(), sentences=(said("lead", "في عام 1971."),), why=(), sections=())
    rendering = render(edition(block, language="ar", references=arabic))
    assert re.search("1971\\. \u200f<a", rendering.html)
    assert "1971. \u200f[1]" in rendering.text
    assert "1971. \u200f[" in rendering.markdown


def test_long_words_are_hyphenated_by_their_language() -> None:
    assert "hyphens:auto" in render(sample_edition(language="de")).html
    assert "hyphens:auto" not in render(sample_edition()).html


def test_buttons_are_round() -> None:
    html = render(sample_edition()).html
    button = re.search(r'<table[^>]*border-collapse:separate"><tr><td class="o"[^>]*>', html)
    assert button is not None
    assert "border-radius:4px" in button[0]


def test_links_in_the_letter_are_underlined() -> None:
    links = [attrs for tag, attrs in Page(render(sample_edition()).html).tags if tag == "a"]
    bare = [
        each["href"]
        for each in links
        if "text-decoration:none" in (each.get("style") or "")
        and "border-bottom" not in (each.get("style") or "")
        and each.get("class") != "a"  # the button
    ]
    assert bare == ["https://lead.example.org/2026/11/24/lead-story"]  # the photo's


def test_the_masthead_is_one_line_with_the_date() -> None:
    html = render(sample_edition()).html
    assert "font:bold 32px/36px" in html
    assert "Tue 24 Nov 2026 · No. 142" in html


def test_the_colophon_leads_to_all_sources_where_there_is_such_a_page() -> None:
    url = "https://n.example/editions/1/made"
    footer = Footer(links=(Link(label="All sources", url=url, purpose="made"),), address="Here")
    colophon = Colophon(sources=("Harbour Wire",), stories=3, method="briefing")
    with_page, without = (
        render(edition(lead(), colophon, footer)),
        render(edition(lead(), colophon)),
    )
    assert Page(with_page.html).links.count(url) == 1
    assert url in with_page.text
    assert f"[All sources](<{url}>)" in with_page.markdown
    assert "All sources" not in without.html + without.text + without.markdown
