"""Records of a CSV file as RFC 4180 has them: a quoted cell may hold marks and line breaks.

Where the quoting is broken nobody can tell where a record ends, and a line of
somebody's note could be taken for a reader: such a file is refused whole.
"""

from __future__ import annotations

import csv
import io
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from briefing.errors import InputError

# A line of ours has some 200; chosen, not measured.
LONGEST_LINE_CHARS = 100_000
# A note of an export has some ten; chosen, not measured.
LONGEST_RECORD_LINES = 2_000
MARKS = ",;\t"


@dataclass(frozen=True, slots=True)
class CsvRecord:
    """The cells of one record, and the line it begins in."""

    line: int
    cells: list[str]


@contextmanager
def csv_file(name: str) -> Iterator[IO[str]]:
    """A file that can be read twice; `-` is standard input, UTF-8 whatever the locale says.

    InputError where it cannot be read, or while it is read turns out to be no UTF-8.
    """
    try:
        with _opened(name) as opened:
            yield opened
    except UnicodeDecodeError as error:
        hint = "save it as UTF-8; Excel calls that “CSV UTF-8”"
        raise InputError("is not UTF-8 text", where=name, hint=hint) from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=name) from error


@contextmanager
def _opened(name: str) -> Iterator[IO[str]]:
    if name != "-":
        with Path(name).open(encoding="utf-8-sig", newline="") as opened:
            yield opened
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(sys.stdin.buffer, copy)
        copy.seek(0)
        yield io.TextIOWrapper(copy, encoding="utf-8-sig", newline="")


def records(file: IO[str]) -> Iterator[CsvRecord]:
    """The records from the first line on; empty ones are left out.

    Cells are parted by what parts the first line: commas, semicolons or tabs.
    InputError where a record cannot be told from the next.
    """
    file.seek(0)
    lines = _Lines(file)
    mark = max(MARKS, key=lines.peek().count)
    reader = csv.reader(lines, delimiter=mark, strict=True)
    while True:
        lines.begin_record()
        begins = lines.number + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            hint = "a quotation mark within a quoted cell is written twice; end each cell with one"
            what = f"is no CSV from here on: {error}"
            raise InputError(what, where=f"line {begins}", hint=hint) from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield CsvRecord(begins, cells)


class _Lines:
    """The lines of a file, counted, none of them without end, nor a record of them."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._first: str | None = None
        self._in_record = 0
        self.number = 0

    def peek(self) -> str:
        """The first line, which is still to come."""
        self._first = self._read()
        return self._first

    def begin_record(self) -> None:
        """What comes now belongs to another record."""
        self._in_record = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._first if self._first is not None else self._read()
        self._first = None
        if not line:
            raise StopIteration
        self.number += 1
        self._in_record += 1
        if self._in_record > LONGEST_RECORD_LINES:
            hint = "a cell that begins with a quotation mark ends with one"
            what = f"belongs to a record of more than {LONGEST_RECORD_LINES:,} lines"
            raise InputError(what, where=f"line {self.number}", hint=hint)
        return line

    def _read(self) -> str:
        line = self._file.readline(LONGEST_LINE_CHARS + 1)
        if len(line) > LONGEST_LINE_CHARS:
            what = f"has more than {LONGEST_LINE_CHARS:,} characters"
            raise InputError(what, where=f"line {self.number + 1}", hint="is this a CSV file?")
        return line
