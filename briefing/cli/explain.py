"""`briefing explain`: why a topic or story of an edition stands as it does."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from briefing.cli.options import Context, common
from briefing.cli.output import show_json

if TYPE_CHECKING:
    from briefing.desk.explain import Explanation, Fate


@click.command()
@click.argument("name", metavar="TOPIC|STORY")
@click.option("--edition", default="", metavar="ID", help="In this edition. [default: the last]")
@common
def explain(context: Context, name: str, edition: str) -> None:
    """Tell why a topic, event or story was grouped, ranked, used or left out.

    It is named by its id, by how its id begins, or by words of its headline.
    """
    from briefing.desk.explain import explain_in

    with context.pipeline() as pipeline:
        found = explain_in(pipeline, name, edition=edition)
    if context.as_json:
        show_json(_record(found))
    else:
        click.echo("\n".join(_lines(found)))


def _lines(found: Explanation) -> list[str]:
    lines = [f"In {found.edition_id}", "", "Grouped:", *found.grouping, "", _rank_line(found)]
    lines += [f"  {one.value:+8.3f}  {one.name}: {one.why}" for one in found.factors]
    lines += ["", "Used or left out:"]
    for fate in found.fates:
        lines += [f"- “{fate.story.title}” ({fate.story.id}), {fate.story.outlet}", *_fate(fate)]
    return lines


def _rank_line(found: Explanation) -> str:
    if not found.place:
        return "Ranked: nothing of it could be told"
    return f"Ranked {found.place} of {found.ranked}, score {found.score:.3f}:"


def _fate(fate: Fate) -> list[str]:
    lines = [f"    left out: {fate.reason}"] if fate.reason else []
    for place in fate.places:
        count = len(place.sentences)
        said = f"{count} {'sentence' if count == 1 else 'sentences'}" if count else "named"
        lines.append(f"    in {place.block}: {said}")
        lines += [f"      {one.start}:{one.end}  {one.text}" for one in place.sentences]
    return lines


def _record(found: Explanation) -> dict[str, object]:
    from briefing.desk.serialize import topic_record

    return {
        "edition": found.edition_id,
        "topic": topic_record(found.topic),
        "grouping": list(found.grouping),
        "rank": {
            "place": found.place,
            "of": found.ranked,
            "score": found.score,
            "factors": [asdict(factor) for factor in found.factors],
        },
        "stories": [_story(fate) for fate in found.fates],
    }


def _story(fate: Fate) -> dict[str, object]:
    return {
        "id": fate.story.id,
        "title": fate.story.title,
        "publisher": fate.story.outlet,
        "used": not fate.reason,
        "reason": fate.reason,
        "places": [asdict(place) for place in fate.places],
    }
