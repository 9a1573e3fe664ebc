"""A reader is greeted by name where the welcome asks for it, and whatever the name is."""

from __future__ import annotations

import email
import email.policy
import html
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import dkim
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.config import load
from briefing.delivery.message.dkim import DkimSigner, public_part
from briefing.delivery.message.message import Message, message_for
from briefing.delivery.message.template import message_id
from briefing.desk.editions import approve
from briefing.desk.export import prove_file
from briefing.models import Delivery, Edition, Rendering
from briefing.pipeline.edition_languages import EditionTemplates
from briefing.pipeline.pipeline import Pipeline
from briefing.store.mail_addresses import one_line
from tests.delivery.test_dkim import KEY
from tests.make import NOW
from tests.pipeline.letters import CONFIG, a_letter
from tests.pipeline.test_languages import sent, words

WELCOME = "  welcome: Good morning, {name}. Here is the day.\n"
NAUGHTY = (
    "Ada",
    ".",
    "..",
    "=2E\n.",
    "</p><script>alert(1)</script>",
    "&amp; {name} & <b>",
    "From Ada",
    "Zoë 李雷 " * 20,
    "x" * 200,
)


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pipeline]:
    folder = tmp_path_factory.mktemp("letter")
    opened = Pipeline.open(load(a_letter(folder, config=CONFIG + WELCOME)), clock=lambda: NOW)
    opened.ingest()
    opened.build()
    yield opened
    opened.close()


def the_edition(pipeline: Pipeline) -> Edition:
    return pipeline.store.editions.list("the-test")[0]


def templates(pipeline: Pipeline) -> EditionTemplates:
    def render(edition: Edition, language: str) -> Rendering:
        return pipeline.render(edition, language)

    return EditionTemplates(
        the_edition(pipeline), config=pipeline.config, store=pipeline.store, render=render
    )


def addressed(pipeline: Pipeline, name: str, sign: DkimSigner | None = None) -> Message:
    edition = the_edition(pipeline)
    delivery = Delivery(
        edition_id=edition.id,
        subscriber_id="u-1",
        email="ada@example.org",
        state="leased",
        message_id=message_id(edition.id, "u-1", sender="d@example.org"),
        name=name,
    )
    return message_for(templates(pipeline).of("").to(name), delivery, now=NOW, sign=sign)


def test_the_name_stands_in_both_parts_and_in_no_archive(tmp_path: Path) -> None:
    with Pipeline.open(
        load(a_letter(tmp_path, config=CONFIG + WELCOME)), clock=lambda: NOW
    ) as opened:
        for who, name, language in (("ada", "Ada", ""), ("ben", "", ""), ("cem", "Cem", "de")):
            email = f"{who}@example.org"
            reader = opened.store.subscribers.add(email, newsletter="the-test", at=NOW, name=name)
            opened.store.subscribers.change(reader.id, newsletter="the-test", language=language)
        opened.ingest()
        name = approve(opened.newsletter, opened.build().edition.id, by="Ada")
        opened.deliver(name)
        files = opened.store.editions.files(name)
        assert prove_file(opened, Path(name)).faults == ()
    mails = sent(tmp_path)
    for who, greeting in (("ada", "morning, Ada."), ("ben", "morning."), ("cem", "morning, Cem.")):
        for kind in ("plain", "html"):
            assert f"Good {greeting} Here is the day." in words(mails[who], kind)
    assert "Good morning. Here is the day." in files["edition.txt"].decode()
    assert not any(b"Ada," in data or b"Cem" in data for data in files.values())


def check(pipeline: Pipeline, name: str) -> None:
    """The message reads as with another name, but for the name; its lines are short."""
    data = addressed(pipeline, name).data
    assert max(map(len, data.split(b"\r\n"))) <= 200  # the To field has its own rules
    body = data.partition(b"\r\n\r\n")[2]
    assert max(map(len, body.split(b"\r\n"))) <= 76
    assert not any(line.startswith(b".") for line in body.split(b"\r\n"))
    mail = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    greeting = f", {name}" if name else ""
    plain = words(mail, "plain").replace(" \n", " ")
    assert f"Good morning{greeting}. Here is the day." in plain
    page = words(mail, "html")
    assert f"Good morning{html.escape(greeting, quote=False)}. Here is the day." in page
    assert page.count("<script") == 0
    parts = [part.get_content_type() for part in mail.walk()]
    assert parts == ["multipart/alternative", "text/plain", "text/html"]


@given(st.text(max_size=200))
@example(".")
@settings(max_examples=60)
def test_whatever_the_name_is_the_message_is_whole(pipeline: Pipeline, name: str) -> None:
    check(pipeline, one_line(name))


@pytest.mark.parametrize("name", NAUGHTY)
def test_naughty_names(pipeline: Pipeline, name: str) -> None:
    check(pipeline, one_line(name))


def test_a_signature_covers_the_name(pipeline: Pipeline) -> None:
    data = addressed(pipeline, "Ada", DkimSigner(KEY)).data
    record = f"v=DKIM1; k=rsa; p={public_part(KEY)}".encode()
    assert dkim.verify(data, dnsfunc=lambda name, timeout=5: record)
    assert not dkim.verify(data.replace(b"Ada", b"Eve"), dnsfunc=lambda name, timeout=5: record)


def test_no_name_is_asked_for_and_none_is_given(tmp_path: Path) -> None:
    with Pipeline.open(load(a_letter(tmp_path)), clock=lambda: NOW) as opened:
        opened.ingest()
        opened.build()
        personal = templates(opened).of("")
        assert personal.to("Ada") is personal.template


@pytest.mark.parametrize(
    ("welcome", "named", "bare"),
    [
        ("{name}, good morning. Here is the day.", "Ada, good morning.", "Good morning."),
        ("早上好，{name}。今天的要闻。", "早上好，Ada。今天", "早上好。今天"),
        ("صباح الخير، {name}. أخبار اليوم.", "صباح الخير، Ada. أخبار", "صباح الخير. أخبار"),
    ],
)
def test_a_name_may_stand_anywhere(tmp_path: Path, welcome: str, named: str, bare: str) -> None:
    config = f'{CONFIG}  welcome: "{welcome}"\n'
    with Pipeline.open(load(a_letter(tmp_path, config=config)), clock=lambda: NOW) as opened:
        opened.ingest()
        opened.build()
        for name, greeting in (("Ada", named), ("", bare)):
            data = addressed(opened, name).data
            mail = email.message_from_bytes(data, policy=email.policy.default)
            assert isinstance(mail, EmailMessage)
            for kind in ("plain", "html"):
                assert greeting in words(mail, kind)
