"""The message templates of an edition: in its own language, and in each that readers chose."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefing.config import Config
from briefing.delivery import message_template
from briefing.models import Edition, Rendering
from briefing.pipeline.personalize import Greeting, PersonalTemplate
from briefing.pipeline.release import INLINE, as_archived
from briefing.rendering.web_pages import catalog_for_reader
from briefing.store import Store
from briefing.wiring.parts import templates_of
from briefing.wiring.transports import letterhead_of

# Where the views stand that have a mark for the reader's name in them.
WITH_NAME = "+name"
# An edition's views with the phrases of a language, "" for its own.
Render = Callable[[Edition, str], Rendering]
VIEWS = {"edition.html": "html", "edition.txt": "text", "edition.md": "markdown"}


class EditionTemplates:
    """Makes each template once, when the first reader needs it.

    Its bytes are archived before, so that a send that goes on sends the same;
    those of another language stand under its tag and a slash, those with a
    place for a name under `+name`.
    """

    def __init__(
        self, edition: Edition, *, config: Config, store: Store, render: Render, mark: str = ""
    ) -> None:
        self._edition = edition
        self._config = config
        self._store = store
        self._render = render
        self._mark = mark
        self._greeting = Greeting.of(edition)
        self._templates: dict[str, PersonalTemplate] = {}
        self._catalogs: dict[str, str] = {}

    def of(self, language: str) -> PersonalTemplate:
        """The template for readers of a language: with its phrases, where there are any."""
        catalog = self._catalogs.get(language)
        if catalog is None:
            catalog = self._catalogs[language] = self._catalog(language)
        template = self._templates.get(catalog)
        if template is None:
            template = self._templates[catalog] = self._template(catalog)
        return template

    def _catalog(self, language: str) -> str:
        if not language:
            return ""
        return catalog_for_reader(language, self._edition.language, templates_of(self._config))

    def _template(self, language: str) -> PersonalTemplate:
        head, greeting = letterhead_of(self._config, mark=self._mark), self._greeting
        views = self._views(language)
        if greeting is None:
            return PersonalTemplate(template=message_template(self._edition, views, head))
        return greeting.personal(message_template(self._edition, greeting.apart(views), head))

    def _views(self, language: str) -> Rendering:
        """As they are archived; with the mark for a name, where one is asked for."""
        name, greeting = self._edition.id, self._greeting
        place = f"{language}{WITH_NAME}" if greeting else language
        archived = in_language(self._store.editions.files(name), place)
        if "edition.html" in archived:
            return as_archived(self._edition, archived)
        marked = greeting.marked(self._edition) if greeting else self._edition
        views = self._render(marked, language)
        if place and not self._mark:
            files = {f"{place}/{file}": data for file, data in views_of(views).items()}
            self._store.editions.keep_files(name, files)
        return views


def in_language(files: Mapping[str, bytes], language: str) -> dict[str, bytes]:
    """The archived files of one language, by their names; "" for the edition's own."""
    if not language:
        return dict(files)
    prefix = f"{language}/"
    return {
        name.removeprefix(prefix): data for name, data in files.items() if name.startswith(prefix)
    }


def languages_in(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """The languages an edition was sent in beside its own, as far as no name stands in it."""
    pages = sorted(name for name in files if name.endswith("/edition.html"))
    return tuple(name.partition("/")[0] for name in pages if WITH_NAME not in name)


def views_of(rendering: Rendering) -> dict[str, bytes]:
    """The views as files, and what the HTML shows inline."""
    views = {name: getattr(rendering, view).encode() for name, view in VIEWS.items()}
    return views | {
        f"{INLINE}{attachment.name}": attachment.data for attachment in rendering.attachments
    }
