"""What a morning costs from files to edition: processor time and memory, stage by stage.

    python -m benchmarks.pipeline [--stories 100,1000] [--no-plain] [--json]
    python -m benchmarks.pipeline --stories 10000 --day-later 500 [--json]

For each size the same made RSS files (`benchmarks.pipeline_feeds`) go our way and
that of a script (`benchmarks.pipeline_plain`), each in a process of its own.
Seconds are of processor time, user and system, the parsing processes included;
`start` is loading the program and opening the store. `whole_s` is from process
start to written files by the system's account. `peak_mb` is the most memory the
process had held by the end of a stage; a parsing process holds its own beside
it. `growth` is the exponent of the whole time from one size to the next. Both
ways run once before they are measured, so that neither compiles its modules (an
installer does that for both, a checkout on its first run) and ours finds its
templates compiled and its language model unpacked, as every run of a user but the first.

`--day-later` builds an edition of all stories, marks it as sent, and builds the next
one a day later, when so many new stories stand in the feeds, each in a process of its
own. `ratio` is the time of the second against the first.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path

from benchmarks.pipeline_feeds import (
    LATER,
    NOW,
    STORIES_A_FEED,
    made_stories,
    write_day_later,
    write_newsletter,
)

STAGES = ("start", "ingest", "window", "group", "compose", "render")
# The step that begins each stage, as the pipeline names it to who watches.
_STEPS = {"Grouping stories": "group", "Condensing and composing": "compose", "Rendering": "render"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One way at one size; seconds and MB by stage."""

    way: str
    stories: int
    whole_s: float
    peak_mb: int
    seconds: dict[str, float]
    peaks_mb: dict[str, int] = field(default_factory=dict)
    growth: float | None = None
    ratio: float | None = None


class Stopwatch:
    """Processor time of this process and of those it has ended, by stage."""

    def __init__(self) -> None:
        self._stage, self._since = "start", 0.0
        self.seconds = dict.fromkeys(STAGES, 0.0)
        self.peaks_mb = dict.fromkeys(STAGES, 0)

    def begin(self, stage: str) -> None:
        """End the stage that ran and begin another."""
        now = _cpu(resource.RUSAGE_SELF) + _cpu(resource.RUSAGE_CHILDREN)
        self.seconds[self._stage] += now - self._since
        self.peaks_mb[self._stage] = _peak_mb()
        self._stage, self._since = stage, now

    def watch(self, step: str, done: int, total: int) -> None:
        """A step of the pipeline; one that is no stage belongs to the stage before."""
        del done, total
        if step in _STEPS:
            self.begin(_STEPS[step])


def _cpu(who: int) -> float:
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def _peak_mb() -> int:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def run_ours(folder: Path, now: datetime) -> dict[str, dict[str, float] | dict[str, int]]:
    """Build the edition of a folder in this process as the command does, stage by stage."""
    from briefing.__main__ import few_collections, one_thread

    one_thread()
    few_collections()
    from briefing.config import load
    from briefing.pipeline.pipeline import Pipeline

    watch = Stopwatch()
    config = load(folder / "config.yaml")
    with Pipeline.open(config, clock=lambda: now, progress=watch.watch) as pipeline:
        watch.begin("ingest")
        pipeline.ingest()
        watch.begin("window")
        pipeline.build()
    watch.begin("end")
    gc.freeze()  # as the command does
    return {"seconds": watch.seconds, "peaks_mb": watch.peaks_mb}


def compiled_in(cache: Path) -> dict[str, str]:
    """The environment of a process that keeps in a folder what it compiles and unpacks."""
    kept = {name: said for name, said in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    (cache / "ours").mkdir()
    return kept | {
        "PYTHONPYCACHEPREFIX": str(cache / "modules"),
        "XDG_CACHE_HOME": str(cache / "ours"),
    }


def measured(way: str, stories: int, command: Sequence[str], environment: dict[str, str]) -> Run:
    """A way in a fresh process that prints its stages as JSON."""
    process = subprocess.Popen(
        [sys.executable, "-m", *command], stdout=subprocess.PIPE, env=environment
    )
    assert process.stdout is not None
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    stages = json.loads(printed)
    return Run(
        way=way,
        stories=stories,
        whole_s=round(usage.ru_utime + usage.ru_stime, 2),
        peak_mb=round(usage.ru_maxrss / 1024),
        seconds={name: round(seconds, 2) for name, seconds in stages["seconds"].items()},
        peaks_mb=stages.get("peaks_mb", {}),
    )


def runs(sizes: Sequence[int], *, plain: bool) -> Iterator[Run]:
    """Both ways at each size, smallest first."""
    ways = ["ours", "plain"] if plain else ["ours"]
    before: dict[str, Run] = {}
    with tempfile.TemporaryDirectory() as cache:
        environment = compiled_in(Path(cache))
        list(_side_by_side(STORIES_A_FEED, ways, environment))
        for size in sorted(sizes):
            for run in _side_by_side(size, ways, environment):
                before[run.way] = _with_growth(run, before.get(run.way))
                yield before[run.way]


def _side_by_side(size: int, ways: Sequence[str], environment: dict[str, str]) -> Iterator[Run]:
    """Each way over the same files."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_newsletter(folder, made_stories(size))
        for way in ways:
            module = {"ours": "benchmarks.pipeline", "plain": "benchmarks.pipeline_plain"}[way]
            options = ["--build"] if way == "ours" else []
            yield measured(way, size, [module, *options, str(folder)], environment)


def days(size: int, new: int) -> Iterator[Run]:
    """An edition of so many stories, and the one of the day after with so many new ones."""
    with tempfile.TemporaryDirectory() as scratch, tempfile.TemporaryDirectory() as cache:
        folder, environment = Path(scratch), compiled_in(Path(cache))
        list(_side_by_side(STORIES_A_FEED, ["ours"], environment))
        write_newsletter(folder, made_stories(size), window="since-last")
        command = ["benchmarks.pipeline", "--build", str(folder)]
        first = measured("first", size, command, environment)
        yield first
        release(folder)
        write_day_later(folder, new)
        later = measured("later", new, [*command, "--later"], environment)
        yield replace(later, ratio=round(later.whole_s / first.whole_s, 3))


def release(folder: Path) -> None:
    """Let the editions of a newsletter be sent ones."""
    from briefing.config import load
    from briefing.newsletter import Newsletter

    config = load(folder / "config.yaml")
    opened = Newsletter.open(config, clock=lambda: NOW)
    for edition in opened.store.editions.list(config.newsletter.id):
        opened.store.editions.approve(edition.id, by="Benchmark", at=NOW)
        opened.store.editions.mark(edition.id, "sent")
    opened.close()


def _with_growth(run: Run, smaller: Run | None) -> Run:
    if smaller is None:
        return run
    times, sizes = run.whole_s / smaller.whole_s, run.stories / smaller.stories
    return replace(run, growth=round(math.log(times) / math.log(sizes), 2))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--stories", default="100,1000", help="sizes, with commas")
    parser.add_argument("--no-plain", action="store_true", help="only our own way")
    parser.add_argument("--json", action="store_true", help="for machines")
    parser.add_argument("--build", type=Path, metavar="FOLDER", help="build this one, print stages")
    parser.add_argument("--later", action="store_true", help="build that one a day later")
    parser.add_argument("--day-later", type=int, metavar="NEW", help="and the next day's edition")
    options = parser.parse_args(arguments)
    if options.build:
        print(json.dumps(run_ours(options.build, LATER if options.later else NOW)))
        return
    sizes = [int(size) for size in options.stories.split(",")]
    several_days = (run for size in sizes for run in days(size, options.day_later or 0))
    ways = runs(sizes, plain=not options.no_plain)
    for run in several_days if options.day_later else ways:
        print(json.dumps(asdict(run)) if options.json else _line(run), flush=True)


def _line(run: Run) -> str:
    stages = "  ".join(
        f"{name} {seconds:.2f}" + (f"/{run.peaks_mb[name]}" if name in run.peaks_mb else "")
        for name, seconds in run.seconds.items()
    )
    growth = "" if run.growth is None else f"  growth {run.growth}"
    growth += "" if run.ratio is None else f"  ratio {run.ratio}"
    return f"{run.way:6}{run.stories:7}  {run.whole_s:.2f} s  {run.peak_mb} MB  ({stages}){growth}"


if __name__ == "__main__":
    main()
