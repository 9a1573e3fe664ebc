"""Pages for readers, and the few mails that are no editions: templates of their own, one catalog.

Their phrases stand in `locales/pages/<language>.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from babel import Locale, UnknownLocaleError

from briefing.errors import RenderError
from briefing.rendering.environment import templates_in
from briefing.rendering.phrases import Phrases, phrases_for
from briefing.rendering.theme import Theme, css_families
from briefing.rendering.to_html import mjml_to_html, with_head

PART = "pages/"


def page(
    name: str,
    values: Mapping[str, object],
    *,
    language: str,
    theme: Theme | None = None,
    templates: Path | None = None,
) -> str:
    """The HTML of the page `web/NAME.html`, in a newsletter's language and colours."""
    loaded = templates_in(templates)
    phrases = phrases_for(language, loaded.folders, part=PART)
    known = {"t": phrases, "theme": theme or Theme(), "language": _tag(phrases), **values}
    return loaded.render(f"web/{name}.html", known)


def page_phrases(language: str, templates: Path | None = None) -> Phrases:
    """The phrases of the pages in a language."""
    return phrases_for(language, templates_in(templates).folders, part=PART)


def mail_text(
    name: str, values: Mapping[str, object], *, language: str, templates: Path | None = None
) -> tuple[str, str]:
    """Subject and text of the mail `text/mail/NAME.txt`: its first line is the subject.

    RenderError where there is no such line, or nothing after it.
    """
    loaded = templates_in(templates)
    phrases = phrases_for(language, loaded.folders, part=PART)
    written = loaded.render(f"text/mail/{name}.txt", {"t": phrases, **values})
    subject, _, text = written.partition("\n")
    if not subject.strip() or not text.strip():
        hint = "the first line is the subject, the rest is the text"
        raise RenderError("is no mail", where=f"text/mail/{name}.txt", hint=hint)
    return subject.strip(), f"{text.strip()}\n"


def mail_html(
    name: str,
    values: Mapping[str, object],
    *,
    language: str,
    theme: Theme | None = None,
    templates: Path | None = None,
) -> str:
    """The HTML of the mail `mjml/mail/NAME.mjml`; "" where there is none: it is text alone.

    RenderError names the template that fails.
    """
    loaded, chosen = templates_in(templates), theme or Theme()
    file = f"mjml/mail/{name}.mjml"
    if loaded.folders.read(file) is None:
        return ""
    phrases = phrases_for(language, loaded.folders, part=PART)
    rtl = phrases.direction == "rtl"
    known = {
        "t": phrases,
        "theme": chosen,
        "fonts": css_families(chosen.fonts),
        "language": _tag(phrases),
        "direction": phrases.direction,
        "start": "right" if rtl else "left",
    }
    shown = {**known, **values}
    html = mjml_to_html(loaded.render(file, shown), preview_color=chosen.light.muted)
    return with_head(html, loaded.render("mjml/head.html", shown))


def stylesheet(theme: Theme, templates: Path | None = None) -> str:
    """The look of the pages, `web/reader.css`, in a newsletter's colours and faces."""
    return templates_in(templates).render("web/reader.css", {"theme": theme})


def script(templates: Path | None = None) -> str:
    """What pages do where scripts run: `web/site/site.js`, without its comments and indents."""
    lines = templates_in(templates).render("web/site/site.js", {}).splitlines()
    kept = (line.strip() for line in lines if not line.lstrip().startswith("//"))
    return "\n".join(line for line in kept if line) + "\n"


def icon(title: str, theme: Theme, templates: Path | None = None) -> str:
    """The icon of the pages, `web/favicon.svg`: the first letter of a newsletter's title."""
    letter = next((sign for sign in title if sign.isalnum()), "•").upper()[:1]
    return templates_in(templates).render("web/favicon.svg", {"theme": theme, "letter": letter})


def languages(templates: Path | None = None) -> tuple[tuple[str, str], ...]:
    """The languages there are phrases for, each with its own name for itself, by tag."""
    tags: set[str] = set()
    for _, place in templates_in(templates).folders.places:
        folder = place.joinpath("locales")
        files = folder.iterdir() if folder.is_dir() else ()
        tags |= {file.name.removesuffix(".yaml") for file in files if file.is_file()}
    names = ((tag, _own_name(tag)) for tag in sorted(tags))
    return tuple((tag, name) for tag, name in names if name)


def catalog_for_reader(language: str, default: str, templates: Path | None = None) -> str:
    """The catalog for a reader's language; "" where the newsletter's own serves as well, or better.

    That is: where there is none, and where it runs the other way than the stories.
    """
    catalog = catalog_of(language, templates)
    if not catalog or catalog == default.split("-")[0]:
        return ""
    folders = templates_in(templates).folders
    directions = {phrases_for(tag, folders).direction for tag in (catalog, default)}
    return catalog if len(directions) == 1 else ""


def catalog_of(language: str, templates: Path | None = None) -> str:
    """The tag of the catalog for a language tag such as `de` or `fr-CA`; "" where there is none."""
    base = language.split("-")[0].lower()
    return base if base in dict(languages(templates)) else ""


def _own_name(tag: str) -> str:
    try:
        name = Locale.parse(tag).get_display_name()
    except (UnknownLocaleError, ValueError):
        return ""
    return name[:1].upper() + name[1:] if name else ""


def _tag(phrases: Phrases) -> str:
    return str(phrases.locale).replace("_", "-")
