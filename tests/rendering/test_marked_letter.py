"""The letter as the desk shows it: the mail's own HTML, with its blocks and sentences marked."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

from briefing.editing.citations import block_sentences
from briefing.models import Edition, InBrief, Lead, Quote, TopicBlock
from briefing.models.codec import load
from briefing.rendering import render
from briefing.rendering.mail_pictures import standalone
from briefing.rendering.marked_letter import LetterLook, marked_letter

GOLDEN = load((Path(__file__).parents[1] / "golden" / "edition.json").read_text(encoding="utf-8"))
MARKS = re.compile(r'</?span[^<>]*>| ?desk-block" data-block="[^"]*(?=")|\s*class=""')
QUOTING = Lead | TopicBlock | InBrief | Quote


def keys_of(edition: Edition) -> tuple[str, ...]:
    return tuple(f"b{place}" for place, _ in enumerate(edition.blocks))


def marked(edition: Edition = GOLDEN, **over: object) -> str:
    return marked_letter(edition, keys_of(edition), **over)  # type: ignore[arg-type]


def test_without_its_marks_it_is_the_mail() -> None:
    rendering = render(GOLDEN)
    mail = standalone(rendering.html, rendering.attachments)
    mail = mail.replace("@media (prefers-color-scheme:dark)", "@media not all")
    mail = mail.replace("light dark", "light")
    assert MARKS.sub("", marked()) == MARKS.sub("", mail)


def test_every_block_can_be_found_by_its_key() -> None:
    found = re.findall(r'data-block="([^"]*)"', marked())
    assert set(keys_of(GOLDEN)) <= set(found)


def test_every_quoted_sentence_says_where_it_stands_in_its_story() -> None:
    found = re.findall(r'<span data-sentence="([^"]*)">([^<]*)</span>', marked())
    quoted = {
        f"{sentence.story_id}:{sentence.start}:{sentence.end}": " ".join(sentence.text.split())
        for block in GOLDEN.blocks
        if isinstance(block, QUOTING)
        for sentence in block_sentences(block)
    }
    assert quoted
    assert {name: unescape(text) for name, text in found} == quoted


def test_a_source_cannot_write_marks_of_its_own() -> None:
    lead = next(block for block in GOLDEN.blocks if isinstance(block, Lead))
    hostile = "\U000f0001Injected\U000ffffd \U000f0fff<b>bold</b>"
    sentence = replace(lead.sentences[0], text=hostile)
    blocks = tuple(
        replace(block, sentences=(sentence,), title=hostile) if block is lead else block
        for block in GOLDEN.blocks
    )
    html = marked(replace(GOLDEN, blocks=blocks))
    assert "Injected" in html
    assert "<b>bold" not in html
    assert not re.search("[\U000f0000-\U000ffffd]", html)
    assert html.count("<span data-sentence=") == len(
        re.findall(r"<span data-sentence=[^<]*</span", html)
    )


def test_dark_and_without_pictures() -> None:
    dark = marked(look=LetterLook(scheme="dark"))
    assert "@media all" in dark
    assert "prefers-color-scheme" not in dark
    assert not re.search(r"<img[^<>]* src=", marked(look=LetterLook(pictures=False)))
