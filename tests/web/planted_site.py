"""A site whose every text is hostile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.config import Config
from briefing.models import Correction, Ledger, SourceLine
from briefing.rendering import Theme
from briefing.web.responses import PageTemplates
from briefing.web.site.site_pages import SitePages
from tests.make import NOW
from tests.rendering.sample import sample_edition
from tests.web.injection import Planted
from tests.web.site import Site


def plant(made: Site, texts: Sequence[str], count: int) -> int:
    """So many editions with these texts in all their strings, each in its turn."""
    hand = Planted(texts)
    for number in range(count):
        edition = hand.into(sample_edition())
        shown = [texts[(number * 20 + place) % len(texts)] for place in range(20)]
        lines = tuple(SourceLine(name=text, stories=1) for text in shown)
        edition = replace(
            edition, id=f"n-{number}", newsletter="n", ledger=Ledger(sources=lines, considered=9)
        )
        made.store.editions.save(edition, at=NOW)
        made.store.editions.keep_files(edition.id, {})
        made.store.editions.mark(edition.id, "sent")
        note = Correction(date=NOW.date(), edition_id=edition.id, text=texts[number % len(texts)])
        made.store.corrections.add(note, by="Ada", at=NOW)
    return hand.count


def paths_of(made: Site) -> list[str]:
    """Every page of the site."""
    said = {"newsletter": {"id": "n", "title": "x", "sender": "D <d@example.org>"}}
    config = Config.model_validate(
        said | {"sources": [{"kind": "folder", "path": "in"}], "folder": made.home}
    )
    pages = SitePages.of(made.store, PageTemplates(config=config, theme=Theme()))
    files = [path for path, _ in pages.files() if path.endswith("index.html")]
    return [f"/{path.removesuffix('index.html').rstrip('/')}" for path in files]
