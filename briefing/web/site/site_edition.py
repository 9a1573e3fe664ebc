"""The pages of one edition: to read it, how it was made, the mail it was, its pictures and card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.models import Chart, Correction, Edition, Media
from briefing.pipeline.pictures import kept_pictures
from briefing.pipeline.release import as_archived
from briefing.rendering.browser_page import browser_page
from briefing.rendering.edition_references import References
from briefing.rendering.mail_pictures import picture_kind
from briefing.rendering.prose import prose
from briefing.rendering.share_card import CardWords, share_card
from briefing.rendering.site_values import edition_values
from briefing.rendering.to_views import edition_view
from briefing.rendering.views import ChartView
from briefing.store import Store
from briefing.text.direction import direction_of
from briefing.web.kept_pages import KeptPage
from briefing.web.responses import HEADERS
from briefing.web.site.atom_feed import moment
from briefing.web.site.issue_reader import IssueReader
from briefing.web.site.issues import Issue
from briefing.web.site.json_ld import article
from briefing.web.site.page_maker import EDITION_AGE, HTML, PageMaker, PageMeta
from briefing.web.site.site_index import SiteIndex
from briefing.wiring.edition_layout import MADE
from briefing.wiring.parts import templates_of

# A mail styles itself in place. It runs nothing, loads nothing, and has no origin to reach.
MAIL_HEADERS = (
    HEADERS
    | EDITION_AGE
    | {
        "Content-Security-Policy": (
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
            "form-action 'none'; frame-ancestors 'none'; base-uri 'none'; "
            "sandbox allow-popups allow-popups-to-escape-sandbox"
        ),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPages:
    """The pages of each public edition of one newsletter; None for any other."""

    store: Store
    reader: IssueReader
    maker: PageMaker

    def edition(self, name: str) -> KeptPage | None:
        """The edition to read, with a note for each sentence, and what was put right since."""
        index = self.reader.index()
        issue, edition = _issue(index, name), self.store.editions.get(name)
        if issue is None or edition is None:
            return None
        corrections = self.store.corrections.of(name)
        older, newer = index.around(name)
        texts = [each.text for each in corrections]
        templates = self.maker.templates
        known = edition_values(
            edition, templates.theme, corrections=texts, templates=templates_of(templates.config)
        )
        return self.maker.page(
            "edition",
            self._meta(edition, issue, index, corrections),
            EDITION_AGE,
            edition.language,
            issue=issue,
            pictures=self._addresses(edition),
            corrections=[{"date": each.date, "words": prose(each.text)} for each in corrections],
            running={topic.slug for topic in index.running},
            older=older,
            newer=newer,
            **known,
        )

    def made(self, name: str) -> KeptPage | None:
        """From which stories and sources an edition was made, and what could not be read.

        No story that was left out is named: it may be held until its hour.
        """
        issue, edition = _issue(self.reader.index(), name), self.store.editions.get(name)
        if issue is None or edition is None:
            return None
        title = self.maker.templates.say("made_title")
        path = f"{self.maker.addresses.edition(name)}/{MADE}"
        return self.maker.page(
            "made",
            PageMeta(path=path, title=title, indexed=False, feeds=self.maker.feeds()),
            EDITION_AGE,
            edition=edition,
            stories=tuple(References.of(edition).stories.values()),
        )

    def mail(self, name: str) -> KeptPage | None:
        """The mail as it went out, with its pictures inside and a way back above it."""
        issue, edition = _issue(self.reader.index(), name), self.store.editions.get(name)
        files = self.store.editions.files(name) if issue else {}
        if edition is None or "edition.html" not in files:
            return None
        views, fill = as_archived(edition, files), self.maker.templates.fill
        html = browser_page(
            views.html,
            views.attachments,
            head=fill("edition_head", {"edition": edition}),
            top=fill("edition_bar", {"edition": edition}),
        )
        return KeptPage.of(html, HTML, MAIL_HEADERS)

    def picture(self, name: str, file: str) -> KeptPage | None:
        """A photo that was kept with an edition, by its name in `pictures`."""
        issue, edition = _issue(self.reader.index(), name), self.store.editions.get(name)
        pictures = self._pictures(edition) if issue and edition else {}
        found = next((each for each in pictures.values() if each[0] == file), None)
        return self.maker.file(found[2], found[1]) if found else None

    def picture_names(self, name: str) -> tuple[str, ...]:
        """The names of an edition's photos."""
        edition = self.store.editions.get(name)
        return tuple(each[0] for each in self._pictures(edition).values()) if edition else ()

    def card(self, name: str) -> KeptPage | None:
        """The picture of an edition where it is shared; None where no library can draw it."""
        issue, edition = _issue(self.reader.index(), name), self.store.editions.get(name)
        if issue is None or edition is None:
            return None
        photos = list(self._pictures(edition).values())[:1]
        chart = _chart(edition)
        words = CardWords(
            newsletter=edition.title,
            headline=issue.subject,
            line=self.maker.templates.day(issue.date),
            direction=direction_of(edition.language),
            photo=photos[0][2] if photos else b"",
            photo_kind=photos[0][1] if photos else "",
            focus=_focus(edition),
            bars=chart.bars if chart else (),
            chart_title=chart.title if chart else "",
        )
        return self._drawn(words)

    def site_card(self) -> KeptPage | None:
        """The picture of the site itself."""
        letter = self.maker.templates.config.newsletter
        words = CardWords(
            newsletter=letter.title,
            headline=letter.tagline or letter.title,
            line=(self.maker.addresses.url or "").partition("://")[2],
            direction=direction_of(letter.language),
        )
        return self._drawn(words)

    def _drawn(self, words: CardWords) -> KeptPage | None:
        templates = self.maker.templates
        png = share_card(words, templates.theme, templates=templates_of(templates.config))
        return self.maker.file(png, "image/png") if png else None

    def _pictures(self, edition: Edition) -> Mapping[str, tuple[str, str, bytes]]:
        """Name, media type and bytes of the photos that were kept, by their address."""
        kept = kept_pictures(self.store, edition)
        kinds = ((url, data, picture_kind(data)) for url, data in kept.items())
        return {
            url: (f"{number}.{kind[0]}", kind[1], data)
            for number, (url, data, kind) in enumerate(kinds, 1)
            if kind is not None
        }

    def _addresses(self, edition: Edition) -> Mapping[str, str]:
        path = self.maker.addresses.path
        return {
            url: path("editions", edition.id, "pictures", name)
            for url, (name, *_) in self._pictures(edition).items()
        }

    def _meta(
        self, edition: Edition, issue: Issue, index: SiteIndex, corrections: Sequence[Correction]
    ) -> PageMeta:
        addresses = self.maker.addresses
        path, machine = addresses.edition(edition.id), None
        image = addresses.path("editions", edition.id, "card.png") if addresses.url else ""
        if addresses.url:
            machine = article(
                edition,
                issue,
                url=addresses.absolute(path),
                image=addresses.absolute(image),
                changed=moment(index.updated(issue)),
                site=addresses.absolute(addresses.path("")),
                corrections=corrections,
            )
        return PageMeta(
            path=path,
            title=issue.subject,
            description=issue.preheader,
            image=image,
            kind="article",
            feeds=self.maker.feeds(),
            json_ld=machine,
        )


def _issue(index: SiteIndex, name: str) -> Issue | None:
    return next((issue for issue in index.issues if issue.id == name), None)


def _focus(edition: Edition) -> tuple[int, int] | None:
    """The point that must be seen of an edition's first photo."""
    photos = (getattr(block, "photo", None) for block in edition.blocks)
    return next((photo.focus for photo in photos if isinstance(photo, Media) and photo.url), None)


def _chart(edition: Edition) -> ChartView | None:
    if not any(isinstance(block, Chart) for block in edition.blocks):
        return None
    return next((v for v in edition_view(edition).blocks if isinstance(v, ChartView)), None)
