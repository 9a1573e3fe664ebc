"""Pages that stand before a story are told from stories, also from stories about such pages."""

from __future__ import annotations

import json

import pytest

from briefing.errors import SourceError
from briefing.sources.parse.page import keyed_page

LEAD = (
    "<p>A bridge fell on Monday in the north of the country, and nobody was hurt, police said.</p>"
)
STORY = LEAD + "<p>It was the only way over the river, and 40,000 people use it each day.</p>" * 2
LONG = "".join(
    f"<p>The bridge over the river fell for the {n}th time this year.</p>" for n in range(40)
)


def standing(title: str, body: str, *, url: str = "https://wire.example/a", head: str = "") -> str:
    """What the reader says stands before the story, "" where it reads one."""
    html = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    try:
        keyed_page(html.encode(), url, source="wire")
    except SourceError as error:
        return error.what
    return ""


ACCEPT = "<button>Accept all</button>"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Before you continue", f"<p>We use cookies and data to run this site.</p>{ACCEPT}"),
        ("Your privacy choices", f"<p>We and our 412 partners store cookies.</p>{ACCEPT}"),
        ("We value your privacy", "<p>We use cookies to improve it.</p><b>Reject</b>"),
        ("Cookie settings", "<p>Accept cookies to go on, or manage my choices below.</p>"),
        ("Cookie-Einstellungen", "<p>Wir speichern Daten.</p><b>Alle akzeptieren</b>"),
        ("Einwilligung", "<p>Zustimmung zur Nutzung.</p><button>Alle akzeptieren</button>"),
        ("Vos choix", "<p>Nous et nos partenaires.</p><button>Tout accepter</button>"),
        ("The Wire", f"<h2>We care about your privacy</h2><p>We store cookies.</p>{ACCEPT}"),
        ("The Wire", f"<h1>Your privacy</h1><p>We use cookies for many things.</p>{ACCEPT}"),
        ("Privacy settings", "<p>This site uses cookies. Accept and continue?</p>"),
    ],
)
def test_a_consent_page(title: str, body: str) -> None:
    assert standing(title, body) == "is a consent page"


@pytest.mark.parametrize(
    ("title", "words", "path"),
    [
        ("Sign in", "Sign in to go on to the page.", "x"),
        ("Log in | The Wire", "Welcome back, reader.", "x"),
        ("The Wire", "Welcome back, dear reader.", "login"),
        ("The Wire", "Please go on below.", "auth/start"),
        ("Anmelden", "Bitte melden Sie sich an.", "x"),
        ("Se connecter", "Bonjour, entrez ici.", "x"),
        ("Iniciar sesión", "Hola, entre aquí.", "x"),
        ("Member login", "Members only, please.", "x"),
        ("The Wire", "Hello and welcome.", "account/login?x"),
        ("The Wire", "Hello and welcome.", "sso/signin"),
    ],
)
def test_a_login_page(title: str, words: str, path: str) -> None:
    body = f"<form><input type=PassWord></form><p>{words}</p>"
    assert standing(title, body, url=f"https://wire.example/{path}") == "is a login page"


@pytest.mark.parametrize(
    "words",
    [
        "Subscribe to continue reading.",
        "Subscribe now to keep reading this story.",
        "To continue reading, please sign in or register.",
        "Already a subscriber? Log in",
        "This article is for subscribers only.",
        "This story is available to paying members.",
        "You have reached your limit of free articles.",
        "You’ve read all your free stories this month.",
        "Register for free to continue.",
        "Unlock this article",
        "Dieser Artikel ist nur für Abonnenten",
        "Jetzt mit Plus-Abo weiterlesen",
        "Article réservé aux abonnés",
        "Contenido exclusivo para suscriptores",
        "Start your free trial to read this story.",
        "Create a free account to read the full article.",
    ],
)
def test_a_paywall(words: str) -> None:
    body = f"<article><h1>Bridge falls</h1>{LEAD}</article><div><p>{words}</p></div>"
    assert standing("Bridge falls", body) == "is behind a paywall"


def test_a_paywall_by_the_pages_own_data() -> None:
    node = {"@type": "NewsArticle", "headline": "Bridge falls", "isAccessibleForFree": "False"}
    head = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    body = f"<article><h1>Bridge falls</h1>{LEAD}</article><div class='piano-offer'></div>"
    assert standing("Bridge falls", body, head=head) == "is behind a paywall"
    assert standing("Bridge falls", body.replace("piano-offer", "footer"), head=head) == ""


BANNER = f"<div class=cookie><h2>We care about your privacy</h2>We use cookies.{ACCEPT}</div>"
FORM = "<form><input type=password></form>"


@pytest.mark.parametrize(
    ("title", "lead", "around"),
    [
        ("Bridge falls", "", BANNER),
        ("Bridge falls", "", FORM),
        ("Bridge falls", "", "<aside>Subscribe to our newsletter</aside>"),
        ("Court rules on cookie walls", "Sites must not make readers accept all cookies.", ""),
        ("Wire to charge readers", "Readers of The Wire will have to subscribe from May.", ""),
        ("Login data of millions stolen", "Thieves took passwords of a bank on Monday.", FORM),
        ("Your privacy is for sale", "Data of drivers was sold for years, a study says.", ""),
        ("Sign in the sky: comet over Merrow", "A comet was seen on Monday.", FORM),
        ("Unlock: how thieves open cars", "Thieves open cars with a radio.", ""),
        ("Bridge falls", LONG, "<p>Already a subscriber? Log in</p>"),
    ],
)
def test_a_story_is_none_of_them(title: str, lead: str, around: str) -> None:
    article = f"<article><h1>{title}</h1><p>{lead}</p>{STORY}</article>"
    assert standing(title, article + around) == ""
