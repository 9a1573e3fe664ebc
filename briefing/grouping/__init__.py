"""Stories -> events -> topics, with labels, keywords and the reasons."""

from briefing.grouping.groupers import GROUPERS, Grouper, grouper
from briefing.grouping.pair_scores import PairScore, pair_scores
from briefing.grouping.partition import group
from briefing.grouping.reader_tags import tags
from briefing.grouping.reason_lines import explain

__all__ = ["GROUPERS", "Grouper", "PairScore", "explain", "group", "grouper", "pair_scores", "tags"]
