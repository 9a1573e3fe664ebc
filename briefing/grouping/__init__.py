"""Stories -> events -> topics, with labels, keywords and the reasons."""

from briefing.grouping.groupers import GROUPERS, Grouper, grouper
from briefing.grouping.partition import group, group_on
from briefing.grouping.reader_tags import tags
from briefing.grouping.reason_lines import explain

__all__ = ["GROUPERS", "Grouper", "explain", "group", "group_on", "grouper", "tags"]
