"""The two documents the product was ordered with, from file to edition.

They lie beside the project and are not part of it: none of their text stands
here, and without them these tests are skipped.
"""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"{SEEDS.name}: not on this machine")
