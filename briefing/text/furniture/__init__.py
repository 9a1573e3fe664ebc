"""Furniture: words in a title or text that are not the story's own prose.

furnished(stories, history=())     the stories with their furniture known
furniture_of(story, habits)        the spans of one story's title and text
habits_of(stories)                 what a source hangs on its stories, learned from them
"""

from briefing.text.furniture.apply import furnished, furniture_of
from briefing.text.furniture.habits import Habits, habits_of

__all__ = ["Habits", "furnished", "furniture_of", "habits_of"]
