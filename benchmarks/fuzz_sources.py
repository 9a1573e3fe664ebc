"""A coverage-guided fuzz target for everything that reads untrusted bytes.

    pip install atheris                                  # in an environment beside this one
    python benchmarks/fuzz_sources.py CORPUS -max_total_time=600 [libFuzzer's options]

CORPUS is a folder that grows; begin with `cp seeds/* CORPUS`. The first byte
of an input chooses the parser. A parser may refuse with SourceError; any other
exception, a broken law, or more than five seconds is a find, and libFuzzer
writes the input to a file `crash-…`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

try:
    import atheris
except ImportError:
    sys.exit("atheris is not installed: pip install atheris")

with atheris.instrument_imports(include=["briefing", "feedparser", "email"]):
    from briefing.errors import SourceError
    from briefing.models import Keyed
    from briefing.sources.documents.draft import Batch
    from briefing.sources.documents.markdown import read_markdown
    from briefing.sources.documents.text import evidence, read_text
    from briefing.sources.parse.charset import decode
    from briefing.sources.parse.embargo import read_embargo
    from briefing.sources.parse.feed import keyed_stories
    from briefing.sources.parse.listings import feed_links, opml_links, sitemap_links
    from briefing.sources.parse.mail import keyed_mails
    from briefing.sources.parse.mbox import mails_in
    from briefing.sources.parse.page import keyed_page
    from briefing.sources.parse.sniff import recognise
    from briefing.sources.parse.tracker_links import unwrap
    from briefing.text.clean import clean, one_line
    from briefing.text.html import html_to_text, sanitize
    from briefing.text.urls import canonical_url, url_keys, web_url

URL = "https://wire.example/x"


def holds(keyed: Keyed) -> None:
    """The laws of every story, whatever it was read from."""
    story = keyed.story
    assert keyed.keys
    assert story.text == clean(story.text)
    assert story.title == one_line(story.title)
    for url in (story.url, *(media.url for media in story.media)):
        assert url is None or web_url(url) == url
    for mark in story.marks:
        assert 0 <= mark.start < mark.end <= len(story.text)


def feed(data: bytes) -> None:
    """A feed of any family."""
    for keyed in keyed_stories(data, URL, source="x"):
        holds(keyed)


def page(data: bytes) -> None:
    """An article page."""
    holds(keyed_page(data, URL, source="x"))


def mail(data: bytes) -> None:
    """One mail."""
    holds(keyed_mails(data, source="x"))


def box(data: bytes) -> None:
    """The mails of a box."""
    for one in mails_in(data.splitlines(keepends=True)):
        assert isinstance(one, bytes)


def listing(data: bytes) -> None:
    """A list, a sitemap, a page with feeds."""
    for read in (opml_links, sitemap_links, feed_links):
        try:
            assert all(web_url(link.url) for link in read(data, URL))
        except SourceError as error:
            assert error.what


def document(data: bytes) -> None:
    """A plain text, after its encoding and format were told."""
    recognise(data, "x.txt")
    text, _ = decode(data)
    told = evidence(text)
    for draft in read_text(text, Batch.of([told.text], told.tags)):
        for mark in draft.marks:
            assert draft.text[mark.start : mark.end].strip()


def markdown(data: bytes) -> None:
    """Markdown with front matter."""
    read_markdown(decode(data)[0])


def fragments(data: bytes) -> None:
    """HTML, an address, an embargo line: what is read inside of stories."""
    text = data.decode("utf-8", "replace")
    plain = html_to_text(text)
    assert plain == clean(plain)
    safe = sanitize(text)
    assert sanitize(safe) == safe
    key = canonical_url(text)
    assert canonical_url(key) == key
    assert url_keys(text)
    assert isinstance(unwrap(text), str)
    left, moment = read_embargo(f"EMBARGO: {text}")
    assert len(left) <= len(text) + 9 or moment is None


PARSERS: tuple[Callable[[bytes], None], ...] = (
    feed, page, mail, box, listing, document, markdown, fragments,
)  # fmt: skip


def one_input(data: bytes) -> None:
    """One run: the first byte says which parser reads the rest."""
    if not data:
        return
    try:
        PARSERS[data[0] % len(PARSERS)](data[1:])
    except SourceError as error:
        assert error.what


if __name__ == "__main__":
    atheris.Setup([*sys.argv, "-timeout=5", "-rss_limit_mb=2048"], one_input)
    atheris.Fuzz()
