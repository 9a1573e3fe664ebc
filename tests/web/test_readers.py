"""The pages for readers: what a button does, what reading never does, what nobody learns."""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import Engine, event

from briefing.models import Delivery
from briefing.rendering.phrases import phrases_for
from briefing.rendering.template_folders import TemplateFolders
from tests.make import NOW, make_edition
from tests.rendering.read import Page
from tests.web.asgi import ask
from tests.web.site import FURTHER, LEAD, REFERENCES, URL, Site, publish, site, text

PAGES = ("confirm", "preferences", "unsubscribe")


def test_a_reader_subscribes_by_mail_and_confirms(made: Site) -> None:
    answer = ask(made.app, "/subscribe", {"email": "Ada@example.org"})
    assert (answer.status, made.store.subscribers.active("n")) == (200, ())
    link = made.link("confirm")
    assert made.store.subscribers.active("n") == ()
    assert "Subscribe to The Daily?" in ask(made.app, link).body
    assert "You are subscribed" in ask(made.app, link, {}).body
    assert [who.email for who in made.store.subscribers.active("n")] == ["Ada@example.org"]
    history = made.store.subscribers.history("ada@example.org", newsletter="n")
    assert [line.cause for line in history] == ["asked on the page", "confirmed by link"]


def test_the_mail_holds_nothing_a_visitor_typed(made: Site) -> None:
    form = {"email": "ada@example.org", "name": "BUY NOW https://spam.example", "language": "xx"}
    ask(made.app, "/subscribe", form)
    (mail,) = made.mails()
    assert mail["To"] == "ada@example.org"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "spam" not in mail.as_string()
    assert text(mail).count("https://") == 1


@pytest.mark.parametrize("body", [b"List-Unsubscribe=One-Click", b"", b"x=y", b"\xff\xfe"])
def test_one_click_works_without_cookies_and_twice(made: Site, body: bytes) -> None:
    path = f"/unsubscribe/{made.token('unsubscribe', made.add())}"
    for _ in range(2):
        answer = ask(made.app, path, body)
        assert answer.status == 200
        assert "set-cookie" not in answer.headers
    assert made.store.subscribers.active("n") == ()
    assert len(made.store.subscribers.history("ada@example.org", newsletter="n")) == 2


def test_one_click_in_multipart_form_is_known_as_such(made: Site) -> None:
    path = f"/unsubscribe/{made.token('unsubscribe', made.add())}"
    head = b'--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\n'
    part = head + b"One-Click\r\n--b--\r\n"
    assert ask(made.app, path, part, kind="multipart/form-data; boundary=b").status == 200
    history = made.store.subscribers.history("ada@example.org", newsletter="n")
    assert history[-1].cause == "one click"


def test_leaving_withdraws_what_waits(made: Site) -> None:
    name = made.add()
    made.store.editions.save(make_edition(), at=NOW)
    made.store.deliveries.freeze("n-1", newsletter="n", message_id=lambda one: f"<{one}@x>", at=NOW)
    ask(made.app, f"/unsubscribe/{made.token('unsubscribe', name)}", {})
    (one,) = made.store.deliveries.list("n-1")
    assert isinstance(one, Delivery)
    assert (one.state, one.reason) == ("withdrawn", "unsubscribed: page")


def test_preferences_are_kept(made: Site) -> None:
    name = made.add(name="Ada")
    made.store.subscribers.change(name, newsletter="n", tags=["vip", "europe"])
    path = f"/preferences/{made.token('preferences', name)}"
    page = ask(made.app, path).body
    assert "ada@example.org" in page
    assert 'value="europe" checked' in page
    assert "vip" not in page
    form = {"name": "<b>Ada</b>\r\nBcc: x", "language": "de", "tag": "weekend", "do": "save"}
    assert "Gespeichert" in ask(made.app, path, form).body
    found = made.store.subscribers.subscription(name, "n")
    assert found is not None
    assert found.tags == ("vip", "weekend")
    assert (found.subscriber.name, found.subscriber.language) == ("<b>Ada</b> Bcc: x", "de")
    assert "&lt;b&gt;Ada&lt;/b&gt;" in ask(made.app, path).body
    assert "<b>Ada" not in ask(made.app, path).body


def test_a_choice_that_is_not_offered_is_none(made: Site) -> None:
    path = f"/preferences/{made.token('preferences', made.add())}"
    ask(made.app, path, {"language": "../../x", "tag": "vip", "name": "A" * 5000, "do": "save"})
    (found,) = made.store.subscribers.each("n")
    assert (found.tags, found.subscriber.language) == ((), "")
    assert len(found.subscriber.name) == 200


def test_a_language_without_phrases_is_kept(made: Site) -> None:
    name = made.add()
    made.store.subscribers.change(name, newsletter="n", language="pt-BR")
    path = f"/preferences/{made.token('preferences', name)}"
    assert '<option value="pt-BR" lang="pt-BR" selected>' in ask(made.app, path).body
    ask(made.app, path, {"language": "pt-BR", "do": "save"})
    (found,) = made.store.subscribers.each("n")
    assert found.subscriber.language == "pt-BR"


def test_preferences_lead_out_as_well(made: Site) -> None:
    path = f"/preferences/{made.token('preferences', made.add())}"
    assert "unsubscribed" in ask(made.app, path, {"do": "leave"}).body
    assert made.store.subscribers.active("n") == ()


def test_a_link_is_mailed_to_readers_alone(made: Site) -> None:
    made.add()
    ask(made.app, "/preferences", {"email": "ada@example.org"})
    ask(made.app, "/unsubscribe", {"email": "grace@example.org"})
    assert len(made.mails()) == 1
    assert "ada@example.org" in ask(made.app, made.link("preferences")).body


def test_a_thousand_scanners_change_nothing(made: Site) -> None:
    publish(made)
    name, chance = made.add(), random.Random(1)
    made.store.signups.ask("new@example.org", newsletter="n", at=NOW)
    (pending,) = [s for s in made.store.subscribers.each("n") if s.status == "pending"]
    paths = [
        f"/{page}/{made.token(page, who)}"
        for page in PAGES
        for who in (name, pending.subscriber.id)
    ]  # type: ignore[arg-type]
    paths += ["/", "/subscribe", "/preferences", "/unsubscribe", "/editions/n-1"]
    paths += [f"/subscribe?email=x{n}@example.org" for n in range(5)]
    before = made.dump()
    for _ in range(1000):
        answer = ask(made.app, chance.choice(paths), method=chance.choice(("GET", "HEAD")))
        assert answer.status == 200
    assert made.mails() == []
    assert made.dump() == before


def test_other_methods_are_refused(made: Site) -> None:
    path = f"/unsubscribe/{made.token('unsubscribe', made.add())}"
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        assert ask(made.app, path, {}, method=method).status == 405
    assert len(made.store.subscribers.active("n")) == 1


def test_altered_and_foreign_links_open_nothing(made: Site) -> None:
    name, chance = made.add(), random.Random(1)
    tokens = {page: made.token(page, name) for page in PAGES}  # type: ignore[arg-type]
    before, tried = made.dump(), 0
    for page in PAGES:
        foreign = [tokens[other] for other in PAGES if other != page]
        foreign += [made.token(page, name, newsletter="other")]  # type: ignore[arg-type]
        foreign += [flipped(tokens[page], chance) for _ in range(100)]
        for token in foreign:
            answer = ask(made.app, f"/{page}/{token}", {"do": "leave"})
            assert answer.status == 404
            assert "does not work" in answer.body
            tried += 1
    assert tried == 309
    assert made.dump() == before


def flipped(token: str, chance: random.Random) -> str:
    place = chance.randrange(len(token))
    letter = chance.choice([x for x in "abcXYZ019-_." if x != token[place]])
    return token[:place] + letter + token[place + 1 :]


@pytest.mark.parametrize("page", ["/subscribe", "/preferences", "/unsubscribe"])
def test_an_answer_does_not_say_who_is_a_reader(made: Site, page: str) -> None:
    made.add("known@example.org")
    made.add("left@example.org")
    made.store.subscribers.unsubscribe("left@example.org", newsletter="n", cause="x", at=NOW)
    made.store.blocks.erase("gone@example.org", cause="asked", at=NOW)
    answers = [
        ask(made.app, page, {"email": f"{who}@example.org"})
        for who in ("known", "new", "left", "gone", "known")
    ]
    assert len({(one.status, one.body, str(sorted(one.headers.items()))) for one in answers}) == 1


@pytest.fixture
def questions() -> Iterator[list[str]]:
    """What the store is asked before an answer goes out: by any thread but the one behind it."""
    asked: list[str] = []

    def hook(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if threading.current_thread().name != "briefing-background":
            asked.append(statement)

    event.listen(Engine, "before_cursor_execute", hook)
    yield asked
    event.remove(Engine, "before_cursor_execute", hook)


@pytest.mark.parametrize("page", ["/subscribe", "/preferences", "/unsubscribe"])
def test_the_time_of_an_answer_does_not_say_it_either(
    made: Site, questions: list[str], page: str
) -> None:
    """Before it answers, the same is done for a reader as for a stranger: nothing is looked up."""
    token = made.token("preferences", made.add("known@example.org"))
    questions.clear()
    for who in ("known", "new"):
        assert ask(made.app, page, {"email": f"{who}@example.org"}).status == 200
        made.background.finish()
    assert questions == []
    ask(made.app, f"/preferences/{token}")
    assert questions  # a page that has to look something up is heard


def test_a_form_is_no_cannon(made: Site) -> None:
    for number in range(300):
        ask(made.app, "/subscribe", {"email": "ada@example.org"}, client=f"10.0.{number}.1")
        made.wait(minutes=1)
    assert len(made.mails()) == 1
    for _ in range(10):
        made.wait(days=2)
        ask(made.app, "/subscribe", {"email": "ADA@example.org"})
        made.background.finish()
    assert len(made.mails()) == 3


def test_one_visitor_cannot_reach_many(made: Site) -> None:
    for number in range(40):
        ask(made.app, "/subscribe", {"email": f"r{number}@example.org"})
    assert len(made.mails()) == 10


def test_what_fills_the_field_nobody_sees_gets_no_mail(made: Site) -> None:
    form = {"email": "ada@example.org", "website": "https://spam.example"}
    honest = ask(made.app, "/subscribe", {"email": "grace@example.org"})
    assert ask(made.app, "/subscribe", form).body == honest.body
    assert [mail["To"] for mail in made.mails()] == ["grace@example.org"]


@pytest.mark.parametrize(
    "email",
    [
        "",
        "ada",
        "a@b\r\nBcc: x@y.org",
        "a@b, c@d.org",
        "x" * 300 + "@b.org",
        "=?utf-8?q?a?=@b.org",
        "<script>@b",
    ],
)
def test_what_is_no_address_is_said(made: Site, email: str) -> None:
    answer = ask(made.app, "/subscribe", {"email": email})
    assert answer.status == 400
    assert "no mail address" in answer.body
    assert "script>@" not in answer.body
    assert made.mails() == []


def test_who_is_subscribed_gets_a_link_to_the_preferences(made: Site) -> None:
    made.add()
    ask(made.app, "/subscribe", {"email": "ada@example.org"})
    assert made.link("preferences").startswith("/preferences/")


def test_a_mail_that_was_not_taken_may_be_asked_for_again(made: Site) -> None:
    (made.home / "out").write_text("in the way")
    ask(made.app, "/subscribe", {"email": "ada@example.org"})
    made.background.finish()
    assert "cannot be written" in made.faults[0]
    (made.home / "out").unlink()
    ask(made.app, "/subscribe", {"email": "ada@example.org"})
    assert len(made.mails()) == 1


def test_a_link_to_confirm_grows_old(made: Site) -> None:
    ask(made.app, "/subscribe", {"email": "ada@example.org"})
    link = made.link("confirm")
    made.wait(days=31)
    assert ask(made.app, link, {}).status == 404
    assert made.store.subscribers.active("n") == ()


def test_a_link_of_an_erased_reader_says_no_more_than_done(made: Site) -> None:
    name = made.add()
    links = [f"/{page}/{made.token(page, name)}" for page in PAGES]  # type: ignore[arg-type]
    made.store.blocks.erase("ada@example.org", cause="asked", at=NOW)
    assert [ask(made.app, link, {}).status for link in links] == [404, 404, 200]


def test_large_bodies_are_refused(made: Site) -> None:
    path = f"/unsubscribe/{made.token('unsubscribe', made.add())}"
    assert ask(made.app, path, b"x" * 20_000).status == 413
    assert ask(made.app, "/subscribe", {"email": "a" * 20_000}).status == 413
    assert len(made.store.subscribers.active("n")) == 1


def test_a_store_that_is_busy_is_said(made: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    made.store.close()
    (made.home / "briefing.db").unlink()
    (made.home / "briefing.db").mkdir()
    answer = ask(made.app, "/")
    assert (answer.status, answer.headers["retry-after"]) == (503, "60")


def test_sign_up_can_be_shut(tmp_path: Path) -> None:
    with site(tmp_path, web={"signup": False}) as made:
        assert ask(made.app, "/subscribe").status == 404
        assert ask(made.app, "/subscribe", {"email": "ada@example.org"}).status == 404
        assert "/subscribe" not in ask(made.app, "/").body
        assert made.mails() == []


@pytest.mark.parametrize(
    "path",
    ["/", "/subscribe", "/preferences", "/unsubscribe", "/nothing", "/reader.css", "/editions/n-1"],
)
def test_every_answer_is_fenced_in(made: Site, path: str) -> None:
    publish(made)
    answer = ask(made.app, path)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert set(re.findall(r"script-src ([^;]*)", policy)) <= {"'self'"}
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"
    scripts = re.findall(r"<script[^>]*>", answer.body)
    data = '<script type="application/ld+json">'
    assert set(scripts) <= {data, '<script src="/site.js" defer>'}


def test_a_newsletter_speaks_its_language_under_its_path(tmp_path: Path) -> None:
    web, letter = {"url": f"{URL}/letters/"}, {"language": "de"}
    with site(tmp_path, web=web, newsletter=letter) as made:
        page = ask(made.app, "/subscribe").body
        assert 'lang="de"' in page
        assert 'href="/letters/reader.css"' in page
        ask(made.app, "/subscribe", {"email": "ada@example.org"})
        (mail,) = made.mails()
        assert f"{URL}/letters/confirm/" in text(mail)
        assert mail["Subject"].startswith("Bestätigen")


def gaps_of(phrase: str | dict[str, str]) -> set[str]:
    """What is filled in, in any form of a phrase that counts; not every form says the number."""
    forms = phrase.values() if isinstance(phrase, dict) else [phrase]
    return {gap for form in forms for gap in re.findall(r"{(\w+)}", form)}


@pytest.mark.parametrize("language", ["de", "fr", "ar"])
def test_every_phrase_is_said_in_the_newsletters_language(tmp_path: Path, language: str) -> None:
    with site(tmp_path, newsletter={"language": language}) as made:
        page = ask(made.app, "/subscribe").body
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page
    catalogs = Path(__file__).parents[2] / "templates" / "locales" / "pages"
    english, own = (
        yaml.safe_load((catalogs / f"{name}.yaml").read_text()) for name in ("en", language)
    )
    assert own.keys() == english.keys()
    gaps = {key: gaps_of(phrase) for key, phrase in english.items()}
    assert {key: gaps_of(phrase) for key, phrase in own.items()} == gaps


def test_errands_that_wait_are_done_before_the_end(tmp_path: Path) -> None:
    with site(tmp_path) as made:
        for number in range(5):
            ask(made.app, "/subscribe", {"email": f"r{number}@example.org"})
    assert len(list((tmp_path / "out" / "mail").glob("*.eml"))) == 5


def test_a_readers_own_pages_speak_the_readers_language(made: Site) -> None:
    name = made.add()
    made.store.subscribers.change(name, newsletter="n", language="de-AT")
    preferences = f"/preferences/{made.token('preferences', name)}"
    leave = f"/unsubscribe/{made.token('unsubscribe', name)}"
    assert "Ihr Name" in ask(made.app, preferences).body
    assert '<html lang="de"' in ask(made.app, leave).body
    assert "Gespeichert" in ask(made.app, preferences, {"name": "Ada", "language": "de"}).body
    # A language there are no phrases in is not taken: it stays German.
    assert "Gespeichert" in ask(made.app, preferences, {"name": "Ada", "language": "es"}).body
    assert "Saved" in ask(made.app, preferences, {"name": "Ada", "language": ""}).body
    made.store.subscribers.change(name, newsletter="n", language="de")
    assert '<html lang="de"' in ask(made.app, leave, {"List-Unsubscribe": "One-Click"}).body
    assert '<html lang="en"' in ask(made.app, "/subscribe").body


def parts(mail: EmailMessage) -> tuple[str, Page]:
    """The text and the HTML of a mail."""
    html = mail.get_body(("html",))
    assert html is not None
    return text(mail), Page(html.get_content())


def test_the_mail_to_confirm_is_a_letter_with_one_button(made: Site) -> None:
    ask(made.app, "/subscribe", {"email": "ada@example.org"})
    (mail,) = made.mails()
    assert mail.get_content_type() == "multipart/alternative"
    plain, page = parts(mail)
    (button,) = page.links
    assert button.startswith(f"{URL}/confirm/")
    assert button in plain
    assert "TheDaily" in page.text
    assert "Yes,subscribeme" in page.text


def test_a_new_reader_gets_the_last_edition_once(made: Site) -> None:
    publish(made, blocks=(LEAD, FURTHER), references=REFERENCES)
    ask(made.app, "/subscribe", {"email": "ada@example.org"})
    path = made.link("confirm")
    for _ in range(3):
        assert ask(made.app, path, {}).status == 200
    (mail,) = [one for one in made.mails() if one["Subject"].startswith("Welcome")]
    plain, page = parts(mail)
    for words in (LEAD.title, LEAD.sentences[0].text, FURTHER.title, "24 November 2026"):
        assert "".join(words.split()) in page.text
        assert words in " ".join(plain.split())
    assert f"{URL}/editions/n-1" in page.links
    for link in (link for link in page.links if "/unsubscribe/" in link):
        assert link in plain
        assert ask(made.app, link.removeprefix(URL), {}).status == 200
    assert made.store.subscribers.active("n") == ()


@pytest.mark.parametrize("language", ["en", "de", "fr", "ar"])
def test_a_welcome_speaks_the_readers_language_also_without_an_edition(
    made: Site, language: str
) -> None:
    ask(made.app, "/subscribe", {"email": "ada@example.org"})
    path = made.link("confirm")
    (who,) = [made.store.subscribers.get("ada@example.org")]
    assert who is not None
    made.store.subscribers.change(who.id, newsletter="n", language=language)
    ask(made.app, path, {})
    t = phrases_for(language, TemplateFolders.of(None), part="pages/")
    subject = t.say("welcome_subject", newsletter="The Daily")
    (mail,) = [one for one in made.mails() if one["Subject"] == subject]
    _, page = parts(mail)
    assert "".join(t.say("confirmed_title").split()) in page.text
    assert len(page.links) == 2
