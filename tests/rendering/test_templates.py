"""A newsletter's own templates: over ours, extending ours, and what is said when they fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.errors import RenderError
from briefing.rendering import render
from tests.rendering.read import Page
from tests.rendering.sample import sample_edition

FRAME = "<mj-section><mj-column><mj-text>{}</mj-text></mj-column></mj-section>"
BROKEN = {
    "x\n{{ nobody }}": (":2", "'nobody' is undefined"),
    "\n\n{% if %}": (":3", "is no template"),
    "{{ ''.__class__.__mro__ }}": (":1", "unsafe"),
    "{{ self.__init__.__globals__ }}": (":1", "unsafe"),
    "{{ t.catalog.__class__.__base__ }}": (":1", "unsafe"),
    "\n{{ block.capton }}": (":2", "capton"),
    "{{ t.say('no_such_phrase') }}": (":1", "no_such_phrase"),
    "{{ range(1000000000) }}": (":1", "Range too big"),
    "{{ 1 / 0 }}": (":1", "division"),
    "{% include 'mjml/missing.mjml' %}": (":1", "mjml/missing.mjml"),
    "<mj-section>\n<mj-column>\n</mj-text></mj-column></mj-section>": (":3", "mismatch"),
    "<mj-section>\n<mj-column>a<br>&nbsp;\n\n</mj-section>": (":4", "mismatch"),
    "<mj-section><mj-column><mj-text>\n5 < 6</mj-text></mj-column></mj-section>": (":2", "MJML"),
}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "templates" / "mjml").mkdir(parents=True)
    return tmp_path / "templates"


def html_with(own: Path, name: str, source: str) -> str:
    file = own / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(source, encoding="utf-8")
    return render(sample_edition(), templates=own).html


def test_a_file_of_ones_own_replaces_that_block_only(own: Path) -> None:
    before = Page(render(sample_edition()).html).text
    source = FRAME.format("Seen: {{ block.videos[0].caption }}")
    after = Page(html_with(own, "mjml/watch.mjml", source)).text
    assert "Seen:Thesecretarytakesquestions" in after
    assert "twominutesTheLedger" in before
    assert "twominutesTheLedger" not in after
    assert "Thebridgeopenedin1931" in after


def test_a_base_of_ones_own_extends_ours(own: Path) -> None:
    source = (
        '{% extends "builtin/mjml/base.mjml" %}{% block body %}<mj-section><mj-column><mj-text>'
        "Hello</mj-text></mj-column></mj-section>{{ super() }}{% endblock %}"
    )
    page = Page(html_with(own, "mjml/base.mjml", source))
    assert page.text.index("Hello") < page.text.index("TheBalance")


def test_text_and_markdown_have_templates_too(own: Path) -> None:
    html_with(own, "text/watch.txt", "ON SCREEN: {{ block.videos[0].caption }}")
    html_with(own, "markdown/watch.md", "## On screen\n\n{{ block.videos[0].caption }}")
    rendering = render(sample_edition(), templates=own)
    assert "ON SCREEN: The secretary" in rendering.text
    assert "## On screen\n\nThe secretary" in rendering.markdown


def test_a_changed_file_is_seen_at_once(own: Path) -> None:
    assert "first" in html_with(own, "mjml/quote.mjml", FRAME.format("first words"))
    assert "other" in html_with(own, "mjml/quote.mjml", FRAME.format("other, longer words"))
    (own / "mjml" / "quote.mjml").unlink()
    assert "warm evening" in render(sample_edition(), templates=own).html


@pytest.mark.parametrize("source", BROKEN, ids=range(len(BROKEN)))
def test_a_fault_is_named_by_file_and_line(own: Path, source: str) -> None:
    line, why = BROKEN[source]
    with pytest.raises(RenderError) as caught:
        html_with(own, "mjml/watch.mjml", source)
    assert caught.value.where == f"templates/mjml/watch.mjml{line}"
    assert why in caught.value.what


def test_a_fault_in_what_ours_wrote_names_our_file(own: Path) -> None:
    with pytest.raises(RenderError) as caught:
        html_with(own, "mjml/macros.mjml", "{# nothing #}")
    assert "mjml/masthead.mjml" in caught.value.where


def test_a_template_that_includes_itself_is_stopped(own: Path) -> None:
    with pytest.raises(RenderError, match="includes itself"):
        html_with(own, "mjml/watch.mjml", "{% include 'mjml/watch.mjml' %}")


def test_mj_include_reads_no_file(own: Path) -> None:
    with pytest.raises(RenderError, match="watch"):
        html_with(own, "mjml/watch.mjml", "<mj-include path='/etc/hostname'/>")


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"x" * 1_000_001], ids=["bytes", "huge"])
def test_a_file_that_is_no_template_is_named(own: Path, data: bytes) -> None:
    (own / "mjml" / "watch.mjml").write_bytes(data)
    with pytest.raises(RenderError) as caught:
        render(sample_edition(), templates=own)
    assert caught.value.where == "templates/mjml/watch.mjml"


def test_a_name_that_climbs_out_of_the_folder_is_not_found(own: Path) -> None:
    (own.parent / "secret.mjml").write_text("secret")
    with pytest.raises(RenderError, match="no template"):
        html_with(own, "mjml/watch.mjml", "{% include '../secret.mjml' %}")


def test_templates_see_no_environment_and_no_path(own: Path) -> None:
    source = "{{ [theme, edition, block, t.say('watch')]|string|length }}{{ os }}"
    with pytest.raises(RenderError, match="'os' is undefined"):
        html_with(own, "text/watch.txt", source)
