"""The workspaces that are open: one for each edition somebody works on."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from briefing.config import Config
from briefing.desk.draft.workspace import Workspace
from briefing.newsletter import Newsletter
from briefing.pipeline.pipeline import Pipeline
from briefing.web.desk.desk_pages import Desk

# Editions of a day, at most: each holds its stories in memory. Chosen, not measured.
MOST_OPEN = 4


@dataclass(slots=True)
class Workspaces:
    """Opens a workspace once and hands it to everybody who works on that edition.

    One that nobody used for longest is left out where there are too many; all it knew is in
    the store. A config that was read anew opens them anew.
    """

    desk: Desk
    _open: OrderedDict[str, tuple[Config, Workspace]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, edition: str) -> Workspace:
        """The workspace of an edition, as it was left; InputError where there can be none."""
        newsletter = self.desk.newsletter
        with self._lock:
            config, workspace = self._open.get(edition, (None, None))
            if workspace is None or config is not newsletter.config:
                workspace = Workspace.open(_pipeline(newsletter), edition)
            self._open[edition] = newsletter.config, workspace
            self._open.move_to_end(edition)
            while len(self._open) > MOST_OPEN:
                self._open.popitem(last=False)
        return workspace

    def is_built(self, edition: str) -> bool:
        """True where the store holds a draft: then opening it changes nothing."""
        return self.desk.newsletter.store.editions.get(edition) is not None


def _pipeline(newsletter: Newsletter) -> Pipeline:
    """A pipeline of its own, over the store that all share."""
    again = Newsletter(config=newsletter.config, store=newsletter.store, clock=newsletter.clock)
    return Pipeline(again)
