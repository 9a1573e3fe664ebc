"""A morning of invented news: events that several outlets tell, and stories of one outlet alone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

_LONG = re.compile(r"[A-Za-z]{6,}")
OUTLETS = ("Harbour Wire", "Capital Review", "Northern Ledger", "Evening Courier", "Valley Post")
TOWNS = (
    "Ostrava Bay",
    "Merrow",
    "Halden",
    "Lindqvist",
    "Sarnath",
    "Port Elian",
    "Kessel",
    "Tamsin",
    "Orlen",
    "Vardø",
    "Quillane",
    "Brenmar",
    "Dovrek",
    "Ashgrove",
    "Polvara",
)
PEOPLE = (
    "Ada Marsh",
    "Ivo Renner",
    "Leila Haddad",
    "Tomas Kvist",
    "Priya Nair",
    "Noor Aziz",
    "Grace Imada",
    "Pavel Brodsky",
    "Hanne Solberg",
    "Marco Ferretti",
    "Yusuf Demir",
    "Clara Whitlock",
    "Bence Farkas",
    "Ines Duarte",
)
WRITERS = ("L. Ode", "M. Tarn", "K. Bly", "P. Roe", "S. Vey")


@dataclass(frozen=True)
class Plot:
    """What happens somewhere: a headline of each outlet, and its sentences in order."""

    section: str
    titles: tuple[str, ...]
    sentences: tuple[str, ...]


# {town} is the place, {who} a person of it, {n} a number that differs from event to event.
PLOTS = (
    Plot(
        "World",
        (
            "{town} closes its bridge after cracks are found",
            "Cracks close the {town} bridge to all traffic",
            "Engineers shut {town} bridge over cracked girders",
        ),
        (
            (
                "Engineers closed the bridge at {town} on Monday after cracks were "
                "found in {n} girders."
            ),
            "About {n},000 vehicles cross the bridge on a working day, the roads agency said.",
            (
                '"We will not open it before every girder has been tested," said '
                "{who}, who leads the agency."
            ),
            "Ferries will carry passengers across the river from Tuesday morning.",
            "The bridge was built in 1971 and was last repaired nine years ago.",
            "Hauliers said the detour adds {n} kilometres to each trip to the port.",
            "A first report on the cracked girders is due on Friday.",
        ),
    ),
    Plot(
        "Politics",
        (
            "{town} recounts its vote as the margin shrinks to {n}",
            "Recount in {town} narrows mayor's lead to {n} votes",
            "{town} election goes to a recount with {n} votes between rivals",
        ),
        (
            (
                "The election office in {town} began a recount on Monday with {n} "
                "votes between the two candidates."
            ),
            "{who} leads the count, the office said, after ballots from two districts were found.",
            "Observers from both parties sat beside each of the {n} counting tables.",
            "The rival candidate asked a court to stop the recount and was refused.",
            '"Every ballot will be read twice," said {who} outside the town hall.',
            "A result is expected on Wednesday evening, a day later than planned.",
            "Turnout in the election was the highest since 1988.",
        ),
    ),
    Plot(
        "Money",
        (
            "{town} raises its port fees by {n} percent",
            "Shipping lines protest as {town} lifts port fees {n} percent",
            "Port fees in {town} go up by {n} percent from January",
        ),
        (
            (
                "The port of {town} will raise its fees for container ships by {n} "
                "percent from January."
            ),
            "The money is to pay for dredging a channel that has lost two metres of depth.",
            "Shipping lines said they would move {n} weekly calls to other ports.",
            '"Without dredging there will be no port to pay for," said {who}, its director.',
            "The port handled a record number of containers last year.",
            "Unions welcomed the dredging and asked for a share of the fees.",
        ),
    ),
    Plot(
        "Science",
        (
            "Vaccine trial in {town} cuts fever cases by {n} percent",
            "{town} doctors report {n} percent fewer fever cases after a trial",
            "A trial in {town} finds a fever vaccine works in {n} percent of cases",
        ),
        (
            (
                "A vaccine against marsh fever cut cases by {n} percent in a trial "
                "in {town}, doctors said on Monday."
            ),
            "The trial followed {n},200 adults for two years, half of whom had a placebo.",
            "No severe side effects were seen, according to the hospital that ran it.",
            '"This is the first vaccine that lasts a whole season," said {who}, who led the trial.',
            "The maker will ask regulators for approval in the spring.",
            "Marsh fever kills some 4,000 people a year, most of them in river deltas.",
        ),
    ),
    Plot(
        "World",
        (
            "Rail workers in {town} strike for {n} days over shifts",
            "{town} trains stop as rail workers begin a strike",
            "A rail strike over night shifts halts {town} for {n} days",
        ),
        (
            "Rail workers in {town} began a strike of {n} days on Monday over night shifts.",
            "No regional train left the main station in the morning, the operator said.",
            "The union wants two nights of rest after every night shift.",
            '"Tired drivers are a danger to everyone," said {who}, who speaks for the union.',
            "The operator called the strike out of proportion and offered talks on Thursday.",
            "Buses replace {n} trains an hour between the suburbs and the centre.",
        ),
    ),
    Plot(
        "Culture",
        (
            "{town} opera finds {n} lost scores behind a wall",
            "Builders find {n} lost scores in the {town} opera house",
            "Lost scores come to light in the {town} opera",
        ),
        (
            "Builders found {n} lost scores behind a wall of the opera house in {town} on Sunday.",
            "Among the scores is an overture that was last played in 1874.",
            "The paper is damp but can be saved, said the library that has them now.",
            '"Nobody alive has heard this music," said {who}, who conducts the orchestra.',
            "The opera plans to play the overture when the house opens again in May.",
        ),
    ),
    Plot(
        "Tech",
        (
            "Chip maker Lumen stops its plant in {town} after a fire",
            "Fire stops the Lumen chip plant at {town}",
        ),
        (
            "A fire in a clean room stopped the Lumen chip plant at {town} on Monday.",
            "Car makers that buy its sensors have stock for {n} days, analysts said.",
            "Nobody was hurt; {n}0 workers left the building within minutes.",
            '"Dust is now a bigger problem than flames," said {who}, who runs the plant.',
            "Shares of Lumen fell nine percent in early trading.",
        ),
    ),
    Plot(
        "World",
        (
            "Hailstorm strips orchards around {town} a week before harvest",
            "{town} growers lose apples to hail the size of eggs",
        ),
        (
            (
                "Hail the size of eggs stripped the orchards around {town} on "
                "Sunday, a week before harvest."
            ),
            "Growers put the loss at {n} million, more than half of the year's apples.",
            "Insurers sent {n} assessors to the valley and asked farmers to photograph every tree.",
            '"My grandfather planted these rows," said {who}, who grows pears.',
            "Forecasters expect calm, dry weather until the weekend.",
        ),
    ),
    Plot(
        "Politics",
        (
            "Judges strike down the night curfew in {town}",
            "Court ends {town} curfew and frees {n} people",
            "{town} curfew was unlawful, the high court finds",
        ),
        (
            (
                "The high court struck down the night curfew in {town} and freed {n} "
                "people held for breaking it."
            ),
            "The judges wrote that no minister may close a city without a vote.",
            "The curfew had begun in June, when crowds burned a customs house.",
            '"People may walk under the moon again," said {who}, their lawyer.',
            "The interior ministry has a fortnight to appeal the ruling.",
        ),
    ),
    Plot(
        "Sport",
        (
            "{town} rowers win the river race by half a length",
            "Half a length gives {town} the river race",
        ),
        (
            "A crew of students from {town} won the river race on Sunday by half a length.",
            "It was the club's first victory in {n} years.",
            "The favourites lost an oar at the second bend and never came back.",
            '"We heard the crowd before we saw the line," said {who}, the cox.',
        ),
    ),
    Plot(
        "Money",
        (
            "Grain exchange in {town} halts trading in barley futures",
            "Barley futures are halted at the {town} exchange",
        ),
        (
            (
                "The grain exchange in {town} halted barley futures on Monday after "
                "prices rose {n} percent in an hour."
            ),
            "A single broker had placed most of the orders, according to the supervisor.",
            "Breweries feared a shortage because two silos stand empty.",
            '"Somebody pressed the wrong key, or the right one," said {who}, a trader.',
            "Trading resumes when the orders have been checked.",
        ),
    ),
    Plot(
        "Science",
        (
            "Divers map a drowned forest off {town}",
            "A drowned forest off {town} is {n}00 years old",
        ),
        (
            "Divers mapped a drowned forest of oak stumps on the seabed off {town}.",
            "Tree rings show that the oaks died {n}00 years ago within one winter.",
            "Archaeologists found fish traps woven from hazel between the roots.",
            '"The sea took it slowly, then at once," said {who}, who led the dives.',
            "A museum will show casts of the stumps next summer.",
        ),
    ),
    Plot(
        "Society",
        (
            "Schools in {town} lock phones away until the last bell",
            "{town} pupils hand in their phones at the gate",
        ),
        (
            (
                "Pupils at {n} schools in {town} now hand in their phones at the "
                "gate and get them back after the last bell."
            ),
            "Teachers say break times are louder, and that lessons are calmer.",
            "Parents can call the secretary's office in an emergency.",
            '"I read two books this month," said {who}, a pupil of fifteen.',
            "The education board will look at marks and truancy at Easter.",
        ),
    ),
    Plot(
        "Culture",
        (
            "Lighthouse keeper of {town} retires as the last of the coast",
            "The coast's last keeper leaves the {town} lighthouse",
        ),
        (
            "The last lighthouse keeper of the coast left the tower at {town} after {n} winters.",
            "A lamp that needs no keeper has been fitted below the gallery.",
            "Fishermen rang their bells as the boat with the furniture passed.",
            '"The stairs have got steeper," said {who}, the keeper, at the quay.',
        ),
    ),
)


@dataclass(frozen=True)
class Document:
    """One story as a file of its outlet's folder."""

    outlet: str
    name: str
    text: str


def morning(count: int, now: datetime) -> Iterator[Document]:
    """So many stories of the hours before `now`: events of three, of two and of one outlet."""
    number = event = 0
    while number < count:
        most = min(len(PLOTS[event % len(PLOTS)].titles), count - number)
        for turn in range(most):
            yield _document(event, turn, number, now)
            number += 1
        event += 1


def _document(event: int, turn: int, number: int, now: datetime) -> Document:
    plot = PLOTS[event % len(PLOTS)]
    town = TOWNS[(event * 7) % len(TOWNS)] + ("" if event < len(TOWNS) else f" {_roman(event)}")
    facts = {"town": town, "who": PEOPLE[event % len(PEOPLE)], "n": 11 + event * 3}
    outlet = OUTLETS[(event + turn) % len(OUTLETS)]
    moment = now - timedelta(hours=1 + number % 14, minutes=7 * turn)
    first, *rest = plot.sentences
    sentences = [first, *_turned(rest, turn)]
    head = (
        f"---\ntitle: {plot.titles[turn].format(**facts)}\ndate: {moment.isoformat()}\n"
        f"author: {WRITERS[(event + turn) % len(WRITERS)]}\npublisher: {outlet}\n"
        f"url: https://{outlet.split()[0].lower()}.example.org/{event}-{turn}\n"
        f"section: {plot.section}\n---\n\n"
    )
    text = " ".join(sentence.format(**facts) for sentence in sentences)
    return Document(outlet, f"{event:03}-{turn}.md", _in_other_words(f"{head}{text}\n", event))


def _in_other_words(text: str, event: int) -> str:
    """From the second use of a plot on its longer words are invented: no event is like another."""
    round_ = event // len(PLOTS)
    head, _, body = text.rpartition("---\n\n")
    if not round_:
        return text
    title, *rest = head.split("\n", 2)[1:]
    told = [_LONG.sub(lambda word: _invented(word[0], event), part) for part in (title, body)]
    told[0] = told[0].replace(told[0].partition(":")[0], "title", 1)
    return "\n".join(["---", told[0], *rest]) + f"---\n\n{told[1]}"


def _invented(word: str, event: int) -> str:
    digest = hashlib.sha256(f"{event}{word.lower()}".encode()).digest()
    made = "".join("bdfgklmnprstv"[byte % 13] + "aeiou"[byte % 5] for byte in digest[:4])
    return made.capitalize() if word[0].isupper() else made


def _turned(sentences: Sequence[str], turn: int) -> list[str]:
    """Each outlet tells the same in another order, and leaves something else out."""
    turned = [*sentences[turn:], *sentences[:turn]]
    return turned[: len(turned) - (1 if turn else 0)]


def _roman(number: int) -> str:
    """A second town of a name: `Halden South`, `Halden West` …"""
    return ("North", "South", "East", "West", "Upper", "Lower", "Old", "New")[number % 8]


def write_morning(home: Path, count: int, now: datetime) -> None:
    """The documents in a folder for each outlet under `home`."""
    for document in morning(count, now):
        write(home, document)


def write(home: Path, document: Document) -> None:
    """One document, in the folder of its outlet."""
    folder = home / slug(document.outlet)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / document.name).write_text(document.text, encoding="utf-8")


def slug(outlet: str) -> str:
    return outlet.lower().replace(" ", "-")


def config_text(*, smtp_port: int, web: str = "") -> str:
    """A `config.yaml` for such a morning: a source an outlet, mails to a server on loopback."""
    sources = "\n".join(
        f"  - {{kind: folder, name: {name}, path: {slug(name)}, publisher: {name}}}"
        for name in OUTLETS
    )
    return f"""newsletter:
  id: n
  title: The Morning
  tagline: What happened, and who says so
  language: en
  timezone: Europe/Berlin
  sender: The Morning <morning@example.org>
  address: The Morning, 1 Example Street, 10115 Berlin
sources:
{sources}
edition:
  window: all
  max_topics: 6
delivery:
  transport: smtp
  smtp: {{host: 127.0.0.1, port: {smtp_port}, security: none}}
schedule:
  at: ["07:00"]
  review: required
{f"web: {{url: {web}}}" if web else ""}
"""
