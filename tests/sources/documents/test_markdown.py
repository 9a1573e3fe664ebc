from __future__ import annotations

from datetime import UTC, datetime

import pytest

from briefing.errors import SourceError
from briefing.models import Media
from briefing.sources.documents.markdown import MAX_MARKDOWN_CHARS, read_markdown
from tests.counting import growth

FULL = """---
title: Port closed
date: 2026-11-23T14:20:00+01:00
author: Ana Lind
publisher: Dawn Mail
url: https://example.org/port
section: Trade
language: en
tags: [Merrow, ports]
photo: {url: https://example.org/a.jpg, caption: Boats wait., credit: Bo Berg}
---
# Ignored

The **port** of [Merrow](https://example.org) is closed.

## Why It Matters

Wheat may rot. Prices rise.

## What next

> "Nobody knows," she said.
"""


def test_front_matter_and_text() -> None:
    draft = read_markdown(FULL)
    assert draft.title == "Port closed"
    assert draft.published == datetime(2026, 11, 23, 13, 20, tzinfo=UTC)
    assert (draft.author, draft.publisher, draft.section) == ("Ana Lind", "Dawn Mail", "Trade")
    assert draft.url == "https://example.org/port"
    assert draft.tags == ("Merrow", "ports")
    assert draft.media == (
        Media(
            kind="photo", url="https://example.org/a.jpg", caption="Boats wait.", credit="Bo Berg"
        ),
    )
    assert draft.text == (
        'The port of Merrow is closed.\n\nWheat may rot. Prices rise.\n\n"Nobody knows," she said.'
    )
    assert [draft.text[mark.start : mark.end] for mark in draft.marks] == ["Wheat may rot."]


def test_without_front_matter_the_heading_is_the_title() -> None:
    draft = read_markdown("# Port *closed*\n\nBoats wait.")
    assert (draft.title, draft.text, draft.notes) == ("Port closed", "Boats wait.", ())


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2026-11-23", datetime(2026, 11, 23, tzinfo=UTC)),
        ("2026-11-23 07:30", datetime(2026, 11, 23, 7, 30, tzinfo=UTC)),
        ("2026-11-23T07:30:00Z", datetime(2026, 11, 23, 7, 30, tzinfo=UTC)),
        ("Mon, 23 Nov 2026 08:30:00 +0100", datetime(2026, 11, 23, 7, 30, tzinfo=UTC)),
    ],
)
def test_dates(value: str, moment: datetime) -> None:
    assert read_markdown(f"---\ndate: {value}\n---\nx").published == moment


@pytest.mark.parametrize(
    "value", ["soon", "2026-13-45", "0001-01-01T00:00:00+14:00", "[1, 2"[:1] + "]"]
)
def test_a_date_that_is_none_is_noted_or_ignored(value: str) -> None:
    draft = read_markdown(f"---\ndate: {value}\n---\nx")
    assert draft.published is None


@pytest.mark.parametrize(
    "front",
    [
        "a: [",
        "- a\n- b",
        "a: b: c",
        "a" * 20_000,
        "a: " + "[" * 5_000,
        "&a [*a",
        "%x",
        "just words",
    ],
)
def test_bad_front_matter_is_named(front: str) -> None:
    with pytest.raises(SourceError, match="front matter"):
        read_markdown(f"---\n{front}\n---\ntext")


def test_yaml_makes_no_objects_and_expands_no_bomb() -> None:
    bomb = "\n".join(
        f"k{n}: &k{n} [{', '.join([f'*k{n - 1}' if n else 'x'] * 9)}]" for n in range(9)
    )
    draft = read_markdown(f"---\n{bomb}\ntags: *k8\ntitle: !!python/name:os.system x\n---\ntext")
    assert (draft.title, draft.tags) == ("x", ())


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://example.org", "https://u:p@example.org"]
)
def test_an_address_that_is_no_link_is_left_out(url: str) -> None:
    assert read_markdown(f"---\nurl: {url}\nphoto: {url}\n---\nx").url is None


def test_too_long() -> None:
    with pytest.raises(SourceError, match="characters"):
        read_markdown("x" * (MAX_MARKDOWN_CHARS + 1))


@pytest.mark.parametrize("unit", ["[a](", "[", "<a ", "> ", "![", "*a **b ", "`", "- "])
def test_hostile_markdown_costs_little(unit: str) -> None:
    assert growth(lambda count: read_markdown("x\n\n" + unit * count), 3_000 // len(unit)) <= 40


def test_published_is_another_word_for_date() -> None:
    moment = datetime(2026, 11, 23, 13, 20, tzinfo=UTC)
    assert read_markdown("---\npublished: 2026-11-23T13:20Z\n---\nx").published == moment
    both = "---\npublished: 2020-01-01\ndate: 2026-11-23T13:20Z\n---\nx"
    assert read_markdown(both).published == moment
