"""From config to layout: limits, blocks, links."""

from __future__ import annotations

from pathlib import Path

from briefing.config import load
from briefing.editing import Layout, compose
from briefing.editing.layout import BLOCKS
from briefing.models import InBrief
from briefing.rendering import Theme, check, render
from briefing.wiring.edition_layout import layout_of, with_view
from briefing.wiring.transports import letterhead_of
from tests.editing.words import NOW, a_story, a_topic
from tests.pipeline.letters import CONFIG, a_letter


def test_the_config_sets_every_limit(tmp_path: Path) -> None:
    more = (
        "  lead_words: 90\n  topic_words: 40\n  max_topics: 3\n  must_reads: 1\n  in_brief: 2\n"
        "  related: 4\n  brief_words: 20\n  max_quote: 0.5\n  blocks: [lead, topics, footer]\n"
        "  welcome: Good morning.\n  finally_tags: [culture]\n"
    )
    layout = layout_of(load(a_letter(tmp_path, config=CONFIG + more)), number=7)
    assert (layout.lead_words, layout.topic_words, layout.brief_words) == (90, 40, 20)
    assert (layout.max_topics, layout.must_reads, layout.in_brief, layout.related) == (3, 1, 2, 4)
    assert (layout.max_quote, layout.blocks) == (0.5, ("lead", "topics", "footer"))
    assert (layout.welcome, layout.finally_tags, layout.number) == (
        "Good morning.",
        ("culture",),
        7,
    )


def test_the_default_is_every_block_in_order(tmp_path: Path) -> None:
    assert layout_of(load(a_letter(tmp_path))).blocks == BLOCKS


def test_a_link_stands_only_where_its_page_is_configured(tmp_path: Path) -> None:
    config = load(a_letter(tmp_path))
    assert layout_of(config).links == ()
    assert with_view(layout_of(config), config, "x").links == ()
    links = (
        "  links:\n    view: https://n.example.org/editions\n    archive: https://n.example.org/\n"
    )
    text = CONFIG.replace("sources:", f"{links}sources:")
    config = load(a_letter(tmp_path, config=text))
    links = with_view(layout_of(config), config, "the-test-2026-11-24T07:00").links
    assert [(link.label, link.url) for link in links] == [
        ("View in browser", "https://n.example.org/editions/the-test-2026-11-24T07%3A00"),
        ("Archive", "https://n.example.org/"),
    ]


def test_only_pages_behind_tls_are_named_in_the_head_of_a_message(tmp_path: Path) -> None:
    """RFC 8058: one click goes to https alone; a mailbox is no page."""
    links = (
        "  links:\n    unsubscribe: http://n.example.org/unsubscribe\n"
        "    preferences: https://n.example.org/preferences\n    archive: mailto:a@example.org\n"
    )
    head = letterhead_of(
        load(a_letter(tmp_path, config=CONFIG.replace("sources:", f"{links}sources:")))
    )
    assert (head.unsubscribe, head.archive) == ("", "")
    assert head.preferences == "https://n.example.org/preferences"


def shaped(folder: Path, name: str, more: str = "") -> Layout:
    text = CONFIG + more + f"theme:\n  name: {name}\n"
    return layout_of(load(a_letter(folder, config=text)))


def test_the_compact_shape_tells_six_topics_and_names_the_others_in_a_line(tmp_path: Path) -> None:
    layout = shaped(tmp_path, "compact", "  max_topics: 9\n  in_brief: 3\n")
    assert (layout.max_topics, layout.in_brief, layout.must_reads) == (6, 50, 0)
    edition = compose([a_topic(a_story(f"pier{n}")) for n in range(9)], now=NOW, layout=layout)
    kinds = [block.kind for block in edition.blocks]
    assert (kinds.count("lead"), kinds.count("topic")) == (1, 5)
    (briefs,) = [block for block in edition.blocks if isinstance(block, InBrief)]
    assert [brief.sentence for brief in briefs.items] == [None, None, None]


def test_fewer_topics_than_the_shape_has_stay_fewer(tmp_path: Path) -> None:
    assert shaped(tmp_path, "compact", "  max_topics: 3\n").max_topics == 3


def test_the_list_has_a_line_for_each_topic_and_no_more(tmp_path: Path) -> None:
    layout = shaped(tmp_path, "list", "  max_topics: 9\n")
    edition = compose([a_topic(a_story(f"pier{n}")) for n in range(9)], now=NOW, layout=layout)
    assert [block.kind for block in edition.blocks] == [
        "masthead",
        "in_brief",
        "colophon",
        "footer",
    ]
    (briefs,) = [block for block in edition.blocks if isinstance(block, InBrief)]
    assert len(briefs.items) == 9
    assert edition.subject.startswith("What happened at Pier")
    theme = Theme.from_values({"name": "list"})
    results = check(edition, render(edition, theme), theme)
    assert [result.check for result in results if not result.ok] == ["leaving"]  # no such page


def test_our_own_pages_say_how_an_edition_was_made(tmp_path: Path) -> None:
    config = load(a_letter(tmp_path, config=CONFIG + "web:\n  url: https://n.example.org\n"))
    links = with_view(layout_of(config), config, "the-test-1").links
    assert [(link.purpose, link.url) for link in links][:2] == [
        ("view", "https://n.example.org/editions/the-test-1"),
        ("made", "https://n.example.org/editions/the-test-1/made"),
    ]
