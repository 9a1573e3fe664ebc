"""What the command line says: progress, tables and faults on stderr, data on stdout."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from briefing.cli.json_shapes import ErrorDetail, FaultRecord
    from briefing.models import Fault


# Where click keeps that the answer in JSON stands on stdout.
_SHOWN = "briefing.json_shown"


@dataclass(slots=True)
class Talk:
    """Speaks to the person on stderr and to machines on stdout.

    On a terminal progress is a moving bar; elsewhere it is one line a step.
    `quiet` leaves only faults. `warnings` are those that were given, in order.
    """

    quiet: bool = False
    verbose: bool = False
    warnings: list[str] = field(default_factory=list)
    _bar: Any = None
    _task: Any = None
    _step: str = ""

    def progress(self, step: str, done: int, total: int) -> None:
        """Show that `step` has `done` of `total` parts behind it."""
        if self.quiet:
            return
        if sys.stderr.isatty():
            self._move_bar(step, done, total)
        elif step != self._step:
            click.echo(f"{step} ({total})" if total > 1 else step, err=True)
        self._step = step

    def _move_bar(self, step: str, done: int, total: int) -> None:
        if self._bar is None:
            self._bar = _bar()
            self._bar.start()
        if step != self._step:
            self._finish()
            self._task = self._bar.add_task(step, total=max(total, 1))
        self._bar.update(self._task, completed=done, total=max(total, 1))

    def _finish(self) -> None:
        """A step is done when the next begins."""
        for task in self._bar.tasks:
            self._bar.update(task.id, completed=task.total)

    def rest(self) -> None:
        """Put the bar away, so that what follows stands below it."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def say(self, line: str) -> None:
        """One line for the person, unless quiet."""
        self.rest()
        if not self.quiet:
            click.echo(line, err=True)

    def detail(self, line: str) -> None:
        """One line that only `--verbose` shows."""
        if self.verbose:
            self.say(line)

    def warn(self, line: str) -> None:
        """A fault that did not stop the work; shown even when quiet."""
        self.rest()
        self.warnings.append(line)
        click.secho(line, err=True, fg="yellow")

    def table(self, title: str, rows: Iterable[tuple[str, str]]) -> None:
        """Two columns on stderr: what, and how much."""
        self.rest()
        if self.quiet:
            return
        from rich.console import Console  # rich costs 100 ms: only where it is shown
        from rich.table import Table
        from rich.text import Text

        table = Table(show_header=False, box=None)
        table.add_column(style="dim")
        table.add_column(justify="right")
        for name, value in rows:
            table.add_row(name, value)
        console = Console(stderr=True)
        console.print(Text(title, style="bold"))
        console.print(table)


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description:<22}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def counted(count: int, thing: str) -> str:
    """`1 subscriber`, `2 subscribers`."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def show_json(value: object) -> None:
    """Data for a machine: JSON with two spaces, on stdout."""
    click.get_current_context().meta[_SHOWN] = True
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def show_json_line(value: object) -> None:
    """Data for a machine from a command that goes on: each on a line of its own, at once."""
    click.echo(json.dumps(value, ensure_ascii=False))
    sys.stdout.flush()


def show_error(detail: ErrorDetail) -> None:
    """What went wrong, for a machine, where it looks for the answer: on stdout."""
    click.echo(json.dumps({"error": detail}, ensure_ascii=False, indent=2))


def json_was_shown() -> bool:
    """Whether the command under way has given its answer to machines."""
    return bool(click.get_current_context().meta.get(_SHOWN))


def fault_records(faults: Iterable[Fault]) -> list[FaultRecord]:
    """Faults as machines read them."""
    return [{"where": fault.where, "why": fault.why} for fault in faults]


def show_rows(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Data for a person: columns on stdout, as wide as their widest cell."""
    widths = [max(len(row[i]) for row in (header, *rows)) for i in range(len(header))]
    for row in (header, *rows):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())
