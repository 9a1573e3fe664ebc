"""An edition is released once, by whichever sender comes first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from briefing.models import DeliveryReport, Edition, Rendering
from tests.delivery.newsletter import EDITION, open_mailer, rendering_of
from tests.make import NOW


def test_who_comes_second_goes_on_with_what_the_first_released(tmp_path: Path) -> None:
    """The second has read that the edition is approved, and then the first releases it."""
    with open_mailer(tmp_path) as first:
        reports: list[DeliveryReport] = []

        def overtaken(edition: Edition, language: str) -> Rendering:
            if not reports:
                reports.append(first.deliver(EDITION))
            return rendering_of(edition, language)

        second = type(first)(
            config=first.config, store=first.store, clock=lambda: NOW, render=overtaken
        )
        again = second.deliver(EDITION)
        assert reports[0].counts == again.counts == (("sent", 3),)
        assert first.store.editions.state(EDITION) == "sent"
    assert len(list((tmp_path / "out" / "mail").iterdir())) == 3


def test_two_senders_at_once_send_each_once(tmp_path: Path) -> None:
    with open_mailer(tmp_path, people=40) as mailer, ThreadPoolExecutor(2) as pool:
        list(pool.map(mailer.deliver, [EDITION, EDITION]))
        assert mailer.store.deliveries.counts(EDITION) == (("sent", 40),)
    assert len(list((tmp_path / "out" / "mail").iterdir())) == 40
