"""Another author's package on PyPI is imported by the same name; in one environment one hides both.

`briefing` there makes HTML reports. Whichever was installed last has written over files of
the other. Nothing can mend that but an environment of one's own, so it is said at import.
"""

from __future__ import annotations

import warnings
from pathlib import Path

from briefing.version import DISTRIBUTION

CURE = f"install {DISTRIBUTION} into an environment of its own: pipx install {DISTRIBUTION}"


def warn_of_namesake(package: Path) -> None:
    """Warn where the other distribution lies beside the folder of our package."""
    if any(package.parent.glob("briefing-*.dist-info")):
        what = "another package named `briefing` is installed here and shares our files"
        warnings.warn(f"{what}; {CURE}", stacklevel=3)


def hidden_by_namesake(names: object) -> str:
    """Why `import briefing` is not ours (judged by its public names), or nothing."""
    if isinstance(names, list) and "parse_feed" in names:
        return ""
    return f"another package named `briefing` hides this one; {CURE}"
