"""Stories made up for the tests of this room."""

from __future__ import annotations

from briefing.models import Story
from tests.make import make_story

FERRY = (
    "The ferry Aldis ran aground off Harwick on Tuesday night with 212 people on board, the "
    "coast guard said. Nobody was seriously hurt. Three lifeboats took the passengers to the "
    "harbour of Lunde within two hours. The captain, Marta Brandt, told investigators that the "
    "steering had failed shortly before the ship reached the sandbank. The ferry company Nordlys "
    "said it would refund all tickets for the week. A second ferry will serve the island from "
    "Thursday. Divers are to examine the hull once the storm has passed."
)
FERRY_AGAIN = (
    "HARWICK (Wire) — A ferry with 212 people on board hit a sandbank near Harwick late on "
    "Tuesday. Nobody was seriously hurt. Rescue crews brought all passengers ashore by midnight, "
    "according to the coast guard. Investigators will ask why the steering of the Aldis failed. "
    "The island of Lunde has no other link to the mainland in winter."
)
BUDGET = (
    "The city council of Lunde adopted a budget of 84 million crowns on Monday evening. The vote "
    "was 19 to 14. Spending on schools will rise by six percent next year. The opposition had "
    "asked for a lower property tax instead. Mayor Ines Holm called the result a fair bargain "
    "between two bad choices. Work on the new harbour bridge starts in April."
)


def ferry_stories() -> tuple[Story, Story]:
    """One event, told by two outlets that share a sentence."""
    return (
        make_story(FERRY, id="f1", title="Ferry runs aground off Harwick", source="Post"),
        make_story(FERRY_AGAIN, id="f2", title="212 rescued from ferry", source="Wire"),
    )


def budget_story() -> Story:
    return make_story(BUDGET, id="b1", title="Lunde adopts budget", source="Post")
