"""`briefing run` and `briefing schedule`: what is due now, once or for ever."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from briefing.cli.options import Context, common
from briefing.cli.output import show_json, show_json_line

if TYPE_CHECKING:
    from briefing.schedule import Outcome
    from briefing.schedule.session import PipelineSession
    from briefing.schedule.signals import Signals

NOTHING_DUE = 3


@click.command("run")
@common
def run_once(context: Context) -> int:
    """Do what is due now, then end: for cron and systemd timers.

    Ends with 3 where nothing was due, with 1 where something failed or was
    missed.
    """
    from briefing.schedule.heartbeat import record
    from briefing.schedule.signals import Signals, Stopped

    context.unattended()
    outcomes: tuple[Outcome, ...] = ()
    with Signals() as signals:
        session = _session(context, signals)
        try:
            outcomes = session.once()
            waiting = () if outcomes else (*session.waiting_lines(), session.next_line())
        except Stopped:
            context.talk.warn("told to end before all was done")
            return 1
        finally:
            session.close()
    if context.as_json:
        show_json([record(outcome) for outcome in outcomes])
    if not outcomes:
        context.talk.say("nothing is due now")
        for line in waiting:
            context.talk.say(line)
        return NOTHING_DUE
    return 1 if any(outcome.error for outcome in outcomes) else 0


@click.command()
@common
def schedule(context: Context) -> None:
    """Run as a daemon that builds and sends at the set times.

    SIGTERM ends it. SIGHUP reads the config anew; one with faults is not used.
    """
    from briefing.schedule import Daemon, Signals

    context.unattended()
    with Signals() as signals, _watched(context):
        opening = _opening(context, signals)
        Daemon(opening, signals=signals, say=context.talk.warn).run()
    context.talk.say("stopped")


@contextmanager
def _watched(context: Context) -> Iterator[None]:
    """While it runs, figures for Prometheus, where the config asks for them."""
    from briefing.config import load

    address = load(context.config).schedule.metrics
    if not address:
        yield
        return
    from briefing.schedule.health import SILENT_PERIOD
    from briefing.schedule.heartbeat import last_beat_of
    from briefing.web.metrics_pages import MetricsPages
    from briefing.web.metrics_server import served

    with context.newsletter() as newsletter:
        beat = last_beat_of(newsletter.config)
        pages = MetricsPages(newsletter, beat, shown="all", silence=SILENT_PERIOD)
        with served(pages, address) as url:
            context.talk.say(f"figures for Prometheus: {url}")
            yield


def _opening(context: Context, signals: Signals) -> Callable[[], PipelineSession]:
    """Opens a session and says what comes next."""

    def open_session() -> PipelineSession:
        session = _session(context, signals, lines=True)
        context.talk.say(session.next_line())
        return session

    return open_session


def _session(context: Context, signals: Signals, *, lines: bool = False) -> PipelineSession:
    """What works at the newsletter; with `lines` machines read each outcome as it comes."""
    from briefing.schedule.heartbeat import record
    from briefing.schedule.session import PipelineSession

    def tell(outcome: Outcome) -> None:
        if context.as_json and lines:
            show_json_line(record(outcome))
        line = f"{outcome.slot.local}: {outcome.state} {outcome.edition_id}".rstrip()
        outcome_line = f"{line} ({outcome.reason})" if outcome.reason else line
        (context.talk.warn if outcome.error else context.talk.say)(outcome_line)

    return PipelineSession(context.pipeline(), signals, tell=tell, say=context.talk.warn)
