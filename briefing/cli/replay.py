"""`briefing replay`: past days built once more, with one configuration or two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from briefing.cli.options import Context, common
from briefing.cli.output import show_json
from briefing.errors import InputError

if TYPE_CHECKING:
    from briefing.config import Config
    from briefing.desk.replay import Day, Difference, SlotMoment
    from briefing.models import Story

# A year; chosen, not measured.
MOST_DAYS = 366
# Of each kind of difference so many are named; chosen, not measured.
MOST_EXAMPLES = 5
# Where the schedule names no hour, a day is built as of this one; chosen, not measured.
MORNING = time(7)
_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.option(
    "--from",
    "first",
    type=_DAY,
    metavar="DAY",
    required=True,
    help="The first day, e.g. 2026-11-20.",
)
@click.option(
    "--to", "last", type=_DAY, metavar="DAY", required=True, help="The last day, this one included."
)
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    metavar="OTHER.yaml",
    help="A second config to compare with; its own store is not used.",
)
@common
def replay(context: Context, first: datetime, last: datetime, against: Path | None) -> None:
    """Build past days once more from the store; write nothing.

    Each day is built as of its slot. A day whose edition was built by hand and sent is
    built as of that moment.

    With --against it says for each day what the two configurations do differently.
    """
    from briefing.config import load
    from briefing.desk.replay import built_by_hand
    from briefing.desk.replay import replay as build_again

    span = first.date(), last.date()
    with context.pipeline() as pipeline:
        configs = [pipeline.config, *([load(against)] if against else [])]
        hand = built_by_hand(pipeline.store, pipeline.config.newsletter.id, *span)
        moments = _moments(pipeline.config, *span, hand)
        days = []
        for number, config in enumerate(configs):
            context.talk.progress("Building past days", number, len(configs))
            days.append(build_again(pipeline.store, config, moments))
    names = [context.config.name, against.name if against else ""]
    if context.as_json:
        show_json([_replayed_day(row) for row in zip(*days, strict=True)])
    else:
        for row in zip(*days, strict=True):
            click.echo("\n".join([*_day_lines(row, names), ""]))


def _moments(
    config: Config, first: date, last: date, hand: Mapping[date, Sequence[SlotMoment]]
) -> list[SlotMoment]:
    """The slots of these days; a build by hand at seven where the schedule names no hour.

    `hand` are the moments of days that were built by hand.
    """
    from briefing.models import rhythm_of

    if last < first or (last - first).days >= MOST_DAYS:
        what = f"is no span of 1 to {MOST_DAYS} days"
        raise InputError(what, where=f"{first} to {last}", hint="the last day comes last")
    from briefing.schedule import Calendar

    zone = ZoneInfo(config.newsletter.timezone)
    if not config.schedule.at:
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        plain = {day: (("", datetime.combine(day, MORNING, zone)),) for day in days}
        return [moment for day in days for moment in hand.get(day) or plain[day]]
    begin, end = (datetime.combine(day, time(), zone) for day in (first, last + timedelta(days=1)))
    slots = Calendar.of(config).between(begin - timedelta(microseconds=1), end)
    slots = tuple(slot for slot in slots if rhythm_of(slot.local) == "daily")
    moments = [(slot.local, slot.due) for slot in slots if not slot.reason and slot.due < end]
    moments = [moment for moment in moments if moment[1].astimezone(zone).date() not in hand]
    moments += [moment for day in sorted(hand) for moment in hand[day]]
    if not moments:
        hint = "name a longer span, or look at `schedule:` in the config"
        raise InputError("holds no slot of the schedule", where=f"{first} to {last}", hint=hint)
    return moments


def _day_lines(days: Sequence[Day], names: Sequence[str]) -> list[str]:
    """One day as lines: what each configuration tells, then what differs."""
    lines = [f"{days[0].edition.id}  ({days[0].moment.isoformat(timespec='minutes')})"]
    for name, day in zip(names, days, strict=False):
        figures = ", ".join(_counted(count, what) for what, count in _figures(day).items())
        lines += [f"  {name}: {figures}"]
        lines += [f"    {n}. {title}" for n, title in enumerate(_headlines(day), 1)]
    return lines + (
        [f"  {line}" for line in _difference_lines(days[0], days[1])] if len(days) > 1 else []
    )


def _counted(count: int, what: str) -> str:
    singular = what.replace("stories", "story").removesuffix("s")
    return f"{count} {singular if count == 1 else what}"


def _figures(day: Day) -> dict[str, int]:
    ledger = day.edition.ledger
    return {
        "stories": ledger.considered,
        "events": sum(len(topic.events) for topic in day.topics),
        "topics": len(day.topics),
        "stories used": ledger.used,
    }


def _headlines(day: Day) -> tuple[str, ...]:
    from briefing.desk.replay import headlines

    return headlines(day.edition)


def _difference_lines(first: Day, second: Day) -> list[str]:
    from briefing.desk.replay import difference, stories_of

    changes, stories = difference(first, second), stories_of((first, second))
    if changes.is_none:
        return ["no difference"]
    lines = ["the lead differs"] if changes.lead else []
    lines += _example_lines("told only by the first", [(n,) for n in changes.only_first], stories)
    lines += _example_lines("told only by the second", [(n,) for n in changes.only_second], stories)
    lines += _example_lines("one event only in the first", changes.parted, stories)
    lines += _example_lines("one event only in the second", changes.joined, stories)
    only_first, only_second = changes.sentences
    return [*lines, f"sentences: {only_first} only in the first, {only_second} only in the second"]


def _example_lines(
    what: str, units: Sequence[tuple[str, ...]], stories: dict[str, Story]
) -> list[str]:
    lines = [f"{what}: {len(units)}"] if units else []
    for unit in units[:MOST_EXAMPLES]:
        titles = (f"“{stories[name].title[:60]}”" for name in unit)
        lines += [f"  {' + '.join(titles)}"]
    more = len(units) - MOST_EXAMPLES
    return [*lines, f"  and {more} more"] if more > 0 else lines


def _replayed_day(days: Sequence[Day]) -> dict[str, Any]:
    from briefing.desk.replay import difference

    record: dict[str, Any] = {
        "moment": days[0].moment.isoformat(),
        "editions": list(map(_edition_record, days)),
    }
    if len(days) > 1:
        record["difference"] = _difference_record(difference(days[0], days[1]))
    return record


def _edition_record(day: Day) -> dict[str, Any]:
    from briefing.desk.serialize import topic_record

    return {
        "edition": day.edition.id,
        "subject": day.edition.subject,
        **{name.replace(" ", "_"): count for name, count in _figures(day).items()},
        "headlines": list(_headlines(day)),
        "topics": [topic_record(topic) for topic in day.topics],
    }


def _difference_record(changes: Difference) -> dict[str, Any]:
    return {
        "none": changes.is_none,
        "lead": changes.lead,
        "only_first": list(changes.only_first),
        "only_second": list(changes.only_second),
        "parted": [list(pair) for pair in changes.parted],
        "joined": [list(pair) for pair in changes.joined],
        "sentences": list(changes.sentences),
    }
