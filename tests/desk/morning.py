"""A morning of ten matters in a folder, most told by two outlets, for tests of the workspace."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from briefing import load
from briefing.desk.draft.workspace import Workspace
from briefing.models import Edit
from briefing.pipeline.pipeline import Pipeline
from tests.make import NOW

CONFIG = """\
newsletter:
  id: morning
  title: The Morning
  timezone: UTC
  sender: The Morning <morning@example.org>
  address: 1 Example Street
sources:
  - kind: folder
    name: wires
    path: wires
edition:
  max_topics: 5
  in_brief: 2
  must_reads: 2
"""
# Name, headline, outlet, hour of the 23rd, text.
STORIES = (
    (
        "bridge-a",
        "Halden bridge closes after cable snaps",
        "Halden Post",
        22,
        (
            "The Halden bridge was closed on Monday after one of its cables snapped at dawn. "
            "Engineers of Norlund found rust in six more cables. "
            "Some 9,000 drivers a day must take the ferry at Brevik until spring."
        ),
    ),
    (
        "bridge-b",
        "Snapped cable shuts Halden bridge to all traffic",
        "Coast Radio",
        21,
        (
            "A snapped cable has shut the Halden bridge to all traffic, the road office said. "
            "Repairs will cost 40 million crowns, according to engineers of Norlund. "
            "The mayor of Halden, Ada Holm, asked for a second ferry at Brevik."
        ),
    ),
    (
        "chip-a",
        "Orsk grants chip licences to three firms",
        "Orsk Ledger",
        20,
        (
            "The ministry of trade in Orsk granted export licences for chips to three firms. "
            "Velt, Marn and Quill may sell abroad from January. "
            "Shares of Velt rose eight per cent in an hour."
        ),
    ),
    (
        "chip-b",
        "Three firms win chip export licences in Orsk",
        "Market Wire",
        19,
        (
            "Three makers of chips have won export licences from the trade ministry in Orsk. "
            "Analysts had expected Velt alone to win one. "
            "Marn said it would hire 600 workers in Tarn."
        ),
    ),
    (
        "count-a",
        "Merrow orders recount after vote is settled by 12 ballots",
        "Merrow Times",
        18,
        (
            "The court of Merrow ordered a recount of the mayoral vote, settled by 12 ballots. "
            "Judge Ines Falk said that two boxes had been found unsealed. "
            "The count begins on Thursday in the old town hall."
        ),
    ),
    (
        "count-b",
        "Court in Merrow wants mayoral ballots counted again",
        "Inland News",
        17,
        (
            "A court in Merrow wants all mayoral ballots counted again, Judge Ines Falk said. "
            "Only 12 ballots lay between the two candidates. "
            "Police are looking into two unsealed boxes."
        ),
    ),
    (
        "gold-a",
        "Gold falls for a fifth day in Lund",
        "Market Wire",
        16,
        (
            "Gold fell for a fifth day in Lund on Monday and lost two per cent. "
            "Traders at the exchange blamed a strong crown. "
            "Silver held at 31 crowns an ounce."
        ),
    ),
    (
        "gold-b",
        "Fifth day of losses for gold on Lund exchange",
        "Lund Echo",
        15,
        (
            "On the Lund exchange gold has lost ground for a fifth day. "
            "A strong crown keeps buyers of gold away, the traders said. "
            "Jewellers expect lower prices before the holidays."
        ),
    ),
    (
        "ferry-a",
        "Night ferry to Skarn sails again",
        "Coast Radio",
        14,
        (
            "The night ferry to Skarn sails again after a strike of eleven days. "
            "Crews won two more days of leave a month. "
            "The first boat left on Monday with 300 cars."
        ),
    ),
    (
        "school-a",
        "Tarn bans telephones in its schools",
        "Inland News",
        13,
        (
            "The council of Tarn has banned telephones in all of its schools from January. "
            "Teachers had asked for it since the spring. "
            "Parents may call the office of a school instead."
        ),
    ),
    (
        "fire-a",
        "Forest fire near Velm is out",
        "Velm Herald",
        12,
        (
            "The forest fire near Velm is out after nine days, the fire brigade said. "
            "It burned 1,200 hectares of pine. "
            "Two hundred people may go home on Tuesday."
        ),
    ),
    (
        "museum-a",
        "Stolen Aalto painting is back in Norlund museum",
        "Norlund Arts",
        11,
        (
            "A painting by Mira Aalto, stolen in 1998, hangs in the Norlund museum again. "
            "A dealer in Skarn had kept it behind a wardrobe. "
            "The museum paid nothing for its return."
        ),
    ),
    (
        "bees-a",
        "Beekeepers count fewest hives in thirty years",
        "Farm Weekly",
        10,
        (
            "Beekeepers of the inland counties count the fewest hives in thirty years. "
            "Mites killed a third of all colonies in the winter. "
            "The union of beekeepers asks for help with medicine."
        ),
    ),
)
LATE = {
    "bridge-c": (
        "Second ferry for Brevik after Halden bridge closes",
        "Brevik Mail",
        5,
        (
            "A second ferry sails from Brevik from Wednesday, since the Halden bridge is closed. "
            "The snapped cable of the Halden bridge can not be mended before spring. "
            "Drivers pay nothing for the ferry, said the road office."
        ),
    ),
    "storm": (
        "Storm cuts power to 60,000 homes in Vardal",
        "Vardal Daily",
        4,
        (
            "A storm cut the power to 60,000 homes in Vardal on Tuesday morning. "
            "Two people were hurt by falling trees. "
            "Schools stay closed, the county said."
        ),
    ),
}


def document(title: str, publisher: str, when: str, text: str) -> str:
    """A story as a document of the folder."""
    name = "".join(letter for letter in title.lower() if letter.isalnum())
    return (
        f"---\ntitle: {title}\ndate: {when}\npublisher: {publisher}\n"
        f"url: https://example.org/{name}\n---\n{text}\n"
    )


def a_morning(folder: Path, *, config: str = CONFIG) -> Path:
    """A newsletter's folder with the morning's stories; the path of its config."""
    for name, title, publisher, hour, text in STORIES:
        write(folder, name, document(title, publisher, f"2026-11-23T{hour:02}:00:00+00:00", text))
    file = folder / "config.yaml"
    file.write_text(config, encoding="utf-8")
    return file


def write(folder: Path, name: str, text: str) -> None:
    """Put one document into the newsletter's folder."""
    (folder / "wires").mkdir(parents=True, exist_ok=True)
    (folder / "wires" / f"{name}.md").write_text(text, encoding="utf-8")


def arrive(folder: Path) -> None:
    """Two more stories come in, of this morning."""
    for name, (title, publisher, hour, text) in LATE.items():
        write(folder, name, document(title, publisher, f"2026-11-24T{hour:02}:00:00+00:00", text))


def opened(config: Path) -> Pipeline:
    """The newsletter at NOW, its folder read."""
    pipeline = load(config, now=NOW)
    pipeline.ingest()
    return pipeline


def named(workspace: Workspace) -> Mapping[str, str]:
    """The ids of the stories, by the first word of their headlines."""
    return {story.title.split()[0]: name for name, story in workspace.draft.stories.items()}


def edit(kind: str, *story_ids: str, value: str = "") -> Edit:
    """A decision for this edition."""
    return Edit(kind=kind, story_ids=story_ids, value=value, edition_id="")  # type: ignore[arg-type]
