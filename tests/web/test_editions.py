"""The editions on the web: as they went out, and none that did not."""

from __future__ import annotations

import re

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from briefing.models import Correction, Dropped, Ledger, SourceLine
from briefing.web.responses import Prefix
from tests.make import NOW
from tests.rendering.read import Page
from tests.web.asgi import ask
from tests.web.site import FURTHER, LEAD, REFERENCES, Site, publish

BAR = re.compile(r'<div role="navigation".*?</div>', re.DOTALL)


@pytest.mark.parametrize(
    "path",
    [
        "/x",
        "/editions/n-2",
        "/editions/..%2f..%2fetc",
        "/confirm/",
        "/%00",
        "/editions/" + "x" * 5000,
    ],
)
def test_what_is_not_there_is_not_there(made: Site, path: str) -> None:
    publish(made)
    answer = ask(made.app, path)
    assert answer.status == 404
    assert "no such page" in answer.body


@pytest.mark.parametrize("state", ["draft", "approved"])
def test_an_edition_nobody_has_is_not_shown(made: Site, state: str) -> None:
    publish(made, state=state)
    assert ask(made.app, "/editions/n-1").status == 404
    assert "Bridge falls" not in ask(made.app, "/").body


def test_an_edition_of_another_newsletter_is_not_shown(made: Site) -> None:
    publish(made, "other-1", newsletter="other")
    assert ask(made.app, "/editions/other-1").status == 404


def test_an_edition_is_shown_as_it_went_out(made: Site) -> None:
    publish(made)
    assert 'href="/editions/n-1"' in ask(made.app, "/").body
    answer = ask(made.app, "/editions/n-1/mail")
    mail = Page(made.store.editions.files("n-1")["edition.html"].decode())
    shown = Page(answer.body.replace(BAR.search(answer.body)[0], ""))  # type: ignore[index]
    assert (shown.text, shown.links) == (mail.text, mail.links)
    assert "sandbox" in answer.headers["content-security-policy"]


def test_corrections_stand_in_the_edition(made: Site) -> None:
    publish(made)
    one = Correction(date=NOW.date(), edition_id="n-1", text="It was **two** <script>bridges.")
    made.store.corrections.add(one, by="Ada", at=NOW)
    body = ask(made.app, "/editions/n-1").body
    assert "It was <strong>two</strong>" in body
    assert "<script>bridges" not in body
    assert body.index("<h1") < body.index("It was <strong>")
    assert "Corrected on 24 November 2026:" in body


@pytest.mark.parametrize(
    ("path", "inside"),
    [("/news/x", "/x"), ("/news/", "/"), ("/newsroom/x", "/newsroom/x"), ("/x", "/x")],
)
def test_the_path_of_a_proxy_goes_and_a_longer_word_stays(path: str, inside: str) -> None:
    async def echo(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse(scope["path"])(scope, receive, send)

    assert ask(Prefix(echo, "/news"), path).body == inside


def test_how_an_edition_was_made_is_told_behind_a_link(made: Site) -> None:
    lines = (
        SourceLine(name="Evening Post", stories=0, error="/srv/letters/in: no such folder"),
        SourceLine(name="Harbour Wire", stories=1),
    )
    dropped = Dropped(story_id="s", title="Held until noon", reason="held")
    ledger = Ledger(sources=lines, considered=31, used=12, dropped=(dropped,))
    publish(made, ledger=ledger, references=REFERENCES, blocks=(LEAD, FURTHER))
    page = Page(ask(made.app, "/editions/n-1/made").body)
    words = " ".join("".join(page.words).split())
    assert "Evening Post: could not be read" in words
    assert "Harbour Wire: 1 story" in words
    assert all(reference.title in words for reference in REFERENCES)
    assert "Held until noon" not in words
    assert "/srv/letters" not in words


@pytest.mark.parametrize("state", ["draft", "approved"])
def test_nobody_is_told_how_a_draft_is_made(made: Site, state: str) -> None:
    publish(made, state=state)
    assert ask(made.app, "/editions/n-1/made").status == 404
