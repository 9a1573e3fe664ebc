"""config.yaml -> Config, every fault reported with file:line:column and key."""

from briefing.config.config_file import Config
from briefing.config.read import load
from briefing.config.schedule_section import ScheduleConfig
from briefing.config.sources_section import (
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
