"""Does anything a page shows run? In a real browser, for any page of ours, public or private.

The page's own policy is switched off, so that what escaping lets through is not caught by it.
`probe` opens a page, does to each element what a reader could do, and says what ran; `fires`
puts a text into a bare page, unescaped: the control that shows the probe can see.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass, replace
from itertools import cycle
from typing import Any

from playwright.sync_api import Browser, Dialog, Error, Page, Request, Route

from tests.rendering.hostile import KEPT

# One of each kind: tags, attributes, addresses, broken quotes, templates, styles, encodings.
VECTORS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<ScRiPt src=data:,alert(1)></sCrIpT>",
    '"><img src=x onerror=alert(1)>',
    "'><img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mtext></p><style><img src=x onerror=alert(1)></style>",
    "<body onload=alert(1)>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'>",
    "<iframe src=javascript:alert(1)>",
    "<object data=javascript:alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<a href=javascript:alert(1)>x</a>",
    "<form action=javascript:alert(1)><button>x",
    "<link rel=stylesheet href=data:text/css,*{x:y}>",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=https://evil.example/>",
    "javascript:alert(1)",
    " jAvAsCrIpT:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "' onmouseover=alert(1) x='",
    '" onfocus=alert(1) autofocus tabindex=1 x="',
    "` onclick=alert(1) `",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<!--><img src=x onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)} #{alert(1)} <%= alert(1) %>",
    '[x](javascript:alert(1)) ![x](x" onerror="alert(1))',
    "<x onclick=alert(1) style=animation-name:x>x",
    "\u2028</script><script>alert(1)</script>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
)
RECORD = """
window.fired = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
  window[name] = (...said) => { window.fired.push(name + ': ' + said.join(', ')); return null; };
"""
# Every event a page could listen for, on every element; every link that is a script is followed.
PROVOKE = """() => {
  const names = ('click dblclick mouseover mouseenter mousemove mousedown mouseup focus blur '
    + 'keydown keyup keypress input change load error toggle pointerover pointerdown drag drop '
    + 'copy cut paste contextmenu scroll wheel animationstart animationend begin end start '
    + 'finish').split(' ');
  const address = /^(xlink:)?(href|src|action|formaction|data)$/;
  const script = /^[\\s\\x00-\\x20]*javascript:/i;
  document.addEventListener('click', (event) => event.preventDefault());
  document.addEventListener('submit', (event) => event.preventDefault(), true);
  for (const element of document.querySelectorAll('*')) {
    for (const name of names) element.dispatchEvent(new Event(name, {cancelable: true}));
    for (const {name, value} of [...element.attributes])
      if (address.test(name) && script.test(value))
        try { (0, eval)(value.replace(script, '')); } catch (fault) { }
  }
}"""
# What no template writes: handlers, scripts of others, frames, addresses that run, unknown tags.
STRANGE = """() => [...document.querySelectorAll('*')].flatMap((element) => {
  const said = [], runs = /^[\\s\\x00-\\x20]*(javascript|vbscript|data:text)/i;
  for (const {name, value} of [...element.attributes]) {
    if (/^on/i.test(name)) said.push(element.tagName + ' ' + name);
    if (runs.test(value) && /href|src|action/i.test(name))
      said.push(element.tagName + ' ' + name + '=' + value);
  }
  const foreign = /^(iframe|object|embed|base|math|marquee|applet|frame|style|audio|video)$/i;
  const inHead = document.head.contains(element) ? 'HEAD ' : '';
  if (foreign.test(element.tagName) || element instanceof HTMLUnknownElement)
    said.push(inHead + element.tagName);
  const ours = element.type === 'application/ld+json'
    || String(element.src || '').startsWith(location.origin + '/');
  if (/^script$/i.test(element.tagName) && !ours) said.push('SCRIPT');
  return said;
})"""
# All that stands on a page as words, white space left out: texts and what attributes hold.
WORDS = """() => {
  const said = [];
  for (const element of document.querySelectorAll('*')) {
    for (const {value} of [...element.attributes]) said.push(value);
    for (const part of element.childNodes)
      if (part.nodeType === Node.TEXT_NODE) said.push(part.data);
  }
  return said.join(' ').replace(/\\s+/gu, '');
}"""

# A busy machine composes a large draft slowly.
PATIENCE_MS = 180_000
# Where `Probe.show` puts its HTML: an address of the pages' own host that they do not have.
SHOWN = "/shown-by-the-probe"


@dataclass
class Probe:
    """A page that tells what ran in it, and whom it asked."""

    page: Page
    home: str
    dialogs: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    shown: str = ""

    def open(self, path: str) -> list[str]:
        """What ran, or could, on the page at a path; [] where nothing did."""
        self.page.goto(f"{self.home}{path}", wait_until="domcontentloaded")
        return self.look()

    def show(self, html: str) -> list[str]:
        """What ran, or could, where the browser is given this HTML as a page."""
        self.shown = f"<!doctype html><meta charset=utf-8><title>x</title><body>{html}"
        return self.open(SHOWN)

    def look(self) -> list[str]:
        """What ran, or could, on the page as it stands."""
        return [*self.glance(), *self._ran()]

    def glance(self) -> list[str]:
        """What stands on the page that could run; nothing is done to it."""
        return [f"strange: {each}" for each in self.page.evaluate(STRANGE)]

    def standing(self, texts: Sequence[str]) -> set[str]:
        """Those of the texts that stand on the page, as words."""
        words = plain(self.page.evaluate(WORDS))
        return {text for text in texts if plain(text) in words}

    def fires(self, text: str) -> bool:
        """Whether a text runs where it is put into a page as it is."""
        self.page.goto("about:blank")
        raw = f"<!doctype html><title>x</title><div id=in>{text}</div>"
        self.page.set_content(raw, wait_until="commit")
        self.page.wait_for_timeout(20)
        return bool(self._ran())

    def _ran(self) -> list[str]:
        try:
            self.page.evaluate(PROVOKE)
            self.page.wait_for_timeout(5)
            ran = [f"ran: {each}" for each in self.page.evaluate("() => window.fired || []")]
        except Error as error:  # the page went away under our hands: something led it
            ran = [f"left: {error.message.splitlines()[0]}"]
        ran += [f"dialog: {each}" for each in self.dialogs]
        ran += [f"asked: {each}" for each in self.foreign]
        self.dialogs.clear()
        self.foreign.clear()
        return ran


def plain(text: str) -> str:
    """A text without what pages and stores leave out: white space, signs nobody sees."""
    return "".join(letter for letter in text if letter.isprintable() and not letter.isspace())


@contextmanager
def probing(browser: Browser, home: str, cookies: Sequence[Any] = ()) -> Iterator[Probe]:
    """A probe over the pages at `home`; with a session's cookies over private ones."""
    context = browser.new_context(bypass_csp=True)
    context.add_cookies(list(cookies))
    context.add_init_script(RECORD)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    probe = Probe(page, home)

    def close(dialog: Dialog) -> None:
        probe.dialogs.append(dialog.message)
        dialog.dismiss()

    def watched(request: Request) -> None:
        if not request.url.startswith((home, "data:", "blob:", "about:")):
            probe.foreign.append(request.url)

    def answer(route: Route) -> None:
        if route.request.url == f"{home}{SHOWN}":
            body = probe.shown.encode("utf-8", "replace")
            route.fulfill(body=body, content_type="text/html; charset=utf-8")
        elif route.request.url.startswith(home):
            route.continue_()
        else:
            route.abort()

    page.on("dialog", close)
    page.on("request", watched)
    page.route("**/*", answer)
    yield probe
    context.close()


class Planted:
    """Puts hostile texts in turn into every string of a value that is shown."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = cycle(texts)
        self.count = 0

    def into(self, value: Any, name: str = "") -> Any:
        """The value with every shown string replaced; addresses become hostile ones."""
        if name in KEPT or name in {"language", "also_in"}:
            return value
        if is_dataclass(value) and not isinstance(value, type):
            names = [each.name for each in fields(value)]
            return replace(value, **{n: self.into(getattr(value, n), n) for n in names})
        if isinstance(value, tuple):
            return tuple(self.into(each, name) for each in value)
        if not isinstance(value, str) or not value:
            return value
        self.count += 1
        text = next(self._texts)
        if name == "url" and self.count % 2:
            return f"https://e.example/{text}"
        return text
