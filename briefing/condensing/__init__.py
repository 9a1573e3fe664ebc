"""Stories in, a summary of their own sentences out."""

from briefing.condensing.methods import Summarizer, condense, summarizer
from briefing.condensing.quotable import judged, passages, stand_alone
from briefing.models.method_names import METHODS

__all__ = [
    "METHODS",
    "Summarizer",
    "condense",
    "judged",
    "passages",
    "stand_alone",
    "summarizer",
]
