"""Three days of news, invented: a dam that breaks, a pier that reopens, a strike that ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from briefing.models import Story

FIRST = datetime(2026, 11, 19, 6, 0, tzinfo=UTC)

# day -> outlet -> headline, then text
DAM = (
    {
        "Courier": """\
Hollin dam gives way above Corrick

The Hollin dam above the town of Corrick gave way on Thursday after a week of rain. Some 40
houses in the lower town of Corrick were flooded. Mayor Edda Falk asked the army for boats.
The Hollin dam was built in 1962 and belongs to the water board.
""",
        "Ledger": """\
Houses flooded in Corrick as Hollin dam breaks

Rescue crews pulled dozens of people from rooftops in Corrick after the Hollin dam broke on
Thursday. The road from Corrick to Pellworth is under water. Engineers of the water board
had reported cracks in the Hollin dam in June.
""",
    },
    {
        "Courier": """\
Police search water board after Hollin dam breaks

Police searched the offices of the water board in Pellworth on Friday and carried away
computers. The Hollin dam above Corrick gave way on Thursday after a week of rain. A letter
shows that director Hanne Oster knew of the cracks in the Hollin dam.
""",
        "Ledger": """\
Hollin dam: letter shows board was warned

The director of the water board, Hanne Oster, was told of cracks in the Hollin dam on 2
July, according to a letter. Some 40 houses in the lower town of Corrick were flooded. The
government promised 5,000 marks to every household in Corrick.
""",
    },
    {
        "Courier": """\
Head of water board resigns over Hollin dam

Hanne Oster resigned on Saturday, an hour before parliament was to vote on a motion against
her. Prosecutors opened an inquiry into negligence at the Hollin dam in Corrick. Mayor Edda Falk
asked the army for boats.
""",
    },
)
PIER = (
    {
        "Courier": """\
Pier of Lund opens to walkers again

The wooden pier of Lund opened to walkers again on Thursday after two years. Repairs of the
pier in Lund cost nine million crowns. Fishermen of Lund were the first to come.
""",
    },
    {
        "Ledger": """\
Lund has its pier back after two years

The wooden pier of Lund opened to walkers again on Thursday after two years. Repairs of the
pier in Lund cost nine million crowns.
""",
    },
    {},
)
STRIKE = (
    {},
    {
        "Courier": """\
Dockers of Marnholm walk out over night shifts

Dockers at the port of Marnholm walked out on Friday in a dispute over night shifts. Union
leader Sanna Brekke called the plan of the Marnholm port an insult. Ferries from Marnholm to
the islands were cancelled.
""",
    },
    {
        "Ledger": """\
Marnholm dockers end strike after a day

Dockers in Marnholm went back to work on Saturday after the port gave up its plan. Sanna
Brekke of the Marnholm union spoke of a victory for every family on the coast.
""",
    },
)


def stories_of(day: int) -> tuple[Story, ...]:
    """The stories of a day, from 0."""
    stories = []
    for place, topic in (("dam", DAM), ("pier", PIER), ("strike", STRIKE)):
        for outlet, written in topic[day].items():
            title, _, text = written.partition("\n\n")
            stories.append(
                Story(
                    id=f"{place}-{day}-{outlet.lower()}",
                    title=title,
                    text=" ".join(text.split()),
                    source=outlet,
                    published=FIRST + timedelta(days=day, hours=-4),
                )
            )
    return tuple(stories)
