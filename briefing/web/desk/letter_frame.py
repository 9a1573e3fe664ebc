"""The letter in its frame: the mail's HTML with marks for the script of the page around it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from starlette.responses import HTMLResponse, Response

from briefing.desk.draft.draft import Draft
from briefing.desk.draft.workspace import Workspace
from briefing.pipeline.pictures import kept_pictures
from briefing.rendering.marked_letter import LetterLook, marked_letter
from briefing.web.desk.desk_pages import Desk
from briefing.web.desk.secure_headers import FRAMED
from briefing.wiring.parts import templates_of

# Views by the names that the page's buttons and script know.
VIEWS = (
    ("desktop", "Desktop"),
    ("phone", "Phone"),
    ("dark", "Dark"),
    ("pictures-off", "No pictures"),
    ("text", "Text"),
)
LOOKS = {
    "light": LetterLook(),
    "dark": LetterLook(scheme="dark"),
    "pictures-off": LetterLook(pictures=False),
}
# The page around may read it, to hear which sentence is meant; nothing in it may run. Only both
# rights together, of our origin and with scripts, would let a letter reach out of its frame.
POLICY = (
    "sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src https: data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)
# How selecting looks inside the letter; colours hold on the letter's light and dark ground.
_STYLE = """<style>
[data-block]{cursor:pointer}
[data-block]:hover{outline:1px dashed #6f8fbf;outline-offset:-1px}
[data-block].desk-selected{outline:2px solid #3b6fc4;outline-offset:-2px}
[data-block].desk-leaving{opacity:.35}
[data-sentence]:hover{background:#f3d36a66}
[data-sentence].desk-sentence{background:#f3c53a88;box-shadow:0 0 0 2px #f3c53a88}
</style></head>"""
# Letters that were shown last: each look of a draft, for two who work on it. Chosen.
MOST_KEPT = 8


@dataclass(slots=True)
class LetterFrame:
    """Renders a draft's letter for the frame; the last ones are kept."""

    desk: Desk
    _kept: OrderedDict[tuple[str, int, str], tuple[Draft, str]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def page(self, workspace: Workspace, view: str) -> Response:
        """The answer for a frame: a look that is unknown is the light one."""
        draft = workspace.refresh()
        html = self._html(draft, view if view in LOOKS else "light")
        headers = FRAMED | {"Content-Security-Policy": POLICY}
        return HTMLResponse(html, headers=headers)

    def _html(self, draft: Draft, view: str) -> str:
        key = (draft.edition.id, draft.version, view)
        with self._lock:
            known = self._kept.get(key)
            if known and known[0] is draft:
                return known[1]
        html = self._rendered(draft, view)
        with self._lock:
            self._kept[key] = draft, html
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return html

    def _rendered(self, draft: Draft, view: str) -> str:
        pipeline, edition = self.desk.pipeline, draft.edition
        pictures = kept_pictures(pipeline.store, edition) if pipeline.theme.images == "cid" else {}
        html = marked_letter(
            edition,
            draft.keys,
            pipeline.theme,
            templates=templates_of(pipeline.config),
            pictures=pictures,
            look=LOOKS[view],
        )
        return html.replace("</head>", _STYLE, 1)
