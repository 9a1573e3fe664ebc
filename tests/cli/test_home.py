"""A newsletter without a folder of its own: the XDG places, found where no config.yaml is."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.cli.main import run
from briefing.config.places import data_folder_of, home_config, home_data

NOW = ("--now", "2026-11-24T06:00Z")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, and a home beside it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home" / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "data"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "home"


def test_the_places_are_those_of_the_specification(tmp_path: Path) -> None:
    given = {"XDG_CONFIG_HOME": "/c", "XDG_DATA_HOME": "/d"}
    assert (home_config(given), home_data(given)) == (
        Path("/c/briefing/config.yaml"),
        Path("/d/briefing"),
    )
    relative = {"XDG_CONFIG_HOME": "c", "XDG_DATA_HOME": ""}
    assert home_config(relative) == Path.home() / ".config/briefing/config.yaml"
    assert home_data(relative) == Path.home() / ".local/share/briefing"
    assert data_folder_of(tmp_path / "config.yaml", given) == tmp_path


def test_a_newsletter_at_home_is_made_built_and_found(
    home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["init", "--user", "--no-input", "--title", "At home", *NOW]) == 0
    assert (home / "config" / "briefing" / "config.yaml").is_file()
    assert sorted(path.name for path in (home / "data" / "briefing").iterdir()) == [
        "briefing.db",
        "out",
    ]
    assert not (home / "config" / "briefing" / "out").exists()
    assert run(["editions", "list", *NOW]) == 0
    out, err = capfd.readouterr()
    assert "at-home-2026-11-24" in out
    assert f"no config.yaml here: {home_config_text(home)} is read" in err
    assert run(["db", "backup", *NOW]) == 0
    assert list((home / "data" / "briefing" / "backups").iterdir())
    assert list(Path().iterdir()) == []


def home_config_text(home: Path) -> str:
    return str(home / "config" / "briefing" / "config.yaml")


def test_a_config_here_or_named_goes_before_that_at_home(
    home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run(["init", "--user", "--no-input", "--no-build", "--title", "At home", *NOW])
    assert run(["init", "other", "--no-input", "--no-build", "--title", "Other", *NOW]) == 0
    assert "no config.yaml here" not in capfd.readouterr().err
    assert run(["config", "show", "--config", "other/config.yaml"]) == 0
    assert "title: Other" in capfd.readouterr().out
    Path("config.yaml").write_text(Path("other/config.yaml").read_text(encoding="utf-8"))
    assert run(["config", "show"]) == 0
    assert "title: Other" in capfd.readouterr().out
    assert run(["config", "show", "--config", "nowhere.yaml"]) == 2


def test_where_there_is_none_both_places_are_named(
    home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["build"]) == 2
    assert f"nor is there {home_config_text(home)}" in capfd.readouterr().err


@pytest.mark.parametrize("words", [["init"], ["init", "x", "--user"]], ids=["none", "both"])
def test_init_wants_a_folder_or_the_home(
    home: Path, capfd: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert run(words) == 2
    assert "name a FOLDER, or --user" in capfd.readouterr().err
