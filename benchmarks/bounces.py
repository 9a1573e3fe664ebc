"""What is made of real bounces: `bounces.py --data FOLDER [--json]`.

FOLDER holds checkouts of two public repositories, sisimai/set-of-emails (the
mails, in maildir/bsd) and sisimai/rb-sisimai (what each is, in test/public).
Beside us flufl.bounce reads the same mails where it is installed: what it
calls permanent is its hard. The rules were made on the half `tuned` alone: a
mail's half is decided by the SHA-256 of its file's name.

`filtered` is the truth's word for a refusal by a filter. It is no hard bounce
there, though most of these servers say "user unknown"; so the precision of
hard ones is given with and without such mails.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from briefing.delivery.bounce_reports import read_bounce

MAILS = Path("set-of-emails/maildir/bsd")
TESTS = Path("rb-sisimai/test/public")
MODULES = ("lhost-*.rb", "rhost-*.rb", "arf.rb", "rfc3464.rb", "rfc3834.rb")
COMPLAINTS = frozenset(("abuse", "fraud", "opt-out", "virus", "other", "miscategorized"))
_ENTRY = re.compile(r"^\s*'(\d+)'\s*=>\s*\[")
_ROW = re.compile(r"\['([^']*)',\s*'([^']*)',\s*'([a-z]*)',\s*(true|false)(?:,\s*'([^']*)')?")
Reader = Callable[[bytes], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledMail:
    """A mail and what it is: hard, soft, complaint or nothing; `filtered` as explained above."""

    name: str
    kind: str
    filtered: bool
    data: bytes

    @property
    def half(self) -> str:
        """Tuned or measured."""
        digest = hashlib.sha256(f"{self.name}.eml".encode()).digest()
        return "measured" if digest[-1] % 2 else "tuned"


def labels(folder: Path) -> dict[str, list[tuple[str, ...]]]:
    """The rows of the tests, by the name of the mail: code, reply, reason, hard, feedback."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for file in sorted(file for pattern in MODULES for file in folder.glob(pattern)):
        name = ""
        for line in file.read_text("utf-8").splitlines():
            if line.lstrip().startswith("#"):
                continue
            if entry := _ENTRY.match(line):
                name = f"{file.stem}-{int(entry[1]):02d}"
            if name:
                found.setdefault(name, []).extend(_ROW.findall(line))
    return {name: rows for name, rows in found.items() if rows}


def kind_of(rows: list[tuple[str, ...]]) -> str:
    """Hard where any recipient is; a complaint by the type of its feedback."""
    reasons = {row[2] for row in rows}
    if any(row[3] == "true" for row in rows):
        return "hard"
    if reasons == {"feedback"}:
        return "complaint" if any(row[4] in COMPLAINTS for row in rows) else "nothing"
    return "nothing" if reasons <= {"vacation", "delivered"} else "soft"


def mails(data: Path) -> Iterator[LabelledMail]:
    """All mails that are labelled."""
    for name, rows in labels(data / TESTS).items():
        file = data / MAILS / f"{name}.eml"
        if file.exists():
            filtered = all(row[2] in {"filtered", "suspend"} for row in rows)
            yield LabelledMail(
                name=name, kind=kind_of(rows), filtered=filtered, data=file.read_bytes()
            )


def ours(data: bytes) -> str:
    """Our reading: a policy is a soft bounce here."""
    report = read_bounce(data)
    if report is None:
        return "unread"
    return "soft" if report.kind == "policy" else report.kind


def flufl() -> Reader | None:
    """The reading of flufl.bounce; None where it is not installed."""
    try:
        from email import message_from_bytes

        from flufl.bounce import all_failures  # type: ignore[import-not-found]
    except ImportError:
        return None

    def read(data: bytes) -> str:
        temporary, permanent = all_failures(message_from_bytes(data))
        return "hard" if permanent else "soft" if temporary else "unread"

    return read


def figures(labelled: Iterable[LabelledMail], read: Reader) -> dict[str, float]:
    """Counts and shares of one reader on one half."""
    pairs = [(mail, read(mail.data)) for mail in labelled]
    counts = Counter((mail.kind, got) for mail, got in pairs)
    bounces = [got for mail, got in pairs if mail.kind in {"hard", "soft"}]
    called = [mail for mail, got in pairs if got == "hard"]
    right = counts["hard", "hard"]
    clear = [mail for mail in called if mail.kind == "hard" or not mail.filtered]
    hard = sum(mail.kind == "hard" for mail, _ in pairs)
    complaints = sum(mail.kind == "complaint" for mail, _ in pairs)
    return {
        "bounces": len(bounces),
        "recognised": _share(sum(got != "unread" for got in bounces), len(bounces)),
        "hard": hard,
        "hard_called": len(called),
        "hard_precision": _share(right, len(called)),
        "hard_precision_but_filtered": _share(right, len(clear)),
        "hard_recall": _share(right, hard),
        "complaints": complaints,
        "complaints_recalled": _share(counts["complaint", "complaint"], complaints),
        "nothing_harmed": counts["nothing", "hard"] + counts["nothing", "complaint"],
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    labelled = list(mails(given.data))
    readers = {"briefing": ours} | ({"flufl.bounce": other} if (other := flufl()) else {})
    table = {
        f"{name}, {half}": figures([mail for mail in labelled if half in {"all", mail.half}], read)
        for name, read in readers.items()
        for half in ("tuned", "measured", "all")
    }
    if given.json:
        print(json.dumps(table, indent=1))
        return
    for name, row in table.items():
        print(f"{name:24}", "  ".join(f"{key} {value}" for key, value in row.items()))


if __name__ == "__main__":
    main()
