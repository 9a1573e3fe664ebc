"""Pages that stand before a story: consent, login, paywall.

They are told by what they say, and only where little or cut text stands
beside it: a long text on a page with a login box is a story.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from briefing.models import Story
from briefing.sources.parse.jsonld import Node, is_paid

# Chosen, not measured: a wall says less; where more text could be read, the story is there.
LONGEST_WALL_CHARS = 1200
_CONSENT_HOST = re.compile(r"(?i)^https?://(?:consent|guce|privacy|cmp|zustimmung)\.")
_CONSENT_TITLE = re.compile(
    r"(?i)^\W{0,3}(?:before you continue|(?:your|we (?:value|care about) your) (?:privacy|data)"
    r"|(?:cookie|privacy) (?:consent|settings|preferences|choices)|(?:your )?privacy choices"
    r"|zustimmung|einwilligung|cookie-einstellungen|datenschutzeinstellungen"
    r"|vos (?:choix|préférences)|votre vie privée|gérer vos cookies"
    r"|tu privacidad|configuración de cookies|la tua privacy|jouw privacy|cookie-instellingen)"
)
_CONSENT_TEXT = re.compile(
    r"(?i)\b(?:(?:accept|reject|allow|agree to) (?:all|cookies|and continue)"
    r"|we (?:and our (?:\d+ )?partners )?(?:use|store)[^.]{0,60}cookies|uses? cookies"
    r"|manage (?:my )?(?:choices|preferences)"
    r"|alle (?:akzeptieren|ablehnen)|zustimmen und weiter|tout (?:accepter|refuser)"
    r"|accepter et continuer|acept(?:ar|o) (?:todo|todas|y continuar)|accetta tutt[oi]"
    r"|alles accepteren)\b"
)
_LOGIN_PATH = re.compile(r"(?i)/(?:log-?in|sign-?in|anmelden|auth|sso|account/login)(?:[/.?]|$)")
_LOGIN_TITLE = re.compile(
    r"(?i)^\W{0,3}(?:(?:log ?in|sign ?in|member login)\b(?! (?:the|data|with your))"
    r"|anmelden\b|einloggen\b"
    r"|(?:se )?connexion\b|se connecter\b|identifiez-vous|iniciar sesión|acced[ie]\b|inloggen\b)"
)
_PAYWALL = re.compile(
    r"(?i)(?:subscribe (?:now |today )?to (?:continue|keep|read|unlock|get full access)"
    r"|(?:to (?:continue|keep) reading|to read (?:this|the full) (?:article|story))"
    r"[^.]{0,60}(?:subscri|sign|log|regist|account)"
    r"|already (?:a|have a|an existing) (?:subscri|member|digital)"
    r"|this (?:article|story|content) is (?:only |reserved |exclusively )?(?:available )?(?:for|to)"
    r" (?:our )?(?:paying |digital )?(?:subscribers|members)"
    r"|(?:you have|you[’']ve) (?:reached|used|read) (?:your|all)[^.]{0,60}free (?:articles|stories)"
    r"|register for free to (?:continue|read)|nur für abonnenten|réservé aux abonnés"
    r"|mit .{1,30}abo weiterlesen|unlock this (?:article|story)"
    r"|(?:start|begin) (?:your|a) free trial|(?:contenido )?exclusivo para suscriptores"
    r"|(?:create|get) (?:a|your) free account to (?:read|continue|keep)"
    r"|contenuto riservato agli abbonati|alleen voor abonnees)"
)
_SIGN = re.compile(
    r"(?i)(?:^|[\s_-])(?:paywall|regwall|metered|subscriber-only|subscription-wall|piano-)"
)


def wall(tree: HtmlElement, story: Story, *, url: str, node: Node) -> str:
    """What stands before the story of a page, in words, or "" where nothing does.

    `story` is what could be extracted, `node` the page's linked data.
    """
    if len(story.text) > LONGEST_WALL_CHARS:
        return ""
    title = story.title
    seen = " ".join(" ".join(tree.itertext()).split())[:20_000]
    if _is_consent(tree, story, url, seen):
        return "a consent page"
    if _is_paywall(tree, seen, node):
        return "behind a paywall"
    return "a login page" if _is_login(tree, url, title) else ""


def _is_consent(tree: HtmlElement, story: Story, url: str, seen: str) -> bool:
    """Named so by host or title; or by a heading, where the text itself speaks of cookies."""
    if _CONSENT_HOST.match(url) or _CONSENT_TITLE.match(story.title):
        return bool(_CONSENT_TEXT.search(seen))
    headings = (" ".join(part.text_content().split()) for part in tree.iter("h1", "h2"))
    return bool(_CONSENT_TEXT.search(story.text)) and any(map(_CONSENT_TITLE.match, headings))


def _is_paywall(tree: HtmlElement, seen: str, node: Node) -> bool:
    """Said in words, or by the page's own data together with its markup."""
    if _PAYWALL.search(seen):
        return True
    return is_paid(node) and any(
        _SIGN.search(f"{part.get('class', '')} {part.get('id', '')}")
        for part in tree.iter("div", "section", "aside")
    )


def _is_login(tree: HtmlElement, url: str, title: str) -> bool:
    asks = any(field.get("type", "").lower() == "password" for field in tree.iter("input"))
    return asks and bool(_LOGIN_PATH.search(url) or _LOGIN_TITLE.match(title))
