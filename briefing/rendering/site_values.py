"""What the templates of an edition's page on the site know beyond what every page knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefing.models import Edition
from briefing.rendering.prose import Prose, prose
from briefing.rendering.render_context import prepare
from briefing.rendering.theme import Theme
from briefing.rendering.views import QuoteView

# Quotation marks in pairs; what an editor puts between them in a correction is struck.
QUOTATION_MARKS = (("“", "”"), ("„", "“"), ("«", "»"), ("‹", "›"), ('"', '"'), ("「", "」"))
# Less is struck nowhere: it may stand where nothing is wrong. Chosen.
FEWEST_STRUCK_CHARS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a sentence; `correction` is the number of what strikes it, 0 for none."""

    text: str
    correction: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """The words that corrections quote: they are struck where they stand."""

    passages: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, corrections: Sequence[str]) -> Struck:
        """The passages quoted in the texts of corrections, the longest first."""
        found = {
            passage: number
            for number, text in enumerate(corrections, 1)
            for passage in quoted_passages(_plain(prose(text)))
        }
        return cls(passages=tuple(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair))))

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """The text in pieces; joined they are the text."""
        for passage, number in self.passages:
            before, mark, after = text.partition(passage)
            if mark:
                struck = Piece(text=passage, correction=number)
                return (*self.pieces(before), struck, *self.pieces(after))
        return (Piece(text=text),) if text else ()


def quoted_passages(text: str) -> tuple[str, ...]:
    """What stands in quotation marks, as long as eight characters, in the order of the marks."""
    passages: list[str] = []
    for opening, closing in QUOTATION_MARKS:
        for part in text.split(opening)[1 :: 2 if opening == closing else 1]:
            inside, mark, _ = part.partition(closing)
            if (mark or opening == closing) and len(inside.strip()) >= FEWEST_STRUCK_CHARS:
                passages.append(inside.strip())
    return tuple(passages)


@dataclass(slots=True)
class SideNotes:
    """Numbers the sentences of a page, in its order; each number names a mark and its note."""

    _count: int = 0
    _open: list[tuple[int, QuoteView]] = field(default_factory=list)

    def add(self, quote: QuoteView) -> int:
        """The number of the next sentence."""
        self._count += 1
        self._open.append((self._count, quote))
        return self._count

    def take(self) -> tuple[tuple[int, QuoteView], ...]:
        """The sentences numbered since this was asked last, whose notes follow here."""
        taken, self._open = tuple(self._open), []
        return taken


def edition_values(
    edition: Edition, theme: Theme, *, corrections: Sequence[str] = (), templates: Path | None
) -> dict[str, object]:
    """The edition's view (`edition`), its phrases (`e`), the sides its lines start on.

    `notes` and `struck` are a page's own: the values fill one page. RenderError where
    a block names a story without a reference.
    """
    known = prepare(edition, replace(theme, images="none"), templates=templates).values
    kept = ("edition", "direction", "auto", "own", "hyphenated")
    return {name: known[name] for name in kept} | {
        "e": known["t"],
        "notes": SideNotes(),
        "struck": Struck.of(corrections),
    }


def _plain(words: Prose | None) -> str:
    return words.text if words else ""
