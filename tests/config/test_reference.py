"""Every key explains itself: purpose, type, default, an example that holds."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefing.cli.main import run
from briefing.config import load
from briefing.config.keys import ConfigKey, keys
from briefing.config.reference import described_schema, notes, reference

ROOT = Path(__file__).resolve().parents[2]
NEWSLETTER = {"id": "daily", "title": "The Daily"}
SOURCES: dict[str, dict[str, Any]] = {
    "folder": {"path": "seeds"},
    "feed": {"url": "https://news.example.org/feed"},
    "page": {"url": "https://news.example.org/"},
    "index": {"url": "https://news.example.org/", "selector": "a"},
    "sitemap": {"url": "https://news.example.org/sitemap.xml"},
    "opml": {"url": "https://news.example.org/feeds.opml"},
    "mail": {"path": "mail"},
    "package.module:Class": {},
}
# What must stand beside a key for it to mean something.
BESIDE: dict[str, dict[str, Any]] = {
    "edition.chart.file": {"kind": "csv"},
    "edition.chart.title": {"kind": "sources"},
    "edition.chart.unit": {"kind": "sources"},
    "edition.chart.source": {"kind": "sources"},
    "edition.chart.kind": {"file": "bread.csv"},
    "delivery.dkim.mode": {"key_file": "dkim.pem"},
    "delivery.bounces.imap.host": {"username": "b"},
    "delivery.bounces.imap.username": {"host": "h"},
    "delivery.bounces.imap.port": {"username": "b", "host": "h"},
    "delivery.bounces.imap.mailbox": {"username": "b", "host": "h"},
    "delivery.bounces.imap.password_env": {"username": "b", "host": "h"},
    "delivery.bounces.imap.password_file": {"username": "b", "host": "h"},
    "schedule.weekly.day": {"at": "09:00"},
    "schedule.weekly.title": {"at": "09:00"},
    "delivery.smtp.warm_up.double_every": {"start": 200},
    "schedule.webhook.on": {"url": "https://hooks.example.org"},
}


def test_every_key_has_its_note_and_no_note_is_left_over() -> None:
    assert set(notes()) == {key.name for key in keys()}


def test_the_page_is_up_to_date() -> None:
    page = (ROOT / "docs" / "config.md").read_text(encoding="utf-8")
    assert page == reference(), "run briefing config reference > docs/config.md"


def test_the_schema_is_up_to_date() -> None:
    page = (ROOT / "docs" / "config.schema.json").read_text(encoding="utf-8")
    assert json.loads(page) == described_schema(), (
        "run briefing config schema > docs/config.schema.json"
    )


@pytest.mark.parametrize("key", keys(), ids=[key.name for key in keys()])
def test_the_example_of_a_key_is_good(tmp_path: Path, key: ConfigKey) -> None:
    config = load(a_file(tmp_path, with_example(key)))
    assert config.newsletter.title


def with_example(key: ConfigKey) -> dict[str, Any]:
    """A file with this key as its example has it."""
    fields: dict[str, Any] = {
        "newsletter": dict(NEWSLETTER),
        "sources": [{"kind": "folder", "path": "seeds"}],
    }
    example = notes()[key.name].example
    parts = key.name.split(".")
    if parts[0] == "sources":
        return fields | {"sources": [a_source(key, parts[1:], example)]}
    if parts[:2] == ["schedule", "pauses"]:
        days = {part: notes()[f"schedule.pauses.{part}"].example for part in ("first", "last")}
        return fields | {"schedule": {"pauses": [days]}}
    if key.name.startswith("delivery.relays."):
        one = with_example(replace(key, name=key.name.replace("relays", "smtp")))
        return one | {"delivery": {"relays": [one["delivery"]["smtp"]]}}
    place = fields
    for part in parts[:-1]:
        place = place.setdefault(part, {})
    place |= BESIDE.get(key.name, {}) | {parts[-1]: example}
    return fields


def a_source(key: ConfigKey, parts: list[str], example: object) -> dict[str, Any]:
    kind = str(example) if parts == ["kind"] else key.kinds[0]
    source = {"kind": kind} | SOURCES[kind]
    if key.name in {"sources.host", "sources.port", "sources.username"} and kind == "mail":
        source = {"kind": "mail", "host": "imap.example.org"}
    place = source
    for part in parts[:-1]:
        place = place.setdefault(part, {})
    place[parts[-1]] = example
    return source


def a_file(folder: Path, fields: dict[str, Any]) -> Path:
    file = folder / "config.yaml"
    file.write_text(yaml.safe_dump(fields, allow_unicode=True), encoding="utf-8")
    return file


def test_the_shell_explains_a_key(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = str(a_file(tmp_path, with_example(keys()[0])))
    assert run(["config", "explain", "delivery.smtp.port", "-c", file]) == 0
    said = capfd.readouterr().out
    assert "587" in said
    assert "BRIEFING_DELIVERY__SMTP__PORT" in said


def test_a_key_that_is_none_is_told_what_was_meant(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["config", "explain", "delivery.smtp.prot"]) == 2
    assert "delivery.smtp.port" in capfd.readouterr().err


def test_the_shell_shows_what_holds_and_no_password(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFING_STORE", "postgresql://me:secret@db.example/n")
    monkeypatch.setenv("BRIEFING_DELIVERY__SMTP__PORT", "2525")
    file = str(a_file(tmp_path, with_example(keys()[0])))
    assert run(["config", "show", "--json", "-c", file]) == 0
    said = capfd.readouterr().out
    assert json.loads(said)["delivery"]["smtp"]["port"] == 2525
    assert json.loads(said)["store"] == "postgresql://me:***@db.example/n"
    assert "secret" not in said
