"""Accounts of the desk: added, changed and removed by the shell and by the pages alike.

A password is never given by somebody else: whoever adds an account passes on
a link, good for one use, behind which its owner chooses one.
"""

from __future__ import annotations

import secrets
import unicodedata
from datetime import timedelta

from briefing.desk.passwords import checked_password, hash_password, require_argon2
from briefing.desk.sessions import TOKEN_BYTES, hashed
from briefing.errors import InputError
from briefing.models.desk_account import Account
from briefing.models.person import ROLES, Role
from briefing.newsletter import Newsletter

# A name, or an address of mail; chosen, not measured.
LONGEST_NAME_CHARS = 64
# For who sits before the machine where the desk was just started; chosen, not measured.
FIRST_LINK_LASTS = timedelta(hours=1)
# For who gets it by mail or chat, over a weekend; chosen, not measured.
LINK_LASTS = timedelta(days=3)
# Whose link makes the first admin.
NOBODY = ""


def account_key(name: str) -> str:
    """How a name is compared: without case, width and blanks around it; its own key's key."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return unicodedata.normalize("NFKC", folded).casefold().strip()


def checked_name(name: str) -> str:
    """A name as it may be given; InputError where it is empty, too long or cannot be read."""
    plain = unicodedata.normalize("NFKC", name).strip()
    if not plain or len(plain) > LONGEST_NAME_CHARS or not plain.isprintable():
        what = f"a name of 1 to {LONGEST_NAME_CHARS} letters is expected"
        raise InputError(what, where=ascii(name[:LONGEST_NAME_CHARS]))
    return plain


def checked_role(role: str) -> Role:
    """One of the three; InputError for any other word."""
    for known in ROLES:
        if role == known:
            return known
    raise InputError(f"{', '.join(ROLES)} is expected", where=ascii(role[:40]))


def accounts_of(newsletter: Newsletter) -> tuple[Account, ...]:
    """All accounts, by name."""
    return newsletter.store.accounts.list(newsletter.id)


def account_named(newsletter: Newsletter, name: str) -> Account:
    """The account of that name; InputError where there is none."""
    account = newsletter.store.accounts.get(newsletter.id, account_key(name))
    if account is None:
        hint = "see `briefing users list`"
        raise InputError("has no account", where=ascii(name[:LONGEST_NAME_CHARS]), hint=hint)
    return account


def add_account(newsletter: Newsletter, name: str, role: Role) -> str:
    """A new account; the token of the link behind which its owner chooses a password."""
    require_argon2()
    account = _new(newsletter, name, role)
    newsletter.store.accounts.add(account, newsletter=newsletter.id)
    return new_link(newsletter, account)


def new_link(newsletter: Newsletter, account: Account) -> str:
    """The token of a new link to choose a password; an earlier one of the account ends."""
    return _link(newsletter, account.key, LINK_LASTS)


def first_link(newsletter: Newsletter) -> str:
    """The token of a link that makes the first admin; "" where there is an account already."""
    if newsletter.store.accounts.count(newsletter.id):
        return ""
    return _link(newsletter, NOBODY, FIRST_LINK_LASTS)


def link_owner(newsletter: Newsletter, token: str) -> str | None:
    """The key of the account a link is for (`NOBODY`: the first); None where it is none."""
    links, now = newsletter.store.one_time, newsletter.clock()
    return links.account(newsletter.id, hashed(token), kind="link", now=now)


def use_first_link(newsletter: Newsletter, token: str, name: str, password: str) -> Account:
    """Make the first admin; InputError where the link, the name or the password is none."""
    account = _new(newsletter, name, "admin", hash_password(_for(password, name)))
    _take(newsletter, token, NOBODY)
    newsletter.store.accounts.add(account, newsletter=newsletter.id, first=True)
    return account


def use_link(newsletter: Newsletter, token: str, key: str, password: str) -> None:
    """Choose a password by a link; all sessions end. InputError where the link is none."""
    account = newsletter.store.accounts.get(newsletter.id, key)
    new = hash_password(_for(password, account.name if account else ""))
    _take(newsletter, token, key)
    set_password(newsletter, key, new)


def set_password(newsletter: Newsletter, key: str, password: str) -> None:
    """Another password, hashed already; all sessions and links of the account end."""
    store, now = newsletter.store, newsletter.clock()
    store.accounts.set_password(newsletter.id, key, password, at=now)


def _for(password: str, name: str) -> str:
    return checked_password(password, of=account_key(name))


def _new(newsletter: Newsletter, name: str, role: Role, password: str = "") -> Account:
    plain, now = checked_name(name), newsletter.clock()
    return Account(
        key=account_key(plain), name=plain, role=role, password=password, created=now, changed=now
    )


def _link(newsletter: Newsletter, key: str, lasts: timedelta) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    newsletter.store.one_time.replace(
        [hashed(token)],
        newsletter=newsletter.id,
        account=key,
        kind="link",
        expires=newsletter.clock() + lasts,
    )
    return token


def _take(newsletter: Newsletter, token: str, key: str) -> None:
    links, now = newsletter.store.one_time, newsletter.clock()
    if not links.take(newsletter.id, hashed(token), account=key, kind="link", now=now):
        hint = "ask an admin for a new one, or run `briefing users link`"
        raise InputError("this link was used already, or is too old", hint=hint)
