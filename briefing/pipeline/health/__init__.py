"""What is wrong here, or soon will be: checks that each look at one thing and change nothing."""

from briefing.pipeline.health.examine import examine
from briefing.pipeline.health.finding import Finding

__all__ = ["Finding", "examine"]
