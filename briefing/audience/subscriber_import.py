"""Readers taken in from a file: looked at whole first, then entered, a thousand at a time.

Nothing is entered while anything about who may be written to is unclear.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby, islice
from pathlib import PurePath
from typing import IO

from briefing.audience.csv_records import csv_file, records
from briefing.audience.import_columns import Choices, ImportColumns, import_columns
from briefing.audience.import_rows import (
    Consent,
    ImportRow,
    UnknownWord,
    import_row,
    unknown_word,
)
from briefing.audience.status_columns import LEFT_WORDS
from briefing.audience.subscribers_csv import COLUMNS
from briefing.errors import InputError
from briefing.models import Fault
from briefing.store import Store, Subscription
from briefing.store.bulk_import import Entering

# Readers of one transaction: 100,000 in batches of 500 took 40 % longer (docs/decisions.md).
BATCH_READERS = 2_000
# Readers of each status that a dry run shows; chosen, not measured.
SAMPLE_READERS = 3
# Words for a status that are asked about by name; chosen, not measured.
MOST_WORDS_ASKED = 20
IMPORTED = "imported"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What a file would do. `ignored` are columns that are not read, `faults` lines left out.

    `counts` by what becomes of readers: active, pending, unsubscribed, blocked.
    """

    columns: ImportColumns
    consent: Consent
    counts: Counter[str] = field(default_factory=Counter)
    samples: dict[str, list[Subscription]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def ignored(self) -> tuple[str, ...]:
        """The names of the columns that are not read."""
        return tuple(self.columns.header[number] for number in self.columns.left)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of an import: its number, its plan, and every reader who was not taken in."""

    number: int
    taken: int
    plan: ImportPlan
    faults: tuple[Fault, ...]


def plan_import(file: IO[str], choices: Choices, consent: str = "") -> ImportPlan:
    """Read a file to its end and enter nothing; InputError where it leaves a question."""
    plan = survey(file, choices, consent)
    for row in _rows(file, plan):
        _count(plan, row)
    return plan


def survey(file: IO[str], choices: Choices, consent: str = "") -> ImportPlan:
    """A plan that nothing is counted in yet.

    InputError with every open question where a column, or a word, may say
    that readers have left, and nobody has said what it means.
    """
    rows = records(file)
    header = next(rows, None)
    columns = import_columns(header.cells if header else (), choices, ours=COLUMNS)
    _ask(columns.questions)
    trust = Consent(
        words=consent,
        as_standing=choices.whole_file,
        trusted=columns.is_ours and not choices.whole_file,
    )
    if trust.as_standing in {"unsubscribed", "blocked"}:
        return ImportPlan(columns=columns, consent=trust)  # whatever it says, nobody gets mail
    unknown, left = Counter[UnknownWord](), dict[int, tuple[int, str]]()
    for record in rows:
        if word := unknown_word(record, columns, trust):
            unknown[word] += 1
        for number in columns.watched:
            cell = record.cells[number].strip() if number < len(record.cells) else ""
            if cell.lower() in LEFT_WORDS:
                left.setdefault(number, (record.line, cell))
    _ask((*_about_words(unknown), *_about_cells(columns, left)))
    return ImportPlan(columns=columns, consent=trust)


def _rows(file: IO[str], plan: ImportPlan) -> Iterator[ImportRow | Fault]:
    rows = records(file)
    next(rows, None)
    for record in rows:
        row = import_row(record, plan.columns, plan.consent)
        if isinstance(row, UnknownWord):  # it was not there when the file was surveyed
            _ask(tuple(_about_words(Counter((row,)))))
        else:
            yield row


def _count(plan: ImportPlan, row: ImportRow | Fault) -> None:
    if isinstance(row, Fault):
        plan.faults.append(row)
        return
    outcome = _outcome(row, plan.consent)
    plan.counts[outcome] += 1
    sample = plan.samples.setdefault(outcome, [])
    if len(sample) < SAMPLE_READERS:
        sample.append(row.subscription)


def _outcome(row: ImportRow, consent: Consent) -> str:
    """What becomes of a reader: the subscription's status, the address's, or blocked unseen."""
    if _is_block(row, consent):
        return "blocked"
    mark = row.subscription.subscriber.status
    return row.subscription.status if mark == "ok" else f"{row.subscription.status}, {mark}"


def _is_block(row: ImportRow, consent: Consent) -> bool:
    return row.standing == "blocked" and not consent.trusted


def _ask(questions: Sequence[str]) -> None:
    if questions:
        hint = "nothing was taken in"
        raise InputError("\n  ".join(("leaves a question:", *questions)), where="import", hint=hint)


def _about_words(unknown: Counter[UnknownWord]) -> Iterator[str]:
    for each, count in sorted(
        unknown.most_common(MOST_WORDS_ASKED), key=lambda pair: (pair[0].column, pair[0].word)
    ):
        word = ascii(each.word[:40])
        yield (
            f"column {each.column!a} says {word} of {count} reader{'s' * (count > 1)}: say what "
            f"that means with `--status {word}=active` (or pending, unsubscribed, bounced, "
            "complained, blocked)"
        )
    if len(unknown) > MOST_WORDS_ASKED:
        yield f"and {len(unknown) - MOST_WORDS_ASKED} other words"


def _about_cells(columns: ImportColumns, found: dict[int, tuple[int, str]]) -> Iterator[str]:
    for number, (line, cell) in sorted(found.items()):
        name = columns.header[number]
        yield (
            f"column {name!a} says {cell!a} in line {line}: read it with "
            f"`--column status={name!a}`, or say `--ignore {name!a}`"
        )


def import_file(
    store: Store,
    name: str,
    choices: Choices,
    *,
    newsletter: str,
    at: datetime,
    consent: str = "",
    cause: str = IMPORTED,
) -> Imported:
    """Take readers in from a CSV file (`-`: standard input).

    InputError where it cannot be read, or leaves a question; then nothing was taken in.
    """
    words = f"{cause}; consent: {consent}" if consent else cause
    with csv_file(name) as file:
        plan = survey(file, choices, consent)
        label = "standard input" if name == "-" else PurePath(name).name
        number = store.imports.begin(newsletter, file=label, cause=words, at=at)
        writer = _Writer(store, Entering(newsletter=newsletter, cause=words, at=at), number)
        for batch in _batches(file, plan):
            writer.write(batch, plan.consent)
    return Imported(
        number=number,
        taken=writer.taken,
        plan=plan,
        faults=(*plan.faults, *writer.faults),
    )


def _batches(file: IO[str], plan: ImportPlan) -> Iterator[list[ImportRow]]:
    """The readers of a file; what is no reader is counted, and left out."""
    rows = _rows(file, plan)
    while part := list(islice(rows, BATCH_READERS)):
        for row in part:
            _count(plan, row)
        yield [row for row in part if isinstance(row, ImportRow)]


class _Writer:
    """Enters batches under one import, and counts."""

    def __init__(self, store: Store, entering: Entering, number: int) -> None:
        self._store, self._entering, self._number = store, entering, number
        self.taken = 0
        self.faults: list[Fault] = []

    def write(self, batch: Sequence[ImportRow], consent: Consent) -> None:
        """Enter a batch; what of it was not entered is among the faults."""
        blocks = [row.subscription.subscriber.email for row in batch if _is_block(row, consent)]
        if blocks:
            self._block(blocks)
        rest = [row for row in batch if not _is_block(row, consent)]
        for proof, rows in groupby(sorted(rest, key=_proof), key=_proof):
            entered = [row.subscription for row in rows]
            cause = f"{self._entering.cause}; {proof}" if proof else self._entering.cause
            self._enter(entered, cause)
        self.taken += len(blocks)
        self._store.imports.count(self._number, self.taken)

    def _block(self, emails: Sequence[str]) -> None:
        self._store.imports.block(
            emails,
            number=self._number,
            cause=self._entering.cause,
            at=self._entering.at,
        )

    def _enter(self, subscriptions: Sequence[Subscription], cause: str) -> None:
        faults = self._store.subscribers.take_in(
            subscriptions,
            newsletter=self._entering.newsletter,
            cause=cause,
            at=self._entering.at,
            import_number=self._number,
        )
        self.faults += faults
        self.taken += len(subscriptions) - len(faults)


def _proof(row: ImportRow) -> str:
    return row.proof
