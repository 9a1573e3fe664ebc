"""`briefing users`: accounts of the desk from the shell."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.cli.main import run
from briefing.store import Store

CONFIG = {
    "newsletter": {"id": "n", "title": "The Daily"},
    "sources": [{"kind": "folder", "path": "in"}],
    "desk": {"url": "https://desk.example.org"},
}


@pytest.fixture
def config(tmp_path: Path) -> str:
    (tmp_path / "config.yaml").write_text(json.dumps(CONFIG))
    return str(tmp_path / "config.yaml")


def listed(config: str, capfd: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    capfd.readouterr()
    assert run(["users", "-c", config, "--json"]) == 0
    records: list[dict[str, object]] = json.loads(capfd.readouterr().out)
    return records


def test_an_account_from_its_link_to_its_end(
    config: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["users", "add", "Ada", "--role", "admin", "-c", config]) == 0
    assert capfd.readouterr().out.startswith("https://desk.example.org/welcome/")
    assert run(["users", "add", "Bob", "-c", config, "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["name"] == "Bob"
    assert run(["users", "add", "ADA", "-c", config]) == 2
    assert run(["users", "role", "bob", "viewer", "-c", config]) == 0
    assert [(one["name"], one["role"]) for one in listed(config, capfd)] == [
        ("Ada", "admin"),
        ("Bob", "viewer"),
    ]
    assert run(["users", "list", "-c", config]) == 0
    assert "Bob" in capfd.readouterr().out
    assert run(["users", "remove", "Ada", "-c", config]) == 2
    assert "last admin" in capfd.readouterr().err
    assert run(["users", "remove", "Bob", "-c", config]) == 0
    assert run(["users", "link", "Bob", "-c", config]) == 2
    assert [one["name"] for one in listed(config, capfd)] == ["Ada"]


def test_a_lost_second_factor_and_a_lost_password(
    config: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["users", "add", "Ada", "--role", "admin", "-c", config]) == 0
    now = datetime.now(UTC)
    store = Store.open(f"sqlite:///{tmp_path}/briefing.db", now=now)
    store.accounts.set_totp("n", "ada", "ABCDEFGH", at=now)
    store.close()
    assert listed(config, capfd)[0]["second_factor"] is True
    assert run(["users", "reset-factor", "Ada", "-c", config]) == 0
    assert listed(config, capfd)[0]["second_factor"] is False
    assert run(["users", "link", "Ada", "-c", config]) == 0
    assert capfd.readouterr().out.count("/welcome/") == 1
    assert run(["users", "log-out", "Ada", "-c", config]) == 0
    assert "0 sessions" in capfd.readouterr().err
