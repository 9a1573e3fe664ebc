"""Where a name ends when the next sentence follows without a stop between them."""

from __future__ import annotations

import re

from briefing.text.clean import word_set

# Words that begin a sentence but end no name.
OPENERS = word_set(
    "A After Against Ahead All Although Amid An And As At Because Before But By Despite During "
    "Each Even Every Few For From He Her Here His How However I If In It Its Last Many Meanwhile "
    "More Most No None Nobody Not Now Of On One Only Our Over President Prime Several She Since So "
    "Some Still That The Their Then There These They This Those Though Three To Two Under Until "
    "We What When Where While Who Why With Yet You"
)
_ORGANISATION = word_set(
    "Agency Alliance Archive Archives Army Authority Bank Broadcaster Broadcasting Bureau Channel "
    "Command Commission Committee Company Corporation Council Court Department Directorate "
    "Government Group Guard Images Institute Kremlin Media Ministry Navy Network News Newsroom "
    "Office Parliament Photo Photos Pictures Police Press Radio Service Studio Television Today "
    "TV Union University Video"
)
_AGENCIES = word_set(
    "AFP ANSA AP BBC Bloomberg CBS CNBC CNN DPA EFE EPA KCNA Kyodo NBC PA PBS Reuters Shutterstock "
    "TASS UN Xinhua Yonhap"
)
_JOINING = word_set("of for the and de del di du der van von bin al y e via")
_TOKEN = re.compile(r"\S+")
# Chosen, not measured: two names and what joins them.
MAX_RUN_WORDS = 8


def credit_end(text: str, seen: str) -> int:
    """Where the credit at the beginning of `text` ends, if a sentence may follow it unseparated.

    A line end, a bar or a stop ends it for certain. Else it is the run of
    capitalised words up to the last one that names an organisation; without
    one, up to a word that opens sentences or stands elsewhere in `seen`.
    """
    line = re.split(r"[|\n]|(?<=[a-z\d)]{2})\.(?=\s|$)", text[:200], maxsplit=1)[0]
    run = capital_run(line)
    whole = len(line.rstrip())
    if not run or run[-1].end() >= whole or _is_short_credit(line):
        return whole
    return run[_credit_words(run, seen) - 1].end()


def _is_short_credit(line: str) -> bool:
    """True for up to three words before a stop that no sentence begins in: "State television"."""
    words = line.split()
    return len(words) <= 3 and not any(_names_one(word) or word in OPENERS for word in words)


def _credit_words(run: list[re.Match[str]], seen: str) -> int:
    """How many words of a run are the credit; at least one, and one is left for the sentence."""
    words = [match[0] for match in run]
    if len(words) == 1:
        return 1
    most = len(words) - 1
    named = next((n for n, word in enumerate(words[:most], 1) if _names_one(word)), 0)
    if named:
        return _with_rest(words, named, most)
    for count in range(1, most + 1):
        if words[count] in OPENERS or stands_in(seen, words[count]):
            return count
    return 1


def _names_one(word: str) -> bool:
    """True for an acronym, an agency, or a noun that names an organisation."""
    parts = word.strip(",;()").split("/")
    acronym = len(parts[-1]) >= 2 and parts[-1].isupper()
    return acronym or any(part in _ORGANISATION or part in _AGENCIES for part in parts)


def _with_rest(words: list[str], count: int, most: int) -> int:
    """The credit with what belongs to it: Bloomberg Television, Ministry of Defence."""
    while count < most and words[count] in _ORGANISATION:
        count += 1
    if count + 1 < most and words[count] in {"of", "for"}:
        return min(count + 2, most)
    return count


def capital_run(text: str) -> list[re.Match[str]]:
    """The capitalised words at the beginning, with joining words between them."""
    run: list[re.Match[str]] = []
    for match in _TOKEN.finditer(text):
        if len(run) >= MAX_RUN_WORDS or not _goes_on(match[0]):
            break
        run.append(match)
        if match[0].endswith((".", "!", "?")) and len(match[0]) > 2:
            break
    while run and run[-1][0] in _JOINING:
        run.pop()
    return run


def _goes_on(word: str) -> bool:
    return word in _JOINING or word[0].isupper() or word[0] in '(“"/&'


def stands_in(text: str, word: str) -> bool:
    """True where the word stands in `text` as a whole word."""
    bare = word.strip(".,;:()“”\"’'")
    return bool(bare) and re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", text) is not None
