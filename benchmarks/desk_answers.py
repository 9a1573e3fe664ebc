"""How long the workspace takes to answer a decision, over a morning of 130 invented stories.

python -m benchmarks.desk_answers [--stories 130] [--json]
python -m benchmarks.desk_answers --browser    in Chromium: until outline and letter show it

For each kind of decision: the seconds by the clock and of this process's CPU until the outline is
answered, and until the letter is rendered anew; the two together are what an editor waits for.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from tests.rendering.browser import chromium
from tests.web.asgi import Answer
from tests.web.desk.house import DeskClient
from tests.web.desk.test_workspace_browser import ANSWERS_AFTER
from tests.web.desk.workspace import EDITION, MorningDesk, at_work, morning_desk, settled

WORK = f"/work/{EDITION}"
TOLD = re.compile(r'data-block="topic:[^"]+" data-kind="\w+" data-stories="([^"]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One decision: seconds until the outline came back, and the letter after it."""

    act: str
    outline_wall: float
    outline_cpu: float
    letter_wall: float
    letter_cpu: float


def timed(ask: Callable[[], Answer]) -> tuple[Answer, float, float]:
    """The answer, with seconds by the clock and of CPU."""
    wall, cpu = time.perf_counter(), time.process_time()
    answer = ask()
    return answer, time.perf_counter() - wall, time.process_time() - cpu


def measured(client: DeskClient) -> Iterator[Answered]:
    """Each kind of decision once, without a preview before it."""
    for number, (kind, value) in enumerate(
        (
            ("move", "1"),
            ("pin", ""),
            ("retitle", "A headline of our own"),
            ("apart", ""),
            ("together", ""),
            ("drop", ""),
            ("hold", ""),
        )
    ):
        rows = TOLD.findall(client.get(f"{WORK}/panes").body)
        stories = rows[number % len(rows)].split()
        named = stories if kind in {"drop", "hold"} else stories[:1]
        if kind == "apart":
            named = stories[:2]
        if kind == "together":
            named = [rows[0].split()[0], rows[1].split()[0]]
        fields = {"kind": kind, "stories": " ".join(named), "value": value}
        answer, wall, cpu = timed(partial(client.post, f"{WORK}/decide", **fields))
        assert answer.status == 200, answer.body[:300]
        _, letter_wall, letter_cpu = timed(partial(client.get, f"{WORK}/letter"))
        yield Answered(
            act=kind,
            outline_wall=wall,
            outline_cpu=cpu,
            letter_wall=letter_wall,
            letter_cpu=letter_cpu,
        )


def in_browser(desk: MorningDesk) -> Iterator[tuple[float, float]]:
    """Milliseconds until the outline shows a new lead, and until the letter is anew; five times."""
    with chromium() as browser, at_work(browser, desk) as page:
        for _ in range(5):
            page.wait_for_timeout(1500)
            page.keyboard.press("j")
            page.wait_for_timeout(1500)
            shown = page.locator("#letter").get_attribute("data-loaded")
            began = time.perf_counter()
            outline: float = page.evaluate(ANSWERS_AFTER, "l")
            page.wait_for_function(
                "(shown) => document.querySelector('#letter').dataset.loaded !== shown", arg=shown
            )
            yield outline, 1000 * (time.perf_counter() - began)
            settled(page)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--stories", type=int, default=130)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--browser", action="store_true")
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        morning_desk(Path(folder) / "desk", stories=asked.stories) as desk,
    ):
        if asked.browser:
            for seen, anew in in_browser(desk):
                print(f"outline {seen:.0f} ms, letter anew {anew:.0f} ms")
            return
        client = desk.house.client("Ada", "editor")
        client.get(WORK)
        rows = list(measured(client))
    if asked.json:
        print(json.dumps([asdict(row) for row in rows], indent=1))
        return
    print(f"{'decision':10} {'outline':>16} {'letter':>16}   seconds, wall and CPU")
    for row in rows:
        outline = f"{row.outline_wall:8.2f} {row.outline_cpu:7.2f}"
        print(f"{row.act:10} {outline} {row.letter_wall:8.2f} {row.letter_cpu:7.2f}")


if __name__ == "__main__":
    main()
