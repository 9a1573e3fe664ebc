"""The values of the chart of the day: counted from the store, or read from the editor's CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from briefing.config import Config
from briefing.errors import InputError
from briefing.models import Bar, Chart, Topic
from briefing.store import Store
from briefing.text.cutting import cut

# Chosen, not measured; `_TITLES` says it, too.
COVERAGE_PERIOD = timedelta(days=14)
# What can be read in a mail's width; chosen, not measured.
MOST_BARS = 8
# What stands beside a bar; chosen, not measured.
LONGEST_LABEL_CHARS = 40
# Far above eight rows: a larger file is a mistake. Chosen, not measured.
MAX_CSV_BYTES = 1_000_000


def chart_of(config: Config, topics: Sequence[Topic], store: Store, now: datetime) -> Chart | None:
    """The chart the config asks for; None where it asks for none or there is nothing to count.

    Raises InputError where the CSV file cannot be used.
    """
    chart = config.edition.chart
    if chart is None:
        return None
    if chart.kind == "csv":
        file = config.path(chart.file)
        title = chart.title or file.stem
        bars = read_csv(file)
        return Chart(title=title, spec="csv", bars=bars, unit=chart.unit, source=chart.source)
    bars = _coverage(topics, store, now) if chart.kind == "coverage" else _sources(topics)
    title, unit = _TITLES[chart.kind]
    if len(bars) < 2:
        return None
    return Chart(title=chart.title or title, spec=chart.kind, bars=bars, unit=unit)


_TITLES = {
    "coverage": ("Stories on each topic in 14 days", "stories"),
    "sources": ("Sources on each topic", "sources"),
}


def _coverage(topics: Sequence[Topic], store: Store, now: datetime) -> tuple[Bar, ...]:
    """Stories of each topic, those of its earlier editions included."""
    ids = {topic.id for topic in topics}
    earlier = {topic.id: topic for topic in store.topics.known(now - COVERAGE_PERIOD, ids=ids)}
    counts = []
    for topic in topics:
        known = earlier.get(topic.id)
        ids = {story.id for story in (*topic.stories, *(known.stories if known else ()))}
        counts.append((topic, len(ids)))
    return _bars(counts)


def _sources(topics: Sequence[Topic]) -> tuple[Bar, ...]:
    return _bars([(topic, len({story.outlet for story in topic.stories})) for topic in topics])


def _bars(counts: Iterable[tuple[Topic, int]]) -> tuple[Bar, ...]:
    ordered = sorted(counts, key=lambda pair: (-pair[1], pair[0].id))[:MOST_BARS]
    return tuple(
        Bar(label=cut(topic.title, LONGEST_LABEL_CHARS), value=float(n)) for topic, n in ordered
    )


def read_csv(file: Path) -> tuple[Bar, ...]:
    """Label and value of each row; a first row without a number is a head. InputError if unfit."""
    try:
        if file.stat().st_size > MAX_CSV_BYTES:
            raise InputError("is too large for a chart", where=str(file))
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", where=str(file)) from error
    rows = [row for row in csv.reader(text.splitlines()) if any(cell.strip() for cell in row)]
    body = rows[1:] if rows and _number(rows[0]) is None else rows
    points = [(row[0], _number(row)) for row in body[:MOST_BARS]]
    bad = next((label for label, value in points if value is None), None)
    if not points or bad is not None:
        hint = "each row needs a label and a number"
        raise InputError(f"holds no chart ({bad or 'empty'})", where=str(file), hint=hint)
    return tuple(
        Bar(label=cut(label, LONGEST_LABEL_CHARS), value=value or 0.0) for label, value in points
    )


def _number(row: Sequence[str]) -> float | None:
    try:
        value = float(row[1]) if len(row) > 1 else None
    except ValueError:
        return None
    return value if value is not None and abs(value) < 1e15 else None
