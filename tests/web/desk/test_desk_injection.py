"""Nothing that anybody wrote runs on the desk: kinds of attacks through all its text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from playwright.sync_api import Browser

from tests.delivery.serving import serving
from tests.web.desk.desk_tour import DeskTour, Tour, touring, whole
from tests.web.desk.planted_desk import PlantedDesk, planted_desk
from tests.web.desk.words_tour import live, words
from tests.web.desk.workspace import at_work, morning_desk
from tests.web.injection import VECTORS

pytestmark = pytest.mark.browser
# Kinds of pages that show every text as it is; a link's page folds names, others show some stories.
EVERYWHERE = {
    *("account", "calendar", "delivery", "evidence", "flash", "found", "login", "name"),
    *("query", "sources", "subscriber", "subscribers", "users"),
}
REPLY = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlantedDesk]:
    with planted_desk(tmp_path_factory.mktemp("planted"), VECTORS) as made:
        yield made


@pytest.fixture
def tour(browser: Browser, planted: PlantedDesk) -> Iterator[DeskTour]:
    with touring(browser, planted, Tour()) as opened:
        yield opened


def test_the_tour_sees_what_runs(tour: DeskTour) -> None:
    """The control: one page that does not escape is enough."""
    tour.show("control", [f"<p>{vector}</p>" for vector in VECTORS[4:7]])
    assert any("ran: alert" in line for line in tour.tour.ran)
    assert any("strange: IMG onerror" in line for line in tour.tour.ran)


def test_no_text_of_the_desk_runs(tour: DeskTour) -> None:
    whole(tour)
    live(tour)
    assert tour.tour.ran == []
    missing = {kind: set(VECTORS) - tour.tour.stood[kind] for kind in EVERYWHERE}
    assert {kind: texts for kind, texts in missing.items() if texts} == {}


def test_no_word_of_an_editor_runs(browser: Browser, tmp_path: Path) -> None:
    with morning_desk(tmp_path, stories=4) as made:
        small = PlantedDesk(made.house, made.url, VECTORS)
        with touring(browser, small, Tour()) as tour:
            words(tour)
        assert tour.tour.ran == []
        assert tour.tour.stood["words"] == set(VECTORS)


class HostileServer:
    """Refuses every mail, in HTML."""

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        return f"550 {REPLY}"


def test_what_a_mail_server_says_does_not_run(browser: Browser, tmp_path: Path) -> None:
    """The answer to a test mail is put into its sheet."""
    with (
        serving(lambda: SMTP(HostileServer(), hostname="mail.example.org")) as port,
        morning_desk(tmp_path, stories=4, smtp_port=port) as made,
        at_work(browser, made, bypass_csp=True) as page,
    ):
        page.locator('[data-do="test"]').click()
        page.locator("#sheet[open] input[type=email]").fill("ada@example.org")
        page.locator("#sheet [data-main]").click()
        page.locator("#sheet output", has_text="550").wait_for()
        assert REPLY in page.locator("#sheet output").inner_text()
        assert page.locator("#sheet output img").count() == 0
