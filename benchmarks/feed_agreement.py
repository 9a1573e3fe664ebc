"""Our reading of public feeds beside feedparser's, field by field, with reasons for differences.

FOLDER holds checkouts, each under its own name; what is not there is left out:

    feedparser     kurtmckee/feedparser       tests/
    feedvalidator  w3c/feedvalidator          testcases/
    gofeed         mmcdole/gofeed             testdata/
    rss-parser     rbren/rss-parser           test/input/
"""

from __future__ import annotations

import calendar
import html
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

from briefing.errors import SourceError
from briefing.models import Story
from briefing.sources import parse_feed
from briefing.sources.parse.page_boilerplate import story_text
from briefing.text.html import html_to_text
from briefing.text.repair import repaired

URL = "http://feeds.example/dir/feed.xml"
COMPARED_LETTERS = 800
TITLE_LETTERS = 200
FOLDERS = ("feedparser/tests", "feedvalidator", "gofeed/testdata", "rss-parser/test/input")
Entry = Mapping[str, Any]

# Why a difference is no fault of ours. The name stands in the figures.
REASONS = {
    "guid": "feedparser takes a guid or id that is no address for the link; it leads nowhere",
    "first alternate": "of several alternate links the first is the story's; feedparser: the last",
    "own address": "the publisher's own address before the feed service's (feedburner:origLink)",
    "no web address": "ftp: and mailto: are no links of a story",
    "encoded": "the same address, its blanks percent-encoded (WHATWG URL)",
    "no such moment": "the 32nd of July, 25 o'clock: feedparser counts on, we take no date from it",
    "before 1980": "an unset clock, no date",
    "read in full": "feedparser drops a time that is written without colons",
    "site's own lines": "bylines, share lines, 'Continue reading', a headline repeated",
    "HTML after all": "text/plain in name, paragraphs and links in fact: the tags are no words",
    "escaped twice": "an entity or a decoding too many is undone",
    "no text": "the only text is what the site says of itself, or the headline again",
}
# Differences that are none of these kinds: file, or kind of file -> why ours is right.
SINGLE = {
    "json": "a JSON Feed; feedparser 6 reads none",
}


@dataclass(slots=True, kw_only=True)
class Agreement:
    """Counts of what was compared and what agreed, and the differences by reason."""

    files: int = 0
    refused: int = 0
    stories: int = 0
    feedparser: int = 0
    other_number: list[str] = field(default_factory=list)
    replaced: int = 0  # stories that show U+FFFD where feedparser shows none
    compared: Counter[str] = field(default_factory=Counter)
    equal: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    unexplained: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, object]:
        """Everything as plain values; shares in percent, with and without those explained."""
        shares = {
            name: round(100 * self.equal[name] / count, 2) for name, count in self.compared.items()
        }
        explained = Counter(name.split(":")[0] for name in self.reasons.elements())
        right = {
            name: round(100 * (self.equal[name] + explained[name]) / count, 2)
            for name, count in self.compared.items()
        }
        return {
            "files": self.files,
            "refused": self.refused,
            "stories": self.stories,
            "feedparser's stories": self.feedparser,
            "another number of stories": self.other_number,
            "stories with U+FFFD where feedparser has none": self.replaced,
            "compared": dict(self.compared),
            "equal, per cent": shares,
            "equal or ours right, per cent": right,
            "differences by reason": dict(self.reasons.most_common()),
            "unexplained": self.unexplained,
        }


def feed_files(folder: Path) -> list[Path]:
    """Every file of the corpora that may be a feed; gofeed's expectations are none."""
    found: list[Path] = []
    for name in FOLDERS:
        for path in sorted((folder / name).rglob("*")):
            is_feed = path.suffix in {".xml", ".rss", ".atom", ".tmpl", ""}
            is_json = path.suffix == ".json" and "json" in path.parts
            if path.is_file() and (is_feed or is_json):
                found.append(path)
    return found


def agreement(folder: Path) -> Agreement:
    """Read every feed both ways."""
    result = Agreement()
    for path in feed_files(folder):
        _compare(path.read_bytes(), path.relative_to(folder).as_posix(), result)
    return result


def _compare(data: bytes, name: str, result: Agreement) -> None:
    result.files += 1
    try:
        ours = parse_feed(data, URL)
    except SourceError:
        result.refused += 1
        ours = ()
    theirs = _by_feedparser(data)
    result.stories += len(ours)
    result.feedparser += len(theirs)
    if len(ours) != len(theirs):
        why = SINGLE["json"] if name.endswith(".json") else SINGLE.get(name, "?")
        result.other_number.append(f"{name}: {len(ours)}, {len(theirs)} ({why})")
        return
    for story, entry in zip(ours, theirs, strict=True):
        shown = "\ufffd" in story.title + story.text
        result.replaced += shown and "\ufffd" not in f"{entry.get('title')}{entry.get('summary')}"
        for what, is_equal, reason in _fields(story, entry):
            result.compared[what] += 1
            result.equal[what] += is_equal
            if not is_equal and reason:
                result.reasons[f"{what}: {reason}"] += 1
            elif not is_equal:
                result.unexplained.append(f"{name}: {what} ({SINGLE.get(name, '?')})")


def _by_feedparser(data: bytes) -> list[Entry]:
    import feedparser

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parsed = feedparser.parse(
            data,
            sanitize_html=False,
            resolve_relative_uris=False,
            response_headers={"content-location": URL},
        )
    return [dict(entry) for entry in parsed.entries]


def _fields(story: Story, entry: Entry) -> Iterator[tuple[str, bool, str]]:
    """What is compared, whether it agrees, and why not; only what feedparser has."""
    for compare in (_title, _link, _date, _text):
        found = compare(story, entry)
        if found is not None:
            yield found


def _title(story: Story, entry: Entry) -> tuple[str, bool, str] | None:
    title = entry.get("title")
    if not title:
        return None
    plain = _plain(title, entry.get("title_detail", {}).get("type"))
    return "title", letters(plain, TITLE_LETTERS) == letters(story.title, TITLE_LETTERS), ""


def _link(story: Story, entry: Entry) -> tuple[str, bool, str] | None:
    if not entry.get("link"):
        return None
    link = urljoin(URL, entry["link"])
    return "link", story.url == link, _link_reason(story.url, link, entry)


def _link_reason(ours: str | None, link: str, entry: Entry) -> str:
    alternates = [one.get("href") for one in entry.get("links", ())]
    if ours and ours == entry.get("feedburner_origlink", "").strip():
        return "own address"
    if ours and unquote(ours) == unquote(link):
        return "encoded"
    if ours in alternates:
        return "first alternate"
    if not link.startswith(("http://", "https://")):
        return "no web address"
    return "guid" if link == urljoin(URL, entry.get("id", "")) or entry.get("guidislink") else ""


def _date(story: Story, entry: Entry) -> tuple[str, bool, str] | None:
    for name in ("published", "updated", "created"):
        parsed = entry.get(f"{name}_parsed")
        if parsed:
            break
    else:
        return None
    moment = calendar.timegm(parsed)
    ours = story.published.timestamp() if story.published else None
    is_equal = ours is not None and abs(ours - moment) < 1
    return "date", is_equal, _date_reason(ours, moment, entry[name])


def _date_reason(ours: float | None, moment: int, stated: str) -> str:
    theirs = datetime(1970, 1, 1, tzinfo=UTC).timestamp() + moment
    if theirs < datetime(1980, 1, 1, tzinfo=UTC).timestamp():
        return "before 1980"
    if ours and int(ours) // 86400 == moment // 86400 and moment % 86400 == 0:
        return "read in full"
    try:
        datetime.fromisoformat(stated)
    except ValueError:
        return "no such moment"
    return ""


def _text(story: Story, entry: Entry) -> tuple[str, bool, str] | None:
    summary = (entry.get("summary") or "", entry.get("summary_detail", {}).get("type"))
    contents = [(one.get("value") or "", one.get("type")) for one in entry.get("content", ())]
    # The summary may be a copy of a content that has lost its type: the content counts.
    value, kind = max((*reversed(contents), summary), key=lambda text: len(text[0]))
    if not value.strip():
        return None
    plain = _plain(value, kind)
    is_equal = letters(plain) == letters(story.text)
    return "text", is_equal, "" if is_equal else _text_reason(story, plain, value)


def _text_reason(story: Story, plain: str, value: str) -> str:
    ours = letters(story.text)
    readings: dict[str, Callable[[], str]] = {
        "site's own lines": lambda: story_text(plain, titles=(story.title,)),
        "HTML after all": lambda: html_to_text(value),
        "escaped twice": lambda: html_to_text(html.unescape(repaired(plain))),
    }
    for reason, read in readings.items():
        if letters(read()) == ours:
            return reason if ours else "no text"
    return ""


def letters(text: str, most: int = COMPARED_LETTERS) -> str:
    """The first letters and digits, in small letters."""
    return "".join(filter(str.isalnum, text))[:most].casefold()


def _plain(value: str, kind: str | None) -> str:
    return value if kind == "text/plain" else html_to_text(value)
