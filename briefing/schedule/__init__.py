"""When editions are due, and the daemon that sees to them.

What is due is decided by pure functions over the config, the slots in the
store and the moment; the `schedule` library only makes the clock tick.
"""

from briefing.schedule.calendar import Calendar
from briefing.schedule.daemon import Daemon
from briefing.schedule.runner import Outcome, Runner
from briefing.schedule.signals import Signals

__all__ = ["Calendar", "Daemon", "Outcome", "Runner", "Signals"]
