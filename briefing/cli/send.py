"""`briefing send` and `briefing deliveries`: out to the subscribers, and what became of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from briefing.cli.options import Context, common
from briefing.cli.talk import show_json, show_rows

if TYPE_CHECKING:
    from briefing.models import Delivery, DeliveryReport
    from briefing.pipeline import Pipeline

NOTHING_TO_SEND = 3


@click.command()
@click.argument("edition", default="")
@click.option("--to", default="", metavar="ADDRESS", help="Send a marked test to this address.")
@click.option("--dry-run", is_flag=True, help="Show who would get what; send nothing.")
@common
def send(context: Context, edition: str, to: str, dry_run: bool) -> int:  # noqa: FBT001
    """Send an approved edition (the last built, unless named) to every active subscriber.

    Run it again after an interruption: nobody gets an edition twice. Ends with
    1 where some did not go out, with 3 where there was nothing to send.
    """
    from briefing.pipeline import latest

    with context.pipeline() as pipeline:
        name = latest(pipeline, edition).id
        if to:
            return _test(context, pipeline, name, to)
        if dry_run:
            return _plan(context, pipeline, name)
        before = pipeline.store.deliveries.counts(name)
        report = pipeline.deliver(name)
    return _tell(context, report, idle=bool(before) and before == report.counts)


def _test(context: Context, pipeline: Pipeline, name: str, to: str) -> int:
    reply = pipeline.mailroom.test(name, to)
    context.talk.say(f"{to}: {reply.outcome} ({reply.text})")
    if context.as_json:
        show_json({"edition": name, "to": to} | asdict(reply))
    return 0 if reply.outcome == "sent" else 1


def _plan(context: Context, pipeline: Pipeline, name: str) -> int:
    found = pipeline.mailroom.recipients(name)
    state = pipeline.store.editions.state(name)
    context.talk.say(f"{name} ({state}) would go to {len(found)} subscribers; nothing was sent")
    if context.as_json:
        people = [{"email": one.email, "name": one.name} for one in found]
        show_json({"edition": name, "state": state, "recipients": people})
    else:
        show_rows(("email", "name"), [(one.email, one.name) for one in found])
    return 0 if found else NOTHING_TO_SEND


def _tell(context: Context, report: DeliveryReport, *, idle: bool) -> int:
    for fault in report.faults:
        context.talk.warn(f"{fault.where}: {fault.why}")
    counts = ", ".join(f"{count} {state}" for state, count in report.counts)
    context.talk.say(f"{report.edition_id}: {counts or 'no subscribers'}")
    if context.as_json:
        faults = [asdict(fault) for fault in report.faults]
        show_json({"edition": report.edition_id, "counts": dict(report.counts), "faults": faults})
    if report.faults:
        return 1
    return NOTHING_TO_SEND if idle or not report.counts else 0


@click.group(invoke_without_command=True)
@click.pass_context
def deliveries(group: click.Context) -> None:
    """List deliveries and what became of them; decide on those in doubt."""
    if group.invoked_subcommand is None:
        group.invoke(list_all)


@deliveries.command("list")
@click.argument("edition", default="")
@click.option("--state", "states", multiple=True, help="Only in this state, e.g. in_doubt.")
@common
def list_all(context: Context, edition: str, states: tuple[str, ...]) -> None:
    """List the deliveries of an edition, or of all."""
    with context.pipeline() as pipeline:
        found = pipeline.mailroom.deliveries(edition, states=states)  # type: ignore[arg-type]
    if context.as_json:
        show_json([asdict(delivery) for delivery in found])
    else:
        rows = [(d.edition_id, d.email, d.state, d.reason or d.reply) for d in found]
        show_rows(("edition", "email", "state", "reply"), rows)


@deliveries.command()
@click.argument("edition")
@click.argument("email", required=False, default="")
@click.option(
    "--as",
    "verdict",
    type=click.Choice(("sent", "failed", "resend")),
    required=True,
    help="What became of them, as far as you know.",
)
@click.option("--reason", default="decided by hand", show_default=True, help="Kept with it.")
@common
def resolve(context: Context, edition: str, email: str, verdict: str, reason: str) -> int:
    """Decide on deliveries in doubt: they were sent, failed, or are to be sent again.

    Without EMAIL it holds for all of the edition that are in doubt. `resend`
    may give a reader the edition twice, under the same Message-ID.
    """
    with context.pipeline() as pipeline:
        decided = pipeline.mailroom.resolve(edition, email=email, verdict=verdict, reason=reason)
    context.talk.say(_decided(decided, verdict))
    if context.as_json:
        show_json([asdict(delivery) for delivery in decided])
    return 0 if decided else NOTHING_TO_SEND


def _decided(decided: tuple[Delivery, ...], verdict: str) -> str:
    follow = "; run `briefing send` to send them" if decided and verdict == "resend" else ""
    return f"{len(decided)} in doubt, now {verdict}{follow}"
