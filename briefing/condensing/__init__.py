"""Stories in, a summary of their own sentences out."""

from briefing.condensing.methods import METHODS, Summarizer, condense, summarizer
from briefing.condensing.quotable import passages, stand_alone

__all__ = ["METHODS", "Summarizer", "condense", "passages", "stand_alone", "summarizer"]
