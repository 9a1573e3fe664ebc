"""An edition as JSON and back: nothing is lost, nothing else is accepted."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import VerifyError
from briefing.models import (
    Bar,
    Block,
    Brief,
    Chart,
    Colophon,
    Correction,
    Corrections,
    Developing,
    Dropped,
    Edition,
    Finally,
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
    Reference,
    Running,
    Section,
    Sentence,
    SignOff,
    SourceLine,
    StillRunning,
    TopicBlock,
    Watch,
    Welcome,
)
from briefing.models.codec import dump, load, schema
from tests.make import NOW, make_edition

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "edition.schema.json"
ONE = Sentence(text="A bridge fell.", story_id="s1", start=0, end=14)
PHOTO = Media(kind="photo", url="https://x.example.org/p.jpg", caption="The bridge.")
TOPIC: dict[str, Any] = {
    "topic_id": "t1",
    "title": "Bridge falls",
    "story_id": "s1",
    "sentences": (ONE,),
    "why": (ONE,),
    "only": (ONE,),
    "related": ("s2",),
    "tags": ("Bridge",),
    "outlets": ("Wire",),
    "kicker": "World",
    "photo": PHOTO,
    "developing": Developing(first=date(2026, 11, 19), update=3),
}
BLOCKS: tuple[Block, ...] = (
    Masthead(title="The Daily", date=NOW.date(), minutes=3, tagline="News", number=7),
    Welcome(text="Good morning.", link=Link(label="Sign up", url="https://x.example.org")),
    Intro(text="*First*", author="Ada"),
    Lead(sections=(Section(title="More", story_id="s2", sentences=(ONE,)),), **TOPIC),
    TopicBlock(**TOPIC),
    Watch(story_id="s1", video=Media(kind="video", credit="TV")),
    InBrief(items=(Brief(story_id="s1", sentence=ONE), Brief(story_id="s2"))),
    StillRunning(items=(Running(topic_id="t", title="T", story_id="s1", first=NOW.date()),)),
    MustReads(story_ids=("s1",)),
    Chart(title="Gas", spec="csv", bars=(Bar(label="A", value=1.5),), unit="%", source="us"),
    Quote(sentence=ONE),
    Note(text="*Hello*", author="Ada"),
    Finally(story_id="s1", sentences=(ONE,), photo=replace(PHOTO, focus=(30, 60))),
    SignOff(text="*Last*", author="Ada"),
    Corrections(items=(Correction(date=NOW.date(), edition_id="e", text="Wrong."),)),
    Notice(text="A new letter."),
    Colophon(sources=("Wire",), stories=2, method="briefing"),
    Footer(links=(Link(label="Archive", url="https://x.example.org"),), address="1 Street"),
)
FULL = make_edition(
    blocks=BLOCKS,
    references=(
        Reference(
            story_id="s1",
            title="Bridge falls",
            outlet="Wire",
            source="wire",
            text_sha256="0" * 64,
            published=datetime(2026, 11, 23, 5, tzinfo=UTC),
        ),
    ),
    ledger=Ledger(
        sources=(SourceLine(name="wire", stories=2, error="gone", stale=True),),
        considered=2,
        used=1,
        dropped=(Dropped(story_id="s2", title="T", reason="no room"),),
        notes=("cut",),
    ),
)


def test_every_kind_of_block_is_tried_here() -> None:
    assert {type(block) for block in BLOCKS} == set(get_args(Block))


def test_an_edition_comes_back_as_it_was() -> None:
    assert load(dump(FULL)) == FULL


@given(st.text(), st.text(), st.integers(), st.datetimes(timezones=st.just(UTC)))
def test_any_text_comes_back(title: str, subject: str, number: int, created: datetime) -> None:
    block = Masthead(title=title, date=created.date(), minutes=1, number=number)
    edition = make_edition(title=title, subject=subject, created=created, blocks=(block,))
    assert load(dump(edition)) == edition


def test_the_schema_in_the_docs_is_the_one_of_the_types() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == schema()


def test_the_schema_names_every_field() -> None:
    objects = schema()["$defs"] | {"Edition": schema()}
    for kind in (*get_args(Block), Edition):
        assert is_dataclass(kind)
        assert {field.name for field in fields(kind)} <= set(objects[kind.__name__]["properties"])


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"version": 2}, "edition"),
        ({"title": 5}, "edition.title"),
        ({"created": "2026-11-24T06:00:00"}, "edition.created"),
        ({"created": "soon"}, "edition.created"),
        ({"blocks": [{"kind": "surprise"}]}, "edition.blocks[0].kind"),
        ({"blocks": {}}, "edition.blocks"),
        ({"surprise": 1}, "edition.surprise"),
        ({"ledger": {"used": True}}, "edition.ledger.used"),
    ],
)
def test_a_fault_names_its_place(change: dict[str, Any], where: str) -> None:
    data = json.loads(dump(replace(FULL, blocks=()))) | change
    with pytest.raises(VerifyError) as caught:
        load(json.dumps(data))
    assert caught.value.where == where


def test_an_edition_says_which_version_it_is_of() -> None:
    data = json.loads(dump(replace(FULL, blocks=())))
    for version in ({}, {"version": None}, {"version": 0}):
        rest = {name: value for name, value in data.items() if name != "version"}
        with pytest.raises(VerifyError, match="not an edition of version 1"):
            load(json.dumps(rest | version))


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "[" * 100_000, '{"version": 1}', "NaN"])
def test_what_is_no_edition_is_refused(text: str) -> None:
    with pytest.raises(VerifyError):
        load(text)
