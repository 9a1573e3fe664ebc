"""The choice of a photo: another of the topic's own, the point to show, or none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.desk.draft.outcomes import Applied
from briefing.desk.draft.workspace import Workspace
from briefing.editing.picture_choice import PictureChoice
from briefing.errors import InputError
from briefing.models import Media
from briefing.models.codec import dump, load
from tests.desk.morning import STORIES, a_morning, document, edit, named, opened, write

BRIDGE = {
    "bridge-a": "https://post.example.org/a.jpg",
    "bridge-b": "https://radio.example.org/b.jpg",
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    """The morning, with a photo in each of the two stories on the bridge."""
    config = a_morning(tmp_path)
    for name, title, publisher, hour, text in STORIES:
        if name in BRIDGE:
            plain = document(title, publisher, f"2026-11-23T{hour:02}:00:00+00:00", text)
            photo = (
                f"photo:\n  url: {BRIDGE[name]}\n  caption: The bridge, seen from {publisher}.\n"
            )
            write(tmp_path, name, plain.replace("---\n", f"---\n{photo}", 1))
    work = Workspace.open(opened(config))
    yield work
    work.close()


def photo_of(workspace: Workspace) -> Media | None:
    key = f"topic:{workspace.draft.topic_ids[named(workspace)['Halden']]}"
    photo: Media | None = getattr(workspace.draft.blocks[key], "photo", None)
    return photo


def decide(workspace: Workspace, word: str, value: str) -> None:
    done = workspace.decide(edit("image", named(workspace)[word], value=value), by="Ada")
    assert isinstance(done, Applied)


def test_another_photo_of_the_topic_is_shown(desk: Workspace) -> None:
    first = photo_of(desk)
    assert first is not None
    other = next(word for word in ("Halden", "Snapped") if url_of(desk, word) != first.url)
    decide(desk, other, "1")
    chosen = photo_of(desk)
    assert chosen is not None
    assert (chosen.url, chosen.focus) == (url_of(desk, other), None)
    assert chosen.caption.startswith("The bridge, seen from")
    decide(desk, other, f"{chosen.url} @30,60")
    assert photo_of(desk) == Media(
        kind="photo", url=chosen.url, caption=chosen.caption, focus=(30, 60)
    )
    assert load(dump(desk.draft.edition)) == desk.draft.edition
    evidence = desk.evidence(desk.draft.topic_ids[named(desk)["Halden"]])
    assert [bool(one.shown_in) for one in evidence.photos if one.media.url == chosen.url] == [True]


def test_no_photo_may_be_chosen_and_taken_back(desk: Workspace) -> None:
    first = photo_of(desk)
    decide(desk, "Halden", "none")
    assert photo_of(desk) is None
    desk.undo(by="Ada")
    assert photo_of(desk) == first


def test_an_edition_without_such_a_choice_says_nothing_of_focus(desk: Workspace) -> None:
    assert "focus" not in dump(desk.draft.edition)


@pytest.mark.parametrize("value", ["3", "0", "https://elsewhere.example.org/x.jpg", "", "1 @200,3"])
def test_what_is_no_photo_of_the_story_is_refused(desk: Workspace, value: str) -> None:
    with pytest.raises(InputError, match="is no photo of"):
        desk.preview(edit("image", named(desk)["Halden"], value=value))


@pytest.mark.parametrize(
    ("value", "choice"),
    [
        ("none", PictureChoice("")),
        ("https://x.example.org/a.jpg", PictureChoice("https://x.example.org/a.jpg")),
        (
            "https://x.example.org/a.jpg @0,100",
            PictureChoice("https://x.example.org/a.jpg", (0, 100)),
        ),
        ("none @1,2", None),
        ("a @1", None),
        ("a @1,101", None),
        ("a @-1,5", None),
        ("a @१,२", None),
        ("", None),
    ],
)
def test_the_value_of_the_decision_is_read_strictly(
    value: str, choice: PictureChoice | None
) -> None:
    assert PictureChoice.of(value) == choice
    assert choice is None or PictureChoice.of(choice.written()) == choice


def url_of(workspace: Workspace, word: str) -> str:
    story = workspace.draft.stories[named(workspace)[word]]
    return str(story.media[0].url)
