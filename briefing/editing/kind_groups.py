"""Kinds as the editor treats them: a quiz and an advertisement alike, a release as news."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from briefing.models import Kind, Story
from briefing.text.kinds import LOUD

KindGroup = Literal["news", "live", "video", "explainer", "soft", "preview", "not_news"]

_GROUPS: dict[Kind, KindGroup] = {
    "news": "news",
    "release": "news",
    "obituary": "news",
    "live": "live",
    "video": "video",
    "explainer": "explainer",
    "feature": "soft",
    "opinion": "soft",
    "preview": "preview",
    "listing": "not_news",
    "quiz": "not_news",
    "promo": "not_news",
    "service": "not_news",
    "paper": "not_news",
}


def group_of(story: Story) -> KindGroup:
    """How a story's kind counts; news where nobody looked."""
    return _GROUPS[story.kind] if story.kind else "news"


def may_lead(stories: Iterable[Story]) -> bool:
    """True for a topic with a story of a kind that may lead an edition: no page of mere service."""
    return any(story.kind not in LOUD for story in stories)
