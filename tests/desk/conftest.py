"""A workspace on a morning of ten matters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.desk.draft.workspace import Workspace
from tests.desk.morning import a_morning, opened


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The config of a newsletter with a morning's stories in its folder."""
    return a_morning(tmp_path)


@pytest.fixture
def workspace(config: Path) -> Iterator[Workspace]:
    """The workspace of the edition in the making."""
    work = Workspace.open(opened(config))
    yield work
    work.close()
