"""`briefing subscribers`: who gets the editions."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, get_args

import click

from briefing.cli.groups import CommonGroup
from briefing.cli.options import Context, common
from briefing.cli.output import counted, show_json, show_rows
from briefing.cli.segment_options import SegmentFlags, segment_options

if TYPE_CHECKING:
    from briefing.cli.json_shapes import SubscriptionRecord
    from briefing.models import Rhythm
    from briefing.newsletter import Newsletter
    from briefing.store import Subscription

NOBODY = 3


@click.group(cls=CommonGroup, bare="list")
def subscribers() -> None:
    """List, add, change, block and erase subscribers."""


@subscribers.command("add")
@click.argument("email")
@click.option("--name", default="", help="As the To: line and the welcome show it.")
@click.option("--language", default="", help="A tag such as de; the newsletter's own if none.")
@click.option("--tag", "tags", multiple=True, help="An audience; may be given several times.")
@click.option("--ask", is_flag=True, help="Ask by mail first; subscribed is who confirms.")
@click.option("--cause", default="added by hand", show_default=True, help="Kept with the record.")
@common
def add(
    context: Context,
    email: str,
    *,
    name: str,
    language: str,
    tags: tuple[str, ...],
    ask: bool,
    cause: str,
) -> int:
    """Add an address you have the owner's consent for, or --ask for it.

    Who is known keeps name and language; tags are added to those there are.
    Ends with 3 where no mail went out: one was asked within a day, or three times.
    """
    from briefing.audience.subscribers_csv import entry, subscription_of

    with context.newsletter() as newsletter:
        entered = entry(email, name=name, language=language, tags=tags)
        if ask and not _ask(newsletter, entered, cause):
            context.talk.warn(
                f"{email} was not asked: it was lately, or three times, or is blocked"
            )
            return NOBODY
        if not ask:
            newsletter.store.subscribers.put(
                entered, newsletter=newsletter.id, cause=cause, at=context.clock()
            )
        subscription = subscription_of(newsletter.store, email, newsletter=newsletter.id)
    state = "is subscribed" if subscription.status == "active" else "was asked by mail to confirm"
    context.talk.say(f"{subscription.subscriber.email} {state}{_silent(subscription)}")
    if context.as_json:
        show_json(_subscription_record(subscription))
    return 0


def _ask(newsletter: Newsletter, entered: Subscription, cause: str) -> bool:
    from briefing.audience.self_service import SelfService

    readers = SelfService(config=newsletter.config, store=newsletter.store, clock=newsletter.clock)
    return readers.invite(entered, cause=cause)


def _silent(subscription: Subscription) -> str:
    """What keeps mail from an address, for a person."""
    marked = subscription.subscriber.status
    hint = f"briefing subscribers unblock {subscription.subscriber.email}"
    return "" if marked == "ok" else f", but gets nothing: the address is {marked} (see `{hint}`)"


@subscribers.command("remove")
@click.argument("email")
@click.option("--cause", default="removed by hand", show_default=True, help="Kept with the record.")
@common
def remove(context: Context, email: str, cause: str) -> None:
    """Unsubscribe an address, from now on; the record of it stays."""
    from briefing.audience.subscribers_csv import subscription_of

    with context.newsletter() as newsletter:
        newsletter.store.subscribers.unsubscribe(
            email, newsletter=newsletter.id, cause=cause, at=context.clock()
        )
        left = subscription_of(newsletter.store, email, newsletter=newsletter.id)
    context.talk.say(f"{email} is unsubscribed")
    if context.as_json:
        show_json(_subscription_record(left))


@subscribers.command("list")
@click.argument("find", default="")
@click.option(
    "--status",
    default="active",
    show_default=True,
    help="This status: active, pending, unsubscribed, any.",
)
@segment_options
@click.option(
    "--address",
    type=click.Choice(("ok", "bounced", "complained", "blocked")),
    help="Only addresses that are marked so.",
)
@common
def list_all(
    context: Context, find: str, status: str, *, segment: SegmentFlags, address: str | None
) -> int:
    """List subscribers; FIND stands in the address or the name."""
    with context.newsletter() as newsletter:
        each = newsletter.store.subscribers.each(
            newsletter.id,
            status=_status(status),
            find=find,
            segment=segment.segment(newsletter.config),
        )
        subscriptions = tuple(
            subscription
            for subscription in each
            if address in {None, subscription.subscriber.status}
        )
    context.talk.say(counted(len(subscriptions), "subscriber"))
    if context.as_json:
        show_json([_subscription_record(subscription) for subscription in subscriptions])
    else:
        rows = [
            (
                subscription.subscriber.email,
                subscription.subscriber.name,
                subscription.status,
                subscription.subscriber.status,
                " ".join(subscription.tags),
            )
            for subscription in subscriptions
        ]
        show_rows(("email", "name", "status", "address", "tags"), rows)
    return 0


@subscribers.command()
@click.argument("email")
@common
def history(context: Context, email: str) -> None:
    """Show every change of a subscription, with time and cause.

    Changes of the address are among them.
    """
    with context.newsletter() as newsletter:
        changes = newsletter.store.subscribers.history(email, newsletter=newsletter.id)
    if context.as_json:
        show_json([asdict(change) | {"at": change.at.isoformat()} for change in changes])
    else:
        rows = [
            (f"{change.at:%Y-%m-%d %H:%M:%S} UTC", change.status, change.cause)
            for change in changes
        ]
        show_rows(("at", "status", "cause"), rows)


@subscribers.command("change")
@click.argument("email")
@click.option("--name", default=None, help="A new name.")
@click.option("--language", default=None, help="A new language; empty for the newsletter's own.")
@click.option("--tag", "tags", multiple=True, help="Put into this audience.")
@click.option("--untag", "untags", multiple=True, help="Take out of this audience.")
@click.option("--rhythm", type=click.Choice(("daily", "weekly")), help="Every edition or weekly.")
@common
def change(
    context: Context,
    email: str,
    *,
    name: str | None,
    language: str | None,
    tags: tuple[str, ...],
    untags: tuple[str, ...],
    rhythm: Rhythm | None,
) -> None:
    """Change name, language and audiences of a subscriber."""
    from briefing.audience.subscribers_csv import entry, subscription_of

    with context.newsletter() as newsletter:
        subscription = subscription_of(newsletter.store, email, newsletter=newsletter.id)
        added = entry(email, language=language or "", tags=tags).tags
        newsletter.store.subscribers.change(
            subscription.subscriber.id,
            newsletter=newsletter.id,
            name=name,
            language=language,
            tags=sorted({*subscription.tags, *added} - set(untags)),
        )
        if rhythm:
            newsletter.store.rhythms.choose(
                subscription.subscriber.id, rhythm, newsletter=newsletter.id, at=context.clock()
            )
        changed = subscription_of(newsletter.store, email, newsletter=newsletter.id)
    context.talk.say(f"{email} is changed")
    if context.as_json:
        show_json(_subscription_record(changed))


@subscribers.command()
@click.argument("email")
@click.option("--cause", default="blocked by hand", show_default=True, help="Kept with the block.")
@common
def block(context: Context, email: str, cause: str) -> None:
    """Never write to an address again, whoever adds it."""
    with context.newsletter() as newsletter:
        known = newsletter.store.subscribers.get(email) is not None
        newsletter.store.blocks.add(email, cause=cause, at=context.clock())
    context.talk.say(f"{email} is blocked")
    _show_change(context, email, "blocked", known=known)


@subscribers.command()
@click.argument("email")
@click.option(
    "--cause", default="unblocked by hand", show_default=True, help="Why; kept with the record."
)
@common
def unblock(context: Context, email: str, cause: str) -> int:
    """Write to a blocked or bounced address again.

    The same holds where a complaint came. It is not subscribed by that: who has left stays out.
    """
    with context.newsletter() as newsletter:
        done = newsletter.store.blocks.remove(email, cause=cause, at=context.clock())
    outcome = "may be written to again" if done else "was neither blocked nor marked"
    context.talk.say(f"{email} {outcome}")
    _show_change(context, email, "unblocked" if done else "unchanged", known=done)
    return 0 if done else NOBODY


@subscribers.command()
@click.argument("email")
@click.option(
    "--cause",
    default="asked for by the reader",
    show_default=True,
    help="Why; kept with the record.",
)
@common
def erase(context: Context, email: str, cause: str) -> None:
    """Forget a person everywhere in the store.

    Only a hash stays, which keeps the address out. Backups made before still hold the
    address, and so do mails that the eml and Maildir transports wrote.
    """
    with context.newsletter() as newsletter:
        known = newsletter.store.blocks.erase(email, cause=cause, at=context.clock())
    context.talk.say("erased and blocked" if known else "was not known; the address is blocked")
    _show_change(context, email, "erased", known=known)


def _show_change(context: Context, email: str, outcome: str, *, known: bool) -> None:
    if context.as_json:
        show_json({"email": email, "outcome": outcome, "known": known})


@subscribers.command("export")
@click.option(
    "--status",
    default="any",
    show_default=True,
    help="This status: any, active, pending, unsubscribed.",
)
@segment_options
@common
def export_all(context: Context, status: str, *, segment: SegmentFlags) -> None:
    """Print subscribers as CSV.

    No cell is one that a spreadsheet would run.
    """
    with context.newsletter() as newsletter:
        subscriptions = newsletter.store.subscribers.each(
            newsletter.id, status=_status(status), segment=segment.segment(newsletter.config)
        )
        if context.as_json:
            records = [_subscription_record(subscription) for subscription in subscriptions]
            show_json(records)
            count = len(records)
        else:
            count = _print_csv(subscriptions)
    context.talk.say(counted(count, "subscriber"))


def _print_csv(subscriptions: Iterable[Subscription]) -> int:
    """As CSV on standard output, which stays open; how many."""
    from briefing.audience.subscribers_csv import export_csv

    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
    try:
        return export_csv(subscriptions, out)
    finally:
        out.detach().flush()


def _status(text: str) -> Any:
    """A status to choose by; None for `any`. A usage error for other words."""
    from briefing.models import SubscriptionStatus

    known = get_args(SubscriptionStatus)
    if text != "any" and text not in known:
        raise click.BadParameter(f"{text!r} is none of {', '.join(known)}, any")
    return None if text == "any" else text


def _subscription_record(subscription: Subscription) -> SubscriptionRecord:
    subscriber = subscription.subscriber
    return {
        "id": subscriber.id,
        "email": subscriber.email,
        "name": subscriber.name,
        "language": subscriber.language,
        "address_status": subscriber.status,
        "status": subscription.status,
        "tags": list(subscription.tags),
        "since": subscription.since.isoformat() if subscription.since else None,
        "rhythm": subscription.rhythm,
        "next_rhythm": subscription.next_rhythm,
    }
