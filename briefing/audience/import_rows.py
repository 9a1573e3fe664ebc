"""One record of a file -> one subscription, and what the file says of who may be written to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from briefing.audience.csv_records import CsvRecord
from briefing.audience.export_formats import STANDINGS, Standing
from briefing.audience.import_columns import ImportColumns
from briefing.audience.subscribers_csv import (
    as_tag,
    language_tag,
    moment,
    one_rhythm,
    plain_cell,
)
from briefing.delivery.message.address import address
from briefing.errors import InputError
from briefing.models import AddressStatus, Fault, SubscriptionStatus
from briefing.store import Subscription
from briefing.store.subscriber_table import new

_ADDRESS: Mapping[Standing, AddressStatus] = {
    "bounced": "bounced",
    "complained": "complained",
    "blocked": "blocked",
}
_RANK = {standing: place for place, standing in enumerate(STANDINGS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What a reader's consent is known by.

    `words`: where and when all of the file gave it. `as_standing`: what all
    of the file is, whatever it says. `trusted`: what the file says holds, for
    it is our own.
    """

    words: str = ""
    as_standing: Standing | None = None
    trusted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """A reader to be entered. `standing` is what the file says, `proof` its sign of consent."""

    subscription: Subscription
    standing: Standing
    proof: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownWord:
    """A word for a status that nobody has explained."""

    column: str
    word: str


def import_row(
    record: CsvRecord, columns: ImportColumns, consent: Consent
) -> ImportRow | Fault | UnknownWord:
    """The reader of a record; a Fault where it is none, a word where its status is not known."""
    cells = _cells(record, columns)
    if any(cells[len(columns.header) :]):
        count, wanted = len(cells), len(columns.header)
        return Fault(where=f"line {record.line}", why=f"has {count} cells, not {wanted}")
    said = _said(cells, columns, consent)
    if isinstance(said, UnknownWord):
        return said
    try:
        return _row(cells, columns, said, consent)
    except (InputError, ValueError) as error:
        return Fault(where=f"line {record.line}", why=str(error))


def unknown_word(record: CsvRecord, columns: ImportColumns, consent: Consent) -> UnknownWord | None:
    """A word of a record for a status that nobody has explained; None where there is none."""
    if not columns.words:
        return None
    said = _said(_cells(record, columns), columns, consent)
    return said if isinstance(said, UnknownWord) else None


def _cells(record: CsvRecord, columns: ImportColumns) -> list[str]:
    """The cells without marks of spreadsheets, as many as there are columns at least."""
    cells = [plain_cell(cell).strip() if cell else "" for cell in record.cells]
    return cells + [""] * (len(columns.header) - len(cells))


def _said(
    cells: Sequence[str], columns: ImportColumns, consent: Consent
) -> set[Standing] | UnknownWord:
    """What the columns of a record say of who may be written to."""
    if consent.as_standing in {"unsubscribed", "blocked"}:
        return {consent.as_standing}
    said: set[Standing] = {"active"}
    for number, words in columns.words.items():
        word = cells[number].lower()
        if word not in words:
            return UnknownWord(column=columns.header[number], word=cells[number])
        said.add(words[word])
    return said | {standing for number, standing in columns.filled.items() if cells[number]}


def _row(
    cells: Sequence[str], columns: ImportColumns, said: set[Standing], consent: Consent
) -> ImportRow:
    found = {
        name: cells[numbers[0]] if len(numbers) == 1 else _first(cells, numbers)
        for name, numbers in columns.fields.items()
    }
    address(found["email"])
    names = (found.get("first name", ""), found.get("last name", ""))
    name = found.get("name") or " ".join(filter(None, names))
    who = new(found["email"], name=name, language=language_tag(found.get("language", "")))
    proof = cells[columns.consent] if columns.consent is not None else ""
    status, standing = _status(said, consent, proof), max(said, key=_RANK.__getitem__)
    tags = found.get("tags", "")
    mark = _ADDRESS.get(standing, "ok")
    subscription = Subscription(
        subscriber=who if mark == "ok" else replace(who, status=mark),
        status=status,
        tags=tags_in(tags),
        since=_since(found.get("since", ""), status, consent),
        rhythm=one_rhythm(found.get("rhythm", "")),
    )
    return ImportRow(
        subscription=subscription, standing=standing, proof=columns.proof if proof else ""
    )


def _status(said: set[Standing], consent: Consent, proof: str) -> SubscriptionStatus:
    """Who has left stays out; who has not, is active where there is consent, else pending."""
    out = said & (
        {"unsubscribed"} if consent.trusted else {"unsubscribed", "complained", "blocked"}
    )
    if out:
        return "unsubscribed"
    agreed = consent.words or consent.trusted or consent.as_standing == "active" or proof
    if agreed and "pending" not in said:
        return "active"
    # Who cannot be asked is not forgotten after 30 days like those who do not answer.
    return "unsubscribed" if "bounced" in said and not consent.trusted else "pending"


def _first(cells: Sequence[str], numbers: Sequence[int]) -> str:
    return next((cells[number] for number in numbers if cells[number]), "")


def _since(text: str, status: SubscriptionStatus, consent: Consent) -> datetime | None:
    """When a status began; who is to be asked has as long to answer as anybody."""
    return moment(text) if status != "pending" or consent.trusted else None


@lru_cache(maxsize=4096)
def tags_in(text: str) -> tuple[str, ...]:
    """The audiences of a cell, parted by commas, or by spaces where it has none."""
    parts = text.split(",") if "," in text or '"' in text else text.split()
    return tuple(sorted({tag for part in parts if (tag := as_tag(part))}))
