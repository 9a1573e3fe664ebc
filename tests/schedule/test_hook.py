"""The webhook is told what the config asks for, and a secret address is never shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing.config import Config
from briefing.errors import BriefingError
from briefing.models import Slot
from briefing.schedule.heartbeat import read_heartbeat
from briefing.schedule.runner import Outcome
from briefing.schedule.webhook import WebhookSender
from tests.hearing import Heard, hearing
from tests.make import NOW

SLOT = Slot(newsletter="n", local="2026-11-24T07:00", due=NOW)
SENT = Outcome(slot=SLOT, state="sent", reason="2 sent", edition_id="n-1")
MISSED = Outcome(slot=SLOT, state="skipped", reason="missed", error="missed")


@pytest.fixture
def heard() -> Iterator[Heard]:
    with hearing() as one:
        yield one


def said(heard: Heard) -> list[dict[str, Any]]:
    """What was posted, read."""
    return [json.loads(body) for _, _, body in heard.posts]


def hook(*, allow: bool = True, **webhook: Any) -> WebhookSender:
    config = {
        "newsletter": {"id": "n", "title": "The Daily"},
        "sources": [{"kind": "folder", "path": "in"}],
        "fetch": {"allow_hosts": ["127.0.0.1"] if allow else []},
        "schedule": {"webhook": webhook},
    }
    return WebhookSender(Config.model_validate(config))


def test_it_is_told_of_both(heard: Heard) -> None:
    telling = hook(url=f"{heard.url}/hook")
    telling.tell(SENT)
    telling.tell(MISSED)
    assert [(one["kind"], one["slot"], one["state"]) for one in said(heard)] == [
        ("success", SLOT.local, "sent"),
        ("failure", SLOT.local, "skipped"),
    ]


def test_it_may_be_told_of_failures_alone(heard: Heard) -> None:
    telling = hook(url=f"{heard.url}/hook", on=("failure",))
    telling.tell(SENT)
    telling.tell(MISSED)
    assert [one["kind"] for one in said(heard)] == ["failure"]


def test_a_secret_address_comes_from_the_environment_and_is_not_shown(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFING_HOOK", f"{heard.url}/broken/s3cret")
    with pytest.raises(BriefingError) as caught:
        hook(url_env="BRIEFING_HOOK").tell(SENT)
    assert "s3cret" not in str(caught.value)
    assert "500" in str(caught.value)


def test_a_private_address_is_not_told(heard: Heard) -> None:
    with pytest.raises(BriefingError, match="allow_hosts"):
        hook(url=heard.url, allow=False).tell(SENT)
    assert heard.posts == []


@pytest.mark.parametrize("content", ["", "{", "[]", '{"at": 1}', "null", "x" * 200_000])
def test_a_heartbeat_that_is_none_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "beat").write_text(content)
    assert read_heartbeat(tmp_path / "beat") is None
    assert read_heartbeat(tmp_path / "missing") is None
