"""The `theme:` section of the config, with the place of each fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.config import load
from briefing.config.colors import contrast
from briefing.errors import ConfigError

HEAD = "newsletter: {id: x, title: X}\nsources: [{kind: folder, path: seeds}]\n"


def faults(tmp_path: Path, theme: str) -> tuple[str, ...]:
    file = tmp_path / "config.yaml"
    file.write_text(f"{HEAD}theme:\n{theme}", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(file)
    return tuple(fault.removeprefix(f"{tmp_path}/") for fault in caught.value.faults)


def test_a_faint_pair_is_refused_with_its_place(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, '  width: 600\n  dark:\n    muted: "#333333"\n')
    assert fault.startswith(
        "config.yaml:5:3: theme.dark: a contrast of at least 4.5 is expected: muted on page has 1.5"
    )
    assert "muted on callout" in fault


def test_every_fault_of_the_section_is_named_with_its_place(tmp_path: Path) -> None:
    theme = (
        "  name: loud\n  colour: red\n  width: 5000\n  logo: http://x.example/a.png\n"
        "  fonts: {text: 'x; y'}\n  light: {ink: black}\n"
    )
    found = faults(tmp_path, theme)
    places = [fault.split(": ")[0:2] for fault in found]
    assert sorted(places) == [
        ["config.yaml:4:3", "theme.name"],
        ["config.yaml:5:3", "theme.colour"],
        ["config.yaml:6:3", "theme.width"],
        ["config.yaml:7:3", "theme.logo"],
        ["config.yaml:8:11", "theme.fonts.text"],
        ["config.yaml:9:11", "theme.light.ink"],
    ]


def test_what_is_not_said_keeps_its_default(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(f'{HEAD}theme:\n  light:\n    accent: "#7a1f5c"\n', encoding="utf-8")
    theme = load(file).theme
    assert (theme.name, theme.light.accent, theme.light.ink) == ("balance", "#7a1f5c", "#1a1a1a")


def test_known_contrasts() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
