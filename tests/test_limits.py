"""Every limit of the code says what it is for, and the page that lists them is up to date."""

from __future__ import annotations

import pytest

from benchmarks.limits import PAGE, ROOT, Limit, limits, limits_of, page, unit_of

ALL = tuple(limits(ROOT / "briefing"))
# Rooms whose limits all give their reason; it may grow and never shrinks.
REASONED = {
    "cli",
    "desk",
    "health",
    "pipeline",
    "audience",
    "config",
    "delivery",
    "logs",
    "models",
    "rendering",
    "schedule",
    "web",
    "condensing",
    "editing",
    "grouping",
    "sources",
    "store",
    "text",
}


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(ROOT / "briefing"), (
        "run python -m benchmarks.limits"
    )


@pytest.mark.parametrize("room", sorted(REASONED))
def test_every_limit_of_the_room_gives_its_reason(room: str) -> None:
    rows = [row for row in ALL if row.place.partition("/")[0].removesuffix(".py") == room]
    assert rows
    assert [row.name for row in rows if not row.why] == []


def test_what_counts_as_a_limit() -> None:
    source = (
        "# Because of\n# this.\nMOST_BYTES = 64 * 1024\n"
        "LEASE = timedelta(minutes=90)\n"
        "BACK_OFF = (timedelta(hours=1), timedelta(days=1))  # chosen\n"
        "VERSION = 2\nNAME = 'x'\nlower = 3\nFLAG = True\n"
    )
    assert list(limits_of(source, "a.py")) == [
        Limit(
            name="MOST_BYTES", place="a.py", value="65,536", unit="bytes", why="Because of this."
        ),
        Limit(name="LEASE", place="a.py", value="90 minutes", unit="time", why=""),
        Limit(name="BACK_OFF", place="a.py", value="1 hour, 1 day", unit="time", why="chosen"),
    ]


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("MAX_BYTES", "bytes"),
        ("BATCH_ROWS", "rows"),
        ("_MAIN_SHARE", "share of one"),
        ("SIZE", "–"),
    ],
)
def test_units_come_from_names(name: str, unit: str) -> None:
    assert unit_of(name, "3") == unit
