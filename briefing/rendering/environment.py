"""Jinja, fenced in: templates see views, the theme and phrases, and nothing of the machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefing.errors import RenderError
from briefing.rendering.compiled_templates import compiled_templates
from briefing.rendering.escape import EscapedMarkdown, emphasized, escape_markdown, markdown_link
from briefing.rendering.sentence_runs import joined, paragraphs, runs, turn, unbroken
from briefing.rendering.template_filters import (
    outlet_of,
    photo_line,
    sentences,
    source_number,
    story_link,
    story_title,
    video_link,
)
from briefing.rendering.template_folders import TemplateFolders
from briefing.rendering.template_lines import LineMarks
from briefing.text.scripts import is_upright

_FAULTS = (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError)
HINT = "correct the template, or remove it to use the one that ships"


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of one set of folders, compiled once."""

    folders: TemplateFolders
    environments: Mapping[str, ImmutableSandboxedEnvironment]

    def render(self, name: str, values: Mapping[str, object]) -> str:
        """A template's output; `RenderError` names the file and the line of what fails.

        What stands before the first `/` of `name` chooses the escaping: HTML
        for `mjml/` and `web/`, Markdown for `markdown/`, none for the others.
        """
        try:
            return self._template(name).render(values)
        except TemplateSyntaxError as error:
            where = f"{error.filename or error.name or name}:{error.lineno}"
            why = f"is no template: {error.message}"
            raise RenderError(why, where=where, hint=HINT) from error
        except RecursionError as error:
            raise RenderError("includes itself without end", where=name, hint=HINT) from error
        except _FAULTS as error:
            missing = isinstance(error, TemplateNotFound)
            why = f"there is no template {error}" if missing else f"fails: {error}"
            raise RenderError(why, where=_place(error) or name, hint=HINT) from error

    def marked(self) -> Templates:
        """The same templates, whose output says where each line of it comes from."""
        options: dict[str, Any] = {"autoescape": True, "extensions": [LineMarks]}
        return Templates(self.folders, {"mjml": _environment(self.folders, **options)})

    def _template(self, name: str) -> Template:
        return self.environments[name.partition("/")[0]].get_template(name)


def templates_in(folder: Path | None) -> Templates:
    """The built-in templates, and a user's folder over them; read anew when a file changed."""
    return _templates(folder, _state(folder))


@lru_cache(maxsize=8)
def _templates(folder: Path | None, _: tuple[tuple[str, int, int], ...]) -> Templates:
    """The second argument tells states of the folder apart, for the cache."""
    folders = TemplateFolders.of(folder)
    html = _environment(folders, autoescape=True, bytecode_cache=compiled_templates("html"))
    text = _environment(folders, bytecode_cache=compiled_templates("text"))
    markdown = _environment(
        folders, finalize=escape_markdown, bytecode_cache=compiled_templates("markdown")
    )
    markdown.globals |= {
        "emphasis": partial(emphasized, sign="*"),
        "link": markdown_link,
        "number": source_number,
        "outlet": outlet_of,
        "photo": photo_line,
        "sentences": sentences,
        "story_link": story_link,
        "story_title": story_title,
        "video_link": video_link,
        "ready": EscapedMarkdown,
    }
    by_kind = {"mjml": html, "web": html, "markdown": markdown, "text": text, "charts": text}
    return Templates(folders, by_kind)


def _environment(folders: TemplateFolders, **options: Any) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=folders.loader(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        **options,
    )
    environment.globals = {"range": environment.globals["range"]}
    environment.filters |= {
        "joined": joined,
        "paragraphs": paragraphs,
        "runs": runs,
        "turn": turn,
        "unbroken": unbroken,
    }
    environment.tests["upright"] = is_upright
    return environment


def _state(folder: Path | None) -> tuple[tuple[str, int, int], ...]:
    """Names, times and sizes of the user's files: what tells one state from the next."""
    if folder is None:
        return ()
    files = ((path.relative_to(folder).as_posix(), path.stat()) for path in folder.rglob("*.*"))
    return tuple(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in files))


def _place(error: BaseException) -> str:
    """`folder/file:line` of the innermost template frame; Jinja maps lines back to the source."""
    place, trace = "", error.__traceback__
    while trace is not None:
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
