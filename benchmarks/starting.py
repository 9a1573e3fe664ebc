"""What a command costs before it does anything: processor time and modules, beside bare Python.

    python -m benchmarks.starting [--runs 5] [--json]

Each command runs in turn with `python -c pass`, so that both meet the same machine; shown are
medians of processor seconds (user and system), their difference, and how many modules were loaded.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

COMMANDS = (
    ("--help",),
    ("subscribers", "list"),
    ("edit", "list"),
    ("sources", "list"),
    ("slots", "list"),
    ("stories", "list"),
    ("editions", "list"),
    ("verify", "--help"),
)
_SHOW = """
import sys
from briefing.cli.main import run
run(sys.argv[1:])
print(len(sys.modules), file=sys.stderr)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """One command: processor seconds, those of bare Python beside it, and modules loaded."""

    command: str
    seconds: float
    bare_seconds: float
    modules: int


def main() -> None:
    """Measure every command and print the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "letter"
        subprocess.run(
            [sys.executable, "-m", "briefing", "init", str(home), "--no-build"], check=True
        )
        subprocess.run(
            [sys.executable, "-m", "briefing", "ingest", "--quiet"], cwd=home, check=True
        )
        starts = [measured(words, home, options.runs) for words in COMMANDS]
    if options.json:
        print(json.dumps([asdict(start) for start in starts], indent=1))
        return
    print(f"{'command':20}{'CPU s':>8}{'bare s':>8}{'over':>8}{'modules':>9}")
    for start in starts:
        over = start.seconds - start.bare_seconds
        figures = f"{start.seconds:8.2f}{start.bare_seconds:8.2f}{over:8.2f}{start.modules:9}"
        print(f"{start.command:20}{figures}")


def measured(words: tuple[str, ...], home: Path, runs: int) -> Start:
    """Medians over runs of a command and of bare Python, in turn."""
    command = [sys.executable, "-m", "briefing", *words]
    pairs = [(_cpu(command, home), _cpu([sys.executable, "-c", "pass"], home)) for _ in range(runs)]
    shown = subprocess.run(
        [sys.executable, "-c", _SHOW, *words], cwd=home, capture_output=True, text=True, check=True
    )
    return Start(
        command=" ".join(words),
        seconds=round(statistics.median(pair[0] for pair in pairs), 3),
        bare_seconds=round(statistics.median(pair[1] for pair in pairs), 3),
        modules=int(shown.stderr.splitlines()[-1]),
    )


def _cpu(command: list[str], folder: Path) -> float:
    """User and system seconds of one run, by the system's account of the finished process."""
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
