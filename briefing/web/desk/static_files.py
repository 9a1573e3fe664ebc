"""Style, script and icon of the desk, served from memory under names that change with them."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from briefing.resources import sample
from briefing.web.desk.desk_route import DeskRoute
from briefing.web.kept_pages import KeptPage

FOLDER = "static"
_KINDS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}
_FOR_A_YEAR = {"Cache-Control": "public, max-age=31536000, immutable"}


@dataclass(frozen=True, slots=True)
class StaticFiles:
    """The files of `templates/web/static`, by name; `urls` are the paths that pages link to."""

    files: MappingProxyType[str, KeptPage]

    @classmethod
    def load(cls) -> StaticFiles:
        """All of them, read once."""
        places = sorted(sample("templates").joinpath("web", FOLDER).iterdir(), key=lambda p: p.name)
        kinds = [(place, _KINDS.get(place.name[place.name.rfind(".") :])) for place in places]
        files = {
            place.name: KeptPage.of(place.read_text(encoding="utf-8"), kind, _FOR_A_YEAR)
            for place, kind in kinds
            if kind
        }
        return cls(MappingProxyType(files))

    def urls(self, base: str) -> dict[str, str]:
        """The path of each file, with its version."""
        return {
            name: f"{base}/{FOLDER}/{name}?v={page.sha256[:12]}"
            for name, page in self.files.items()
        }

    def routes(self) -> tuple[DeskRoute, ...]:
        """Who is not logged in sees a page with a style, too."""
        return (DeskRoute(f"/{FOLDER}/{{name}}", self.file, role=None),)

    async def file(self, request: Request) -> Response:
        """Style, script and icon of the pages."""
        page = self.files.get(request.path_params["name"])
        if page is None:
            raise HTTPException(404)
        answer = page.answer(request)
        if "v" not in request.query_params:
            # A module that another one imports has no version in its name: it is asked for anew.
            answer.headers["Cache-Control"] = "no-cache"
        return answer
