"""Acts that only look or write down load nothing that makes editions."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from briefing.cli.deliveries import STATES
from briefing.models import DeliveryState
from briefing.store import Store
from tests.make import NOW
from tests.pipeline.letters import a_letter

HEAVY = {"numpy", "scipy", "jinja2", "mjml", "sumy", "trafilatura", "aiohttp", "alembic"}
SHOW = """
import json, sys
from briefing.cli.main import run
code = run(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "words",
    [
        ("subscribers", "list"),
        ("edit", "list"),
        ("sources", "list"),
        ("slots", "list"),
        ("stories", "list"),
        ("editions", "list"),
        ("--help",),
    ],
    ids=" ".join,
)
def test_a_list_loads_nothing_heavy(tmp_path: Path, words: tuple[str, ...]) -> None:
    config = a_letter(tmp_path)
    Store.open(f"sqlite:///{tmp_path}/briefing.db", now=NOW).close()
    options = () if words == ("--help",) else ("--config", str(config), "--quiet")
    command = [sys.executable, "-c", SHOW, *words, *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    code, modules = json.loads(done.stderr.splitlines()[-1])
    assert code == 0, done.stderr[:300]
    assert {name.partition(".")[0] for name in modules} & HEAVY == set()


def test_help_knows_the_states_without_the_models() -> None:
    assert get_args(DeliveryState) == STATES
    code = "import sys; from briefing.cli import main; sys.exit('briefing.models' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
