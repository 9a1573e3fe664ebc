"""A digest in all three forms: a line an item, its headline linked, its sentences with marks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.models import Edition, TopicBlock
from briefing.rendering import render
from briefing.rendering.checking.run_checks import check
from briefing.rendering.to_views import edition_view
from tests.rendering.sample import sample_edition


@pytest.fixture(scope="module")
def digest() -> Edition:
    """The sample with its topics as lines of a digest, and no lead."""
    edition = sample_edition()
    return replace(
        edition,
        blocks=tuple(
            replace(block, line=True, only=(), related=(), tags=(), kicker="")
            if isinstance(block, TopicBlock)
            else block
            for block in edition.blocks
            if block.kind != "lead"
        ),
    )


def test_a_line_holds_headline_and_sentences_together(digest: Edition) -> None:
    line = next(block for block in digest.blocks if isinstance(block, TopicBlock))
    rendering = render(digest)
    assert f"- {line.title}: {line.sentences[0].text[:20]}" in rendering.text.replace(" \n", " ")
    assert f"- **[{line.title}](" in rendering.markdown
    assert f"## [{line.title}]" not in rendering.markdown
    headline = rendering.html.index(line.title, rendering.html.index("<body"))
    sentence = rendering.html.index(line.sentences[0].text)
    assert "</p>" not in rendering.html[headline:sentence]


def test_an_outlet_is_named_once_beside_a_headline_alone(digest: Edition) -> None:
    (line, *_) = (block for block in digest.blocks if isinstance(block, TopicBlock))
    alone = replace(line, sentences=(), outlets=("Harbour Wire",))
    rendering = render(replace(digest, blocks=(alone,)))
    assert f"- {alone.title} (Harbour Wire)" in rendering.text
    assert "(Harbour Wire)" in rendering.markdown.partition("##")[0]
    for view in (rendering.text, rendering.markdown):
        assert "reported by" not in view


def test_a_digest_needs_no_contents(digest: Edition) -> None:
    line = next(block for block in digest.blocks if isinstance(block, TopicBlock))
    many = replace(digest, blocks=(*digest.blocks, *[line] * 4))
    assert not any(view.kind == "contents" for view in edition_view(many).blocks)


def test_no_check_finds_a_fault(digest: Edition) -> None:
    results = check(digest, render(digest))
    assert [result.detail for result in results if not result.ok] == []
