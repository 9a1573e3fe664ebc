"""The YAML in front of a Markdown file, as Obsidian and site generators read it."""

from __future__ import annotations

import re
from collections.abc import Iterable

import yaml

from briefing.rendering.views import EditionView

# Obsidian takes letters, digits, `_`, `-` and `/` in a tag, and at least one that is no digit.
_NO_TAG = re.compile(r"[^\w/-]+")


def front_matter(
    view: EditionView, *, title: str, tags: Iterable[str], sources: Iterable[str]
) -> str:
    """Title, newsletter, date, language, tags and sources."""
    matter = {
        "title": title,
        "newsletter": view.title,
        "date": view.date,
        "lang": view.language,
        "tags": [tag for tag in dict.fromkeys(map(_tag, tags)) if tag],
        "sources": list(sources),
    }
    return yaml.safe_dump(matter, allow_unicode=True, sort_keys=False, width=10_000).strip()


def _tag(text: str) -> str:
    tag = _NO_TAG.sub("-", text).strip("-/")
    return "" if tag.isdigit() else tag
