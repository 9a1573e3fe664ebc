from __future__ import annotations

import pytest

from briefing.models import Media
from briefing.sources.documents.captions import photos, sign_off, videos, without

# text around the credit, the credit, the sentence that follows it
CREDITS = [
    ("NATO Ana has time.", "NATO", "Ana has time."),
    ("Bloomberg Television The president left.", "Bloomberg Television", "The president left."),
    ("European Commission Von Hale said no.", "European Commission", "Von Hale said no."),
    ("Sky News She knows why.", "Sky News", "She knows why."),
    ("Getty Images Prime Minister Lund left.", "Getty Images", "Prime Minister Lund left."),
    ("Ministry of Defence Trucks moved.", "Ministry of Defence", "Trucks moved."),
    ("Reuters Oil rose again.", "Reuters", "Oil rose again."),
    ("Kyodo/AP Photo Two men fled.", "Kyodo/AP Photo", "Two men fled."),
    ("AFP US officials said so.", "AFP", "US officials said so."),
    ("Harbour Cam | Ships wait.", "Harbour Cam", "Ships wait."),
    ("Nord Stream Petrov told us.", "Nord Stream", "Petrov told us."),
    ("Lurna Compact\nBoth sides met.", "Lurna Compact", "Both sides met."),
    ("Karsian state television. Nobody replied.", "Karsian state television", "Nobody replied."),
]


@pytest.mark.parametrize(("rest", "credit", "after"), CREDITS)
def test_the_sentence_after_a_video_survives_whole(rest: str, credit: str, after: str) -> None:
    text = f"Petrov stayed at home. WATCH: Boats leave the port. Source: {rest}"
    (found,) = videos(text)
    assert found.media == Media(kind="video", caption="Boats leave the port.", credit=credit)
    assert without(text, (found,)).lstrip(". ").endswith(after)


@pytest.mark.parametrize(
    "text",
    [
        "He told them to watch: the price rose.",
        "Watch: it will rise.",
        "WATCHING: the detectives.",
        "The WATCH list grew.",
        "NIGHTWATCH: a film.",
        "VIDEO evidence was shown.",
        "Source: NATO says so.",
        "No video exists.",
        "STOPWATCH: 4 minutes.",
        "WATCH:",
    ],
)
def test_no_video(text: str) -> None:
    assert videos(text) == ()


def test_a_video_without_credit_ends_with_its_sentence() -> None:
    text = "One. WATCH: Boats leave. Two stayed."
    (found,) = videos(text)
    assert found.media == Media(kind="video", caption="Boats leave.")
    assert without(text, (found,)) == "One. Two stayed."


# what follows the dash, the author, what comes after the name
SIGN_OFFS = [
    ("Mira Castellan", "Mira Castellan", ""),
    ("Ana Lind Trucks wait at dawn. Photographer: X Y |", "Ana Lind", "Trucks wait at dawn."),
    (
        "Ana Lind North Karsian troops march. Photographer: X Y |",
        "Ana Lind",
        "North Karsian troops",
    ),
    ("John F. Moor Ships wait. Photographer: X/AP |", "John F. Moor", "Ships wait."),
    ("Maria del Mar Soto Workers rest. Photo: X Y |", "Maria del Mar Soto", "Workers rest."),
    ("Soo-Hye Park The crowd waits. Photographer: X Y |", "Soo-Hye Park", "The crowd waits."),
    ("Ana Maria Lind", "Ana Maria Lind", ""),
    ("Ana Lind and Bo Berg", "Ana Lind and Bo Berg", ""),
    ("Ana Lind\nMore below", "Ana Lind", "More below"),
    (
        "Jean-Luc O’Neill President Soto speaks. Photograph: X |",
        "Jean-Luc O’Neill",
        "President Soto",
    ),
    ("Ana Lind.", "Ana Lind", ""),
]


@pytest.mark.parametrize(("rest", "author", "after"), SIGN_OFFS)
def test_the_author_is_told_from_what_follows(rest: str, author: str, after: str) -> None:
    text = f"Snow fell in North Karsian towns. It was cold. — {rest}"
    found = sign_off(text)
    assert found is not None
    assert found.author == author
    assert text[found.end :].lstrip(" .\n").startswith(after)
    assert text[: found.start].endswith("It was cold.")


@pytest.mark.parametrize(
    "text",
    [
        "The minister — Ana Lind — said so.",
        "It was over. — Ana Lind said so and left the room.",
        "“Never.” — that was all.",
        "Two words — Ana Lind",
        "It ended. - Ana Lind",
        "It ended. — Ana",
        "It ended. — 12 Boats",
        "He had a plan. — Two Boats sank, ten people died. Nobody spoke. Rain fell.",
        "No dash here.",
        "— Ana Lind",
    ],
)
def test_no_sign_off(text: str) -> None:
    assert sign_off(text) is None


PHOTOS = [
    ("Boats wait. Photographer: Ana Lind |", "Boats wait.", "Ana Lind"),
    ("Boats wait. Photographer: Kyodo/AP Photo |", "Boats wait.", "Kyodo/AP Photo"),
    ("Boats wait. Photo: Ana Lind/Reuters | Ships left.", "Boats wait.", "Ana Lind/Reuters"),
    ("Boats wait. Photo by: Ana Lind", "Boats wait.", "Ana Lind"),
    ("Boats wait. Picture: Harbour Press\nShips left.", "Boats wait.", "Harbour Press"),
    ("Boats wait off Skarn. Photographer: N. N. |", "Boats wait off Skarn.", "N. N."),
    ("Boats wait. Photograph: EPA The bank rose.", "Boats wait.", "EPA"),
    ("Dr. Lund speaks. Photographer: Ana Lind |", "Dr. Lund speaks.", "Ana Lind"),
    ("Boats. Photographer: A B/Getty Images |", "Boats.", "A B/Getty Images"),
    ("Boats wait “here.” Photographer: Ana Lind |", "Boats wait “here.”", "Ana Lind"),
]


@pytest.mark.parametrize(("rest", "caption", "credit"), PHOTOS)
def test_a_photo_takes_one_sentence_and_leaves_the_rest(
    rest: str, caption: str, credit: str
) -> None:
    text = f"The talks failed on Sunday.\n{rest}"
    (found,) = photos(text)
    assert found.media == Media(kind="photo", caption=caption, credit=credit)
    assert without(text, (found,)).startswith("The talks failed on Sunday.")


@pytest.mark.parametrize(
    "text",
    [
        "The photographer: a man of few words.",
        "Photographers: please wait.",
        "A photo showed boats.",
        "Photo evidence counts.",
        "He is a photographer.",
        "Telephoto: a lens.",
        "photo: no",
        "Picture this: rain.",
        "Photographer Ana Lind spoke.",
        "Photo:finish",
    ],
)
def test_no_photo(text: str) -> None:
    assert photos(text) == ()
