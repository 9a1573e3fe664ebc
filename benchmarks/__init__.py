"""What the project measures about itself: each script prints figures, `--json` for machines."""

import os

from briefing.__main__ import THREADS

# As the command line does, and before numpy is imported.
for name in THREADS:
    os.environ.setdefault(name, "1")
