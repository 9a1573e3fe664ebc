"""What the parsing processes say, and what one bad item costs."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.errors import SourceError
from briefing.models import Fault, Keyed, Mark, Media, Story
from briefing.sources.documents.draft import Batch, Draft, Evidence
from briefing.sources.documents.text import evidence, read_text
from briefing.sources.fetch.client import Client
from briefing.sources.folder import FolderSource
from briefing.sources.parse.feed_items import Frame, Item, take_apart
from briefing.sources.sandbox.item_by_item import MAX_FAULTS, read_item_by_item
from briefing.sources.sandbox.pool import Reader
from briefing.sources.sandbox.protocol import Answer, Failure, decode_answer, encode_answer
from briefing.sources.sandbox.results import ListedLink

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
URL = "https://wire.example/feed.xml"
STORY = Story(
    id="a1",
    title="Ferry runs",
    text="The ferry runs.",
    source="wire",
    url="https://wire.example/1",
    published=NOON,
    updated=NOON,
    publisher="The Wire",
    title_derived=True,
    author="Ana Lind",
    language="de",
    section="Sea",
    tags=("ferry", "sea"),
    media=(Media(kind="video", url=None, caption="c", credit="d"),),
    marks=(Mark(kind="why", start=0, end=3),),
    published_guessed=True,
    embargo=NOON,
)
FULL = Answer(
    stories=(Keyed(story=STORY, keys=("k", "l"), origin_sha256="0" * 64),),
    links=(
        ListedLink(
            url=URL,
            title="t",
            publisher="p",
            section="s",
            published=NOON,
            guessed=True,
            site=URL,
            unusable="u",
        ),
    ),
    frame=Frame(head="<rss>", tail="</rss>", separator=","),
    items=(Item(number=1, title="t", markup="<item/>"),),
    drafts=(
        Draft(
            text="x",
            title="t",
            author="a",
            url=URL,
            publisher="p",
            published=NOON,
            updated=NOON,
            embargo=NOON,
            language="en",
            section="s",
            tags=("t",),
            media=STORY.media,
            marks=STORY.marks,
            notes=("n",),
        ),
    ),
    evidence=Evidence(text="x", tags=("y",), words=("z",)),
    failure=Failure(what="w", where="x", hint="y", unexpected=True, trace="t"),
    letters="l",
)
# Costs no time to split, but far more than the limit to read: 400,000 tags in one description.
BOMB = (
    "<item><title>The bomb</title><description>" + "&lt;b&gt;x" * 400_000 + "</description></item>"
)


def plain_item(number: int) -> str:
    return f"<item><title>Story {number}</title><link>https://wire.example/{number}</link></item>"


def feed(*items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>W</title>{''.join(items)}</channel></rss>".encode()


def test_every_field_of_an_answer_comes_back_as_it_went() -> None:
    for value in (FULL, FULL.stories[0].story, FULL.links[0], FULL.drafts[0]):
        left_out = [
            field.name
            for field in dataclasses.fields(value)
            if field.compare and getattr(value, field.name) in (field.default, None, ())
        ]
        assert left_out in ([], ["url"]), "give the new field a value of its own here"
    assert decode_answer(encode_answer(FULL)) == FULL
    assert isinstance(decode_answer(encode_answer(FULL)).stories[0].story.embargo, datetime)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}x", b'{"stories": [{"story": 1}]}', b'{"a": 1}'])
def test_a_process_that_answers_nonsense_is_an_error(data: bytes) -> None:
    with pytest.raises(SourceError, match="nonsense"):
        decode_answer(data)


def test_one_item_that_costs_too_much_costs_that_item() -> None:
    items = [plain_item(number) for number in range(1, 6)]
    with Reader(seconds=0.2, memory=60 * 2**20) as reader:
        result = reader.feed(feed(*items[:3], BOMB, *items[3:]), URL, source="wire")
    assert [keyed.story.title for keyed in result.stories] == [f"Story {n}" for n in range(1, 6)]
    (fault,) = result.faults
    assert fault.where == "item 4 “The bomb”"
    assert "given up" in fault.why


def test_a_feed_of_one_item_that_costs_too_much_is_an_error() -> None:
    with (
        Reader(seconds=0.2, memory=60 * 2**20) as reader,
        pytest.raises(SourceError, match="given up"),
    ):
        reader.feed(feed(BOMB), URL, source="wire")


def read_but(*bad: str) -> tuple[list[bytes], object]:
    asked: list[bytes] = []

    def read(document: bytes) -> tuple[Keyed, ...]:
        asked.append(document)
        if any(name.encode() in document for name in bad):
            raise SourceError("is bad")
        stories = take_apart(document)[1]
        return tuple(
            Keyed(story=dataclasses.replace(STORY, title=item.title), keys=("k",), origin_sha256="")
            for item in stories
        )

    return asked, read


def test_items_that_fail_are_named_and_the_others_are_read_together() -> None:
    frame, items = take_apart(feed(*(plain_item(number) for number in range(1, 121))))
    asked, read = read_but("Story 7<", "Story 119<")
    result = read_item_by_item(frame, items, read=read, whole=SourceError("whole"))  # type: ignore[arg-type]
    assert len(result.stories) == 118
    assert [fault.where for fault in result.faults] == ["item 7 “Story 7”", "item 119 “Story 119”"]
    assert asked[-1].count(b"<item>") == 118


def test_a_feed_of_bad_items_is_given_up_early() -> None:
    frame, items = take_apart(
        feed(plain_item(0), *("<item><title>x</title></item>" for _ in range(400)))
    )
    asked, read = read_but("<title>x<")
    result = read_item_by_item(frame, items, read=read, whole=SourceError("is hostile"))  # type: ignore[arg-type]
    assert [keyed.story.title for keyed in result.stories] == ["Story 0"]
    assert result.faults[-1] == Fault(where="items 51 to 401", why="were not tried: is hostile")
    assert len(asked) < 4 * MAX_FAULTS


def test_five_bad_items_wherever_they_stand_are_enough() -> None:
    numbers = range(1, 301)
    frame, items = take_apart(feed(*map(plain_item, numbers)))
    bad = [1, 51, 101, 151, 201]
    _, read = read_but(*(f"Story {number}<" for number in bad))
    result = read_item_by_item(frame, items, read=read, whole=SourceError("is hostile"))  # type: ignore[arg-type]
    wheres = [f"item {number} “Story {number}”" for number in bad]
    assert [fault.where for fault in result.faults] == [*wheres, "items 251 to 300"]
    assert len(result.stories) == 245
    _, read = read_but(*(f"Story {number}<" for number in bad[1:]))
    result = read_item_by_item(frame, items, read=read, whole=SourceError("is hostile"))  # type: ignore[arg-type]
    assert (len(result.faults), len(result.stories)) == (4, 296)


@pytest.mark.parametrize(
    ("data", "titles"),
    [
        (feed(plain_item(1), plain_item(2)), ["Story 1", "Story 2"]),
        (
            b"<feed><entry><title>A</title></entry><entry><title>B</title></entry></feed>",
            ["A", "B"],
        ),
        (feed("<item><title>A</title>", "<item><title>B</title></item>"), ["A", "B"]),
        (feed("<item><title><![CDATA[A <item> in it]]></title></item>"), ["A <item> in it"]),
        (b'{"version": "x", "items": [{"title": "A"}, {"title": "B"}]}', ["A", "B"]),
        (b'{"items": 3}', []),
        (b"no feed", []),
    ],
)
def test_a_feed_is_taken_apart_and_put_together(data: bytes, titles: list[str]) -> None:
    frame, items = take_apart(data)
    assert [item.title[:20].split(" <")[0] for item in items] == [
        title.split(" <")[0] for title in titles
    ]
    again = take_apart(frame.document(items))[1]
    assert [item.title for item in again] == [item.title for item in items]


TEXTS = {
    "one.txt": "Bridge falls\n\nThe bridge of Russia n steel fell. A McKenzie saw it.",
    "two.txt": "A Russian ferry sank. Read on.",
    "three.md": "# Ferry runs\n\nThe ferry to Merrow runs again on Monday.",
}


def test_plain_text_is_read_in_the_process_as_it_is_here(tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    here = FolderSource("notes", tmp_path).read()
    with Client() as client:
        there = FolderSource("notes", tmp_path, client=client).read()
    assert there == here
    assert len(there.stories) == 3


def test_a_text_that_costs_too_much_is_a_fault_of_its_own(tmp_path: Path) -> None:
    with Reader(seconds=0.2, memory=2 * 2**20) as reader:
        with pytest.raises(SourceError, match=r"huge\.txt: cannot be parsed"):
            reader.evidence("Ferry Runs. " * 400_000, "huge.txt")
        assert reader.evidence("The ferry runs.", "small.txt").text == "The ferry runs."


def test_a_text_gets_the_words_of_its_batch_that_it_asks_for() -> None:
    text = TEXTS["one.txt"]
    batch = Batch.of([TEXTS["two.txt"], text])
    asked = batch.answering(evidence(text))
    assert "Russian" in asked.words
    assert len(asked.words) < 3
    assert read_text(text, asked) == read_text(text, batch)
