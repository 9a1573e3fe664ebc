"""`briefing config`: what the file says, what it may say, and why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from briefing.cli.groups import CommonGroup
from briefing.cli.options import Context, common
from briefing.cli.output import show_json, show_rows

if TYPE_CHECKING:
    from briefing.config.keys import ConfigKey

_PASSWORD = re.compile(r"(://[^/@:\s]*):[^/@\s]*@")


@click.group(cls=CommonGroup)
def config() -> None:
    """Explain, show and set what config.yaml says."""


@config.command("schema")
def config_schema() -> None:
    """Print the JSON schema of config.yaml.

    With it an editor checks the file as one types.
    """
    from briefing.config.reference import described_schema

    show_json(described_schema())


@config.command("reference")
def config_reference() -> None:
    """Print every key with type, default and example, as Markdown."""
    from briefing.config.reference import reference

    click.echo(reference(), nl=False)


@config.command("show")
@common
def config_show(context: Context) -> None:
    """Print what holds: the file, the environment, and the defaults."""
    from briefing.config import load
    from briefing.config.rewrite import in_lines

    values = _without_passwords(load(context.config).model_dump(mode="json"))
    if context.as_json:
        show_json(values)
    else:
        click.echo(in_lines(values), nl=False)


def _without_passwords(values: Any) -> Any:
    if isinstance(values, dict):
        return {name: _without_passwords(value) for name, value in values.items()}
    if isinstance(values, list):
        return [_without_passwords(value) for value in values]
    return _PASSWORD.sub(r"\1:***@", values) if isinstance(values, str) else values


@config.command("explain")
@click.argument("key", default="")
@common
def config_explain(context: Context, key: str) -> None:
    """Say what a KEY is for, and what holds now.

    A section shows all keys below it. Without KEY it lists all.
    """
    from briefing.config.keys import keys
    from briefing.config.reference import find_keys, notes

    found = find_keys(key) if key else keys()
    if context.as_json:
        show_json([_as_json(one) for one in found])
    elif len(found) > 1:
        show_rows(("key", "for"), [(one.name, notes()[one.name].purpose) for one in found])
    else:
        show_rows(("", ""), _about(context, found[0], key))


def _as_json(key: ConfigKey) -> dict[str, Any]:
    from briefing.config.reference import notes

    note = notes()[key.name]
    return {
        "key": key.name,
        "for": note.purpose,
        "type": key.type,
        "default": key.default,
        "required": key.required,
        "kinds": list(key.kinds),
        "example": str(note.example) if hasattr(note.example, "isoformat") else note.example,
    }


def _about(context: Context, key: ConfigKey, name: str) -> list[tuple[str, str]]:
    """One key as rows: what, type, default, example, variable, and its value here."""
    from briefing.config.reference import kinds_in_words, notes
    from briefing.config.rewrite import on_one_line

    note = notes()[key.name]
    rows = [
        (key.name, note.purpose + kinds_in_words(key)),
        ("type", key.type),
        ("default", "must be given" if key.required else on_one_line(key.default)),
        ("example", f"{key.name.rpartition('.')[2]}: {on_one_line(note.example)}"),
    ]
    if not key.name.startswith("sources."):
        rows.append(("environment", f"BRIEFING_{key.name.replace('.', '__').upper()}"))
    return rows + _here(context, name)


def _here(context: Context, name: str) -> list[tuple[str, str]]:
    """What holds now, where there is a file that can be read."""
    from briefing.config import load
    from briefing.config.rewrite import on_one_line

    if not context.config.exists():
        return []
    value: Any = _without_passwords(load(context.config).model_dump(mode="json"))
    for part in name.split("."):
        value = _member(value, part)
    return [("here", on_one_line(value))]


def _member(value: Any, part: str) -> Any:
    if isinstance(value, list):
        chosen = value[int(part) : int(part) + 1] if part.isdecimal() else value
        return chosen[0] if part.isdecimal() and chosen else [_member(one, part) for one in value]
    return value.get(part) if isinstance(value, dict) else None


@config.command("set")
@click.argument("key")
@click.argument("value")
@common
def config_set(context: Context, key: str, value: str) -> None:
    """Give KEY a VALUE in config.yaml.

    Comments stay, and a bad value changes nothing. KEY is dotted: `delivery.smtp.host`,
    `sources.0.cap`. VALUE is read as YAML.
    """
    from briefing.config.set_key import set_key

    set_key(context.config, key, value)
    context.talk.say(f"{context.config}: {key} is set")
    if context.as_json:
        show_json({"key": key, "value": value})
