"""The table of routes in the docs is the one of the app."""

from __future__ import annotations

from benchmarks.desk_routes import PAGE, page, routes
from tests.web.desk.house import DeskHouse


def test_the_page_lists_every_route_with_its_role() -> None:
    written = PAGE.read_text(encoding="utf-8")
    assert written == page(written), "run python -m benchmarks.desk_routes"


def test_only_these_are_open_to_who_is_not_logged_in() -> None:
    opened = {route.path for route in routes() if route.role is None}
    assert opened == {"/login", "/static/{name}", "/welcome/{token}"}


def test_the_table_has_the_routes_of_the_app(house: DeskHouse) -> None:
    assert {route.path for route in routes()} == {
        getattr(route, "path", "") for route in house.app.routes
    }
