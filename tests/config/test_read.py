"""A config file is read whole or not at all, and every fault is named where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.config import Config, FolderConfig, load
from briefing.errors import BriefingError, ConfigError
from briefing.newsletter import store_url

GOOD = """\
newsletter:
  id: daily
  title: The Daily
sources:
  - kind: folder
    path: seeds
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(folder: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        load(write(folder, text))
    return caught.value.faults


def test_a_small_file_is_enough(tmp_path: Path) -> None:
    config = load(write(tmp_path, GOOD))
    assert config.newsletter.title == "The Daily"
    assert isinstance(config.sources[0], FolderConfig)


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    assert load(write(tmp_path, GOOD)).path("seeds") == tmp_path / "seeds"


@pytest.mark.parametrize(
    ("named", "url"),
    [
        ("sqlite:///briefing.db", "sqlite:///{folder}/briefing.db"),
        ("sqlite:////srv/n.db", "sqlite:////srv/n.db"),
        ("postgresql://db.example/n", "postgresql://db.example/n"),
    ],
)
def test_the_store_lies_beside_the_file_and_not_where_the_command_runs(
    tmp_path: Path, named: str, url: str
) -> None:
    config = load(write(tmp_path, f"{GOOD}store: {named}\n"))
    assert store_url(config) == url.format(folder=tmp_path)


def test_the_sample_is_valid() -> None:
    sample = Path(__file__).resolve().parents[2] / "config.yaml"
    assert load(sample).newsletter.title == "The Balance"


@pytest.mark.parametrize(
    ("old", "new", "where", "expected"),
    [
        ("id: daily", "id: Not A Slug", ":2:", "newsletter.id"),
        ("title: The Daily", "titel: The Daily", ":3:", "newsletter.titel"),
        ("kind: folder", "kind: carrier-pigeon", ":5:", "sources"),
        ("path: seeds", "path: 7", ":6:", "path"),
        ("title: The Daily", "title: T\n  timezone: Mars/Olympus", ":4:", "time zone"),
    ],
)
def test_a_fault_names_line_and_key(
    tmp_path: Path, old: str, new: str, where: str, expected: str
) -> None:
    found = "\n".join(faults(tmp_path, GOOD.replace(old, new)))
    assert f"config.yaml{where}" in found
    assert expected in found


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("id: daily", "id: NO").replace("path: seeds", "path: []")
    assert len(faults(tmp_path, text)) == 2


def test_two_sources_of_one_name_are_refused(tmp_path: Path) -> None:
    assert "two are named 'seeds'" in faults(tmp_path, GOOD + GOOD.split("sources:\n")[1])[0]


@pytest.mark.parametrize(
    "text",
    ["", "- a\n- b\n", "a: [1, 2", "a: \x00", "&a [*a]", "x: !!python/object:os.system {}", "5"],
)
def test_what_is_no_config_is_refused_in_words(tmp_path: Path, text: str) -> None:
    assert all("config.yaml" in fault for fault in faults(tmp_path, text))


def test_a_file_that_aliases_swell_is_refused(tmp_path: Path) -> None:
    doubled = (f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]" for n in range(1, 8))
    bomb = "\n".join(("x0: &x0 [a, a, a]", *doubled))
    (fault,) = faults(tmp_path, f"{GOOD}{bomb}\n")
    assert "is too large once its aliases are followed" in fault


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BriefingError, match="briefing init"):
        load(tmp_path / "config.yaml")


def test_the_environment_names_another_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFING_STORE", "sqlite:///other.db")
    assert load(write(tmp_path, GOOD)).store == "sqlite:///other.db"


@given(st.text(max_size=300))
def test_no_text_gives_a_traceback(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("config") / "config.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        assert isinstance(load(path), Config)
    except BriefingError as error:
        assert str(error)


@pytest.mark.parametrize(
    "section",
    [
        "schedule:\n  webhook: {url_env: BRIEFING_HOOK, on: [failure]}\n",
        "schedule:\n  webhook:\n    url_env: BRIEFING_HOOK\n    on:\n      - failure\n",
        "schedule:\n  holidays: [NO]\n",
    ],
)
def test_words_that_old_yaml_took_for_booleans_are_words(tmp_path: Path, section: str) -> None:
    schedule = load(write(tmp_path, GOOD + section)).schedule
    if schedule.webhook:
        assert schedule.webhook.on == ("failure",)
    else:
        assert schedule.holidays == ("NO",)
