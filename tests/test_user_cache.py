"""What is kept to start sooner lies where nobody else can write, or is not kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefing.user_cache import cache_folder


def test_the_folder_is_the_users_alone(tmp_path: Path) -> None:
    folder = cache_folder("letters", {"XDG_CACHE_HOME": str(tmp_path)})
    assert folder == tmp_path / "briefing" / "letters"
    assert [path.stat().st_mode & 0o777 for path in (folder.parent, folder)] == [0o700, 0o700]
    assert cache_folder("letters", {"XDG_CACHE_HOME": str(tmp_path)}) == folder


@pytest.mark.parametrize("part", ["briefing", "briefing/letters"])
@pytest.mark.parametrize("mode", [0o770, 0o702])
def test_a_folder_others_may_write_to_is_not_read(tmp_path: Path, part: str, mode: int) -> None:
    environment = {"XDG_CACHE_HOME": str(tmp_path)}
    cache_folder("letters", environment)
    (tmp_path / part).chmod(mode)
    assert cache_folder("letters", environment) is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives a folder away")
def test_a_folder_of_somebody_else_is_not_read_and_gets_none(tmp_path: Path) -> None:
    environment = {"XDG_CACHE_HOME": str(tmp_path / "home" / ".cache")}
    (tmp_path / "home").mkdir()
    os.chown(tmp_path / "home", 12345, 12345)
    assert cache_folder("letters", environment) is None
    assert list((tmp_path / "home").iterdir()) == []
    os.chown(tmp_path / "home", 0, 0)
    folder = cache_folder("letters", environment)
    assert folder
    os.chown(folder, 12345, 12345)
    assert cache_folder("letters", environment) is None


def test_without_the_variable_it_lies_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder("letters", {}) == tmp_path / ".cache" / "briefing" / "letters"
    assert cache_folder("letters", {"XDG_CACHE_HOME": "relative"}) == cache_folder("letters", {})


def test_where_nothing_can_be_made_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert cache_folder("letters", {"XDG_CACHE_HOME": str(tmp_path / "file")}) is None
    assert cache_folder("letters", {"XDG_CACHE_HOME": "/proc/none"}) is None
