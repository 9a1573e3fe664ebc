"""What is wrong here, or soon will be: checks that each look at one thing and change nothing."""

from briefing.health.finding import HealthFinding
from briefing.health.run import examine

__all__ = ["HealthFinding", "examine"]
