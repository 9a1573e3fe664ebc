"""The version of this package and the name it is installed by, for all others to read."""

__version__ = "0.1.0"
# `briefing` on PyPI is another author's package (reports in HTML).
DISTRIBUTION = "morning-briefing"


def extra(name: str) -> str:
    """How an optional part is installed: `morning-briefing[dkim]`."""
    return f"{DISTRIBUTION}[{name}]"
