"""Faults that mail programs, filters or readers would find, found before sending."""

from briefing.rendering.checking.check_result import CheckResult
from briefing.rendering.checking.run_checks import check

__all__ = ["CheckResult", "check"]
