"""Subscribers as CSV, out and in again: equal after a round trip, and no formula for a spreadsheet.

A cell that a spreadsheet would run (`=1+1`, `@SUM`, …) gets an apostrophe
before it, which marks text there; reading takes it off again.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, TextIO, get_args

from briefing.delivery.message.address import address
from briefing.errors import InputError
from briefing.models import AddressStatus, Fault, Subscriber, SubscriptionStatus
from briefing.store import Store, Subscription
from briefing.store.subscriber_table import new

COLUMNS = ("email", "name", "language", "status", "address_status", "tags", "since")
TAG = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
LANGUAGE = re.compile(r"([A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3})?")
# A line of ours has some 200; chosen, not measured.
LONGEST_LINE_CHARS = 10_000
# Rows of one transaction; chosen, not measured.
BATCH_ROWS = 500
# What a spreadsheet may take for the beginning of a formula, with signs of full width.
_FORMULA = re.compile(r"\s*[=+\-@|%\t\r\n＝＋－＠]")
_MARKED = re.compile(rf"'+{_FORMULA.pattern}")


def export_csv(subscriptions: Iterable[Subscription], out: TextIO) -> int:
    """Write subscriptions line by line, after a line of column names; returns how many."""
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    count = 0
    for subscription in subscriptions:
        writer.writerow([safe_cell(cell) for cell in _cells(subscription)])
        count += 1
    return count


def read_csv(lines: Iterable[str]) -> Iterator[Subscription | Fault]:
    """Subscriptions, line by line; a line that cannot be one is a Fault that names it.

    The first line names the columns; `email` must be one of them, others may
    be missing or unknown. Cells are parted by commas, semicolons or tabs.
    InputError where there is no such first line.
    """
    rest = (line[:LONGEST_LINE_CHARS] for line in lines)
    first = next(islice(rest, 1), "")
    mark = max(",;\t", key=first.count)
    names = [cell.strip().lower() for cell in next(csv.reader([first], delimiter=mark), [])]
    if "email" not in names:
        hint = f"begin the file with a line such as {','.join(COLUMNS[:2])}"
        raise InputError("has no column `email`", where="line 1", hint=hint)
    for number, line in enumerate(rest, 2):
        if line.strip():
            yield _read_line(line, names, mark, number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of a file: how many were taken in, and every line that was not."""

    count: int
    faults: tuple[Fault, ...]


def take_in(store: Store, file: str, *, newsletter: str, cause: str, at: datetime) -> Taken:
    """Take subscribers in from a CSV file (`-`: standard input), 500 at a time.

    InputError where it cannot be read or has no column `email`.
    """
    count, faults = 0, []
    try:
        with _opened(file) as lines:
            rows = read_csv(lines)
            while part := tuple(islice(rows, BATCH_ROWS)):
                good = [row for row in part if isinstance(row, Subscription)]
                faults += [row for row in part if isinstance(row, Fault)]
                left = store.subscribers.take_in(good, newsletter=newsletter, cause=cause, at=at)
                faults += left
                count += len(good) - len(left)
    except UnicodeDecodeError as error:
        hint = "save it as UTF-8; lines before that place are taken in"
        raise InputError("is not UTF-8 text", where=file, hint=hint) from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=file) from error
    return Taken(count=count, faults=tuple(faults))


def entry(
    email: str, *, name: str = "", language: str = "", tags: Sequence[str] = ()
) -> Subscription:
    """An active subscription as typed by hand; InputError where a part of it cannot be used."""
    address(email)
    try:
        chosen = tuple(sorted({_tag(tag) for tag in tags}))
        who = new(email, name=name, language=_language(language))
    except ValueError as error:
        raise InputError(str(error), where=email) from error
    return Subscription(subscriber=who, status="active", tags=chosen)


def subscription_of(store: Store, email: str, *, newsletter: str) -> Subscription:
    """The subscription of an address; InputError where there is none."""
    who = store.subscribers.get(email)
    subscription = store.subscribers.subscription(who.id, newsletter) if who else None
    if subscription is None:
        hint = "see `briefing subscribers list --status any`"
        raise InputError("is not a subscriber", where=email, hint=hint)
    return subscription


@contextmanager
def _opened(file: str) -> Iterator[Iterable[str]]:
    """The lines of a file, or of standard input whatever the locale says of it: UTF-8."""
    if file != "-":
        with Path(file).open(encoding="utf-8-sig", newline=None) as opened:
            yield opened
        return
    text = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", newline=None)
    try:
        yield text
    finally:
        text.detach()  # standard input stays open


def safe_cell(text: str) -> str:
    """The cell as a spreadsheet shows it and does not run it."""
    return f"'{text}" if _FORMULA.match(text) or _MARKED.match(text) else text


def plain_cell(text: str) -> str:
    """What `safe_cell` was given."""
    return text[1:] if _MARKED.match(text) else text


def _cells(subscription: Subscription) -> tuple[str, ...]:
    who = subscription.subscriber
    since = subscription.since.isoformat() if subscription.since else ""
    return (
        who.email,
        who.name,
        who.language,
        subscription.status,
        who.status,
        " ".join(subscription.tags),
        since,
    )


def _read_line(line: str, names: list[str], mark: str, number: int) -> Subscription | Fault:
    try:
        cells = next(csv.reader([line], delimiter=mark), [])
        row = {name: plain_cell(cell) for name, cell in zip(names, cells, strict=False)}
        return _subscription({name: row.get(name, "").strip() for name in COLUMNS})
    except (InputError, ValueError, csv.Error) as error:
        return Fault(where=f"line {number}", why=str(error))


def _subscription(row: dict[str, str]) -> Subscription:
    address(row["email"])
    who = new(row["email"], name=row["name"], language=_language(row["language"]))
    works = _one_of(row["address_status"] or "ok", get_args(AddressStatus), "address_status")
    tags = tuple(sorted({_tag(tag) for tag in row["tags"].split()}))
    status = _one_of(row["status"] or "active", get_args(SubscriptionStatus), "status")
    return Subscription(
        subscriber=Subscriber(
            id=who.id, email=who.email, name=who.name, language=who.language, status=works
        ),
        status=status,
        tags=tags,
        since=_moment(row["since"]),
    )


def _one_of(text: str, known: tuple[Any, ...], column: str) -> Any:
    if text not in known:
        raise ValueError(f"{column} is {text[:40]!a}, not one of {', '.join(known)}")
    return text


def _tag(text: str) -> str:
    if not TAG.fullmatch(text):
        raise ValueError(f"{text[:70]!a} is no tag: small letters, digits and hyphens are")
    return text


def _language(text: str) -> str:
    if not LANGUAGE.fullmatch(text):
        raise ValueError(f"{text[:40]!a} is no language tag, such as de or pt-BR")
    return text


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"since is {text[:40]!a}, not a moment such as 2026-11-24") from error
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
