"""Kinds: what a story is (news, live page, quiz ...), by its marks and its source's habits.

with_kinds(stories, history=())    the stories with their kind
kind_of(story)                     the kind of one story by itself
LOUD                               the kinds that never lead an edition
"""

from briefing.text.kinds.classify import kind_of, with_kinds
from briefing.text.kinds.model import LOUD

__all__ = ["LOUD", "kind_of", "with_kinds"]
