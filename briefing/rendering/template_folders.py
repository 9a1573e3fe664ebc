"""Where templates and catalogs lie: the user's folder first, then what ships."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from jinja2 import BaseLoader, ChoiceLoader, Environment, PrefixLoader, TemplateNotFound
from jinja2.loaders import split_template_path

from briefing.errors import RenderError
from briefing.resources import sample

BUILTIN = "builtin"
# The largest that ships has 10 kB; chosen, not measured.
MAX_TEMPLATE_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class TemplateFolders:
    """The template folders by label, in the order they are searched."""

    places: tuple[tuple[str, Traversable], ...]

    @classmethod
    def of(cls, templates: Path | None) -> TemplateFolders:
        """The user's folder, if any, over the built-in one."""
        users = ((templates.name, templates),) if templates else ()
        return cls((*users, (BUILTIN, sample("templates"))))

    def read(self, name: str) -> str | None:
        """The first file of that name, None where no folder has it."""
        sources = (_read(place, name, label) for label, place in self.places)
        return next((source for source in sources if source is not None), None)

    def loader(self) -> BaseLoader:
        """Finds `mjml/lead.mjml` in the first folder that has it, `builtin/…` in what ships."""
        loaders = [FolderLoader(label, place) for label, place in self.places]
        return ChoiceLoader([*loaders, PrefixLoader({BUILTIN: loaders[-1]})])


class FolderLoader(BaseLoader):
    """Templates of one folder, on disk or in a package; `label/name` is what errors show."""

    def __init__(self, label: str, folder: Traversable) -> None:
        self.label = label
        self.folder = folder

    def get_source(self, _: Environment, template: str) -> tuple[str, str, None]:
        """The template's text and the name errors give it; `TemplateNotFound` if it is not here."""
        source = _read(self.folder, "/".join(split_template_path(template)), self.label)
        if source is None:
            raise TemplateNotFound(template)
        return source, f"{self.label}/{template}", None


def _read(folder: Traversable, name: str, label: str) -> str | None:
    file = folder.joinpath(*name.split("/"))
    if not file.is_file():
        return None
    try:
        data = file.read_bytes()
        if len(data) > MAX_TEMPLATE_BYTES:
            raise RenderError("is too large for a template", where=f"{label}/{name}")
        return data.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RenderError("cannot be read", where=f"{label}/{name}", hint=str(error)) from error
