"""What `executor:` costs and saves: the same morning here, in processes and on a cluster.

    python -m benchmarks.executors [--stories 500,2000] [--workers 2] [--executors serial,processes]
    python -m benchmarks.executors --steps [--stories 1000]

Made feeds (`benchmarks.pipeline_feeds`) are read, grouped, composed and written by a
fresh process for each executor. Seconds are of processor time: `main_s` of the process
itself, which no worker can shorten, `workers_s` of all it started, parsing processes
included. `stages` are those of the main process. `least_wall_s` is what a machine that
does nothing else could reach: main, and the workers' time shared evenly; that is
arithmetic, and `wall_s` what it took here. SystemExit where two editions differ.

`--steps` weighs each step by itself: `work_s` is its own time in this process, `way_s` what
sending it away costs this process (pickling the chunks, reading the answers). A step
whose way is as long as its work gains nothing elsewhere.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import json
import os
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

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


class Scales(Executor):
    """Works each chunk here, as if it had come from elsewhere, and weighs work and way."""

    def __init__(self) -> None:
        self.work: dict[str, float] = defaultdict(float)
        self.way: dict[str, float] = defaultdict(float)
        self.chunks: dict[str, int] = defaultdict(int)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """See `concurrent.futures.Executor`."""
        name = getattr(fn, "func", fn).__name__.strip("_")
        begin = time.thread_time()
        sent = pickle.dumps((fn, args, kwargs), pickle.HIGHEST_PROTOCOL)
        packed = time.thread_time()
        step, given, options = pickle.loads(sent)  # noqa: S301 - our own bytes
        read = time.thread_time()
        answer = step(*given, **options)
        worked = time.thread_time()
        back = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
        returned = time.thread_time()
        done: Future[Any] = Future()
        done.set_result(pickle.loads(back))  # noqa: S301 - our own bytes
        self.way[name] += packed - begin + time.thread_time() - returned
        self.work[name] += worked - read
        self.chunks[name] += 1
        return done


def weighed(stories: int) -> list[Figures]:
    """Work and way of each step of a morning."""
    from briefing.config import load
    from briefing.pipeline.pipeline import Pipeline
    from briefing.wiring.executors import Workers

    scales = Scales()

    class Weighing(Workers):
        def executor(self) -> Executor:
            return scales

    with tempfile.TemporaryDirectory() as folder:
        write_newsletter(Path(folder), made_stories(stories))
        config = load(Path(folder) / "config.yaml")
        with Pipeline.open(config, clock=lambda: NOW) as opened:
            workers = Weighing(config, fewest_stories=1, fewest_sources=1)
            pipeline = Pipeline(opened.newsletter, workers=workers)
            pipeline.ingest()
            pipeline.build()
    return [
        {
            "step": name,
            "chunks": scales.chunks[name],
            "work_s": round(scales.work[name], 3),
            "way_s": round(scales.way[name], 3),
        }
        for name in scales.work
    ]


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
    parser.add_argument("--steps", action="store_true", help="weigh each step by itself")
    options = parser.parse_args(arguments)
    if options.steps:
        for size in map(int, options.stories.split(",")):
            for figures in weighed(size):
                print(json.dumps({"stories": size} | figures), flush=True)
        return
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
