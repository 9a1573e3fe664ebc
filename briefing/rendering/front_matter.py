"""The YAML in front of a Markdown edition, as Obsidian and site generators read it."""

from __future__ import annotations

import re

import yaml

from briefing.rendering.views import EditionView

# Obsidian takes letters, digits, `_`, `-` and `/` in a tag, and at least one that is no digit.
_NO_TAG = re.compile(r"[^\w/-]+")


def front_matter(view: EditionView) -> str:
    """Title, date, language, tags and sources."""
    matter = {
        "title": view.subject or view.title,
        "newsletter": view.title,
        "date": view.date,
        "lang": view.language,
        "tags": [tag for tag in dict.fromkeys(map(_tag, view.tags)) if tag],
        "sources": list(view.outlets),
    }
    return yaml.safe_dump(matter, allow_unicode=True, sort_keys=False, width=10_000).strip()


def _tag(text: str) -> str:
    tag = _NO_TAG.sub("-", text).strip("-/")
    return "" if tag.isdigit() else tag
