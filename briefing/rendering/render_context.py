"""Everything the templates of an edition may use, gathered once for all three renderings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from briefing.models import Attachment, Edition
from briefing.rendering.environment import Templates, templates_in
from briefing.rendering.mail_pictures import MailPictures
from briefing.rendering.mentions import titled
from briefing.rendering.phrases import Phrases, phrases_for
from briefing.rendering.theme import Theme, css_families
from briefing.rendering.to_views import edition_view
from briefing.rendering.views import EditionView, StoryView, View
from briefing.text.clean import word_set
from briefing.text.direction import direction_of
from briefing.text.languages import is_foreign, language_tag
from briefing.text.scripts import is_upright

# Upper case and wide spacing are no custom of scripts without capitals.
_CAPS = "letter-spacing:1px;text-transform:uppercase;"
# A preview line shorter than this would go on with the masthead: Gmail shows up to 200.
_PREVIEW_CHARS = 200


# Languages that write compounds as one word: a line breaks in them, or ends ragged.
HYPHENATED = word_set("de nl af da no nb nn sv fi et is hu")


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderContext:
    """An edition ready for its templates; `values` are the names every template knows."""

    view: EditionView
    theme: Theme
    templates: Templates
    values: Mapping[str, object]
    attachments: tuple[Attachment, ...]

    def show(self, name: str, **more: object) -> str:
        """The output of one template."""
        return self.templates.render(name, {**self.values, **more})

    def show_blocks(self, name: str, blocks: Sequence[View]) -> list[str]:
        """Each block through its template (`text/{}.txt`); one that says nothing is left out."""
        blocks_text = (self.show(name.format(block.kind), block=block).strip() for block in blocks)
        return [block for block in blocks_text if block]


def prepare(
    edition: Edition,
    theme: Theme | None = None,
    *,
    templates: Path | None = None,
    pictures: Mapping[str, bytes] | None = None,
    language: str = "",
) -> RenderContext:
    """The arguments are those of `render`."""
    theme, chosen = theme or Theme(), templates_in(templates)
    phrases = phrases_for(language or edition.language, chosen.folders)
    placement = MailPictures(theme, chosen, phrases, pictures or {})
    frame = frame_language(language or edition.language, phrases)
    view = placement.place(edition_view(edition, frame))
    return RenderContext(
        view=view,
        theme=theme,
        templates=chosen,
        values=_values(view, theme, phrases) | _languages(edition.language, frame),
        attachments=tuple(placement.attachments),
    )


def _values(view: EditionView, theme: Theme, phrases: Phrases) -> dict[str, Any]:
    """`t` are the phrases. Numbers of stories: `listed` that blocks name, `titled`."""
    return {
        "edition": view,
        "theme": theme,
        "t": phrases,
        "fonts": css_families(theme.fonts),
        "padding": max(0, _PREVIEW_CHARS - len(view.preheader)) // 2,
        "listed": {story.number for block in view.blocks for story in _named(block)},
        "titled": titled(view.blocks),
        "caps": "" if is_upright(str(phrases.locale)) else _CAPS,
        **_sides(theme.in_direction(phrases.direction)),
    }


def frame_language(wanted: str, phrases: Phrases) -> str:
    """The language of the words around the stories: English where there is no catalog."""
    spoken = str(phrases.locale).replace("_", "-")
    return wanted if wanted.split("-")[0] == spoken.split("-")[0] else spoken


def _languages(language: str, frame: str) -> dict[str, Any]:
    """`frame` is the language of the phrases; `own` says where words are in the edition's."""
    own = Markup(' lang="{}" dir="{}"').format(language, direction_of(language))
    return {
        "frame": frame,
        "own": own if is_foreign(language, frame) else "",
        "hyphenated": language_tag(language).split("-")[0] in HYPHENATED,
    }


def _sides(direction: str) -> dict[str, str]:
    """Which side a line starts on. In a right-to-left edition each paragraph finds its own way."""
    rtl = direction == "rtl"
    return {
        "direction": direction,
        "start": "right" if rtl else "left",
        "end": "left" if rtl else "right",
        "auto": Markup(' dir="auto"') if rtl else "",
    }


def _named(block: View) -> tuple[StoryView, ...]:
    """The stories a block names; the source list names all, which says nothing."""
    return () if block.kind == "sources" else getattr(block, "named", ())
