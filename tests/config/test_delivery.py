"""Addresses and times in the config are looked at when it is read, not when mail is due."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from briefing.config import Config


def config(section: str, **values: Any) -> Config:
    said: dict[str, Any] = {
        "newsletter": {"id": "n", "title": "The Daily"},
        "sources": [{"kind": "folder", "path": "in"}],
    }
    return Config.model_validate(said | {section: said.get(section, {}) | values})


@pytest.mark.parametrize(
    ("section", "values"),
    [
        ("newsletter", {"sender": "nobody"}),
        ("newsletter", {"sender": ""}),
        ("newsletter", {"sender": "A\r\nBcc: x@y <a@b.example>"}),
        ("newsletter", {"sender": "Daily <d@example.org> and more"}),
        ("delivery", {"reply_to": "nonsense"}),
        ("delivery", {"bounces": {"address": "Bounces <b@example.org>"}}),
        ("schedule", {"editor": "not an address"}),
        ("schedule", {"at": [420]}),
        ("schedule", {"at": ["24:00"]}),
        ("schedule", {"at": "07:00"}),
    ],
)
def test_what_cannot_be_is_a_fault(section: str, values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        config(section, **values)


@pytest.mark.parametrize(
    ("section", "values"),
    [
        ("newsletter", {"sender": "d@example.org"}),
        ("newsletter", {"sender": "The Daily, Ltd. <d@example.org>"}),
        ("newsletter", {"sender": "Zeitung <post@bücher.example>"}),
        ("delivery", {"reply_to": "", "bounces": {"address": "b+x@example.org"}}),
        ("schedule", {"editor": "desk@localhost", "at": ["07:00", "17:30"]}),
    ],
)
def test_what_can_be_stands(section: str, values: dict[str, Any]) -> None:
    assert config(section, **values)


def test_a_number_is_no_time() -> None:
    with pytest.raises(ValidationError, match="a time such as 07:00"):
        config("schedule", at=[1020])


def test_a_time_needs_no_leading_zero() -> None:
    assert config("schedule", at=["7:00"]).schedule.at == ("07:00",)
