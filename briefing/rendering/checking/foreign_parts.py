"""Does all that is in another language than the edition's say so? (WCAG 2.2, 3.1.2; HTML `dir`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from html.parser import HTMLParser

from briefing.models import Edition, Sentence
from briefing.rendering.checking.html_mail import squeezed
from briefing.text.clean import one_line
from briefing.text.direction import direction_of
from briefing.text.languages import is_foreign, language_tag

_VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "col", "area", "base", "wbr"))
_SILENT = frozenset(("style", "script", "title"))
Spoken = tuple[str, str]  # what `lang` and `dir` say


def foreign_parts(edition: Edition, html: str) -> Iterator[str]:
    """Headlines and sentences in another language that stand anywhere without saying so.

    The preview line is no part of the page: mail programs show it as plain text.
    """
    texts = _TextByLanguage.of(html)
    everything = texts.everything.replace(squeezed(one_line(edition.preheader)), "", 1)
    for text, spoken in _foreign_texts(edition):
        whole = squeezed(one_line(text))
        if whole and everything.count(whole) > texts.under(spoken).count(whole):
            yield f'without lang="{spoken[0]}" dir="{spoken[1]}": {one_line(text)[:60]}'


def _foreign_texts(edition: Edition) -> Iterator[tuple[str, Spoken]]:
    """Each headline and sentence of a story in another language, with what it has to say."""
    spoken = {
        reference.story_id: (
            language_tag(reference.language),
            direction_of(reference.language, reference.title),
        )
        for reference in edition.references
        if is_foreign(reference.language, edition.language)
    }
    for reference in edition.references:
        if reference.story_id in spoken:
            yield reference.title, spoken[reference.story_id]
    for sentence in _sentences(edition.blocks):
        if sentence.story_id in spoken:
            yield sentence.text, spoken[sentence.story_id]


def _sentences(value: object) -> Iterator[Sentence]:
    """Every sentence of some blocks, in order."""
    if isinstance(value, Sentence):
        yield value
    elif isinstance(value, tuple):
        for member in value:
            yield from _sentences(member)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _sentences(getattr(value, field.name))


class _TextByLanguage(HTMLParser):
    """The words of a page without white space: all, and those under each `lang` and `dir`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._spoken_pieces: dict[Spoken, list[str]] = defaultdict(list)
        self._open: list[tuple[str, Spoken]] = [("", ("", ""))]

    @classmethod
    def of(cls, html: str) -> _TextByLanguage:
        """The texts of a document; comments and styles are left out."""
        page = cls()
        page.feed(html)
        page.close()
        return page

    @property
    def everything(self) -> str:
        """All words."""
        return "".join(self._pieces)

    def under(self, spoken: Spoken) -> str:
        """The words under these `lang` and `dir`."""
        return "".join(self._spoken_pieces.get(spoken, ()))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember what the element says of its language, else what the one around it says."""
        if tag in _VOID:
            return
        language, direction = self._open[-1][1]
        given = {name: value or "" for name, value in reversed(attrs)}
        self._open.append((tag, (given.get("lang", language), given.get("dir", direction))))

    def handle_endtag(self, tag: str) -> None:
        """Back to the element around it; an end tag of nothing that is open says nothing."""
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place][0] == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        """Keep the words under the language they are in."""
        tag, spoken = self._open[-1]
        if tag not in _SILENT:
            self._pieces.append(squeezed(data))
            self._spoken_pieces[spoken].append(squeezed(data))
