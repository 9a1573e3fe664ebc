"""What a release needs: one version, a changelog by version, a workflow that checks both."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import yaml

from benchmarks.release import faults, headings, version, with_absolute_links, with_urls
from briefing.version import __version__

ROOT = Path(__file__).resolve().parent.parent


def test_the_version_stands_in_one_place() -> None:
    assert version() == __version__
    assert 'dynamic = ["version"]' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_a_tag_of_another_version_or_without_changes_is_refused() -> None:
    assert "the version" in faults("v99.0.0")[0]
    assert "CHANGELOG.md has no" in faults("v99.0.0")[1]


def test_the_changelog_is_by_version_the_newest_first() -> None:
    names = [name for name, _ in headings()]
    assert names[0] == "Unreleased"
    assert all(day for _, day in headings()[1:])


def test_the_release_runs_every_check_before_it_publishes() -> None:
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    runs = [step.get("run", "") for step in jobs["build"]["steps"]]
    assert ".ci/run" in runs
    assert any("cyclonedx-py environment" in run for run in runs)
    assert jobs["publish"]["needs"] == "build"


def test_pypi_shows_pictures_and_links_by_absolute_address() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = with_absolute_links(readme, "some/house", "v1.0.0")
    links = re.findall(r"(!?)\[[^\]]*\]\(([^)]+)\)", shown)
    assert [link for _, link in links if not link.startswith("https://")] == []
    pictures = [link for mark, link in links if mark]
    folder = "https://raw.githubusercontent.com/some/house/v1.0.0/docs/screens"
    assert pictures == [f"{folder}/edition.png", f"{folder}/desk-workspace.png"]


def test_the_project_gets_the_addresses_of_its_repository() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    urls = tomllib.loads(with_urls(text, "some/house"))["project"]["urls"]
    assert set(urls) == {"Homepage", "Documentation", "Changelog", "Issues", "Source"}
    assert all(url.startswith("https://github.com/some/house") for url in urls.values())


def test_no_address_of_a_repository_is_written_down() -> None:
    """We have none yet: a guessed one would be somebody else's."""
    assert "urls" not in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
