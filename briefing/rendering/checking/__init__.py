"""Faults that mail programs, filters or readers would find, found before sending."""

from briefing.rendering.checking.check import check
from briefing.rendering.checking.finding import Finding

__all__ = ["Finding", "check"]
