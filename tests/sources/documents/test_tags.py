from __future__ import annotations

import pytest

from briefing.sources.documents.draft import Batch
from briefing.sources.documents.tag_lines import is_tag_line, phrases_of, read_tags

TEXTS = (
    "Ana Lind and Bo Berg met in Karsia. The river Lurna rose; nuclear weapons were discussed.",
    "A war of words. Trade policy is made in Merrow by the Bank of Merrow.",
)


def tags(line: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return read_tags(line, Batch.of(TEXTS, phrases_of(line)))


@pytest.mark.parametrize(
    ("line", "kept", "left"),
    [
        ("Karsia Merrow", ("Karsia", "Merrow"), ()),
        ("Ana Lind Bo Berg", ("Ana Lind", "Bo Berg"), ()),
        ("Karsia War Ana Lind", ("Karsia", "Ana Lind"), ("War",)),
        ("Nuclear Weapons Lurna", ("Nuclear Weapons", "Lurna"), ()),
        ("Trade Policy Steel", ("Trade Policy",), ("Steel",)),
        ("Bank of Merrow Merrow", ("Bank of Merrow", "Merrow"), ()),
        ("Steel Coal", (), ("Steel", "Coal")),
        ("Karsia Karsia", ("Karsia",), ()),
        ("Ana Karsia", ("Ana", "Karsia"), ()),
        ("Policy Nuclear", (), ("Policy", "Nuclear")),
    ],
)
def test_phrases_met_elsewhere_are_kept(
    line: str, kept: tuple[str, ...], left: tuple[str, ...]
) -> None:
    assert tags(line) == (kept, left)


@pytest.mark.parametrize(
    "line",
    [
        "Karsia Merrow",
        "Trade Policy Ana Lind",
        "Bank of Merrow Steel Coal",
        "G7 Karsia",
        "Indo-Pacific Lurna",
    ],
)
def test_tag_line(line: str) -> None:
    assert is_tag_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Karsia",
        "The bridge is closed.",
        "The bridge is closed",
        "Ana Lind said no",
        "“Never Again”",
        "By Ana Lind:",
        "Who Rules Karsia?",
        "of and the Karsia",
        "Rain Fell. Ships Left",
        "A " * 400,
    ],
)
def test_no_tag_line(line: str) -> None:
    assert not is_tag_line(line)
