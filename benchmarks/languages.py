"""Languages on NTREX-128: which one a text is in, and where its sentences end.

    languages.py --data NTREX [--half even|odd|all] [--part told|ends|both] [--json]

NTREX is the folder of github.com/MicrosoftTranslator/NTREX (CC BY-SA 4.0): 123
news documents in 128 languages, a sentence a line. What was tuned was tuned on
the even documents (the first, the third, ...); the odd ones judge.

`told`: share of whole documents, of their first 20 and first 8 words that are
told in their language, and of the first 20 words where the source states `en`.
`ends`: the lines of a document are joined by a blank where they end in a mark
that ends sentences; share of the ends of lines that are found, first of those outside
quotations (a quotation of a few sentences is one piece for us, on purpose), then
of all; F1 of all cuts. Translators put two sentences into a line now and then:
every such cut counts against precision.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from briefing.text.languages import language_of
from briefing.text.quotes import balanced
from briefing.text.sentences import split

# NTREX's names of files -> codes. Left out: what the model does not know.
CODES = """
afr af|amh am|arb ar|aze-Latn az|bak ba|bel be|ben bn|bos bs|bul bg|cat ca|ces cs|ckb-Arab ckb
|cym cy|dan da|deu de|ell el|eng-GB en|eng-IN en|eng-US en|est et|eus eu|fao fo|fas fa|fil tl
|fin fi|fra fr|fra-CA fr|gle ga|glg gl|guj gu|hau ha|heb he|hin hi|hrv hr|hun hu|hye hy|ibo ig
|ind id|isl is|ita it|jpn ja|kan kn|kat ka|kaz kk|khm km|kin rw|kir ky|kmr ku|kor ko|lao lo
|lav lv|lit lt|ltz lb|mal ml|mar mr|mkd mk|mlg mg|mlt mt|mon mn|msa ms|mya my|nep ne|nld nl
|nno nn|nob no|orm om|pan pa|pol pl|por pt|por-BR pt|prs fa|pus ps|ron ro|rus ru|sin si|slk sk
|slv sl|sna-Latn sn|som so|spa es|spa-MX es|sqi sq|srp-Cyrl sr|srp-Latn sr|swa sw|swe sv|tam ta
|tat tt|tel te|tgk-Cyrl tg|tha th|tuk tk|tur tr|uig ug|ukr uk|urd ur|uzb uz|vie vi|xho xh|yor yo
|zho-CN zh|zho-TW zh|zul zu|yue yue
"""
UNSPACED = {"zh", "ja"}
_ENDS = re.compile(r"[.!?…。！？։؟۔।][\"'”’»“)\]」』]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Shares of documents whose language is told, and what the others were taken for."""

    file: str
    language: str
    whole: float
    words_20: float
    words_8: float
    stated_en: float
    taken_for: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """How well the lines of a language come back as sentences."""

    file: str
    language: str
    lines: int
    outside: float
    recall: float
    precision: float
    f1: float


def files(folder: Path, asked: Sequence[str] = ()) -> Iterator[tuple[str, str, list[list[str]]]]:
    """Name of a file, its language, its documents as lines."""
    places = (folder / "DOCUMENT_IDS.tsv").read_text("utf-8").split()
    for pair in CODES.replace("\n", "").split("|"):
        name, code = pair.split()
        if asked and code not in asked:
            continue
        text = (folder / "NTREX-128" / f"newstest2019-ref.{name}.txt").read_text("utf-8")
        documents: dict[str, list[str]] = {}
        for place, line in zip(places, text.split("\n"), strict=False):
            documents.setdefault(place, []).append(" ".join(line.split()))
        yield name, code, list(documents.values())


def half_of(documents: list[list[str]], half: str) -> list[list[str]]:
    """The documents that were tuned on (`even`), those that judge (`odd`), or all."""
    return {"even": documents[::2], "odd": documents[1::2]}.get(half, documents)


def told(name: str, code: str, documents: list[list[str]]) -> Told:
    """One line of the table of languages told."""
    texts = [" ".join(lines) for lines in documents]
    short = {count: [first(text, code, count) for text in texts] for count in (20, 8)}
    answers = [language_of(text) for text in texts]
    twenty = [language_of(text) for text in short[20]]
    return Told(
        file=name,
        language=code,
        whole=_share(answers, code),
        words_20=_share(twenty, code),
        words_8=_share([language_of(text) for text in short[8]], code),
        stated_en=_share([language_of(text, "en") for text in short[20]], code),
        taken_for=dict((Counter(answers + twenty) - Counter({code: 10_000})).most_common(5)),
    )


def first(text: str, code: str, count: int) -> str:
    """The first words; two signs count as one where no blanks are written."""
    if code in UNSPACED | {"th", "lo", "km", "my"}:
        return text[: 4 * count if code not in UNSPACED else 2 * count]
    return " ".join(text.split()[:count])


def ends(name: str, code: str, documents: list[list[str]]) -> Ends:
    """One line of the table of sentence ends."""
    lines_seen = right = made = true = quoted = 0
    for lines in documents:
        for paragraph in paragraphs(lines):
            text, spans = joined(paragraph, code)
            answer = split(text, code)
            lines_seen += len(spans)
            cuts, wished = {end for _, end in answer[:-1]}, {end for _, end in spans[:-1]}
            right, made, true = right + len(cuts & wished), made + len(cuts), true + len(wished)
            quoted += sum(inside_quotation(text, answer, end) for end in wished - cuts)
    recall, precision = right / max(true, 1), right / max(made, 1)
    return Ends(
        file=name,
        language=code,
        lines=lines_seen,
        outside=round(right / max(true - quoted, 1), 4),
        recall=round(recall, 4),
        precision=round(precision, 4),
        f1=round(2 * recall * precision / max(recall + precision, 1e-9), 4),
    )


def inside_quotation(text: str, answer: Sequence[tuple[int, int]], end: int) -> bool:
    """True where a quotation that began before is open at the end of a line."""
    start = max(start for start, _ in answer if start < end)
    return not balanced(text[start:end])


def paragraphs(lines: list[str]) -> Iterator[list[str]]:
    """Runs of lines, each but the last with a mark at its end: headlines stand alone."""
    run: list[str] = []
    for line in lines:
        run.append(line)
        if not _ENDS.search(line):
            yield run
            run = []
    if run:
        yield run


def joined(lines: list[str], code: str) -> tuple[str, list[tuple[int, int]]]:
    """The running text of some lines, and where each of them stands in it."""
    blank = "" if code in UNSPACED else " "
    spans, place = [], 0
    for line in lines:
        spans.append((place, place + len(line)))
        place += len(line) + len(blank)
    return blank.join(lines), spans


def _share(answers: Sequence[str], code: str) -> float:
    return round(answers.count(code) / len(answers), 4)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--half", choices=("even", "odd", "all"), default="odd")
    parser.add_argument("--part", choices=("told", "ends", "both"), default="both")
    parser.add_argument("--languages", default="", help="codes, with commas; all by default")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    codes = [code for code in asked.languages.split(",") if code]
    documents = [
        (name, code, half_of(found, asked.half)) for name, code, found in files(asked.data, codes)
    ]
    started = time.process_time()
    tables: dict[str, list[Told] | list[Ends]] = {}
    if asked.part in ("told", "both"):
        tables["told"] = [told(*each) for each in documents]
    if asked.part in ("ends", "both"):
        tables["ends"] = [ends(*each) for each in documents]
    seconds = time.process_time() - started
    if asked.json:
        print(json.dumps({name: [asdict(row) for row in rows] for name, rows in tables.items()}))
        return
    for rows in tables.values():
        show(rows)
    print(f"{seconds:.1f} s of processor time")


def show(rows: Sequence[Told] | Sequence[Ends]) -> None:
    """One table, and how many of its languages reach the goals."""
    for row in rows:
        fields = asdict(row)
        print("  ".join(f"{name} {value}" for name, value in fields.items()))
    whole = {row.language for row in rows if isinstance(row, Told) and row.whole >= 0.995}
    short = {row.language for row in rows if isinstance(row, Told) and row.words_20 >= 0.97}
    cut = {row.language for row in rows if isinstance(row, Ends) and row.outside >= 0.97}
    cut_f1 = {row.language for row in rows if isinstance(row, Ends) and row.f1 >= 0.97}
    if whole or short:
        both = whole & short
        print(f"{len(whole)} languages whole, {len(short)} in 20 words, {len(both)} both")
    if cut or cut_f1:
        print(
            f"{len(cut)} languages with 97 % of the line ends outside quotations, "
            f"{len(cut_f1)} with F1 of .97"
        )


if __name__ == "__main__":
    main()
