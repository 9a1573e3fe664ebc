"""`briefing deliveries`: what became of each message, and what came back."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from briefing.cli.options import Context, common, hand_on
from briefing.cli.output import show_json, show_rows

if TYPE_CHECKING:
    from briefing.models import Delivery

NOTHING_DONE = 3
# Those of `DeliveryState`, written once more: the help of any command would load all models.
STATES = ("pending", "leased", "sending", "sent", "deferred", "failed", "in_doubt", "withdrawn")


@click.group(invoke_without_command=True)
@common
@click.pass_context
def deliveries(click_context: click.Context, context: Context) -> None:
    """List what became of each mail; decide on those in doubt.

    Also reads the mails that came back.
    """
    if click_context.invoked_subcommand is None:
        _list_deliveries(context, "", ())
    else:
        hand_on(click_context, context)


@deliveries.command("list")
@click.argument("edition", default="")
@click.option(
    "--state", "states", multiple=True, type=click.Choice(STATES), help="Only in this state."
)
@common
def list_all(context: Context, edition: str, states: tuple[str, ...]) -> None:
    """List the deliveries of an edition, or of all."""
    _list_deliveries(context, edition, states)


def _list_deliveries(context: Context, edition: str, states: tuple[str, ...]) -> None:
    from briefing.desk.editions import latest

    with context.pipeline() as pipeline:
        edition = edition and latest(pipeline.newsletter, edition).id
        listed = pipeline.mailer.deliveries(edition, states=states)  # type: ignore[arg-type]
    if context.as_json:
        show_json([_record(delivery) for delivery in listed])
    else:
        rows = [(d.edition_id, d.email, d.state, d.reason or d.reply) for d in listed]
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
    """Decide on deliveries in doubt: sent, failed, or send again.

    Without EMAIL it holds for all of the edition that are in doubt. `resend`
    may give a reader the edition twice, under the same Message-ID.
    """
    from briefing.desk.editions import latest

    with context.pipeline() as pipeline:
        name = latest(pipeline.newsletter, edition).id
        decided = pipeline.mailer.resolve(name, email=email, verdict=verdict, reason=reason)
    context.talk.say(_decided(decided, verdict))
    if context.as_json:
        show_json([_record(delivery) for delivery in decided])
    return 0 if decided else NOTHING_DONE


@deliveries.command()
@click.argument("edition")
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice(("failed", "deferred")),
    help="Those in this state.  [default: failed]",
)
@click.option(
    "--reply",
    default="",
    metavar="PATTERN",
    help="Only where the server's words hold this text; * stands for anything.",
)
@click.option("--to", default="", metavar="ADDRESS", help="Only to this address.")
@common
def retry(context: Context, edition: str, *, states: tuple[str, ...], reply: str, to: str) -> int:
    """Send an edition again to those it failed for, once.

    It keeps its Message-ID. Never to whom it may have reached, nor to who has left since or
    whose address does not work any more. Ends as `send` does; with 3 where there was nobody
    to send it to.
    """
    from briefing.cli.send import deliver_and_tell
    from briefing.desk.editions import latest
    from briefing.pipeline.retrying import RetryChoice

    with context.pipeline() as pipeline:
        name = latest(pipeline.newsletter, edition).id
        choice = RetryChoice(states=states or ("failed",), reply=reply, to=to)  # type: ignore[arg-type]
        again, left_out = pipeline.mailer.retry(name, choice)
        if left_out:
            context.talk.say(f"not again to {left_out} who have left, or whose address is shut")
        if not again:
            context.talk.warn(f"{name}: there is nobody to send it to again")
            return NOTHING_DONE
        context.talk.say(f"{name}: again to {again}")
        return deliver_and_tell(context, pipeline, pipeline.mailer, name)


@deliveries.command()
@click.option("--again", is_flag=True, help="Look at the flagged mails once more.")
@common
def bounces(context: Context, *, again: bool) -> int:
    """Read what came back by mail, and do what it asks for.

    Hard bounces and complaints end delivery to the address. What is not
    understood, or about no message of ours, stays in the mailbox, flagged.
    `run` and `schedule` do this by themselves. Ends with 3 where there was
    nothing to do.
    """
    with context.pipeline() as pipeline:
        report = pipeline.mailer.returns(again=again)
    context.talk.say(report.line or "nothing came back")
    for warning in report.warnings:
        context.talk.warn(warning)
    if context.as_json:
        show_json(asdict(report))
    return 0 if report.line else NOTHING_DONE


def _record(delivery: Delivery) -> dict[str, object]:
    """A delivery for a machine."""
    tried = delivery.first_tried
    return asdict(delivery) | {"first_tried": tried.isoformat() if tried else None}


def _decided(decided: tuple[Delivery, ...], verdict: str) -> str:
    follow = "; run `briefing send` to send them" if decided and verdict == "resend" else ""
    return f"{len(decided)} in doubt, now {verdict}{follow}"
