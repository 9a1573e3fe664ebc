"""Which columns of a file are read as what, which are left, and what is unclear about them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from briefing.audience.export_formats import (
    FORMATS,
    PLAIN,
    ExportFormat,
    FormatName,
    Standing,
    Words,
    plain,
)
from briefing.audience.status_columns import sounds_like_status
from briefing.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the person who imports has said about the file.

    `columns` lead from our columns to the file's, `ignored` are columns that
    say nothing of who may be written to, `words` what the file's words for
    that mean.
    """

    program: FormatName | None = None
    is_plain: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    ignored: Collection[str] = ()
    words: Words = field(default_factory=dict)
    whole_file: Standing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportColumns:
    """A file's columns by number: our fields (best first), words for a status, filled ones."""

    header: tuple[str, ...]
    fields: Mapping[str, tuple[int, ...]]
    words: Mapping[int, Words]
    filled: Mapping[int, Standing]
    left: tuple[int, ...]
    watched: tuple[int, ...]
    questions: tuple[str, ...]
    consent: int | None = None
    proof: str = ""
    is_ours: bool = False


def import_columns(
    header: Sequence[str], choices: Choices, *, ours: Sequence[str] = ()
) -> ImportColumns:
    """How a file with this header is read. InputError where no column holds addresses.

    `ours` is the header of our own exports.
    """
    named = {plain(theirs): plain(mine) for mine, theirs in choices.columns.items()}
    names = [named.get(plain(cell), plain(cell)) for cell in header]
    known = FORMATS[choices.program] if choices.program else PLAIN
    fields = {
        field: tuple(names.index(name) for name in theirs if name in names)
        for field, theirs in known.fields.items()
    }
    if not fields["email"]:
        hint = "name it with `--column email=THEIRS`, or begin the file with a line of names"
        raise InputError("has no column `email`", where="line 1", hint=hint)
    _refuse_twins(names, known, header)
    words = {
        names.index(name): _words(each, choices)
        for name, each in known.words.items()
        if name in names
    }
    filled = {names.index(name): each for name, each in known.filled.items() if name in names}
    consent = names.index(known.consent) if known.consent in names else None
    read = {*words, *filled, *(number for each in fields.values() for number in each)}
    left = tuple(number for number in range(len(names)) if number not in read)
    ignored = {plain(name) for name in choices.ignored}
    open_to_doubt = [number for number in left if plain(header[number]) not in ignored]
    return ImportColumns(
        header=tuple(header),
        fields={field: numbers for field, numbers in fields.items() if numbers},
        words=words,
        filled=filled,
        left=tuple(number for number in left if number != consent),
        watched=tuple(open_to_doubt),
        questions=_questions(header, names, open_to_doubt, known, choices),
        consent=consent,
        proof=known.proof,
        is_ours=tuple(header) in {tuple(ours), tuple(ours)[:-1]},  # the older ones lack the last
    )


def _refuse_twins(names: Sequence[str], known: ExportFormat, header: Sequence[str]) -> None:
    """InputError where two columns have a name that counts: nobody can say which is meant."""
    counting = {*known.words, *known.filled, *known.fields["email"]}
    for number, name in enumerate(names):
        if name in counting and name in names[:number]:
            hint = "take one of them out of the file"
            raise InputError(f"has two columns {header[number]!a}", where="line 1", hint=hint)


def _words(known: Words, choices: Choices) -> Words:
    return {**known, **{word.strip().lower(): meant for word, meant in choices.words.items()}}


def _questions(
    header: Sequence[str],
    names: Sequence[str],
    doubtful: Sequence[int],
    known: ExportFormat,
    choices: Choices,
) -> tuple[str, ...]:
    """What has to be said before such a file can be taken in; nothing where nobody gets mail."""
    if choices.whole_file in {"unsubscribed", "blocked"}:
        return ()
    found = next((name for name, each in FORMATS.items() if each.marks <= set(names)), None)
    if found and not choices.program and not choices.is_plain:
        return (f"it looks like an export of {found}: say `--from {found}`, or `--from plain`",)
    return tuple(
        f"column {header[number]!a} looks like a status: say what holds with "
        f"`--column status={_shell(header[number])}`, `--as unsubscribed` or `--from`, "
        f"or `--ignore {_shell(header[number])}` where it says nothing of who may be written to"
        for number in doubtful
        if sounds_like_status(names[number]) and names[number] not in known.silent
    )


def _shell(column: str) -> str:
    """A column's name as one types it."""
    return ascii(column[:60]) if " " in column or not column.isascii() else column[:60]
