"""Readers get an edition with the phrases of their own language around the same stories."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage
from pathlib import Path

import pytest

from briefing.audience.mails import send_mail
from briefing.audience.self_service import SelfService
from briefing.config import load
from briefing.desk.editions import approve
from briefing.desk.export import prove_file
from briefing.models import Edition, Rendering
from briefing.pipeline.edition_languages import EditionTemplates
from briefing.pipeline.pipeline import Pipeline
from briefing.rendering.web_pages import catalog_for_reader
from tests.make import NOW
from tests.pipeline.letters import a_letter

READERS = {"en": "", "de": "de-AT", "fr": "fr", "ar": "ar", "es": "es"}


def sent(folder: Path) -> dict[str, EmailMessage]:
    """The mails in the folder, by the part of the address before the @."""
    mails = {}
    for path in (folder / "out" / "mail").glob("*.eml"):
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        mails[mail["To"].addresses[0].username] = mail
    return mails


def words(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


@pytest.fixture
def pipeline(tmp_path: Path) -> Pipeline:
    opened = Pipeline.open(load(a_letter(tmp_path)), clock=lambda: NOW)
    for name, language in READERS.items():
        reader = opened.store.subscribers.add(f"{name}@example.org", newsletter="the-test", at=NOW)
        opened.store.subscribers.change(reader.id, newsletter="the-test", language=language)
    opened.ingest()
    approve(opened.newsletter, opened.build().edition.id, by="Ada")
    return opened


def test_phrases_are_the_readers_and_the_stories_are_the_same(
    pipeline: Pipeline, tmp_path: Path
) -> None:
    name = pipeline.store.editions.list("the-test")[0].id
    assert pipeline.deliver(name).counts == (("sent", 5),)
    mails = sent(tmp_path)
    texts = {reader: words(mail, "plain") for reader, mail in mails.items()}
    assert "Wie diese Ausgabe entstand".upper() in texts["de"].upper()
    assert texts["de"] != texts["fr"] != texts["en"]
    # No phrases in Spanish; Arabic runs the other way than these stories.
    assert texts["ar"] == texts["es"] == texts["en"]
    for reader, mail in mails.items():
        assert "The dam above Orsk broke at noon" in words(mail, "plain")
        frame = reader if reader in ("de", "fr") else "en"
        assert f'<html lang="{frame}" dir="ltr"' in words(mail, "html")
        # What is not in the language of the frame says so, as a screen reader would misread it.
        foreign = re.search(r'<p lang="en" dir="ltr"[^>]*>The dam above', words(mail, "html"))
        assert (foreign is not None) == (frame != "en")
    files = pipeline.store.editions.files(name)
    assert {file for file in files if file.endswith(".html") and "/" in file} == {
        "de/edition.html",
        "fr/edition.html",
    }
    assert files["de/edition.txt"].decode() == texts["de"]
    assert prove_file(pipeline, Path(name)).faults == ()
    pipeline.close()


def test_a_send_that_goes_on_sends_the_bytes_it_began_with(pipeline: Pipeline) -> None:
    edition = pipeline.store.editions.list("the-test")[0]
    asked: list[str] = []

    def render(edition: Edition, language: str) -> Rendering:
        asked.append(language)
        return pipeline.render(edition, language)

    def templates() -> EditionTemplates:
        return EditionTemplates(
            edition, config=pipeline.config, store=pipeline.store, render=render
        )

    pipeline.deliver(edition.id)
    bodies = [templates().of(language).template.body for language in ("", "de", "de-AT", "fr")]
    assert asked == []
    assert bodies[0] != bodies[1] == bodies[2] != bodies[3]
    marked = EditionTemplates(
        edition, config=pipeline.config, store=pipeline.store, render=render, mark="[Test] "
    )
    marked.of("de")
    assert asked == []
    pipeline.close()


@pytest.mark.parametrize(
    ("asked", "edition_language", "catalog"),
    [
        ("de", "en", "de"),
        ("de-AT", "en", "de"),
        ("DE", "en", "de"),
        ("en-GB", "en", ""),
        ("en", "de", "en"),
        ("ar", "en", ""),
        ("es", "en", ""),
        ("../de", "en", ""),
    ],
)
def test_a_language_is_spoken_where_there_are_phrases_that_run_the_same_way(
    asked: str, edition_language: str, catalog: str
) -> None:
    assert catalog_for_reader(asked, edition_language) == catalog


def test_mails_that_are_no_editions_speak_it_too(pipeline: Pipeline, tmp_path: Path) -> None:
    config = pipeline.config.model_copy(
        update={"web": pipeline.config.web.model_copy(update={"url": "https://n.example.org"})}
    )
    readers = SelfService(config=config, store=pipeline.store, clock=lambda: NOW)
    assert readers.ask_for_link("de@example.org", client="c")
    assert "Ihr Link" in sent(tmp_path)["de"]["Subject"]
    values = {"link": "https://n.example.org/x"}
    send_mail(config, "link", "x@example.org", values=values, now=NOW, language="es")
    assert "Your link" in sent(tmp_path)["x"]["Subject"]
    pipeline.close()
