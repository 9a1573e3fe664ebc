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
from briefing.rendering.to_views import NAME

SOFT = b"=\r\n"
AT_ONCE = 24  # bytes of a name in a line: three letters each, and a line has 76


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a name belongs, in HTML or in text, and what stands before it if there is one."""

    before: str
    in_html: bool

    def filled(self, name: str) -> bytes:
        """The name in quoted-printable, on lines of its own, none of which begins with a dot."""
        said = f"{self.before}{name}"
        data = (html.escape(said, quote=False) if self.in_html else said).encode("utf-8", "replace")
        lines = [_coded(data[at : at + AT_ONCE]) for at in range(0, len(data), AT_ONCE)]
        return SOFT + SOFT.join(lines) + SOFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A letter, and where in its body the reader's name belongs; nowhere in most."""

    letter: MessageTemplate
    pieces: tuple[bytes | str | Spot, ...] = ()

    def to(self, name: str) -> MessageTemplate:
        """The letter for a reader of that name."""
        if not (name and self.pieces):
            return self.letter
        body = tuple(
            piece.filled(name) if isinstance(piece, Spot) else piece for piece in self.pieces
        )
        return replace(self.letter, body=body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """What an edition's welcome says before a name, and a word that stands for both."""

    before: str
    mark: str

    @classmethod
    def of(cls, edition: Edition) -> Greeting | None:
        """None where the welcome asks for no name.

        The mark is made from the whole edition, which therefore cannot hold it.
        """
        found = next((spot for one in _welcomes(edition) if (spot := NAME.search(one.text))), None)
        if found is None:
            return None
        digest = hashlib.sha256(dump(edition).encode()).hexdigest()[:23]
        before = " ".join(found[0].removesuffix("{name}").split())
        return cls(before=f"{before} " if found[0][0] != "{" else "", mark=f"n{digest}")

    def marked(self, edition: Edition) -> Edition:
        """The edition with the mark where the name belongs."""
        blocks = tuple(
            replace(one, text=NAME.sub(self.mark, one.text, count=1))
            if isinstance(one, Welcome)
            else one
            for one in edition.blocks
        )
        return replace(edition, blocks=blocks)

    def apart(self, rendering: Rendering) -> Rendering:
        """The views with a mark of its own for HTML, as long as the one for text."""
        return replace(rendering, html=rendering.html.replace(self.mark, self._html_mark))

    def sheet(self, letter: MessageTemplate) -> Sheet:
        """The letter, cut where the marks stand."""
        pieces = tuple(self._cut(letter.body))
        bare = tuple(SOFT if isinstance(piece, Spot) else piece for piece in pieces)
        return Sheet(letter=replace(letter, body=bare), pieces=pieces)

    def _cut(self, body: tuple[bytes | str, ...]) -> Iterator[bytes | str | Spot]:
        marks = (self.mark, self._html_mark)
        pattern = re.compile(b"(" + b"|".join(map(_broken_anywhere, marks)) + b")")
        for piece in body:
            if isinstance(piece, str):
                yield piece
                continue
            for number, part in enumerate(pattern.split(piece)):
                if number % 2:
                    found = part.replace(SOFT, b"").decode()
                    yield Spot(before=self.before, in_html=found == self._html_mark)
                else:
                    yield b"=2E" + part[1:] if number and part[:1] == b"." else part

    @property
    def _html_mark(self) -> str:
        return f"h{self.mark[1:]}"


def _welcomes(edition: Edition) -> list[Welcome]:
    return [one for one in edition.blocks if isinstance(one, Welcome)]


def _broken_anywhere(mark: str) -> bytes:
    """A pattern for the mark: a soft break may stand between any two of its letters."""
    return b"(?:=\r\n)?".join(re.escape(letter.encode()) for letter in mark)


def _coded(data: bytes) -> bytes:
    return b"".join(
        bytes([one]) if chr(one).isascii() and chr(one).isalnum() else b"=%02X" % one
        for one in data
    )
