"""Photos that go along: fetched once, kept, named where they cannot be had."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefing import load
from briefing.desk.export import prove_file
from briefing.errors import SourceError
from briefing.pipeline.pictures import fetch_pictures, kept_pictures, photos_of
from briefing.sources.fetch.messages import Request, Response
from tests.make import NOW
from tests.pipeline.letters import CONFIG, DAM, a_letter

URL = "https://post.example.org/dam.png"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
WITH_PHOTO = DAM.replace("---\nThe", f"photo:\n  url: {URL}\n  caption: The dam.\n---\nThe")


class Shop:
    """Hands out one answer and remembers what was asked."""

    def __init__(self, answer: Response | SourceError) -> None:
        self.answer = answer
        self.asked: list[str] = []

    def fetch(self, requests: Sequence[Request]) -> tuple[Response | SourceError, ...]:
        self.asked += [request.url for request in requests]
        return tuple(self.answer for _ in requests)


def test_a_photo_is_fetched_once_and_goes_along(tmp_path: Path) -> None:
    config = a_letter(tmp_path, config=CONFIG + "theme:\n  images: cid\n", dam=WITH_PHOTO)
    shop = Shop(Response(status=200, url=URL, body=PNG))
    with load(config, now=NOW) as pipeline:
        pipeline.ingest()
        edition, topics = pipeline.compose()
        assert photos_of(edition) == (URL,)
        for _ in range(2):
            assert fetch_pictures(pipeline.store, edition, shop) == ()
        assert shop.asked == [URL]
        assert kept_pictures(pipeline.store, edition) == {URL: PNG}
        built = pipeline.write(edition, topics)
        assert [one.data for one in built.rendering.attachments] == [PNG]
        assert "cid:" in built.rendering.html
        assert prove_file(pipeline, built.folder / "edition.json").faults == ()


def test_a_photo_that_cannot_be_had_is_named_and_shown_in_words(tmp_path: Path) -> None:
    config = a_letter(tmp_path, config=CONFIG + "theme:\n  images: cid\n", dam=WITH_PHOTO)
    with load(config, now=NOW) as pipeline:
        pipeline.ingest()
        edition, _ = pipeline.compose()
        for answer in (SourceError("no such host"), Response(status=404, url=URL, body=b"")):
            faults = fetch_pictures(pipeline.store, edition, Shop(answer))
            assert [fault.where for fault in faults] == [URL]
        rendering = pipeline.render(edition)
    assert rendering.attachments == ()
    # In HTML no caption stands without its picture; the other forms name it with its address.
    assert "The dam." not in rendering.html
    assert "<img" not in rendering.html
    assert f"Photo: The dam.\n{URL}" in rendering.text
    assert f"![The dam.](<{URL}>)" in rendering.markdown
