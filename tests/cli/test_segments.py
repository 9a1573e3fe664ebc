"""Segments at the command line and in the config: who would get an edition, and who is listed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from briefing.cli.main import run
from briefing.store import Store
from tests.make import NOW, make_edition, make_reference

CONFIG: dict[str, Any] = {
    "newsletter": {"id": "n", "title": "The Daily", "sender": "Daily <d@example.org>"},
    "sources": [{"kind": "folder", "path": "in"}],
}
READERS = {
    "ada": (("markets",), "de"),
    "ben": (("markets", "vip"), ""),
    "cy": (("politics",), "fr"),
    "dee": ((), "de-AT"),
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path)
    configure()
    for name, (tags, language) in READERS.items():
        words = [word for tag in tags for word in ("--tag", tag)]
        assert run(["subscribers", "add", f"{name}@x.org", *words, "--language", language]) == 0
    return tmp_path


def configure(**over: Any) -> None:
    Path("config.yaml").write_text(json.dumps(CONFIG | over), encoding="utf-8")


def names(capfd: pytest.CaptureFixture[str], *words: str, code: int = 0) -> list[str]:
    capfd.readouterr()
    assert run([*words, "--json"]) == code
    found = json.loads(capfd.readouterr().out)
    rows = found["recipients"] if isinstance(found, dict) else found
    return [row["email"].partition("@")[0] for row in rows]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--tag", "markets", "--tag", "politics"], ["ada", "ben", "cy"]),
        (["--tag", "markets", "--without", "vip"], ["ada"]),
        (["--without", "markets"], ["cy", "dee"]),
        (["--language", "de"], ["ada", "dee"]),
        (["--language", "en"], ["ben"]),
        (["--segment", "vip or (language:fr and politics)"], ["ben", "cy"]),
        (["--since", "2100-01-01"], []),
        (["--since", "2000-01-01", "--tag", "vip"], ["ben"]),
    ],
)
def test_lists_exports_and_sending_mean_the_same(
    home: Path, capfd: pytest.CaptureFixture[str], words: list[str], expected: list[str]
) -> None:
    assert names(capfd, "subscribers", "list", *words) == expected
    assert run(["subscribers", "export", *words]) == 0
    rows = list(csv.DictReader(io.StringIO(capfd.readouterr().out)))
    assert [row["email"].partition("@")[0] for row in rows] == expected
    edition(home, "n-2026-11-24")
    code = 0 if expected else 3
    found = names(capfd, "send", "n-2026-11-24", "--dry-run", *words, code=code)
    assert found == expected


def test_slots_have_segments_of_their_own(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    schedule = {"at": ["07:00", "17:00"], "segments": {"17:00": "markets and not vip"}}
    configure(schedule=schedule, delivery={"segment": "not politics"})
    for name, expected in (
        ("n-2026-11-24T07:00", ["ada", "ben", "dee"]),
        ("n-2026-11-24T17:00", ["ada"]),
    ):
        edition(home, name)
        assert names(capfd, "send", name, "--dry-run") == expected
    assert names(capfd, "send", name, "--dry-run", "--tag", "politics") == ["cy"]


def test_who_gets_an_edition_is_fixed_when_it_is_sent(
    home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    edition(home, "n-2026-11-24")
    assert run(["approve", "n-2026-11-24"]) == 0
    assert run(["send", "n-2026-11-24", "--segment", "vip"]) == 0
    assert len(list((home / "out/mail").glob("*.eml"))) == 1
    run(["subscribers", "change", "cy@x.org", "--tag", "vip"])
    assert run(["send", "n-2026-11-24", "--segment", "vip"]) == 2
    assert "has its readers already" in capfd.readouterr().err


@pytest.mark.parametrize("words", [["--segment", "a and"], ["--since", "soon"], ["--tag", "No"]])
def test_what_is_no_segment_is_said(home: Path, words: list[str]) -> None:
    assert run(["subscribers", "list", *words]) == 2


def edition(home: Path, name: str) -> None:
    store = Store.open(f"sqlite:///{home}/briefing.db", now=NOW)
    told = make_edition(id=name, references=(make_reference(),))
    store.editions.save(told, at=NOW)
    store.close()
