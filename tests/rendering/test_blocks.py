"""Each block says what it has to say, and nothing where it has nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from briefing.errors import RenderError
from briefing.models import (
    Block,
    Brief,
    Chart,
    Colophon,
    Corrections,
    Edition,
    Footer,
    InBrief,
    Intro,
    Lead,
    Ledger,
    Link,
    Masthead,
    Media,
    MustReads,
    Note,
    Notice,
    Quote,
    Rendering,
    Sentence,
    SignOff,
    SourceLine,
    StillRunning,
    TopicBlock,
    Watch,
    Welcome,
)
from briefing.rendering import render
from tests.rendering.read import Page, as_html, front_matter
from tests.rendering.sample import lead, references, sample_edition, sentence, topics, url_of

MASTHEAD = Masthead(title="The Balance", date=date(2026, 11, 24), minutes=4)
EMPTY: tuple[Block, ...] = (
    Welcome(text="  "),
    Watch(story_id="lead", video=Media(kind="video")),
    MustReads(story_ids=()),
    InBrief(items=()),
    StillRunning(items=()),
    Quote(sentence=Sentence(text="\u200b", story_id="lead", start=0, end=1)),
    Chart(title="Nothing", spec="coverage", bars=()),
    Note(text="<script>x</script>"),
    Intro(text=" "),
    SignOff(text="<!-- -->"),
    Notice(text=""),
    Corrections(items=()),
    Footer(links=(Link(label="x", url="javascript:alert(1)"),), address=" "),
    TopicBlock(topic_id="t", title="", story_id="lead", sentences=()),
)


def shown(*blocks: Block, **changes: object) -> Rendering:
    edition = replace(sample_edition(), blocks=(MASTHEAD, *blocks), references=references())
    return render(replace(edition, **changes))  # type: ignore[arg-type]


def words(rendering: Rendering) -> tuple[str, str, str]:
    """What all three say, with single spaces."""
    _, body = front_matter(rendering.markdown)
    pages = "".join(Page(rendering.html).words), rendering.text, "".join(as_html(body).words)
    return tuple(" ".join(page.split()) for page in pages)  # type: ignore[return-value]


@pytest.mark.parametrize("block", EMPTY, ids=lambda block: block.kind)
def test_an_empty_block_leaves_no_trace(block: Block) -> None:
    with_it, without = shown(block), shown()
    assert (with_it.html, with_it.text, with_it.markdown) == (
        *(without.html, without.text, without.markdown),
    )


def test_every_block_of_the_sample_is_in_all_three() -> None:
    for view in words(render(sample_edition())):
        for phrase in (
            *("The Balance", "No. 142", "4 minutes", "Good morning.", "Sign up", "Developing"),
            *("first covered 15 Nov, 3rd update", "Ines Okafor", "Jo Lindqvist"),
            *(
                "Found only in Coast Tribune",
                "Also",
                "what we missed",
                "Was this forwarded to you?",
            ),
            *("since 17 November", "The desk", "No edition on Thursday", "Power in the world"),
            *("You get this letter because", "Unsubscribe", "10115 Berlin", "our own count"),
        ):
            assert phrase in view


@pytest.mark.parametrize("kind", [Intro, SignOff])
def test_first_and_last_words_are_markdown_of_their_author(kind: type[Intro | SignOff]) -> None:
    rendering = shown(kind(text="Dear *all*,\n\nsee [us](https://us.example.org/).", author="Ada"))
    for view in words(rendering):
        assert all(word in view for word in ("Dear", "all", "see", "Ada"))
    assert re.search(r"<em[^<>]*>all</em>", rendering.html)
    assert 'href="https://us.example.org/"' in rendering.html
    assert "*all*" in rendering.markdown


def test_the_order_of_blocks_is_the_editions() -> None:
    there = shown(Notice(text="First words"), Note(text="Second words"))
    back = shown(Note(text="Second words"), Notice(text="First words"))
    for ahead, behind in zip(words(there), words(back), strict=True):
        assert ahead.index("First") < ahead.index("Second")
        assert behind.index("Second") < behind.index("First")


def test_a_notice_is_marked_as_such() -> None:
    for view in words(shown(Notice(text="Buy a mug."))):
        assert view.upper().index("HOUSE NOTICE") < view.index("Buy a mug.")


def test_a_lead_works_without_a_picture() -> None:
    page = Page(shown(replace(lead(), photo=None)).html)
    assert "img" not in page.count()
    assert "Three capitals weigh" in "".join(page.words)


def test_no_caption_without_its_picture() -> None:
    photo = Media(kind="photo", caption="A lit window", credit="Jo Lindqvist")
    rendering = shown(replace(lead(), photo=photo))
    assert "img" not in Page(rendering.html).count()
    assert not any("A lit window" in view or "Jo Lindqvist" in view for view in words(rendering))


def test_a_picture_over_http_is_not_shown() -> None:
    photo = Media(kind="photo", url="http://pictures.example.org/x.jpg", caption="Lit")
    rendering = shown(replace(lead(), photo=photo))
    assert "http://pictures" not in rendering.html + rendering.text + rendering.markdown


def test_stories_without_addresses_have_no_links_but_numbers() -> None:
    bare = tuple(replace(reference, url=None) for reference in references())
    rendering = shown(lead(), *topics(), references=bare)
    assert Page(rendering.html).links == []
    assert as_html(front_matter(rendering.markdown)[1]).links == []
    assert "[1] Harbour Wire: Three capitals" in rendering.text
    assert "Read the full story" not in rendering.html


def test_a_source_mark_leads_to_the_sentence() -> None:
    links = Page(shown(lead()).html).links
    assert (
        f"{url_of('brief')}#:~:text=It%20is%20the%20first%20time,country%20sends%20whole%20units%20abroad."
        in links
    )


def test_links_that_are_not_configured_are_left_out() -> None:
    links = (Link(label="Archive", url=""), Link(label="Write to us", url="mailto:a@example.org"))
    rendering = shown(Welcome(text="Hello"), Footer(links=links, address="Somewhere"))
    assert all("Archive" not in view and "Sign up" not in view for view in words(rendering))
    assert Page(rendering.html).links.count("mailto:a@example.org") == 1


def test_a_story_in_brief_without_a_sentence_names_its_outlet() -> None:
    brief = InBrief(items=(Brief(story_id="port"), Brief(story_id="spy", sentence=sentence("spy"))))
    for view in words(shown(brief)):
        assert "Dock workers vote on the offer" in view
        assert "The notices explain" in view


def test_the_colophon_says_how_the_edition_was_made() -> None:
    outlets = ("Harbour Wire", "The Ledger", "Field Notes", "Coast Tribune", "Long View")
    for view in words(shown(Colophon(sources=outlets, stories=31, method="lead"))):
        assert "made from 31 stories by Harbour Wire, The Ledger, Field Notes, and 2 others" in view


def test_what_failed_is_the_editors_to_know() -> None:
    ledger = Ledger(
        sources=(SourceLine(name="Evening Post", stories=0, error="timed out"),),
        notes=("Two topics gave way to keep the size.",),
    )
    colophon = Colophon(sources=("Harbour Wire",), stories=31, method="lead")
    for view in words(shown(colophon, ledger=ledger)):
        assert not any(word in view for word in ("Evening Post", "gave way", "“lead”"))


def test_a_story_nobody_refers_to_is_an_error() -> None:
    with pytest.raises(RenderError, match="has no reference"):
        shown(MustReads(story_ids=("nobody",)))


def test_the_source_list_counts_as_the_marks_do() -> None:
    edition = sample_edition()
    markdown = render(edition).markdown
    listed = markdown[markdown.index("## Sources") :]
    items = re.findall(r"(?m)^(\d+)\. \[(.*?)\]", listed)
    assert len(items) == len(edition.references)
    assert "Trade talks resume" in items[edition.number("talks") - 1][1]


def test_the_mail_lists_only_sources_whose_headline_stands_nowhere() -> None:
    html = render(sample_edition()).html
    drawn_on = html[html.index("Also drawn on") :]
    assert "Alliance confirms that foreign units" in drawn_on
    assert "Trade talks resume" not in drawn_on


def test_an_edition_of_nothing_still_renders() -> None:
    edition: Edition = replace(sample_edition(), blocks=(), references=())
    assert render(edition).html.startswith("<!doctype html>")


def test_only_leads_have_sections() -> None:
    assert "Two governments will share" in "".join(Page(shown(lead()).html).words)
    assert isinstance(lead(), Lead)
