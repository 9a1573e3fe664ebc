"""Sources written into a config file and taken out again: nothing else of it changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.config import load, source_name
from briefing.config.source_lines import add_sources, remove_source
from briefing.errors import ConfigError, InputError

SAMPLE = Path(__file__).resolve().parents[2] / "config.yaml"
FEED = {"kind": "feed", "name": "Wire: the news", "url": "https://wire.example/feed?a=1#x"}
HEAD = "newsletter: {id: daily, title: The Daily} # mine\n"


def names(file: Path) -> list[str]:
    return [source_name(source) for source in load(file).sources]


def test_a_source_goes_behind_the_last_and_comments_stay(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    before = SAMPLE.read_text(encoding="utf-8")
    file.write_text(before, encoding="utf-8")
    add_sources(file, [FEED, FEED | {"name": "other"}])
    assert names(file)[1:] == ["Wire: the news", "other"]
    after = file.read_text(encoding="utf-8")
    assert "# - kind: feed\n" in after
    remove_source(file, 1)
    remove_source(file, 1)
    assert file.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    "listed",
    [
        "sources:\n- kind: folder\n  path: a",
        "sources:\n    -   kind: folder\n        path: a\n\n# the end\n",
        "sources:\n  - {kind: folder, path: a}\nout: x\n",
        "sources:\r\n  - kind: folder\r\n    path: a\r\nout: x\r\n",
        "sources:\n  - kind: folder\n    path: >\n      a\n\nout: x\n",
        "sources:\n  - kind: folder\n    filter:\n      include: [a]\n    path: a # here\n",
    ],
)
def test_any_layout_of_lines_is_kept(tmp_path: Path, listed: str) -> None:
    file = tmp_path / "config.yaml"
    before = (HEAD.replace("\n", "\r\n") if "\r" in listed else HEAD) + listed
    file.write_bytes(before.encode())
    add_sources(file, [FEED])
    assert names(file)[1:] == ["Wire: the news"]
    remove_source(file, 1)
    assert file.read_bytes().decode().rstrip() == before.rstrip()


def test_what_would_break_the_file_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    before = HEAD + "sources:\n  - kind: folder\n    path: a\n"
    file.write_text(before, encoding="utf-8")
    for wrong in ({"kind": "feed", "url": "no address"}, {"kind": "folder", "path": "a"}):
        with pytest.raises(ConfigError) as caught:
            add_sources(file, [wrong])
        assert str(file) in str(caught.value)
    assert file.read_text(encoding="utf-8") == before
    assert [path.name for path in tmp_path.iterdir()] == ["config.yaml"]


def test_the_only_source_and_a_list_on_one_line_stay(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(HEAD + "sources:\n  - kind: folder\n    path: a\n", encoding="utf-8")
    with pytest.raises(InputError, match="only source"):
        remove_source(file, 0)
    file.write_text(HEAD + "sources: [{kind: folder, path: a}]\n", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be edited"):
        add_sources(file, [FEED])


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(min_size=1, max_size=40))
def test_any_name_comes_back_as_it_was(tmp_path: Path, name: str) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(HEAD + "sources:\n  - kind: folder\n    path: a\n", encoding="utf-8")
    if name == "a" or not name.isprintable():
        return
    add_sources(file, [FEED | {"name": name}])
    assert names(file) == ["a", name]
