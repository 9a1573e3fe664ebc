"""What a reader's program makes of the renderings."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import yaml
from markdown_it import MarkdownIt


class Page(HTMLParser):
    """An HTML document: its tags, attributes and words, without the hidden and the conditional."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.comments: list[str] = []
        self._skipped = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._skipped += tag in {"style", "script", "title"}

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag in {"style", "script", "title"}

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.words.append(data)

    @property
    def text(self) -> str:
        return squeezed("".join(self.words))

    @property
    def links(self) -> list[str]:
        return [attrs["href"] or "" for tag, attrs in self.tags if tag == "a" and "href" in attrs]

    def count(self) -> Counter[str]:
        """How often each tag and each attribute name occurs."""
        names = Counter(tag for tag, _ in self.tags)
        names.update(f"@{name}" for _, attrs in self.tags for name in attrs)
        return names


def squeezed(text: str) -> str:
    """Text without white space, so that line breaks do not matter."""
    return "".join(text.split())


def unflowed(text: str) -> str:
    """Plain text as a format=flowed reader shows it (RFC 3676)."""
    lines = [line.removeprefix(" ") if line.startswith(" ") else line for line in text.split("\n")]
    return re.sub(r"(?<= )\n", "", "\n".join(lines))


def front_matter(markdown: str) -> tuple[dict[str, object], str]:
    """The YAML in front, and the body."""
    _, matter, body = re.split(r"(?m)^---\n", markdown, maxsplit=2)
    return yaml.safe_load(matter), body


def as_html(markdown_body: str) -> Page:
    """The body as CommonMark with raw HTML shows it."""
    return Page(MarkdownIt("commonmark").render(markdown_body))
