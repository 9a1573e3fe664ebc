"""config.yaml -> Config, every fault reported with file:line:column and key."""

from briefing.config.model import Config
from briefing.config.read import load
from briefing.config.schedule import ScheduleConfig
from briefing.config.sources import (
    FeedConfig,
    FolderConfig,
    PageConfig,
    SourceConfig,
    source_name,
)

__all__ = [
    "Config",
    "FeedConfig",
    "FolderConfig",
    "PageConfig",
    "ScheduleConfig",
    "SourceConfig",
    "load",
    "source_name",
]
