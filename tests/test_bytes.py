"""The same bytes under two hash seeds, in processes of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def build(folder: Path, seed: str) -> dict[str, bytes]:
    """The files a build of the sample newsletter writes under a hash seed."""
    folder.mkdir()
    shutil.copy(ROOT / "config.yaml", folder)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    command = [sys.executable, "-m", "briefing", "build", "--quiet", "--now", "2026-11-24T06:00Z"]
    environment = os.environ | {"PYTHONHASHSEED": seed}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return {file.name: file.read_bytes() for file in (folder / "out" / "2026-11-24").iterdir()}


def test_a_hash_seed_does_not_show(tmp_path: Path) -> None:
    one, other = build(tmp_path / "a", "1"), build(tmp_path / "b", "4242")
    assert one == other
    assert not any(str(tmp_path).encode() in data for data in one.values())
