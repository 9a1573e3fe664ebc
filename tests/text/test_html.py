from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.html import html_to_text, sanitize
from tests.counting import growth

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='data:text/html,x'>x</a>",
    "<svg onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<button formaction='javascript:alert(1)'>x</button>",
    "<style>@import 'https://x.example'</style>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
]
TANGLED = st.lists(
    st.sampled_from(
        [
            "<b>",
            "</b>",
            "<p>",
            "</div>",
            "<div>",
            "<!--",
            "-->",
            "x & y",
            "&lt;",
            "<a href=",
            "'>",
            "é ",
        ]
    )
).map("".join)


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_that_runs_survives(html: str) -> None:
    safe = sanitize(html).lower()
    assert not any(word in safe for word in ("script:", "onerror", "onload", "<style", "srcdoc"))
    assert "<script" not in safe
    assert "data:" not in safe


@pytest.mark.parametrize("scheme", ["http", "https", "mailto"])
def test_links_of_the_web_stay(scheme: str) -> None:
    assert f'href="{scheme}:' in sanitize(f'<a href="{scheme}://x.example.org">x</a>')


@given(TANGLED)
def test_sanitizing_twice_is_sanitizing_once(html: str) -> None:
    once = sanitize(html)
    assert sanitize(once) == once


@pytest.mark.parametrize(
    "unit", ["<div>", "<b>", "<a href='#'>", "<font color=red>", "<!--", "<x "]
)
def test_deep_nesting_costs_little(unit: str) -> None:
    html = unit * (400_000 // len(unit)) + "end"
    once = sanitize(html)
    assert sanitize(once) == once
    assert growth(lambda count: html_to_text(unit * count), 400) <= 15


def test_what_is_too_deep_keeps_its_text_without_its_tags() -> None:
    html = "<div>" * 200 + "kept &amp; shown <b>bold</b>" + "</div>" * 200
    assert "kept &amp; shown  bold" in sanitize(html)
    assert "<" not in sanitize(html)


def test_many_flat_paragraphs_are_no_depth() -> None:
    html = "<p>one" * 300 + "<ul>" + "<li>two" * 300 + "</ul>"
    assert sanitize(html).count("<li>") == 300


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("one<br>two", "one\ntwo"),
        ("<p>a <b>bold</b>er claim</p>", "a bolder claim"),
        ("<p>line\nend</p>", "line end"),
        ("<script>x()</script>said", "said"),
        ("<style>p{}</style><p>said</p>tail", "said\n\ntail"),
        ("Tom &amp; Ana &lt;3 &eacute;", "Tom & Ana <3 é"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("plain text", "plain text"),
        ("<!-- hidden -->seen", "seen"),
        ("", ""),
        ("\0", ""),
        ("<tr><td>a</td><td>b</td></tr>", "a b"),
        ("<p>in<script>gone</script>side</p>", "inside"),
    ],
)
def test_html_to_text(html: str, text: str) -> None:
    assert html_to_text(html) == text


@given(st.text(st.characters(exclude_characters="&<>", exclude_categories=["Cs", "Cc"])))
def test_text_without_markup_keeps_its_letters(text: str) -> None:
    from briefing.text.clean import clean

    assert html_to_text(text).split() == clean(text).split()


@given(st.text() | TANGLED)
def test_any_text_is_read(html: str) -> None:
    assert isinstance(html_to_text(html), str)


def test_misnested_links_come_to_rest() -> None:
    once = sanitize("<a ><main><article><h1><figcaption><summary ><div ><header><nav><a >x")
    assert sanitize(once) == once
