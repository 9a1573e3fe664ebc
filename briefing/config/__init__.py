"""config.yaml -> Config, every fault reported with file:line:column and key."""

from briefing.config.model import (
    Config,
    FeedConfig,
    FolderConfig,
    PageConfig,
    SourceConfig,
    source_name,
)
from briefing.config.read import load

__all__ = [
    "Config",
    "FeedConfig",
    "FolderConfig",
    "PageConfig",
    "SourceConfig",
    "load",
    "source_name",
]
