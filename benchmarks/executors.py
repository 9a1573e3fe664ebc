"""What `executor:` costs and saves: the same morning here, in processes and on a cluster.

    python -m benchmarks.executors [--stories 500,2000] [--workers 2] [--executors serial,processes]

Made feeds (`benchmarks.pipeline_feeds`) are read, grouped, composed and written by a
fresh process for each executor. Seconds are of processor time: `main_s` of the process
itself, which no worker can shorten, `workers_s` of all it started, parsing processes
included. `stages` are those of the main process. `least_wall_s` is what a machine that
does nothing else could reach: main, and the workers' time shared evenly; that is
arithmetic, and `wall_s` what it took here. SystemExit where two editions differ.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.pipeline import Stopwatch
from benchmarks.pipeline_feeds import NOW, made_stories, write_newsletter

# Of Linux: what a process leaves behind is given to us, so that its time is counted.
_SET_CHILD_SUBREAPER = 36
Figures = dict[str, object]


def build(folder: Path, executor: str, workers: int) -> Figures:
    """One morning in this process; the thresholds of size are left out."""
    from briefing.config import load
    from briefing.pipeline.pipeline import Pipeline
    from briefing.wiring.executors import Workers

    watch, started = Stopwatch(), time.monotonic()
    config = load(folder / "config.yaml").model_copy(
        update={"executor": executor, "workers": workers, "store": "sqlite:///:memory:"}
    )
    own = Workers(config, fewest_stories=1, fewest_sources=1)
    with Pipeline.open(config, clock=lambda: NOW) as opened:
        pipeline = Pipeline(opened.newsletter, progress=watch.watch, workers=own)
        watch.begin("ingest")
        pipeline.ingest()
        watch.begin("window")
        out = pipeline.build().folder
        watch.begin("end")
        own.close()
    digest = hashlib.sha256()
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        digest.update(path.name.encode() + path.read_bytes())
    mine = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "main_s": round(mine.ru_utime + mine.ru_stime, 1),
        "wall_s": round(time.monotonic() - started, 1),
        "peak_mb": round(mine.ru_maxrss / 1024),
        "stages": {name: round(seconds, 2) for name, seconds in watch.seconds.items()},
        "edition": digest.hexdigest(),
    }


def measured(folder: Path, executor: str, workers: int) -> Figures:
    """A build in a process of its own, and the time of all that it started."""
    ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before = _children_seconds()
    command = [sys.executable, "-m", "benchmarks.executors", "--build", str(folder)]
    options = ["--executors", executor, "--workers", str(workers)]
    done = subprocess.run([*command, *options], check=True, stdout=subprocess.PIPE, text=True)
    figures: Figures = json.loads(done.stdout)
    _reap()
    main = float(str(figures["main_s"]))
    others = round(_children_seconds() - before - main, 1)
    share = max(1, workers) if executor != "serial" else 1
    return figures | {"workers_s": others, "least_wall_s": round(main + others / share, 1)}


def _children_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _reap() -> None:
    """Wait for what was left behind."""
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--stories", default="500,2000", help="sizes, with commas")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--executors", default="serial,processes,dask")
    parser.add_argument(
        "--build", type=Path, metavar="FOLDER", help="build this one, print figures"
    )
    options = parser.parse_args(arguments)
    if options.build:
        print(json.dumps(build(options.build, options.executors, options.workers)))
        return
    for size in map(int, options.stories.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            write_newsletter(Path(folder), made_stories(size))
            editions = set()
            for executor in options.executors.split(","):
                figures = measured(Path(folder), executor, options.workers)
                editions.add(figures.pop("edition"))
                print(json.dumps({"stories": size, "executor": executor} | figures), flush=True)
            if len(editions) > 1:
                raise SystemExit("the editions differ")


if __name__ == "__main__":
    main()
