"""`briefing users`: who may log in at the desk, and as what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefing.cli.groups import CommonGroup
from briefing.cli.options import Context, common
from briefing.cli.output import show_json, show_rows

if TYPE_CHECKING:
    from briefing.cli.json_user_shapes import UserChange, UserLink, UserRecord
    from briefing.models.desk_account import Account
    from briefing.newsletter import Newsletter

# As `models.person.ROLES`, which is loaded when it is needed.
ROLE_NAMES = ("viewer", "editor", "admin")


@click.group(cls=CommonGroup, bare="list")
def users() -> None:
    """List who may log in at the desk; add and remove them.

    The desk is what `briefing serve --desk` shows.
    """


@users.command("list")
@common
def list_users(context: Context) -> None:
    """List all accounts of the desk.

    Each with its role, and whether a password and a second factor are set.
    """
    from briefing.desk.accounts import accounts_of

    with context.newsletter() as newsletter:
        records = [_record(account) for account in accounts_of(newsletter)]
    if context.as_json:
        show_json(records)
    else:
        rows = [
            (one["name"], one["role"], _yes(one["password"]), _yes(one["second_factor"]))
            for one in records
        ]
        show_rows(("name", "role", "password", "second factor"), rows)
        if not rows:
            context.talk.say("Nobody has an account yet: briefing users add NAME --role admin")


def _record(account: Account) -> UserRecord:
    return {
        "name": account.name,
        "role": account.role,
        "password": bool(account.password),
        "second_factor": bool(account.totp),
        "created": account.created.isoformat(),
    }


def _yes(is_set: object) -> str:
    return "yes" if is_set else "no"


@users.command()
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice(ROLE_NAMES),
    default="editor",
    show_default=True,
    help="A viewer looks, an editor decides, an admin has the accounts.",
)
@common
def add(context: Context, name: str, role: str) -> None:
    """Add an account.

    It prints a link behind which its owner chooses a password, once.
    """
    from briefing.desk.accounts import add_account, checked_role

    with context.newsletter() as newsletter:
        token = add_account(newsletter, name, checked_role(role))
        _show_link(context, newsletter, name, token)


@users.command()
@click.argument("name")
@common
def link(context: Context, name: str) -> None:
    """Print a new link to choose a password.

    The old password holds until the link is used.
    """
    from briefing.desk.accounts import account_named, new_link

    with context.newsletter() as newsletter:
        account = account_named(newsletter, name)
        _show_link(context, newsletter, account.name, new_link(newsletter, account))


def _show_link(context: Context, newsletter: Newsletter, name: str, token: str) -> None:
    desk = newsletter.config.desk
    address = f"{desk.url or f'http://{desk.host}:{desk.port}'}/welcome/{token}"
    if context.as_json:
        record: UserLink = {"name": name, "link": address}
        show_json(record)
    else:
        click.echo(address)
        context.talk.say(f"for {name}: good for three days, and for one use")


@users.command()
@click.argument("name")
@click.argument("role", type=click.Choice(ROLE_NAMES))
@common
def role(context: Context, name: str, role: str) -> None:
    """Give an account another role; there is always an admin."""
    from briefing.desk.accounts import account_named, checked_role

    with context.newsletter() as newsletter:
        key = account_named(newsletter, name).key
        newsletter.store.accounts.set_role(newsletter.id, key, checked_role(role))
    _show_change(context, f"{name} is {role} now", {"name": name, "outcome": "role changed"})


@users.command("reset-factor")
@click.argument("name")
@common
def reset_factor(context: Context, name: str) -> None:
    """Let an account log in without its second factor.

    For an owner who has lost it; there is no code any more until a new one is set up.
    """
    from briefing.desk.accounts import account_named

    with context.newsletter() as newsletter:
        key = account_named(newsletter, name).key
        newsletter.store.accounts.set_totp(newsletter.id, key, "", at=context.clock())
    _show_change(
        context,
        f"{name} logs in by password alone",
        {"name": name, "outcome": "second factor reset"},
    )


@users.command("log-out")
@click.argument("name")
@common
def log_out(context: Context, name: str) -> None:
    """End all sessions of an account."""
    from briefing.desk.accounts import account_named

    with context.newsletter() as newsletter:
        key = account_named(newsletter, name).key
        count = newsletter.store.desk_sessions.end_all(newsletter.id, key)
    _show_change(
        context, f"{name} is logged out: {count} sessions", {"name": name, "outcome": "logged out"}
    )


@users.command()
@click.argument("name")
@common
def remove(context: Context, name: str) -> None:
    """Remove an account; its sessions end. What it decided keeps its name."""
    from briefing.desk.accounts import account_named

    with context.newsletter() as newsletter:
        key = account_named(newsletter, name).key
        newsletter.store.accounts.remove(newsletter.id, key)
    _show_change(context, f"{name} is removed", {"name": name, "outcome": "removed"})


def _show_change(context: Context, words: str, change: UserChange) -> None:
    context.talk.say(words)
    if context.as_json:
        show_json(change)
