"""Measure how long an editor waits on the desk: each act on a morning, wall and processor.

    python -m benchmarks.workspace --data FOLDER [--only b1] [--json]

Each act is decided on a draft of the morning and measured until the outline, the letter's HTML
and the size of each block are there: what a browser needs to show it. Seconds; on a machine
with other work the wall says more about that work than about the act.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.mornings_data import Morning, load_mornings, write_newsletter
from briefing.api.functions import load
from briefing.desk.draft.outline import outline_of
from briefing.desk.draft.workspace import Workspace
from briefing.models import Edit

Row = tuple[str, float, float]


def measured(name: str, act: Callable[[], object]) -> Row:
    """An act's name, its seconds by the wall, and those of the processor."""
    wall, processor = time.perf_counter(), time.process_time()
    act()
    return name, time.perf_counter() - wall, time.process_time() - processor


def decisions(workspace: Workspace) -> Iterator[Edit]:
    """One decision of each kind on the topics of the draft."""
    topics = [block for block in outline_of(workspace.draft).blocks if block.topic_id]
    first = [block.story_ids[0] for block in topics]
    evidence = workspace.evidence(topics[0].topic_id)
    free = [
        (story.story.id, sentence.swap)
        for story in evidence.stories
        for sentence in story.sentences
        if not sentence.shown_in
    ]
    kinds: list[tuple[Any, tuple[str, ...], str]] = [
        ("move", (first[4],), "1"),
        ("drop", topics[1].story_ids, ""),
        ("retitle", (first[5],), "A headline of one's own"),
        ("together", (first[2], first[3]), ""),
        ("apart", (first[0],), ""),
        ("subject", (), "A subject of one's own"),
        ("hold", (first[6],), ""),
        *(("swap", (story,), span) for story, span in free[:1]),
    ]
    for kind, stories, value in kinds:
        yield Edit(kind=kind, story_ids=stories, value=value, edition_id="")


def rows_of(morning: Morning, folder: Path) -> Iterator[Row]:
    """Every act on one morning."""
    config = write_newsletter(morning, folder)
    with load(config, now=morning.now) as pipeline:
        pipeline.ingest()
        opened: list[Workspace] = []
        yield measured("open", lambda: opened.append(Workspace.open(pipeline)))
        work = opened[0]
        for edit in [*decisions(work)]:
            yield measured(f"preview {edit.kind}", partial(work.preview, edit, by="x"))
            yield measured(f"keep {edit.kind}", partial(_decide, work, edit))
        yield measured("undo", lambda: _shown(work, work.undo(by="x")))
        topic = next(block.topic_id for block in outline_of(work.draft).blocks if block.topic_id)
        yield measured("evidence", lambda: work.evidence(topic))
        yield measured("pending", work.pending)
        yield measured("checklist", work.checklist)


def _decide(work: Workspace, edit: Edit) -> None:
    _shown(work, work.decide(edit, by="x", seen_version=work.draft.version))


def _shown(work: Workspace, outcome: object) -> None:
    del outcome
    outline_of(work.draft)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row an act."""
    parser = argparse.ArgumentParser(description="Measure acts on the desk.")
    parser.add_argument("--data", type=Path, required=True, help="folder with labelled mornings")
    parser.add_argument("--only", default="b1", help="the morning's name")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    morning = next(one for one in load_mornings(options.data) if one.name == options.only)
    with tempfile.TemporaryDirectory() as scratch:
        rows = [*rows_of(morning, Path(scratch))]
    if options.json:
        names = ("act", "wall_seconds", "processor_seconds")
        json.dump([dict(zip(names, row, strict=True)) for row in rows], sys.stdout, indent=1)
        return 0
    print(f"{'':18}{'wall':>8}{'processor':>11}")
    for name, wall, processor in rows:
        print(f"{name:18}{wall:8.2f}{processor:11.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
