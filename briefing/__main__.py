"""`python -m briefing` and the `briefing` command."""

from __future__ import annotations

import gc
import os
import sys

import briefing
from briefing.cli.main import run
from briefing.namesake import hidden_by_namesake

# Our matrices are small: further threads of the linear algebra only spin (three times the
# processor time), and sums taken in another order may differ in their last digit.
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
# New objects after which Python looks for rings of dead ones. It looks after 700 by default, and
# through everything loaded again and again while libraries load: a tenth of a build of 100
# stories. The memory of one of 100 and of 1,000 stories is the same (docs/decisions.md).
OBJECTS_A_COLLECTION = 300_000


def main() -> None:
    """Run the command line and leave with its exit code."""
    hidden = hidden_by_namesake(getattr(briefing, "__all__", None))
    if hidden:
        sys.exit(hidden)
    one_thread()
    few_collections()
    code = run(sys.argv[1:])
    gc.freeze()  # Python would look through all that is left once more: .4 s after a build
    sys.exit(code)


def one_thread() -> None:
    """Let the linear algebra start no threads; before numpy is loaded."""
    for name in THREADS:
        os.environ.setdefault(name, "1")


def few_collections() -> None:
    """Let Python look for rings of dead objects seldom; before anything large is loaded."""
    gc.set_threshold(OBJECTS_A_COLLECTION, *gc.get_threshold()[1:])


if __name__ == "__main__":
    main()
