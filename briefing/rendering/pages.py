"""Pages for readers, and the few mails that are no editions: templates of their own, one catalog.

Their phrases stand in `locales/pages/<language>.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from briefing.errors import RenderError
from briefing.rendering.environment import templates_in
from briefing.rendering.phrases import Phrases, phrases_for
from briefing.rendering.theme import Theme

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
    book = templates_in(templates)
    phrases = phrases_for(language, book.folders, part=PART)
    shown = {"t": phrases, "theme": theme or Theme(), "language": _tag(phrases), **values}
    return book.render(f"web/{name}.html", shown)


def mail_text(
    name: str, values: Mapping[str, object], *, language: str, templates: Path | None = None
) -> tuple[str, str]:
    """Subject and text of the mail `text/mail/NAME.txt`: its first line is the subject.

    RenderError where there is no such line, or nothing after it.
    """
    book = templates_in(templates)
    phrases = phrases_for(language, book.folders, part=PART)
    written = book.render(f"text/mail/{name}.txt", {"t": phrases, **values})
    subject, _, text = written.partition("\n")
    if not subject.strip() or not text.strip():
        hint = "the first line is the subject, the rest is the text"
        raise RenderError("is no mail", where=f"text/mail/{name}.txt", hint=hint)
    return subject.strip(), f"{text.strip()}\n"


def _tag(phrases: Phrases) -> str:
    return str(phrases.locale).replace("_", "-")
