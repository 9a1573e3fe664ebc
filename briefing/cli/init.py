"""`briefing init`: a new newsletter folder that builds at once."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from pathlib import Path

import click

from briefing.errors import InputError

IGNORE = "briefing.db*\n.briefing/\nbackups/\nout/\n"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Make a new newsletter in FOLDER: config.yaml and sample sources.

    Nothing that exists is overwritten.
    """
    from briefing.resources import sample

    if (folder / "config.yaml").exists():
        raise InputError(
            "holds a newsletter already",
            where=str(folder),
            hint="name a new folder, or edit its config.yaml",
        )
    try:
        _copy(sample("config.yaml"), folder / "config.yaml")
        _copy(sample("seeds"), folder / "seeds")
        (folder / ".gitignore").write_text(IGNORE, encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", where=str(folder)) from error
    click.echo(f"{folder} is ready. Next: cd {folder} && briefing build", err=True)


def _copy(source: Traversable, target: Path) -> None:
    if source.is_dir():
        for child in sorted(source.iterdir(), key=lambda entry: entry.name):
            if not child.name.startswith("."):
                _copy(child, target / child.name)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        target.write_bytes(source.read_bytes())
