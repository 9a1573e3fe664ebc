"""A site of five weeks of mornings: running topics, tags, sources that failed, a photo, a chart."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from io import BytesIO

from PIL import Image, ImageDraw

from briefing.models import (
    Bar,
    Brief,
    Chart,
    Colophon,
    Correction,
    Edition,
    Finally,
    InBrief,
    Lead,
    Ledger,
    Masthead,
    Media,
    Note,
    Reference,
    Sentence,
    SourceLine,
    TopicBlock,
)
from briefing.pipeline.release import archived
from briefing.rendering import Theme, render
from tests.make import NOW, make_edition
from tests.rendering import tongues
from tests.rendering.whole_letter import FACTS, HEADS, OUTLETS
from tests.web.site import Site

DAYS = 33
FRAMES = tongues.FRAMES | {
    "fr": ("La Balance", "", "Le Courrier du port", "Jo Lind", "Le quai, lundi matin"),
}
TEXTS = tongues.TEXTS | {
    "fr": (
        (
            "La piscine du fleuve rouvre après neuf ans",
            "La piscine du fleuve a rouvert lundi. La ville y a mis 2,5 millions d’euros.",
        ),
        (
            "Le bac de Hast ne passe plus que deux fois par jour",
            "Le bac ne passe plus que deux fois par jour. Onze mécaniciens manquent.",
        ),
        (
            "Une carte de l’ancien delta dans la cave d’une école",
            "La carte était dans la cave d’une école. Elle date de 1712.",
        ),
    ),
}
PHOTO = "https://pictures.example.org/quay.jpg"
# What a topic is called on its days, its tags, its kicker.
THEMES = (
    ((0, 1, 2), ("Harbour", "Work"), "The quay"),
    ((4, 5), ("Energy", "Weather"), "Power"),
    ((6, 7), ("Harbour", "Islands"), "Ferries"),
    ((8, 9), ("Weather",), "The flood"),
    ((10, 11), ("Money",), "Central bank"),
    ((12, 13), ("Water", "Parliament"), "Water law"),
    ((14, 15), ("Courts",), "The airport"),
    ((16, 17), ("Trade",), "Chips"),
    ((18, 19), ("Housing",), "Census"),
)
NEWEST = f"n-{DAYS - 1:02}"
CORRECTED = f"n-{DAYS - 2:02}"
WRONG = "The first ship is to moor there on the second Monday of the coming month."


def fill(made: Site, days: int = DAYS, language: str = "en") -> None:
    """Give a site its editions; the newest is of the day `NOW`."""
    for number in range(days):
        edition = morning(number, days) if language == "en" else abroad(number, days, language)
        made.store.editions.save(edition, at=edition.created)
        files = archived(edition, render(edition, Theme()), sender="Daily <d@example.org>")
        made.store.editions.keep_files(edition.id, files | photos())
        made.store.editions.mark(edition.id, "sent")
    text = f"We printed “{WRONG}” It is the **third** Monday."
    wrong = f"n-{days - 2:02}"
    correction = Correction(date=NOW.date(), edition_id=wrong, text=text)
    made.store.corrections.add(correction, by="Ada", at=NOW + dt.timedelta(hours=3))


def morning(number: int, days: int = DAYS) -> Edition:
    """The edition of a day, counted from the first."""
    created = NOW - dt.timedelta(days=days - 1 - number)
    themes = [THEMES[(number + place) % len(THEMES)] for place in range(7)]
    if number >= days - 2:
        themes = [THEMES[0], *(theme for theme in themes if theme is not THEMES[0])][:7]
    heads = [theme[0][number % len(theme[0])] for theme in themes]
    blocks = [_topic(place, theme, number) for place, theme in enumerate(themes)]
    rest = range(20, 26)
    note = Note(text="A reader asked how we *count* [ships](https://e.example/).", author="Ada")
    return make_edition(
        id=f"n-{number:02}",
        title="The Balance",
        date=created.date(),
        created=created,
        subject=HEADS[heads[0]],
        preheader=f"Also: {HEADS[heads[1]]}",
        references=tuple(map(_reference, (*heads, *rest))),
        ledger=_ledger(number, len(heads) + len(rest)),
        blocks=(
            Masthead(title="The Balance", date=created.date(), minutes=6, number=number + 1),
            *blocks,
            InBrief(items=tuple(_brief(head) for head in rest[:4])),
            _chart(),
            note,
            Finally(story_id="s24", sentences=_sentences(24, 1), topic_id="t-opera"),
            Colophon(sources=OUTLETS, stories=len(heads) + len(rest), method="briefing"),
        ),
    )


def abroad(number: int, days: int, language: str) -> Edition:
    """The edition of a day in another language: the same topics each day."""
    created = NOW - dt.timedelta(days=days - 1 - number)
    name, _, outlet, credit, caption = FRAMES[language]
    media = Media(kind="photo", url=PHOTO, caption=caption, credit=credit)
    stories = TEXTS[language]
    topics = [
        (Lead if place == 0 else TopicBlock)(
            topic_id=f"t-{place}",
            title=title,
            story_id=f"s{place}",
            sentences=_cut(text, f"s{place}"),
            tags=(stories[0][0].split()[0],),
            photo=media if place == 0 else None,
        )
        for place, (title, text) in enumerate(stories)
    ]
    return make_edition(
        id=f"n-{number:02}",
        title=name,
        date=created.date(),
        created=created,
        subject=stories[number % 2][0],
        preheader=stories[2][0],
        language=language,
        references=tuple(
            replace(_reference(place), title=title, outlet=outlet, author="", language=language)
            for place, (title, _) in enumerate(stories)
        ),
        ledger=_ledger(number, len(stories)),
        blocks=(
            Masthead(title=name, date=created.date(), minutes=2, number=number + 1),
            *topics,
            Colophon(sources=(outlet,), stories=len(stories), method="briefing"),
        ),
    )


def _cut(text: str, story: str) -> tuple[Sentence, ...]:
    """The sentences of a text whose sentences end in a point and a blank."""
    starts = [0, *(at + 2 for at in range(len(text)) if text[at : at + 2] == ". ")]
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    return tuple(
        Sentence(text=text[start:end], story_id=story, start=start, end=end)
        for start, end in zip(starts, ends, strict=True)
    )


def _ledger(number: int, used: int) -> Ledger:
    lines = tuple(_source(place, number) for place in range(5))
    return Ledger(sources=lines, considered=131, used=used)


def photos() -> dict[str, bytes]:
    """The photo as the pipeline keeps it."""
    picture = Image.new("RGB", (1200, 720), "#c9d4dc")
    draw = ImageDraw.Draw(picture)
    for row in range(430):
        shade = (150 + row // 5, 175 + row // 8, 200 + row // 16)
        draw.line((0, row, 1200, row), fill=shade)
    draw.rectangle((0, 430, 1200, 720), fill="#3f5866")
    for place in range(7):
        left = 60 + place * 165
        draw.rectangle((left, 300 - place % 3 * 50, left + 118, 430), fill="#6d4a3c")
        draw.rectangle((left + 14, 330, left + 40, 360), fill="#e9d9a6")
    draw.polygon(((520, 520), (980, 520), (930, 600), (560, 600)), fill="#1e2a31")
    draw.rectangle((820, 440, 880, 520), fill="#a5121c")
    written = BytesIO()
    picture.save(written, "JPEG", quality=80)
    return {f"photo-{hashlib.sha256(PHOTO.encode()).hexdigest()[:32]}": written.getvalue()}


def _topic(
    place: int, theme: tuple[tuple[int, ...], tuple[str, ...], str], number: int
) -> Lead | TopicBlock:
    heads, tags, kicker = theme
    head = heads[number % len(heads)]
    known = {
        "topic_id": f"t-{heads[0]}",
        "title": HEADS[head],
        "story_id": f"s{head}",
        "tags": tags,
        "kicker": kicker,
        "outlets": OUTLETS[:2],
    }
    if place:
        return TopicBlock(sentences=_sentences(head, 3), **known)  # type: ignore[arg-type]
    caption = "The quay on Monday, seen from the old customs house."
    media = Media(kind="photo", url=PHOTO, caption=caption, credit="Jo Lindqvist")
    return Lead(sentences=_sentences(head, 6), photo=media, full_story=f"s{head}", **known)  # type: ignore[arg-type]


def _sentences(head: int, count: int) -> tuple[Sentence, ...]:
    """So many of a story's sentences; the second is always the one that is put right."""
    facts = [FACTS[(head + place) % len(FACTS)] for place in range(count)]
    facts = [fact for fact in dict.fromkeys(facts) if fact != WRONG]
    if head < 3 and count > 1:
        facts[1:1] = [WRONG]
    starts = [sum(len(fact) + 1 for fact in facts[:place]) for place in range(len(facts))]
    return tuple(
        Sentence(text=fact, story_id=f"s{head}", start=start, end=start + len(fact))
        for fact, start in zip(facts, starts, strict=True)
    )


def _brief(head: int) -> Brief:
    return Brief(story_id=f"s{head}", sentence=_sentences(head, 1)[0], topic_id=f"t-{head}")


def _reference(head: int) -> Reference:
    outlet = OUTLETS[head % len(OUTLETS)]
    return Reference(
        story_id=f"s{head}",
        title=HEADS[head],
        outlet=outlet,
        source=outlet.lower().replace(" ", "-"),
        text_sha256="0" * 64,
        url=f"https://{outlet.lower().replace(' ', '-')}.example.org/2026/{head}-story",
        author="Ines Okafor" if head % 3 == 0 else "",
        published=NOW,
        language="en",
    )


def _source(place: int, number: int) -> SourceLine:
    failed = place == 3 and number % 11 == 0
    stories = 0 if failed else 12 + (number * (place + 3)) % 17
    return SourceLine(name=OUTLETS[place], stories=stories, error="refused" if failed else "")


def _chart() -> Chart:
    values = {"Containers": 41, "Bulk": 28, "Cars": 19, "Passengers": 12}
    return Chart(
        title="What came over the quay, in percent",
        spec="bars",
        bars=tuple(Bar(label=label, value=value) for label, value in values.items()),
        unit="percent of weight",
        source="harbour office",
    )
