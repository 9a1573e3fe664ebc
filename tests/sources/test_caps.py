"""Caps on markup, checked before any parser sees it."""

from __future__ import annotations

import pytest

from briefing.errors import SourceError
from briefing.sources.sandbox.limits import MAX_ELEMENTS, MAX_NESTED_ELEMENTS, fit, without_doctype
from tests.counting import growth

PLAIN = b"<rss><channel/></rss>"


@pytest.mark.parametrize(
    "doctype",
    [
        b"<!DOCTYPE rss>",
        b"<!doctype rss>",
        b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x.example/rss.dtd">',
        b'<!DOCTYPE rss [<!ENTITY a "b"> <!ENTITY c SYSTEM "file:///etc/passwd">]>',
        b"<!DOCTYPE rss [<!ELEMENT a (b)>] >",
    ],
)
def test_a_doctype_goes_and_nothing_else(doctype: bytes) -> None:
    head = b'<?xml version="1.0"?><!-- <!DOCTYPE a> -->'
    assert without_doctype(head + doctype + PLAIN) == head + PLAIN


@pytest.mark.parametrize(
    "data",
    [
        b"<rss><![CDATA[<!DOCTYPE html>]]></rss>",
        b"<!-- <!DOCTYPE html> --><rss/>",
        b"<rss><!DOCTYPE a></rss>",
        b"no markup at all",
        b"<!-- never closed <!DOCTYPE a>",
        b"",
    ],
)
def test_what_is_no_doctype_of_the_document_stays(data: bytes) -> None:
    assert without_doctype(data) == data


def test_an_open_doctype_takes_the_rest() -> None:
    assert without_doctype(b'<!DOCTYPE rss [<!ENTITY a "') == b""


def test_wide_bytes_become_utf8_with_a_true_declaration() -> None:
    text = '<?xml version="1.0" encoding="utf-16"?><rss>ü</rss>'
    assert fit(text.encode("utf-16")) == text.replace("utf-16", "utf-8").encode()


def test_what_html_leaves_open_does_not_count_as_depth() -> None:
    fit(b"<ul>" + b"<li>one<p>two<br>" * 5000 + b"</ul>")


def test_each_cap_itself_is_allowed_and_one_more_is_not() -> None:
    fit(b"<a>" * MAX_NESTED_ELEMENTS)
    with pytest.raises(SourceError, match="nests deeper"):
        fit(b"<a>" * (MAX_NESTED_ELEMENTS + 1))
    fit(b"<a/>" * MAX_ELEMENTS)
    with pytest.raises(SourceError, match="more than 500,000 elements"):
        fit(b"<a/>" * (MAX_ELEMENTS + 1))


def test_sections_and_comments_do_not_nest() -> None:
    fit(b"<a>" + b"<![CDATA[<b>]]><!-- <b> -->" * 5000 + b"</a>")
    fit(b"<a>" + b"<Script>x = '<b>'</script><style><b></STYLE>" * 5000 + b"</a>")


def test_attributes_are_counted_but_not_words_in_quotes() -> None:
    with pytest.raises(SourceError, match="attributes"):
        fit(b"<a " + b"b=c " * 2000 + b">")
    fit(b"<img alt='" + b"word " * 2000 + b"' src=\"data:" + b"x" * 9000 + b'">')


@pytest.mark.parametrize(
    "unit", [b"<a>", b"<a", b"<!--", b"<![CDATA[", b"<script", b"<!DOCTYPE a [", b"<a/>", b"]>"]
)
def test_work_grows_with_the_length_only(unit: bytes) -> None:
    assert growth(lambda count: refused(unit * count), 10_000, times=16) <= 24


def refused(data: bytes) -> None:
    try:
        fit(data)
    except SourceError as error:
        assert error.what
