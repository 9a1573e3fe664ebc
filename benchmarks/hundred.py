"""A run of 100 local feeds of which 20 fail, each in its own way: `hundred.py`.

Prints what a person sees of `briefing ingest`, and how long it took. Every
feed lies on an address of its own (127.0.1.1 and on), as feeds do.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.sources.server import serving

GOOD = 80
BAD = (
    "nowhere",
    "gone",
    "busy",
    "status/401",
    "status/500",
    "garbage",
    "silent",
    "drip",
    "endless",
    "bomb",
    "half-packed",
    "loop/0",
    "to?http://169.254.169.254/latest/",
    "to?file:///etc/passwd",
    "big-header",
    "wrong-length",
    "error-page",
    "odd/empty",
    "odd/deep",
    "odd/coded",
)
HEAD = """\
newsletter: {{id: hundred, title: A hundred feeds}}
fetch: {{timeout_seconds: 2, allow_hosts: [{hosts}]}}
sources:
"""


@contextmanager
def a_newsletter() -> Iterator[Path]:
    """The config of a newsletter with 100 feeds, all served until the block is left."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        paths = [f"teasers?/story/{number}" for number in range(GOOD)]
        for place, bad in enumerate(BAD):
            paths.insert(place * 5, bad)
        hosts = [f"127.0.1.{number}" for number in range(1, len(paths) + 1)]
        lines = [
            f"  - {{kind: feed, name: feed-{number:02}, url: '{server.url}/{path}'}}"
            for number, (path, server) in enumerate(
                zip(paths, (stack.enter_context(serving(address=h)) for h in hosts), strict=True)
            )
        ]
        config = folder / "config.yaml"
        head = HEAD.format(hosts=", ".join(f"'{host}'" for host in hosts))
        config.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
        yield config


def main() -> int:
    """Run it and say how long it took."""
    from briefing.cli.main import run

    with a_newsletter() as config:
        started = time.perf_counter()
        code = run(["ingest", "--config", str(config)])
        took = time.perf_counter() - started
    print(f"exit code {code} after {took:.1f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
