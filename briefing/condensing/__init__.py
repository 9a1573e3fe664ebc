"""Stories in, a summary of their own sentences out."""

from briefing.condensing.methods import METHODS, Summarizer, condense, summarizer

__all__ = ["METHODS", "Summarizer", "condense", "summarizer"]
