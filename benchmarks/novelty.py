"""Measures what counts as new: `novelty.py [--data FILE] [--errors] [--json]`.

Ten running topics over three days (novelty.txt, written for this project).
Each sentence of the second and third day is compared with all sentences of the
topic's days before, and is new or told. Prints precision, recall and F1 of
"new" for `KnownText.adds` beside two baselines, for the topics it was tuned on
(first, third, fifth ...) and for those kept apart, and the share that each
gets right of every kind of sentence. KnownText holds the sentences of all ten
topics, as it does in a newsletter. The row `alone` is the stricter measure
behind "only one outlet reports", against the same topic alone: there precision
is what counts.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from briefing.editing.novelty import KnownText
from briefing.text.terms import terms

DATA = Path(__file__).with_name("novelty.txt")
NEW = frozenset({"fact", "added", "number", "reversal"})
TOLD = frozenset({"verbatim", "paraphrase", "figure", "recap"})
OVERLAP = 0.6

Judge = Callable[["Line"], bool]
Method = Callable[[Sequence["Line"]], Judge]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a topic's day, and what it is against the days before."""

    topic: str
    day: int
    kind: str
    text: str

    @property
    def is_new(self) -> bool:
        """True where readers were not told."""
        return self.kind in NEW


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The figures of one method on one half of the topics; `kinds` are shares judged right."""

    method: str
    half: str
    lines: int
    precision: float
    recall: float
    f1: float
    kinds: dict[str, float]


def read(path: Path = DATA) -> tuple[Line, ...]:
    """The labelled sentences in their order; ValueError names a line that cannot be read."""
    found: list[Line] = []
    topic, day = "", 0
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        mark, _, rest = line.partition(" ")
        if mark == "=":
            topic, day = rest, 0
        elif mark == "+":
            day += 1
        elif mark in NEW | TOLD | {"-"} and rest.startswith("| "):
            found.append(Line(topic, day, mark, rest[2:]))
        elif line and mark not in {"#", "@"}:
            raise ValueError(f"{path.name}:{number}: is neither a mark nor a sentence")
    return tuple(found)


def adds(told: Sequence[Line]) -> Judge:
    """What the product does."""
    memory = KnownText.of(line.text for line in told)
    return lambda line: memory.adds(line.text)


def alone(told: Sequence[Line]) -> Judge:
    """What the product would let one outlet say alone."""
    topics = {line.topic: [one.text for one in told if one.topic == line.topic] for line in told}
    memories = {topic: KnownText.of(texts) for topic, texts in topics.items()}
    return lambda line: memories[line.topic].is_alone(line.text)


def exact(told: Sequence[Line]) -> Judge:
    """New is what was not told word for word."""
    texts = {line.text for line in told}
    return lambda line: line.text not in texts


def overlap(told: Sequence[Line]) -> Judge:
    """New is what shares less than 0.6 of its terms with each sentence told."""
    bags = [frozenset(terms(line.text)) for line in told]

    def judge(line: Line) -> bool:
        own = frozenset(terms(line.text))
        return max((len(own & bag) for bag in bags), default=0) < OVERLAP * max(1, len(own))

    return judge


METHODS: dict[str, Method] = {
    "briefing": adds,
    "overlap": overlap,
    "exact": exact,
    "alone": alone,
}
BASELINES = ("overlap", "exact")


def verdicts(lines: Sequence[Line], method: Method) -> tuple[tuple[Line, bool], ...]:
    """Each labelled sentence with what a method says of it: True for new."""
    found: list[tuple[Line, bool]] = []
    for day in (2, 3):
        judge = method([line for line in lines if line.day < day])
        found += [(line, judge(line)) for line in lines if line.day == day]
    return tuple(found)


def halves(lines: Sequence[Line]) -> dict[str, frozenset[str]]:
    """The topics of each half: every other one was used for tuning."""
    topics = list(dict.fromkeys(line.topic for line in lines))
    return {
        "tuned": frozenset(topics[::2]),
        "apart": frozenset(topics[1::2]),
        "all": frozenset(topics),
    }


def row(method: str, half: str, found: Sequence[tuple[Line, bool]]) -> Row:
    """The figures of a method over some sentences."""
    hits = sum(line.is_new and new for line, new in found)
    precision = hits / max(1, sum(new for _, new in found))
    recall = hits / max(1, sum(line.is_new for line, _ in found))
    both = precision + recall
    right: dict[str, list[bool]] = {}
    for line, new in found:
        right.setdefault(line.kind, []).append(line.is_new == new)
    return Row(
        method=method,
        half=half,
        lines=len(found),
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / both if both else 0.0,
        kinds={kind: sum(marks) / len(marks) for kind, marks in sorted(right.items())},
    )


def measure(lines: Sequence[Line]) -> list[Row]:
    """Every method on every half."""
    found = {name: verdicts(lines, method) for name, method in METHODS.items()}
    return [
        row(name, half, [one for one in found[name] if one[0].topic in topics])
        for half, topics in halves(lines).items()
        for name in METHODS
    ]


def table(rows: Sequence[Row]) -> str:
    """The rows for people."""
    kinds = sorted({kind for one in rows for kind in one.kinds}, key=lambda k: (k in TOLD, k))
    head = f"{'half':6} {'method':9} {'n':>4} {'P':>5} {'R':>5} {'F1':>5}  "
    lines = [head + " ".join(f"{kind:>10}" for kind in kinds)]
    for one in rows:
        shares = " ".join(f"{one.kinds.get(kind, 0):10.2f}" for kind in kinds)
        figures = f"{one.precision:5.3f} {one.recall:5.3f} {one.f1:5.3f}"
        lines.append(f"{one.half:6} {one.method:9} {one.lines:4} {figures}  {shares}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help="another labelled file")
    parser.add_argument("--errors", action="store_true", help="print what is judged wrong")
    parser.add_argument("--json", action="store_true", help="print for machines")
    options = parser.parse_args(arguments)
    lines = read(options.data)
    rows = measure(lines)
    print(json.dumps([asdict(one) for one in rows], indent=1) if options.json else table(rows))
    if options.errors:
        for line, new in verdicts(lines, adds):
            if new != line.is_new:
                said = "new" if new else "told"
                print(f"{line.topic} {line.day} {line.kind}, judged {said}: {line.text}")


if __name__ == "__main__":
    main()
