"""`briefing run` and `briefing schedule`: what is due now, once or for ever."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from briefing.cli.options import Context, common
from briefing.cli.talk import show_json
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from briefing.pipeline import Pipeline
    from briefing.schedule import Outcome

NOTHING_DUE = 3


@click.command("run")
@common
def run_once(context: Context) -> int:
    """Do what the schedule says is due now, then end; for cron and systemd timers.

    Ends with 3 where nothing was due.
    """
    from briefing.schedule.work import runner_of

    with context.pipeline() as pipeline:
        outcomes = runner_of(pipeline).once()
    _tell(context, outcomes)
    if context.as_json:
        show_json([_record(outcome) for outcome in outcomes])
    if not outcomes:
        context.talk.say("nothing is due")
        return NOTHING_DUE
    return 1 if any(outcome.error for outcome in outcomes) else 0


@click.command()
@common
def schedule(context: Context) -> None:
    """Run as a daemon: build and send at the times of the config, until SIGTERM."""
    from briefing.schedule import Daemon

    with context.pipeline() as pipeline:
        daemon = Daemon(_tick(context, pipeline))
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: daemon.stop())
        context.talk.say(_next_line(pipeline))
        daemon.run()
    context.talk.say("stopped")


def _tick(context: Context, pipeline: Pipeline) -> Callable[[], None]:
    """One pass; what fails is said, and the next tick tries again."""
    from briefing.schedule.work import runner_of

    runner = runner_of(pipeline)

    def tick() -> None:
        try:
            _tell(context, runner.once())
        except BriefingError as error:
            context.talk.warn(str(error))

    return tick


def _tell(context: Context, outcomes: Iterable[Outcome]) -> None:
    for outcome in outcomes:
        line = f"{outcome.slot.local}: {outcome.state} {outcome.edition_id}".rstrip()
        said = f"{line} ({outcome.reason})" if outcome.reason else line
        (context.talk.warn if outcome.state == "skipped" else context.talk.say)(said)


def _next_line(pipeline: Pipeline) -> str:
    from briefing.schedule import Calendar

    slot = Calendar.of(pipeline.config).next(pipeline.clock())
    zone = pipeline.config.newsletter.timezone
    return f"next edition: {slot.local} {zone}" if slot else "the schedule names no further slot"


def _record(outcome: Outcome) -> dict[str, object]:
    record = asdict(outcome)
    record["slot"] = outcome.slot.local
    return record
