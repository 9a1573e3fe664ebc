"""Markdown that says what was meant, wherever it is opened."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import markdown as python_markdown

from briefing.rendering import render
from briefing.rendering.escape import emphasized, escape_markdown, markdown_link
from briefing.rendering.links import page_link
from briefing.rendering.prose import prose
from briefing.rendering.topic_pages import topic_pages
from briefing.text.clean import one_line
from tests.counting import growth
from tests.rendering.hostile import HOSTILE, hostile_edition
from tests.rendering.read import Page, as_html, front_matter, squeezed
from tests.rendering.sample import sample_edition

signs = st.text("ab 1.)(-+*_=#>[]!<&|~`\\:/@${}\"'%^w中。", max_size=20)
strings = st.one_of(signs, st.sampled_from(HOSTILE), st.text(max_size=30))


@given(text=strings)
@settings(max_examples=300)
def test_a_paragraph_comes_back_as_it_was(text: str) -> None:
    page = as_html(escape_markdown(text))
    assert squeezed("".join(page.words)) == squeezed(one_line(text))
    assert {tag for tag, _ in page.tags} <= {"p"}


@given(text=strings)
@settings(max_examples=200)
def test_a_heading_and_an_item_come_back_too(text: str) -> None:
    for frame, tags in (("## {}", {"h2"}), ("- {}", {"ul", "li", "p"})):
        page = as_html(frame.format(escape_markdown(text)))
        assert squeezed("".join(page.words)) == squeezed(one_line(text))
        assert {tag for tag, _ in page.tags} <= tags


@given(label=strings, url=st.sampled_from(["https://a.example/(x)", "https://a.example/?a=1&b=2"]))
@settings(max_examples=200)
def test_a_link_has_its_label_and_its_address(label: str, url: str) -> None:
    page = as_html(f"x {markdown_link(label, url)} y")
    assert page.links == [url.replace("&", "&")]
    assert squeezed("".join(page.words)) == "x" + squeezed(one_line(label)) + "y"


@given(text=strings, sign=st.sampled_from(["*", "**"]))
@settings(max_examples=200)
def test_emphasis_is_emphasis_wherever_it_stands(text: str, sign: str) -> None:
    page = as_html(f"中{emphasized(text, sign)}文")
    assert squeezed("".join(page.words)) == squeezed(f"中{one_line(text)}文")
    letters = any(character.isalnum() for character in text)
    assert bool(page.count()["em"] or page.count()["strong"]) == letters


def test_the_edition_round_trips_through_commonmark() -> None:
    """CommonMark and Python-Markdown see the same words and links."""
    _, body = front_matter(render(sample_edition()).markdown)
    ours, other = as_html(body), Page(python_markdown(body))
    assert squeezed("".join(ours.words)) == squeezed("".join(other.words))
    assert ours.links == other.links


def test_front_matter() -> None:
    matter, body = front_matter(render(sample_edition()).markdown)
    assert matter["title"] == "Three capitals weigh an answer as soldiers reach the front"
    assert matter["date"] == date(2026, 11, 24)
    assert matter["tags"] == ["Deployment", "Border-region", "Roads", "Coast"]
    assert matter["sources"] == [
        *("Harbour Wire", "The Ledger", "Field Notes", "Coast Tribune", "Long View"),
    ]
    assert body.strip().startswith("# The Balance")


def test_blocks_are_apart_by_one_empty_line() -> None:
    assert not re.search(r"\n\n\n", render(sample_edition()).markdown)


PROSE = {
    "plain": ("plain", "plain"),
    "# Head\n\nText": ("Head\n\nText", "### Head\n\nText"),
    "a **bold.** b": ("a bold. b", "a **bold**. b"),
    "[x](https://a.example)": ("x <https://a.example>", "[x](<https://a.example>)"),
    "[x](javascript:alert)": ("x", "x"),
    "[x](mailto:a@b.example)": ("x <mailto:a@b.example>", "[x](<mailto:a@b.example>)"),
    "- a\n- b": ("- a\n- b", "- a\n- b"),
    "1. a\n2. b": ("1. a\n2. b", "1. a\n2. b"),
    "> said\n> so": ("“said so”", "> said so"),
    "one\n\ntwo": ("one\n\ntwo", "one\n\ntwo"),
    "<b onclick=x>b</b> <script>s</script>": ("b", "b"),
    "![pic](https://a.example/p.png) caption": ("caption", "caption"),
    "<img src=x onerror=y> &amp; &copy;": ("& ©", "& ©"),
}


def test_the_editors_markdown_in_all_forms() -> None:
    for source, (text, written) in PROSE.items():
        words = prose(source)
        assert words is not None
        assert (words.text, str(words.markdown)) == (text, written), source


def test_prose_that_says_nothing_is_none() -> None:
    for source in ("", "  \n ", "<script>x</script>", "![](https://a.example/p.png)", "---"):
        assert prose(source) is None


@given(source=st.one_of(strings, st.lists(strings, max_size=4).map("\n".join)))
@settings(max_examples=200, deadline=None)
def test_prose_is_harmless_in_html_and_markdown(source: str) -> None:
    words = prose(source)
    if words is None:
        return
    page = Page(words.html({"a": {"style": "color:red"}}))
    known = {"p", "h3", "ul", "ol", "li", "blockquote", "strong", "em", "a"}
    assert {tag for tag, _ in page.tags} <= known
    assert all(link.startswith(("http://", "https://", "mailto:")) for link in page.links)
    assert {tag for tag, _ in as_html(words.markdown).tags} <= known
    assert squeezed("".join(as_html(words.markdown).words)) == squeezed("".join(page.words))


@pytest.mark.parametrize("end", ["", "?subject=Hello%20there"])
def test_a_mailbox_is_an_address(end: str) -> None:
    assert page_link(f" mailto:desk@a.example{end} ") == f"mailto:desk@a.example{end}"


@pytest.mark.parametrize("sign", ['"', "<", ">", "\\", " ", "\n", "\u200b"])
def test_an_address_that_could_end_the_link_around_it_is_none(sign: str) -> None:
    assert page_link(f"mailto:desk@a.example{sign}x") is None
    assert page_link(f"https://a.example/{sign}x") is None


def test_an_escape_in_an_address_leaves_no_code() -> None:
    for source, address in (("<a@b\\_c.de>", "a@b_c.de"), ("x <1@\\*y> z", "1@*y")):
        words = prose(source)
        assert words is not None
        assert address in words.text
        assert not any(digit in words.text for digit in ("95", "42"))


@pytest.mark.parametrize("source", [r"<\>@1>", r"x <a\<b@c.de> y", "a&#2;62&#3;@1", "\x0262\x03@1"])
def test_no_code_of_the_reader_and_no_control_sign_shows(source: str) -> None:
    words = prose(source)
    assert words is not None
    assert words.text.isprintable()
    assert words.root.words.isprintable()
    assert ("62" in words.text) == ("62" in source)
    assert "60" not in words.text
    page = Page(words.html({}))
    assert squeezed("".join(as_html(words.markdown).words)) == squeezed("".join(page.words))


def test_no_placeholder_of_the_reader_shows() -> None:
    words = prose("*0**0*`0`")
    assert words is not None
    assert "klzz" not in words.text
    assert words.text.isprintable()


@pytest.mark.parametrize("piece", [">", "- ", "*", "[", "![", "[a](", "<a ", "> ", "1. ", "`", "&"])
def test_any_text_is_read_with_little_work(piece: str) -> None:
    words = prose(piece * 9000 + "x")
    assert words is not None
    assert words.text.rstrip("”").endswith("x") or len(words.text) >= 1000
    # The parser of the library is quadratic in some of these: see the caps of `read_prose`.
    assert growth(lambda count: prose(piece * count + "x"), 900) <= 40


def test_one_file_a_topic() -> None:
    pages = topic_pages(sample_edition())
    assert list(pages) == [
        "2026-11-24-1-three-capitals-weigh-an-answer-as-soldiers-reach-the-front.md",
        "2026-11-24-2-explosions-cut-the-last-two-roads-across-the-line.md",
        "2026-11-24-3-trade-talks-resume-with-a-list-of-212-goods.md",
    ]
    matter, body = front_matter(list(pages.values())[1])
    assert matter["title"] == "Explosions cut the last two roads across the line"
    assert matter["tags"] == ["Roads", "Coast"]
    page = as_html(body)
    assert "".join(page.words).count("[5]") == 2  # the mark, and the source it stands for
    assert "https://past.example.org/2026/11/24/past-story" in page.links


def test_no_file_name_leads_out_of_its_folder() -> None:
    for seed in range(20):
        for name in topic_pages(hostile_edition(sample_edition(), seed)):
            assert re.fullmatch(r"2026-11-24-\d(-[a-z0-9-]+)?\.md", name)
            assert len(name) < 80
