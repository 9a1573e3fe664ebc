"""`briefing subscribers`: who gets the editions."""

from __future__ import annotations

import io
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, get_args

import click

from briefing.cli.options import Context, common
from briefing.cli.output import counted, show_json, show_rows

if TYPE_CHECKING:
    from briefing.newsletter import Newsletter
    from briefing.store import Subscription

NOBODY = 3


@click.group()
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
def add(context: Context, /, email: str, *, ask: bool, cause: str, **wishes: Any) -> int:
    """Add an address you have the owner's consent for, or --ask for it.

    Who is known keeps name and language; tags are added to those there are.
    Ends with 3 where no mail went out: one was asked within a day, or three times.
    """
    from briefing.audience.subscribers_csv import entry, subscription_of

    with context.newsletter() as newsletter:
        wanted = entry(email, **wishes)
        if ask and not _ask(newsletter, wanted, cause):
            context.talk.warn(
                f"{email} was not asked: it was lately, or three times, or is blocked"
            )
            return NOBODY
        if not ask:
            newsletter.store.subscribers.put(
                wanted, newsletter=_letter(newsletter), cause=cause, at=context.clock()
            )
        found = subscription_of(newsletter.store, email, newsletter=_letter(newsletter))
    state = "is subscribed" if found.status == "active" else "was asked by mail to confirm"
    context.talk.say(f"{found.subscriber.email} {state}{_silent(found)}")
    if context.as_json:
        show_json(_record(found))
    return 0


def _ask(newsletter: Newsletter, wanted: Subscription, cause: str) -> bool:
    from briefing.audience.self_service import SelfService

    readers = SelfService(config=newsletter.config, store=newsletter.store, clock=newsletter.clock)
    return readers.invite(wanted, cause=cause)


def _silent(found: Subscription) -> str:
    """What keeps mail from an address, for a person."""
    marked = found.subscriber.status
    hint = f"briefing subscribers unblock {found.subscriber.email}"
    return "" if marked == "ok" else f", but gets nothing: the address is {marked} (see `{hint}`)"


@subscribers.command("remove")
@click.argument("email")
@click.option("--cause", default="removed by hand", show_default=True, help="Kept with the record.")
@common
def remove(context: Context, email: str, cause: str) -> None:
    """Unsubscribe an address, from now on; the record of it stays."""
    with context.newsletter() as newsletter:
        newsletter.store.subscribers.unsubscribe(
            email, newsletter=_letter(newsletter), cause=cause, at=context.clock()
        )
    context.talk.say(f"{email} is unsubscribed")


@subscribers.command("list")
@click.argument("find", default="")
@click.option(
    "--status", default="active", show_default=True, help="Or pending, unsubscribed, any."
)
@click.option("--tag", default="", help="Only this audience.")
@click.option(
    "--address",
    type=click.Choice(("ok", "bounced", "complained", "blocked")),
    help="Only addresses that are marked so.",
)
@common
def list_all(context: Context, find: str, status: str, tag: str, address: str | None) -> int:
    """List subscribers; FIND stands in the address or the name."""
    with context.newsletter() as newsletter:
        each = newsletter.store.subscribers.each(
            _letter(newsletter), status=_status(status), find=find, tag=tag
        )
        found = tuple(one for one in each if address in {None, one.subscriber.status})
    context.talk.say(counted(len(found), "subscriber"))
    if context.as_json:
        show_json([_record(one) for one in found])
    else:
        rows = [
            (
                one.subscriber.email,
                one.subscriber.name,
                one.status,
                one.subscriber.status,
                " ".join(one.tags),
            )
            for one in found
        ]
        show_rows(("email", "name", "status", "address", "tags"), rows)
    return 0


@subscribers.command()
@click.argument("email")
@common
def history(context: Context, email: str) -> None:
    """Show every change of a subscription and its address, with time and cause."""
    with context.newsletter() as newsletter:
        found = newsletter.store.subscribers.history(email, newsletter=_letter(newsletter))
    if context.as_json:
        show_json([asdict(one) | {"at": one.at.isoformat()} for one in found])
    else:
        rows = [(f"{one.at:%Y-%m-%d %H:%M:%S} UTC", one.status, one.cause) for one in found]
        show_rows(("at", "status", "cause"), rows)


@subscribers.command("change")
@click.argument("email")
@click.option("--name", default=None, help="A new name.")
@click.option("--language", default=None, help="A new language; empty for the newsletter's own.")
@click.option("--tag", "tags", multiple=True, help="Put into this audience.")
@click.option("--untag", "untags", multiple=True, help="Take out of this audience.")
@common
def change(context: Context, /, email: str, **wishes: Any) -> None:
    """Change name, language and audiences of a subscriber."""
    from briefing.audience.subscribers_csv import entry, subscription_of

    with context.newsletter() as newsletter:
        letter = _letter(newsletter)
        found = subscription_of(newsletter.store, email, newsletter=letter)
        wanted = entry(email, language=wishes["language"] or "", tags=wishes["tags"])
        added = set(wanted.tags)
        newsletter.store.subscribers.change(
            found.subscriber.id,
            newsletter=letter,
            name=wishes["name"],
            language=wishes["language"],
            tags=sorted((set(found.tags) | added) - set(wishes["untags"])),
        )
    context.talk.say(f"{email} is changed")


@subscribers.command()
@click.argument("email")
@click.option("--cause", default="blocked by hand", show_default=True, help="Kept with the block.")
@common
def block(context: Context, email: str, cause: str) -> None:
    """Never write to an address again, whoever adds it."""
    with context.newsletter() as newsletter:
        newsletter.store.blocks.add(email, cause=cause, at=context.clock())
    context.talk.say(f"{email} is blocked")


@subscribers.command()
@click.argument("email")
@click.option("--cause", default="unblocked by hand", show_default=True, help="Kept.")
@common
def unblock(context: Context, email: str, cause: str) -> int:
    """Write to an address again that was blocked, bounced or complained.

    It is not subscribed by that: who has left stays out.
    """
    with context.newsletter() as newsletter:
        done = newsletter.store.blocks.remove(email, cause=cause, at=context.clock())
    said = "may be written to again" if done else "was neither blocked nor marked"
    context.talk.say(f"{email} {said}")
    return 0 if done else NOBODY


@subscribers.command()
@click.argument("email")
@click.option("--cause", default="asked for by the reader", show_default=True, help="Kept.")
@common
def erase(context: Context, email: str, cause: str) -> None:
    """Forget a person everywhere in the store; only a hash stays, which keeps the address out.

    Backups made before still hold the address, and so do mails that the eml
    and Maildir transports wrote.
    """
    with context.newsletter() as newsletter:
        known = newsletter.store.blocks.erase(email, cause=cause, at=context.clock())
    context.talk.say("erased and blocked" if known else "was not known; the address is blocked")


@subscribers.command("export")
@click.option(
    "--status", default="any", show_default=True, help="Or active, pending, unsubscribed."
)
@click.option("--tag", default="", help="Only this audience.")
@common
def export_all(context: Context, status: str, tag: str) -> None:
    """Print subscribers as CSV; no cell is one that a spreadsheet would run."""
    from briefing.audience.subscribers_csv import export_csv

    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
    try:
        with context.newsletter() as newsletter:
            found = newsletter.store.subscribers.each(
                _letter(newsletter), status=_status(status), tag=tag
            )
            count = export_csv(found, out)
    finally:
        out.detach().flush()  # standard output stays open
    context.talk.say(counted(count, "subscriber"))


@subscribers.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--cause", default="imported", show_default=True, help="Kept with each record.")
@common
def import_all(context: Context, file: str, cause: str) -> int:
    """Take subscribers in from a CSV file with a column `email` (- is stdin).

    Other columns: name, language, status, address_status, tags, since. Who has
    unsubscribed here or is blocked is not brought back. Each line that cannot
    be used is named; the others are taken in.
    """
    from briefing.audience.subscribers_csv import take_in

    with context.newsletter() as newsletter:
        taken = take_in(
            newsletter.store, file, newsletter=_letter(newsletter), cause=cause, at=context.clock()
        )
    for fault in taken.faults:
        context.talk.warn(f"{fault.where}: {fault.why}")
    context.talk.say(f"{taken.count} taken in, {len(taken.faults)} not")
    if context.as_json:
        show_json({"taken": taken.count, "faults": [asdict(one) for one in taken.faults]})
    return 1 if taken.faults else 0


def _letter(newsletter: Newsletter) -> str:
    return newsletter.id


def _status(text: str) -> Any:
    """A status to choose by; None for `any`. A usage error for other words."""
    from briefing.models import SubscriptionStatus

    known = get_args(SubscriptionStatus)
    if text != "any" and text not in known:
        raise click.BadParameter(f"{text!r} is none of {', '.join(known)}, any")
    return None if text == "any" else text


def _record(one: Subscription) -> dict[str, object]:
    since = one.since.isoformat() if one.since else None
    address = {"address_status": one.subscriber.status, "status": one.status}
    return asdict(one.subscriber) | address | {"tags": list(one.tags), "since": since}
