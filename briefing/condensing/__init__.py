"""Stories in, a summary of their own sentences out."""

from briefing.condensing.methods import Summarizer, condense, summarizer
from briefing.condensing.quotable import passages, stand_alone
from briefing.models.method_names import METHODS

__all__ = ["METHODS", "Summarizer", "condense", "passages", "stand_alone", "summarizer"]
