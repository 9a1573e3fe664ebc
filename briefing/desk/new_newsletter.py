"""A new newsletter's folder: the sample config with one's own title, and something to read."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory

from briefing.config.reference import described_schema
from briefing.config.set_key import set_key
from briefing.errors import ConfigError, InputError
from briefing.resources import sample

IGNORE = "briefing.db*\n.briefing/\n.cache/\nbackups/\nout/\n.env\n"
SCHEMA = Path(".briefing") / "config.schema.json"
SCHEMA_LINE = f"# yaml-language-server: $schema={SCHEMA.as_posix()}\n"
# As long as an id may be.
LONGEST_ID = 63


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a new newsletter should be; what is empty stays as the sample has it."""

    title: str
    language: str = ""
    sender: str = ""
    at: str = ""


def make_folder(folder: Path, wishes: Wishes) -> None:
    """Write config.yaml, sample documents and .gitignore; nothing that exists is overwritten.

    InputError where the folder holds a newsletter or cannot be written, ConfigError
    where a wish will not do; then nothing is written.
    """
    if (folder / "config.yaml").exists():
        hint = "name a new folder, or edit its config.yaml"
        raise InputError("holds a newsletter already", where=str(folder), hint=hint)
    text = _config_text(wishes)
    try:
        _copy(sample("seeds"), folder / "seeds")
        _write(folder / "config.yaml", text)
        _write(folder / SCHEMA, json.dumps(described_schema(), ensure_ascii=False, indent=1))
        _write(folder / ".gitignore", IGNORE)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", where=str(folder)) from error


def default_title(folder: Path) -> str:
    """`my-letter` is `My letter`."""
    words = re.sub(r"[-_\s]+", " ", folder.resolve().name).strip()
    return (words[:1].upper() + words[1:])[:200] or "Briefing"


def id_of(title: str) -> str:
    """The title as an id: small letters, digits and hyphens; `newsletter` where none is left."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID].strip("-")
    return slug or "newsletter"


def _config_text(wishes: Wishes) -> str:
    """The sample's text with the wishes in their places, once all of it has proved good."""
    with TemporaryDirectory() as scratch:
        file = Path(scratch) / "config.yaml"
        file.write_bytes(sample("config.yaml").read_bytes())
        try:
            for key, value in _keys_of(wishes):
                set_key(file, key, value)
        except ConfigError as error:  # a place in the scratch file tells nobody anything
            raise ConfigError(tuple(f.partition(": ")[2] for f in error.faults)) from error
        return SCHEMA_LINE + file.read_text(encoding="utf-8")


def _keys_of(wishes: Wishes) -> Iterator[tuple[str, str]]:
    yield "newsletter.id", id_of(wishes.title)
    yield "newsletter.title", wishes.title
    yield "newsletter.tagline", "''"
    yield "newsletter.address", "''"
    yield "newsletter.sender", wishes.sender or f"{_spoken(wishes.title)} <letter@example.org>"
    if wishes.language:
        yield "newsletter.language", wishes.language
    if wishes.at:
        yield "schedule.at", f'["{wishes.at}"]'


def _spoken(title: str) -> str:
    """The title as the name in an address: signs that have a meaning there are left out."""
    return re.sub(r'[<>()\[\],;:@"\\]', " ", title).strip() or "Letter"


def _write(target: Path, text: str) -> None:
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def _copy(source: Traversable, target: Path) -> None:
    if source.is_dir():
        for child in sorted(source.iterdir(), key=lambda entry: entry.name):
            if not child.name.startswith("."):
                _copy(child, target / child.name)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        target.write_bytes(source.read_bytes())
