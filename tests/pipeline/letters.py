"""A small newsletter in a folder, for tests that build it."""

from __future__ import annotations

from pathlib import Path

CONFIG = """\
newsletter:
  id: the-test
  title: The Test
  timezone: Europe/Berlin
  sender: The Test <test@example.org>
  address: 1 Example Street
sources:
  - kind: folder
    name: desk
    path: desk
edition:
  window: all
"""
DAM = """\
---
title: Dam above Orsk breaks
date: 2026-11-23T10:00:00+00:00
publisher: Orsk Post
url: https://post.example.org/dam
---
The dam above Orsk broke at noon on Monday, and 40 houses were flooded. Engineers had
warned of cracks since June. The mayor, Ada Holm, asked the army for boats.
"""
PIER = """\
---
title: Pier of Lund reopens after two years
publisher: Lund Echo
---
The wooden pier of Lund opened to walkers again on Sunday. Repairs took two years and cost
nine million crowns. Fishermen were the first to come.
"""


def a_letter(folder: Path, *, config: str = CONFIG, **documents: str) -> Path:
    """A folder with a config and documents; returns the config's path."""
    (folder / "desk").mkdir(parents=True, exist_ok=True)
    for name, text in (documents or {"dam": DAM, "pier": PIER}).items():
        (folder / "desk" / f"{name}.md").write_text(text, encoding="utf-8")
    file = folder / "config.yaml"
    file.write_text(config, encoding="utf-8")
    return file
