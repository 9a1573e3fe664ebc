"""`briefing init` makes a folder that has its first edition, and never overwrites one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.cli.main import run
from briefing.config import load
from briefing.config.reference import described_schema
from tests.sources.server import Server, serving


def test_a_new_folder_is_a_newsletter_with_an_edition(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["init", str(tmp_path / "my-letter"), "--now", "2026-11-24T06:00Z"]) == 0
    config = load(tmp_path / "my-letter" / "config.yaml")
    assert (config.newsletter.id, config.newsletter.title) == ("my-letter", "My letter")
    page = Path(capfd.readouterr().out.strip())
    assert page.name == "index.html"
    assert "My letter" in page.read_text(encoding="utf-8")


def test_what_is_asked_can_be_given(tmp_path: Path) -> None:
    given = ["--title", "Der Überblick: früh", "--language", "de", "--at", "6:30", "--no-build"]
    given += ["--sender", "Der Überblick <post@example.org>"]
    assert run(["init", str(tmp_path / "a"), *given]) == 0
    config = load(tmp_path / "a" / "config.yaml")
    assert config.newsletter.id == "der-uberblick-fruh"
    assert config.newsletter.title == "Der Überblick: früh"
    assert config.newsletter.sender == "Der Überblick <post@example.org>"
    assert (config.newsletter.language, config.schedule.at) == ("de", ("06:30",))


def test_an_editor_finds_the_schema(tmp_path: Path) -> None:
    assert run(["init", str(tmp_path), "--no-build"]) == 0
    line = (tmp_path / "config.yaml").read_text(encoding="utf-8").splitlines()[0]
    schema = tmp_path / line.partition("$schema=")[2]
    assert json.loads(schema.read_text(encoding="utf-8")) == described_schema()


def test_two_folders_have_two_ids(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert run(["init", str(tmp_path / name), "--no-build"]) == 0
    ids = {load(tmp_path / name / "config.yaml").newsletter.id for name in ("one", "two")}
    assert ids == {"one", "two"}


def test_a_wish_that_cannot_be_leaves_no_folder(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["init", str(tmp_path / "a"), "--language", "english"]) == 2
    assert "en, de or pt-BR" in capfd.readouterr().err
    assert not (tmp_path / "a").exists()


def test_a_newsletter_is_not_overwritten(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "config.yaml").write_text("mine")
    assert run(["init", str(tmp_path)]) == 2
    assert (tmp_path / "config.yaml").read_text() == "mine"
    assert "config.yaml" in capfd.readouterr().err


def test_a_folder_that_cannot_be_made_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert run(["init", str(tmp_path / "file" / "letter")]) == 2


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def test_the_first_feed_of_a_site_is_read_in_place_of_the_samples(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFING_FETCH__ALLOW_HOSTS", '["127.0.0.1"]')
    assert run(["init", str(tmp_path), "--feed", f"{server.url}/listing/index", "--no-build"]) == 0
    (source,) = load(tmp_path / "config.yaml").sources
    assert source.kind == "feed"


def test_where_no_feed_is_found_the_samples_stay_and_it_is_said(
    tmp_path: Path, server: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["init", str(tmp_path), "--feed", f"{server.url}/listing/index", "--no-build"]) == 1
    (source,) = load(tmp_path / "config.yaml").sources
    assert source.kind == "folder"
    assert "briefing sources add" in capfd.readouterr().err


def test_an_option_that_will_not_do_names_its_key_and_no_other_file(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["init", str(tmp_path / "a"), "--no-build", "--language", "klingon"]) == 2
    told = capfd.readouterr().err
    assert told.startswith("newsletter.language: the tag of a language")
