"""The reader's name in the words of welcome, such as `Good morning, {name}!` in the config.

The body is encoded once, with a mark where the name belongs; for each reader
the name is put there, encoded. Who gave none reads `Good morning!`
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefing.delivery.message.template import MessageTemplate
from briefing.models import Edition, Rendering, Welcome
from briefing.models.codec import dump
from briefing.rendering.reader_name import NameSlot, name_slot
from briefing.text.clean import one_line

SOFT_BREAK = b"=\r\n"
# Of a name, coded as three letters a byte, on a line: 72 of the 76 that RFC 2045 allows.
NAME_LINE_BYTES = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePlace:
    """Where a name belongs, in HTML or in text, and what stands around it, or instead of it."""

    slot: NameSlot
    in_html: bool

    def filled(self, name: str) -> bytes:
        """The name in quoted-printable, on lines of its own, none of which begins with a dot."""
        words = f"{self.slot.before}{name}{self.slot.after}" if name else self.slot.bare
        if not words:
            return SOFT_BREAK
        coded = html.escape(words, quote=False) if self.in_html else words
        data = coded.encode("utf-8", "replace")
        starts = range(0, len(data), NAME_LINE_BYTES)
        lines = [_quoted_printable(data[start : start + NAME_LINE_BYTES]) for start in starts]
        return SOFT_BREAK + SOFT_BREAK.join(lines) + SOFT_BREAK


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalTemplate:
    """A message template, and where in its body the reader's name belongs; nowhere in most."""

    template: MessageTemplate
    pieces: tuple[bytes | str | NamePlace, ...] = ()

    def to(self, name: str) -> MessageTemplate:
        """The template for a reader of that name."""
        if not (name and self.pieces):
            return self.template
        body = tuple(
            piece.filled(name) if isinstance(piece, NamePlace) else piece for piece in self.pieces
        )
        return replace(self.template, body=body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """What an edition's welcome says around a name, and a word that stands for all of it."""

    slot: NameSlot
    mark: str

    @classmethod
    def of(cls, edition: Edition) -> Greeting | None:
        """None where the welcome asks for no name.

        The mark is made from the whole edition, which therefore cannot hold it.
        """
        slot = next(filter(None, map(name_slot, _welcome_texts(edition))), None)
        if slot is None:
            return None
        digest = hashlib.sha256(dump(edition).encode()).hexdigest()[:23]
        return cls(slot=slot, mark=f"n{digest}")

    def marked(self, edition: Edition) -> Edition:
        """The edition with the mark where the name belongs."""
        blocks = tuple(
            replace(block, text=self._marked(one_line(block.text)))
            if isinstance(block, Welcome)
            else block
            for block in edition.blocks
        )
        return replace(edition, blocks=blocks)

    def apart(self, rendering: Rendering) -> Rendering:
        """The views with a mark of its own for HTML, as long as the one for text."""
        return replace(rendering, html=rendering.html.replace(self.mark, self._html_mark))

    def personal(self, template: MessageTemplate) -> PersonalTemplate:
        """The template, cut where the marks stand."""
        pieces = tuple(self._cut(template.body))
        bare = tuple(
            piece.filled("") if isinstance(piece, NamePlace) else piece for piece in pieces
        )
        return PersonalTemplate(template=replace(template, body=bare), pieces=pieces)

    def _marked(self, text: str) -> str:
        slot = name_slot(text)
        return f"{text[: slot.start]}{self.mark}{text[slot.end :]}" if slot else text

    def _cut(self, body: tuple[bytes | str, ...]) -> Iterator[bytes | str | NamePlace]:
        marks = (self.mark, self._html_mark)
        pattern = re.compile(b"(" + b"|".join(map(_broken_anywhere, marks)) + b")")
        for piece in body:
            if isinstance(piece, str):
                yield piece
                continue
            for number, part in enumerate(pattern.split(piece)):
                if number % 2:
                    mark = part.replace(SOFT_BREAK, b"").decode()
                    yield NamePlace(slot=self.slot, in_html=mark == self._html_mark)
                else:
                    yield _undotted(part) if number else part

    @property
    def _html_mark(self) -> str:
        return f"h{self.mark[1:]}"


def _welcome_texts(edition: Edition) -> list[str]:
    return [one_line(block.text) for block in edition.blocks if isinstance(block, Welcome)]


def _broken_anywhere(mark: str) -> bytes:
    """A pattern for the mark: a soft break may stand between any two of its letters."""
    return b"(?:=\r\n)?".join(re.escape(letter.encode()) for letter in mark)


def _undotted(part: bytes) -> bytes:
    """What follows a name, without a dot that begins a line; no line grows longer for it."""
    rest = part.lstrip(b".")
    return (b"=2E" + SOFT_BREAK) * (len(part) - len(rest)) + rest


def _quoted_printable(data: bytes) -> bytes:
    return b"".join(
        bytes([byte]) if chr(byte).isascii() and chr(byte).isalnum() else b"=%02X" % byte
        for byte in data
    )
