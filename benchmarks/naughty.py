"""What do strange texts bring out of the pages? Over every route, as paths, queries and forms.

    python -m benchmarks.naughty --data FILE [--json]      exit 1 where an answer is 500 or more

FILE holds a text a line, such as the public Big List of Naughty Strings; lines that begin with
# are no texts.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from tests.web.asgi import Answer, ask
from tests.web.site import Site, publish, site

# Where a text stands as a part of the path, or as a value of a query.
PATHS = (
    "/",
    "/editions/",
    "/editions/page/",
    "/editions/n-1/",
    "/editions/n-1/pictures/",
    "/topics/",
    "/tags/",
    "/confirm/",
    "/preferences/",
    "/unsubscribe/",
    "/search?q=",
    "/search?page=",
    "/editions?page=",
    "/?x=",
)
FORMS = ("/subscribe", "/preferences", "/unsubscribe")


def main() -> int:
    """Ask, count, print; 1 where something was a fault of ours."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="a text a line")
    parser.add_argument("--json", action="store_true", help="print for machines")
    options = parser.parse_args()
    lines = options.data.read_text(encoding="utf-8", errors="ignore").splitlines()
    texts = [line for line in dict.fromkeys(lines) if line and not line.startswith("#")]
    with tempfile.TemporaryDirectory(prefix="naughty-") as folder, site(Path(folder)) as made:
        publish(made)
        statuses: Counter[int] = Counter()
        wrong: list[str] = []
        for text in texts:
            for where, answer in answers(made, text):
                statuses[answer.status] += 1
                if answer.status >= 500:
                    wrong.append(f"{where}: {text!r}")
    figures = {"texts": len(texts), "answers": statuses.total(), "wrong": wrong[:20]}
    figures |= {f"status {status}": count for status, count in sorted(statuses.items())}
    if options.json:
        print(json.dumps(figures, indent=1))
    else:
        print("\n".join(f"{name:12} {figure}" for name, figure in figures.items()))
    return int(bool(wrong))


def answers(made: Site, text: str) -> Iterator[tuple[str, Answer]]:
    """What each route says to a text."""
    for path in PATHS:
        yield path, ask(made.app, path + quote(text, safe=""))
    for path in FORMS:
        yield path, ask(made.app, path, {"email": text, "website": "x", text: text})
    own = f"/preferences/{made.token('preferences', made.add())}"
    form = {"name": text, "language": text, "tag": text, "rhythm": text, "do": text}
    yield "/preferences/TOKEN", ask(made.app, own, form)


if __name__ == "__main__":
    sys.exit(main())
