"""How grave a headline's words are: war and states, disasters, what concerns many, mere praise.

The lists are short on purpose: twelve labelled mornings carry no more (see
docs/decisions.md, "Rank").
"""

from __future__ import annotations

from briefing.text.caseless import Caseless

_GRAVE: dict[str, tuple[float, Caseless]] = {
    "war": (
        0.4,
        Caseless(
            r"\b(?:war|airstrikes?|air strikes?|missiles?|rockets?|troops|invasion|invades?|"
            r"ceasefire|shelling|bomb(?:s|ed|ing)?|hostages?|coup|mutiny|militants?|drones?|"
            r"military|army|soldiers?|submarines?|navy|warships?|gunm[ae]n|airspace|"
            r"Krieg\w*|Raketen\w*|Angriff\w*|Truppen|Waffenruhe|Geiseln?|Bundeswehr|Soldaten|Armee|"
            r"guerre|frappes?|armée|soldats?|guerra|ataques?|soldados?|ejército|attacchi|soldati|"
            r"esercito|exército|krig\w*|soldater|oorlog|soldaten|война|солдат\w*|حرب)\b",
        ),
    ),
    "state": (
        0.4,
        Caseless(
            r"\b(?:president|prime minister|parliament|congress|senate|election|elections|vote|"
            r"government|supreme court|sanctions?|treaty|summit|referendum|impeach\w*|indict\w*|"
            r"chancellor|cabinet|budget|law|bill|lawmakers|minister|Präsident\w*|Kanzler\w*|"
            r"Bundestag|Regierung|Wahl(?:en)?|Gesetz\w*|Minister\w*|Urteil|président|élections?|"
            r"gouvernement|presidente|elecciones|gobierno|elezioni|governo|eleições|regering\w*|"
            r"riksdag\w*|regeringen|president\w*|выбор\w*|президент\w*)\b",
        ),
    ),
    "disaster": (
        0.3,
        Caseless(
            r"\b(?:earthquake|quake|tsunami|flood\w*|hurricane|cyclone|tornado\w*|wildfires?|"
            r"explosion|blast|crash|derail\w*|shipwreck|collapse[ds]?|outbreak|pandemic|famine|"
            r"mudslides?|landslides?|avalanches?|fires?|storms?|snowstorms?|blizzard|torrential|"
            r"plunges?|collid\w+|collisions?|capsiz\w+|sank|sinks|drought|heatwaves?|displaced|"
            r"evacuat\w+|mass shooting|shooting|Erdbeben|Überschwemmung\w*|Hochwasser|Sturm\w*|"
            r"Explosion|Brand|Absturz|Unglück|Unfall|Zugunglück\w*|kollidier\w*|Erdrutsch\w*|"
            r"séisme|inondations?|naufrage|accident|déraille\w*|terremoto|inundaciones|accidente|"
            r"descarril\w+|alluvione|incendio|naufragio|deraglia\w*|frana|acidente|deslizamento\w*|"
            r"jordbävning\w*|brand(?:en)?|olycka\w*|kollision\w*|aardbeving|botsing|ontspoor\w*|"
            r"землетрясени\w*|наводнени\w*|крушени\w*)\b",
        ),
    ),
    "harm": (
        0.1,
        Caseless(
            r"\b(?:kill(?:s|ed|ing|ings)?|dead|deadly|deaths?|dies|died|murder(?:s|ed)?|massacre\w*|"
            r"wounded|wounding|injured|injures|injuring|Tote[rn]?|getötet\w*|tötet|stirbt|sterben|"
            r"gestorben|Verletzte[rn]?|morts?|mortel(?:le)?s?|tuée?s?|blessée?s?|muert[oae]s?|"
            r"matan?|herid[oa]s?|mort[oi]|uccis[oiae]|feriti|mortes|matou|feridos|doden|gedood|"
            r"gewonden|döda\w*|dödad\w*|dör|skadade|погиб\w*|убит\w*|ранен\w*)\b",
        ),
    ),
    "substance": (
        0.3,
        Caseless(
            r"\b(?:study|trial results?|approv(?:al|es|ed)|quarterly|earnings|profit|layoffs?|"
            r"lay(?:s|ing)? off|breach|hack(?:ed|ers)?|interest rates?|inflation|recession|"
            r"bankrupt\w*|bail-?out|merger|acqui(?:res?|red|sition)|lawsuit|recall(?:s|ed)?|"
            r"clinical|outage|supply|slash(?:es)?|surpass\w+|job cuts|cuts? jobs|record high|"
            r"strike|strikes|Studie|Streik|Insolvenz\w*|Inflation|Zinsen|Leitzins\w*|grève|huelga|"
            r"sciopero|greve|staking|strejk\w*)\b",
        ),
    ),
    "puff": (
        -1.0,
        Caseless(
            r"\b(?:revolutioni[sz]\w+|showcas\w+|one to watch|must-have|best deals|game-chang\w+|"
            r"appoints|introduces|unveils|joins|partners with|podcast|new book|featured|"
            r"delights?|adorable|viral|unveils? its new look|award-winning|celebrates|"
            r"things (?:to|you)|ways to|secrets? (?:to|of)|everything you)\b",
        ),
    ),
}


def gravity(title: str) -> tuple[float, tuple[str, ...]]:
    """How grave a headline's words are, and by which lists."""
    hits = [(name, value) for name, (value, words) in _GRAVE.items() if words.search(title)]
    return round(sum(value for _, value in hits), 6), tuple(name for name, _ in hits)
