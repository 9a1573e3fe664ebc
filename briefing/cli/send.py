"""`briefing send`: an approved edition out to the subscribers."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from types import FrameType
from typing import TYPE_CHECKING

import click

from briefing.cli.options import Context, common
from briefing.cli.output import counted, fault_records, show_json, show_rows
from briefing.cli.segment_options import SegmentFlags, segment_options
from briefing.errors import InputError

if TYPE_CHECKING:
    from briefing.models import DeliveryReport
    from briefing.pipeline.pipeline import Pipeline
    from briefing.pipeline.sending import Mailer
    from briefing.schedule.lease_renewal import LeaseRenewal

NOTHING_TO_SEND = 3
# How often the progress of a sending is read from the store; chosen, not measured.
METER_SECONDS = 2.0
UNDER_WAY = ("pending", "leased", "sending", "deferred")


@click.command()
@click.argument("edition", default="")
@click.option("--to", default="", metavar="ADDRESS", help="Send a marked test to this address.")
@click.option("--dry-run", is_flag=True, help="Show who would get what; send nothing.")
@click.option("--wait", is_flag=True, help="Stay until those refused for the moment are done too.")
@segment_options
@common
def send(
    context: Context, edition: str, to: str, *, segment: SegmentFlags, dry_run: bool, wait: bool
) -> int:
    """Send an approved edition to its subscribers, each once.

    It is the last built, unless named, and goes to every active subscriber.
    --tag, --without, --segment, --language and --since choose who gets it.
    Run it again after an interruption: nobody gets an edition twice. Ends with
    1 where some did not go out, with 3 where there was nothing to send.
    """
    from briefing.desk.editions import latest

    with context.pipeline() as pipeline:
        name = latest(pipeline.newsletter, edition).id
        if to:
            return _send_test(context, pipeline, name, to)
        mailer = _mailer(pipeline, name, segment)
        if dry_run:
            return _show_plan(context, pipeline, mailer, name)
        if not mailer.reaches_somebody(name):
            context.talk.warn(f"{name} would go to nobody: see `briefing send --dry-run`")
            return NOTHING_TO_SEND
        return deliver_and_tell(context, pipeline, mailer, name, wait=wait)


def deliver_and_tell(
    context: Context, pipeline: Pipeline, mailer: Mailer, name: str, *, wait: bool = False
) -> int:
    """Send what is left of an edition and say what came of it; the exit code."""
    before = pipeline.store.deliveries.counts(name)
    with _stoppable() as stop, _meter(context, pipeline, name):
        mailer = replace(mailer, stopping=stop.is_set)
        report = mailer.deliver(name)
        while wait and _wait_for_retry(context, mailer, name, stop):
            report = mailer.deliver(name)
    after = mailer.next_retry(name)
    return _tell_report(context, report, after, idle=bool(before) and before == report.counts)


def _mailer(pipeline: Pipeline, name: str, flags: SegmentFlags) -> Mailer:
    """What sends to these audiences; InputError where it is too late to choose some."""
    if flags.is_empty:
        return pipeline.mailer
    if pipeline.store.editions.state(name) not in {"draft", "approved"}:
        hint = "leave --tag and the like out: it goes on with those"
        raise InputError("has its readers already", where=name, hint=hint)
    return replace(pipeline.mailer, segment=flags.segment(pipeline.config))


def _meter(context: Context, pipeline: Pipeline, name: str) -> LeaseRenewal:
    """Shows how far the sending has come, every two seconds."""
    from briefing.schedule.lease_renewal import LeaseRenewal

    def look() -> None:
        counts = dict(pipeline.store.deliveries.counts(name))
        total, left = sum(counts.values()), sum(counts.get(state, 0) for state in UNDER_WAY)
        if total:
            context.talk.progress("Sending", total - left, total)

    return LeaseRenewal(look, every=METER_SECONDS)


@contextmanager
def _stoppable() -> Iterator[threading.Event]:
    """SIGTERM or Ctrl-C asks to end: what is under way is finished or marked, nothing is begun.

    A second Ctrl-C ends it where it stands.
    """
    stop = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        if number == signal.SIGINT and stop.is_set():
            signal.default_int_handler(number, frame)
        stop.set()

    old = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)


def _wait_for_retry(context: Context, mailer: Mailer, name: str, stop: threading.Event) -> bool:
    """Wait until a delivery may be offered again; False where there is none, or at a stop."""
    moment = mailer.next_retry(name)
    if moment is None or stop.is_set():
        return False
    seconds = max(1.0, (moment - datetime.now(UTC)).total_seconds())
    context.talk.say(f"the next attempt is at {moment:%H:%M:%S} UTC")
    return not stop.wait(seconds)


def _send_test(context: Context, pipeline: Pipeline, name: str, to: str) -> int:
    reply = pipeline.mailer.test(name, to)
    context.talk.say(f"{to}: {reply.outcome} ({reply.text})")
    if context.as_json:
        show_json({"edition": name, "to": to, "outcome": reply.outcome, "reply": reply.text})
    return 0 if reply.outcome == "sent" else 1


def _show_plan(context: Context, pipeline: Pipeline, mailer: Mailer, name: str) -> int:
    from briefing.desk.editions import latest

    recipients, left = mailer.recipients(name), mailer.left_out(name)
    state, edition = pipeline.store.editions.state(name), latest(pipeline.newsletter, name)
    subject = edition.subject
    if not edition.references:
        context.talk.warn(f"{name} holds no story: it cannot be approved or sent")
    context.talk.say(f"{name} ({state}), “{subject}”")
    context.talk.say(f"would go to {counted(len(recipients), 'subscriber')}; nothing was sent")
    for why, count in left:
        context.talk.say(f"  not to {count}: {why}")
    columns = ("email", "name", "language")
    rows = [(recipient.email, recipient.name, recipient.language) for recipient in recipients]
    if context.as_json:
        people = [dict(zip(columns, row, strict=True)) for row in rows]
        plan = {"edition": name, "state": state, "subject": subject}
        show_json(plan | {"recipients": people, "left_out": dict(left)})
    else:
        show_rows(columns, rows)
    return 0 if recipients and edition.references else NOTHING_TO_SEND


def _how_to_go_on(retry: datetime | None) -> str:
    if retry is None:
        return "run `briefing send` again"
    return f"run `briefing send` again after {retry:%H:%M:%S} UTC, or with --wait"


def _tell_report(
    context: Context, report: DeliveryReport, retry: datetime | None, *, idle: bool
) -> int:
    for fault in report.faults:
        context.talk.warn(f"{fault.where}: {fault.why}")
    counts = dict(report.counts)
    states = ", ".join(f"{count} {state}" for state, count in report.counts)
    context.talk.say(f"{report.edition_id}: {states or 'no subscribers'}")
    if counts.get("in_doubt"):
        command = f"briefing deliveries resolve {report.edition_id}"
        context.talk.warn(f"in doubt: {counts['in_doubt']}; decide with `{command}`")
    if counts.get("failed"):
        again = f"briefing deliveries retry {report.edition_id}"
        context.talk.warn(f"failed: {counts['failed']}; `{again}` sends it to them again")
    left = sum(counts.get(state, 0) for state in UNDER_WAY)
    if idle and not left:
        context.talk.say("nothing was left to send")
    if left:
        elsewhere = sum(counts.get(state, 0) for state in UNDER_WAY[1:3])
        shared = f" ({elsewhere} with another sender)" if elsewhere else ""
        context.talk.warn(f"still to go: {left}{shared}; {_how_to_go_on(retry)}")
    if context.as_json:
        faults = fault_records(report.faults)
        show_json({"edition": report.edition_id, "counts": counts, "faults": faults})
    if report.faults or left or counts.get("in_doubt"):
        return 1
    return NOTHING_TO_SEND if idle or not counts else 0
