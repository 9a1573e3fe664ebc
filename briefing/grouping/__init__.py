"""Stories -> events -> topics, with labels, keywords and the reasons."""

from briefing.grouping.explain import explain
from briefing.grouping.group import group
from briefing.grouping.methods import GROUPERS, Grouper, grouper
from briefing.grouping.tags import tags

__all__ = ["GROUPERS", "Grouper", "explain", "group", "grouper", "tags"]
