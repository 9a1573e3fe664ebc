"""One list of block kinds: whoever adds a block and forgets a place is told which."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest

from briefing.config import Config
from briefing.editing import Layout
from briefing.models.blocks import BLOCK_CLASSES, BLOCK_PLACES, place_of
from briefing.models.codec import schema
from briefing.rendering import render
from briefing.rendering.edition_references import References
from briefing.rendering.to_views import view_of
from briefing.resources import sample
from tests.rendering.sample import sample_edition

PACKAGE = Path(__file__).resolve().parents[2] / "briefing"
# Written by the renderer itself: the contents, and the list of all sources.
TEMPLATE_KINDS = {*BLOCK_CLASSES, "contents", "sources"}
SHARED = {"base", "head", "macros", "style", "topic_page"}
FORMS = ("mjml", "text", "markdown")


def files(folder: Traversable) -> dict[str, str]:
    """Template name -> its text."""
    return {
        file.name.partition(".")[0]: file.read_text(encoding="utf-8")
        for file in folder.iterdir()
        if file.is_file()
    }


@pytest.mark.parametrize("form", [*FORMS, "web/site/blocks"])
def test_every_kind_has_its_template_and_no_template_is_left_over(form: str) -> None:
    assert files(sample("templates") / form).keys() - SHARED == TEMPLATE_KINDS


def test_the_layout_and_the_config_know_every_place() -> None:
    assert Layout().blocks == BLOCK_PLACES
    assert len(set(BLOCK_PLACES)) == len(BLOCK_CLASSES)
    values = {
        "newsletter": {"id": "n", "title": "N"},
        "sources": [{"kind": "folder", "path": "seeds"}],
        "edition": {"blocks": list(BLOCK_PLACES)},
    }
    assert Config.model_validate(values).edition.blocks == BLOCK_PLACES


def test_the_schema_has_every_block() -> None:
    blocks = schema()["properties"]["blocks"]["items"]["anyOf"]
    names = [each.__name__ for each in BLOCK_CLASSES.values()]
    assert [entry["$ref"].rpartition("/")[2] for entry in blocks] == names
    for name, each in zip(names, BLOCK_CLASSES, strict=True):
        assert schema()["$defs"][name]["properties"]["kind"] == {"enum": [each]}


def test_every_kind_is_filled_somewhere() -> None:
    rooms = (PACKAGE / room for room in ("editing", "pipeline", "wiring"))
    trees = (ast.parse(path.read_text()) for room in rooms for path in room.rglob("*.py"))
    calls = {
        node.func.id
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert {each.__name__ for each in BLOCK_CLASSES.values()} - calls == set()


def test_every_kind_stands_in_the_sample_and_none_is_dropped() -> None:
    edition = sample_edition()
    assert {block.kind for block in edition.blocks} == BLOCK_CLASSES.keys()
    references = References.of(edition)
    for block in edition.blocks:
        view = view_of(block, references)
        assert view is not None
        assert view.kind == block.kind
    whole = render(edition)
    for kind in BLOCK_CLASSES:
        others = tuple(block for block in edition.blocks if block.kind != kind)
        without = render(replace(edition, blocks=others))
        for form in ("html", "text", "markdown"):
            assert getattr(whole, form) != getattr(without, form), f"{kind} leaves no trace: {form}"


@pytest.mark.parametrize("form", FORMS)
def test_every_phrase_of_a_template_stands_in_the_catalog(form: str) -> None:
    catalog = files(sample("templates") / "locales")["en"]
    keys = {line.partition(":")[0] for line in catalog.splitlines()}
    folder = sample("templates") / form
    used = {
        key
        for text in files(folder).values()
        for key in re.findall(r"""\bt\.say\(\s*["']([a-z_]+)["']""", text)
    }
    assert used
    assert used - keys == set()


def test_topics_share_one_place() -> None:
    assert place_of("topic") == "topics"
    assert place_of("lead") == "lead"
