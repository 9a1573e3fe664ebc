"""Goes through every page of a planted desk and says what ran, and which texts stood there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import quote

from playwright.sync_api import Browser

from briefing.desk.accounts import account_named, new_link
from briefing.desk.sessions import begin_session
from briefing.text.search_query import LONGEST_QUERY_CHARS
from briefing.web.desk.sheet_pages import SHEETS
from tests.web.desk.house import DeskClient
from tests.web.desk.planted_desk import (
    CALENDAR_LINES,
    COMMON,
    EDITION,
    PAST,
    TAGS_A_READER,
    PlantedDesk,
    account_names,
    chunks,
    packed,
    plant_calendar,
    sources_of,
)
from tests.web.injection import Probe, probing

WORK = f"/work/{EDITION}"
# Answers that are shown to the browser as one page.
ANSWERS_A_PAGE = 40
# The mail has its styles in its head, more the more kinds of blocks it has.
LETTER = Counter({"strange: HEAD STYLE": 99})
# Acts that name in their refusal what a field of theirs said.
FIELDS = {
    "/sources/test": "source",
    "/acts/redo": "slot",
    "/acts/pause": "until",
    "/acts/withdraw": "edition",
    "/users/role": "role",
    "/search/add": "story",
}
# As much as is repeated of the name of who logs in.
MOST_LOGIN_CHARS = 100
# Sheets that are another for each block.
OF_A_BLOCK = ("retitle", "image", "embargo", "condense")
# Photos of sources are shown on the desk from where they lie: the one thing that is asked for.
PHOTO = "asked: https://photos.example/"


@dataclass
class Tour:
    """What was seen so far, over one desk or many."""

    ran: list[str] = field(default_factory=list)
    pages: Counter[str] = field(default_factory=Counter)
    stood: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def note(
        self, kind: str, where: str, found: Iterable[str], allowed: Mapping[str, int] = Counter()
    ) -> None:
        """What a page did; what is `allowed` may stand there so often, and no oftener."""
        lines = Counter(line for line in found if not line.startswith(PHOTO))
        self.ran += [f"{kind}, {where}: {line}" for line in lines - Counter(allowed)]
        self.pages[kind] += 1

    def figures(self, texts: Sequence[str]) -> dict[str, str]:
        """Of each kind of page: how many were looked at, and how many of the texts stood there."""
        known = set(texts)
        return {
            kind: f"{self.pages[kind]} pages, {len(self.stood[kind] & known)} texts"
            for kind in sorted(self.pages)
        }


@dataclass
class DeskTour:
    """One planted desk, in one browser, as its admin."""

    desk: PlantedDesk
    probe: Probe
    tour: Tour

    def __post_init__(self) -> None:
        self.client: DeskClient = self.desk.house.client("Ada")

    def visit(self, kind: str, path: str, allowed: Mapping[str, int] = Counter()) -> None:
        """Go to a page as a reader does."""
        self.tour.note(kind, path, self.probe.open(path), allowed)
        self.tour.stood[kind] |= self.probe.standing(self.desk.texts)

    def show(self, kind: str, answers: Iterable[str]) -> None:
        """Look at many answers as one page."""
        for part in chunks(answers, ANSWERS_A_PAGE):
            found = self.probe.show("".join(f"<section>{body(html)}</section>" for html in part))
            self.tour.note(kind, "answers", found)
            self.tour.stood[kind] |= self.probe.standing(self.desk.texts)

    def turn_pages(self, kind: str, path: str) -> None:
        """A list from its first page to its last."""
        while path:
            self.visit(kind, path)
            before, mark, _ = self.client.get(path).body.partition('">The next ones')
            path = unescape(before.rpartition('href="')[2]) if mark else ""


@contextmanager
def touring(browser: Browser, desk: PlantedDesk, tour: Tour) -> Iterator[DeskTour]:
    """The desk in the browser, as its admin."""
    cookie = {"name": "desk_session", "value": desk.house.token("Ada"), "url": desk.url}
    with probing(browser, desk.url, [cookie]) as probe:
        yield DeskTour(desk, probe, tour)


def body(html: str) -> str:
    """What stands in the body of a page; a fragment as it is."""
    _, mark, rest = html.partition("<body")
    return rest.partition(">")[2].rpartition("</body>")[0] if mark else html


def whole(tour: DeskTour) -> None:
    """Every page of the desk."""
    for part in (calendar, lists, people, searches, errors, workspace, sheets):
        part(tour)


def calendar(tour: DeskTour) -> None:
    for turn, part in enumerate(chunks(tour.desk.texts, CALENDAR_LINES)):
        plant_calendar(tour.desk.house, part, turn)
        tour.visit("calendar", "/")


def lists(tour: DeskTour) -> None:
    texts = tour.desk.texts
    tour.visit("sources", "/sources")
    tour.turn_pages("subscribers", "/subscribers")
    for number in range(-(-len(texts) // TAGS_A_READER)):
        tour.visit("subscriber", f"/subscribers/h-{number}")
    tour.visit("deliveries", "/deliveries")
    tour.turn_pages("delivery", f"/deliveries/{PAST}")


def people(tour: DeskTour) -> None:
    house, texts = tour.desk.house, tour.desk.texts
    tour.visit("users", "/users")
    for text in texts:
        begin_session(house.newsletter, house.account("Ada"), agent=text)
    tour.visit("account", "/account")
    names = account_names(texts)
    tour.show("name", (house.client(name, "viewer").get("/account").body for name in names))
    tour.show("welcome", (_welcome(tour, name) for name in names))
    tour.show("login", _logins(tour))
    tour.show("flash", (_flash(tour, name) for name in names))


def _welcome(tour: DeskTour, name: str) -> str:
    house = tour.desk.house
    link = new_link(house.newsletter, account_named(house.newsletter, name))
    return house.visitor().get(f"/welcome/{link}").body


def _logins(tour: DeskTour) -> Iterator[str]:
    """Wrong logins; most of them come too often, and their name is shown all the same."""
    visitor = tour.desk.house.visitor()
    visitor.get("/login")
    for row in packed(tour.desk.texts, MOST_LOGIN_CHARS):
        yield visitor.post("/login", name=row, password="wrong", next=f"/{row}").body


def _flash(tour: DeskTour, name: str) -> str:
    """What was done to whom, on the next page."""
    tour.client.post("/users/role", name=name, role="viewer")
    return tour.client.get("/users/none").body


def searches(tour: DeskTour) -> None:
    texts = tour.desk.texts
    for page in range(1, 4):
        tour.visit("found", f"/search?q={COMMON}&page={page}")
    rows = packed(texts, LONGEST_QUERY_CHARS)
    fields = ("source", "language", "state", "kind", "since", "until")
    asked = ("&".join(f"{name}={quote(row, safe='')}" for name in ("q", *fields)) for row in rows)
    answers = (tour.client.get(f"/search?{query}").body for query in asked)
    tour.show("query", answers)
    tour.visit("query", f"/search?q={quote(packed(texts, LONGEST_QUERY_CHARS)[0], safe='')}")


def errors(tour: DeskTour) -> None:
    """What is refused names what was sent."""
    tour.show("refused", _refusals(tour))


def _refusals(tour: DeskTour) -> Iterator[str]:
    client, acts = tour.client, list(FIELDS)
    for number, text in enumerate(tour.desk.texts):
        path = acts[number % len(acts)]
        yield client.post(path, **{"name": "Ada", FIELDS[path]: text}).body
    for source in sources_of(tour.desk.texts):
        if source["kind"] == "folder":
            yield client.post("/sources/test", source=source["name"]).body
    yield client.get(f"/work/{quote(tour.desk.texts[0], safe='')}").body


def workspace(tour: DeskTour) -> None:
    """The panes, the letter in each look, the evidence of every row."""
    tour.visit("letter", f"{WORK}/letter", LETTER)
    tour.visit("letter", f"{WORK}/letter?view=dark", LETTER)
    tour.visit("letter", f"{WORK}/letter?view=pictures-off", LETTER)
    tour.visit("panes", f"{WORK}/panes")
    tour.visit("pending", f"{WORK}/pending")
    for key in keys_of(tour):
        tour.visit("evidence", f"{WORK}/evidence?block={quote(key)}")


def keys_of(tour: DeskTour) -> list[str]:
    """The rows of the outline that are topics."""
    page = tour.client.get(f"{WORK}/panes").body
    keys = {part.partition('"')[0] for part in page.split('data-block="')[1:]}
    return sorted(key for key in keys if key.startswith(("topic:", "near:")))


def sheets(tour: DeskTour) -> None:
    """Every form, the effect of a decision, another summarizer."""
    keys = keys_of(tour)
    of_block = [(name, key) for name in OF_A_BLOCK for key in keys]
    others = [(name, keys[0]) for name in SHEETS if name not in OF_A_BLOCK]
    tour.show("sheets", (_sheet(tour, name, key) for name, key in (*of_block, *others)))
    tour.show("effect", _effects(tour))
    told = {"method": "lead"}
    answers = (tour.client.post(f"{WORK}/condense", block=key, **told).body for key in keys)
    tour.show("condense", answers)


def _sheet(tour: DeskTour, name: str, key: str) -> str:
    return tour.client.get(f"{WORK}/sheet/{name}?block={quote(key)}").body


def _effects(tour: DeskTour) -> Iterator[str]:
    """What it would do to take the first topic apart, to move the last one up."""
    page = tour.client.get(f"{WORK}/panes").body
    rows = [part.partition('"')[0].split() for part in page.split('data-stories="')[1:]]
    first, *_, last = [row for row in rows if row]
    for asked, stories in (
        ("kind=apart", first[: len(first) // 2]),
        ("kind=move&value=1", last[:1]),
    ):
        yield tour.client.get(f"{WORK}/preview?{asked}&stories={'+'.join(stories)}").body
