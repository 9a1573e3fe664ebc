"""`briefing explain`: why a topic or story of an edition stands as it does."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from briefing.cli.options import Context, common
from briefing.cli.output import show_json

if TYPE_CHECKING:
    from briefing.desk.explain import Explanation, StoryOutcome


@click.command()
@click.argument("name", metavar="TOPIC|STORY")
@click.option("--edition", default="", metavar="ID", help="In this edition. [default: the last]")
@common
def explain(context: Context, name: str, edition: str) -> None:
    """Tell why a topic or story was grouped, ranked or left out.

    It is named by its id, by how its id begins, or by words of its headline.
    """
    from briefing.desk.explain import explain_in

    with context.pipeline() as pipeline:
        explanation = explain_in(pipeline, name, edition=edition)
    if context.as_json:
        show_json(_explanation_record(explanation))
    else:
        click.echo("\n".join(_explanation_lines(explanation)))


def _explanation_lines(explanation: Explanation) -> list[str]:
    lines = [
        f"In {explanation.edition_id}",
        "",
        "Grouped:",
        *explanation.grouping,
        "",
        _rank_line(explanation),
    ]
    lines += [
        f"  {factor.value:+8.3f}  {factor.name}: {factor.why}" for factor in explanation.factors
    ]
    lines += ["", "Used or left out:"]
    for outcome in explanation.outcomes:
        story = outcome.story
        lines.append(f"- “{story.title}” ({story.id}), {story.outlet}, {story.kind}")
        lines += _outcome_lines(outcome)
    return lines


def _rank_line(explanation: Explanation) -> str:
    if not explanation.place:
        return "Ranked: nothing of it could be told"
    return f"Ranked {explanation.place} of {explanation.ranked}, score {explanation.score:.3f}:"


def _outcome_lines(outcome: StoryOutcome) -> list[str]:
    lines = [f"    left out: {outcome.reason}"] if outcome.reason else []
    for place in outcome.places:
        count = len(place.sentences)
        quoted = f"{count} {'sentence' if count == 1 else 'sentences'}" if count else "named"
        lines.append(f"    in {place.block}: {quoted}")
        lines += [
            f"      {sentence.start}:{sentence.end}  {sentence.text}"
            for sentence in place.sentences
        ]
    return lines


def _explanation_record(explanation: Explanation) -> dict[str, object]:
    from briefing.desk.serialize import topic_record

    return {
        "edition": explanation.edition_id,
        "topic": topic_record(explanation.topic),
        "grouping": list(explanation.grouping),
        "rank": {
            "place": explanation.place,
            "of": explanation.ranked,
            "score": explanation.score,
            "factors": [asdict(factor) for factor in explanation.factors],
        },
        "stories": [_outcome_record(outcome) for outcome in explanation.outcomes],
    }


def _outcome_record(outcome: StoryOutcome) -> dict[str, object]:
    return {
        "id": outcome.story.id,
        "title": outcome.story.title,
        "publisher": outcome.story.outlet,
        "kind": outcome.story.kind,
        "used": not outcome.reason,
        "reason": outcome.reason,
        "places": [asdict(place) for place in outcome.places],
    }
