"""Links that jump to a sentence: URL Fragment Text Directives (WICG, `#:~:text=`)."""

from __future__ import annotations

from urllib.parse import quote

EDGE_WORDS = 5


def to_sentence(url: str, sentence: str) -> str:
    """The address with a text directive for `sentence`.

    A long sentence is named by its first and last five words. A fragment
    the address already has is kept in front of the directive.
    """
    words = sentence.split()
    if len(words) <= 2 * EDGE_WORDS:
        directive = _encoded(words)
    else:
        directive = f"{_encoded(words[:EDGE_WORDS])},{_encoded(words[-EDGE_WORDS:])}"
    page = url.split(":~:")[0]
    joint = ":~:" if "#" in page else "#:~:"
    return f"{page}{joint}text={directive}" if directive else url


def _encoded(words: list[str]) -> str:
    """Percent-encoded, with the dash too: the directive's own syntax uses `-`, `,` and `&`."""
    return quote(" ".join(words), safe="").replace("-", "%2D")
