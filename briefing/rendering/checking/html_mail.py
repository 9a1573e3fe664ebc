"""An HTML mail as its tags and words."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_SILENT = {"style", "script", "title"}
Attributes = dict[str, str]


@dataclass(slots=True)
class HtmlMail:
    """Tags with their attributes, the words between them, and what the style elements hold."""

    tags: list[tuple[str, Attributes]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    title: str = ""

    @classmethod
    def of(cls, html: str) -> HtmlMail:
        """The page of a document. Comments, conditional ones too, are left out."""
        reader = _Reader(cls())
        reader.feed(html)
        reader.close()
        return reader.page

    def named(self, *names: str) -> list[tuple[str, Attributes]]:
        """All tags of these names, in order."""
        return [(tag, attributes) for tag, attributes in self.tags if tag in names]

    @property
    def text(self) -> str:
        """The words without white space."""
        return squeezed("".join(self.words))


class _Reader(HTMLParser):
    def __init__(self, page: HtmlMail) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Of two attributes of one name, the first counts.
        self.page.tags.append((tag, {name: value or "" for name, value in reversed(attrs)}))
        if tag in _SILENT:
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "style":
            self.page.styles.append(data)
        elif self._inside == "title":
            self.page.title += data
        elif not self._inside:
            self.page.words.append(data)


def squeezed(text: str) -> str:
    """Text without white space: line breaks do not tell two texts apart."""
    return "".join(text.split())
