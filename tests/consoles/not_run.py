"""Lines of README and docs that no test types: each with the reason.

They are parsed all the same: `test_docs` knows every command and option they name.
"""

from __future__ import annotations

PYPI = "asks a package index; .ci/run builds the wheel, installs it bare, then runs init and build"
CHECKOUT = "sets up or checks a whole checkout; .ci/run does just that"
ROOT_ONLY = "needs root and systemd; the units are checked by tests/schedule/test_units.py"
LONG = "takes minutes to half an hour"

# Page, the beginning of the line, why.
NOT_RUN: tuple[tuple[str, str, str], ...] = (
    ("README.md", "pipx install", PYPI),
    ("CONTRIBUTING.md", "make dev", CHECKOUT),
    ("CONTRIBUTING.md", ". .venv/bin/activate", CHECKOUT),
    ("CONTRIBUTING.md", "python -m pytest", CHECKOUT),
    ("CONTRIBUTING.md", "make lint types", CHECKOUT),
    ("CONTRIBUTING.md", "make docs", CHECKOUT),
    ("docs/tutorial.md", "pipx install", PYPI),
    ("docs/upgrade.md", "pipx upgrade", PYPI),
    ("docs/delivery-proofs.md", "python -m tests.delivery.kills", LONG),
    ("docs/delivery-proofs.md", "BRIEFING_FULL=1", LONG),
    ("docs/delivery-proofs.md", "BRIEFING_CORPORA=", "needs a corpus that is not ours to ship"),
    ("docs/delivery-proofs.md", "python -m benchmarks.sending", LONG),
    ("docs/scaling.md", "pip install", PYPI),
    ("docs/scaling.md", "dask scheduler", "needs hosts of its own; tests/executors runs a cluster"),
    ("docs/scaling.md", "dask worker", "needs hosts of its own; tests/executors runs a cluster"),
    ("docs/schedule.md", "crontab -e", "changes the user's own crontab"),
)
