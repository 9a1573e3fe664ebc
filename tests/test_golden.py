"""The edition of seeds/, whole: a change that alters one byte of it is seen.

`pytest tests/test_golden.py --remake` writes it anew; then read the difference.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from briefing import load
from tests.make import NOW

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = Path(__file__).resolve().parent / "golden"
NAMES = ("edition.html", "edition.txt", "edition.md", "edition.eml", "edition.json")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a fresh build of the sample newsletter."""
    folder = tmp_path_factory.mktemp("letter")
    shutil.copy(ROOT / "config.yaml", folder)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    with load(folder / "config.yaml", now=NOW) as pipeline:
        pipeline.ingest()
        return pipeline.build().folder


@pytest.mark.parametrize("name", NAMES)
def test_the_sample_edition_is_as_it_was(name: str, built: Path, remake: bool) -> None:
    if remake:
        GOLDEN.mkdir(exist_ok=True)
        shutil.copy(built / name, GOLDEN / name)
    same = (built / name).read_bytes() == (GOLDEN / name).read_bytes()
    assert same, f"{name} differs: remake the golden files (--remake) and read the difference"
