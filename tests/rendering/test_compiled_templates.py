"""Compiled templates are kept between processes, and never shown in place of changed ones."""

from __future__ import annotations

import marshal
import os
from pathlib import Path

import pytest

from briefing.rendering.compiled_templates import FOLDER, KEPT_VERSIONS, compiled_templates
from briefing.rendering.environment import Templates, templates_in


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "briefing" / FOLDER


def own(tmp_path: Path, source: str) -> Templates:
    """A newsletter's templates with one of its own, as a fresh process has them."""
    file = tmp_path / "templates" / "text" / "own.txt"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source, encoding="utf-8")
    return templates_in(tmp_path / "templates")


def shown(templates: Templates) -> str:
    return templates.render("text/own.txt", {"word": "ferry"})


def test_what_is_kept_is_run(tmp_path: Path, cache: Path) -> None:
    assert shown(own(tmp_path, "The {{ word }}.")) == "The ferry."
    (kept,) = cache.glob("*/text/*")
    compiled = kept.read_bytes()
    place = compiled.index(marshal.dumps("The ")[1:])
    kept.write_bytes(compiled[:place] + compiled[place:].replace(b"The ", b"Our ", 1))
    (tmp_path / "templates" / "text" / "other.txt").write_text("so that all are read anew")
    assert shown(templates_in(tmp_path / "templates")) == "Our ferry."


def test_a_changed_template_is_compiled_anew(tmp_path: Path, cache: Path) -> None:
    assert shown(own(tmp_path, "The {{ word }}.")) == "The ferry."
    assert shown(own(tmp_path, "Our {{ word }}, at last.")) == "Our ferry, at last."


@pytest.mark.parametrize("size", [0, 10, 60, 300])
def test_a_damaged_file_costs_compiling_only(tmp_path: Path, cache: Path, size: int) -> None:
    assert shown(own(tmp_path, "The {{ word }}.")) == "The ferry."
    (kept,) = cache.glob("*/text/*")
    whole = kept.read_bytes()
    kept.write_bytes(whole[:size])
    (tmp_path / "templates" / "text" / "other.txt").write_text("so that all are read anew")
    assert shown(templates_in(tmp_path / "templates")) == "The ferry."
    assert kept.read_bytes() == whole


def test_a_folder_that_goes_away_costs_compiling_only(tmp_path: Path, cache: Path) -> None:
    templates = own(tmp_path, "The {{ word }}.")
    for folder in (*cache.glob("*/*"), *cache.iterdir()):
        folder.rmdir()
    assert shown(templates) == "The ferry."


def test_those_of_the_oldest_versions_go(cache: Path) -> None:
    compiled_templates("text")
    (kept,) = cache.iterdir()
    older = [kept.rename(cache / "version0")]
    for number in range(1, KEPT_VERSIONS):
        older.append(cache / f"version{number}")
        older[-1].mkdir()
    for number, folder in enumerate(older):
        os.utime(folder, (number, number))
    assert compiled_templates("text")
    assert not older[0].exists()
    assert {folder.name for folder in cache.iterdir()} == {
        kept.name,
        *(folder.name for folder in older[1:]),
    }


def test_without_a_cache_they_are_compiled_each_time(tmp_path: Path, cache: Path) -> None:
    cache.mkdir(parents=True)
    cache.chmod(0o777)
    assert compiled_templates("text") is None
    assert shown(own(tmp_path, "The {{ word }}.")) == "The ferry."
    assert list(cache.iterdir()) == []
