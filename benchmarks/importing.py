"""What it costs to take readers in from a CSV file, by the real command.

python -m benchmarks.importing                    100,000 readers, with consent and without
python -m benchmarks.importing --readers 10000
python -m benchmarks.importing --json
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

CONFIG = """
newsletter: {id: n, title: The Daily, sender: Daily <d@example.org>}
sources: [{kind: folder, path: in}]
"""
READERS = 100_000
# Where a run of 100,000 readers must stay; asked for by those who run large lists.
MOST_CPU_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCost:
    """One run: what was done, its CPU and wall time, and its memory at most."""

    act: str
    readers: int
    cpu_seconds: float
    wall_seconds: float
    peak_mb: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 where a first import takes more CPU than it may."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--readers", type=int, default=READERS)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    costs = measure(asked.readers)
    if asked.json:
        print(json.dumps([asdict(cost) for cost in costs], indent=2))
    else:
        for cost in costs:
            print(
                f"{cost.act:<28} {cost.readers:>8,} readers  {cost.cpu_seconds:6.2f} s CPU  "
                f"{cost.wall_seconds:6.2f} s wall  {cost.peak_mb:6.1f} MB"
            )
    most = MOST_CPU_SECONDS * asked.readers / READERS
    return int(any(cost.cpu_seconds > most for cost in costs if "import" in cost.act))


def measure(readers: int) -> list[ImportCost]:
    """A first import with consent, the same file again, its undoing, and one without consent."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "config.yaml").write_text(CONFIG, encoding="utf-8")
        write_list(home / "list.csv", readers)
        consent = ("import", "list.csv", "--consent", "at the fair, May 2025")
        return [
            _run("import, with consent", readers, home, consent),
            _run("import of known readers", readers, home, consent),
            _run("undo", readers, home, ("import", "--undo", "1")),
            _run("import, to be asked", readers, home, ("import", "list.csv")),
        ]


def write_list(file: Path, readers: int) -> None:
    """Readers with a name, a language and two audiences, and a note with a line break."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(("email", "name", "language", "tags", "since", "notes"))
        for number in range(readers):
            email = f"reader.{number:07}@mail{number % 97}.example.org"
            row = (email, f"Reader, {number}", "de", "europe markets", "2025-05-01")
            writer.writerow((*row, "met at the fair,\nasked for it"))


def _run(act: str, readers: int, home: Path, words: Sequence[str]) -> ImportCost:
    begun, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "briefing", "subscribers", *words, "--quiet"]
    environ = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    subprocess.run(command, cwd=home, check=True, env=environ)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return ImportCost(
        act=act,
        readers=readers,
        cpu_seconds=round(cpu, 2),
        wall_seconds=round(time.monotonic() - begun, 2),
        peak_mb=round(after.ru_maxrss / 1024, 1),
    )


if __name__ == "__main__":
    sys.exit(main())
