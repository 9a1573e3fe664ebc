"""How far a thing has come in a headline: foreseen, undecided, or done. Nine languages."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from briefing.models import Story
from briefing.text.caseless import Caseless

Stage = Literal["foreseen", "open", "done"]

# What is still to come, or not known yet.
_FORESEEN = Caseless(
    r"\b(?:considers?|considering|weighs?|weighing|mulls?|may|might|could|is\ set|are\ set|"
    r"set\ to|expected\ to|"
    r"prepares?|preparing|ahead\ of|before|awaits?|head(?:s|ed)?\ to\ (?:the\ )?polls|"
    r"votes?\ for|are\ choosing|"
    r"urge[sd]?|calls?\ (?:for|on)|threatens?|fears?|hurtling|nears|nearing|approaches|"
    r"approaching|closing\ in|"
    r"projected|predictions?|odds|preview|line-?ups?|tonight|tomorrow|build-up|"
    r"to\ (?:announce|decide|vote|face|meet|host|continue)|"
    r"likely|under\ pressure|powering\ to|appeared\ likely|breaking|developing|reports?\ of|"
    r"responding\ to|tells?\ [\w'’-]{2,30}\ to|vows?\ to|vowed\ to|pledge[sd]?|promise[sd]?|"
    r"erwägt|könnte[n]?|dürfte[n]?|soll(?:en)?|vor\ dem|droht|fordert|berichten|wählt|"
    r"envisage|pourrait|devrait|menace|appelle|avant|podría|prevé|amenaza|pide|antes\ de|evalúa|"
    r"potrebbe|dovrebbe|minaccia|chiede|pode|poderia|deve|ameaça|pede|"
    r"overweegt|zou|kan|dreigt|överväger|kan|väntas|hotar|inför|может|должен|рассматривает|"
    r"угрожает)\b",
    verbose=True,
)
# What has happened, or is settled; "urged to halt" has halted nothing.
_DONE = Caseless(
    r"\b(?<!\bto\ )"
    r"(?:wins?|won|beats?|beat|defeats?|defeated|clinch(?:es|ed)?|edges?|crush(?:es|ed)?|"
    r"sinks?|draws?\ with|loses?|lost|"
    r"killed|dies|dead|kills|arrest(?:s|ed)|charged|convicted|acquitted|sentenced|jailed|"
    r"found\ guilty|"
    r"passes|passed|approves?|approved|rejects?|rejected|signs?|signed|bans?|banned|agrees?|"
    r"agreed|reach(?:es|ed)?|"
    r"resigns?|resigned|quits?|quit|fired|ousted|sacks?|sacked|appoint(?:s|ed)|elected|"
    r"re-?elected|inducted|inaugurated|"
    r"launch(?:es|ed)?|land(?:s|ed)|crash(?:es|ed)?|fell|falls?|plunged|hits?|struck|strikes?|"
    r"stops?|stopped|ends?|ended|halts?|halted|delays?|delayed|pauses?|paused|stands?\ down|"
    r"withdraws?|withdrew|deals?|"
    r"captured|seized|rescued|found|drenches|makes?\ landfall|moves?\ to\ (?:a\ )?runoff|"
    r"takes?\ office|"
    r"will|full\ list|final\ score|results?|takeaways|full[- ]time|"
    r"gewinnt|gewann|siegt|schlägt|tot|getötet|verhaftet|festgenommen|verurteilt|beschließt|"
    r"beschlossen|tritt\ zurück|"
    r"gefasst|gefangen|gelandet|abgestürzt|beendet|gestoppt|gewählt|"
    r"gagne|bat|meurt|tué|arrêté|condamné|adopte|démissionne|élu|gana|vence|muere|muerto|"
    r"detenido|aprueba|dimite|elegido|"
    r"vince|batte|muore|morto|arrestato|approva|si\ dimette|eletto|ganha|morre|preso|aprova|"
    r"renuncia|eleito|"
    r"wint|verslaat|overleden|gearresteerd|treedt\ af|gekozen|vinner|slår|död|gripen|avgår|"
    r"vald|tillfångatagen|"
    r"победил\w*|погиб\w*|задержан\w*|избран\w*|принял\w*|ушел|ушёл)\b"
    r"|\b\d{1,2}\s?[-–:]\s?\d{1,2}\b",
    verbose=True,
)
# What ends a matter: whatever was vowed, claimed or denounced before it is of another hour.
_ENDED = Caseless(
    r"\b(?<!\bto\ )"
    r"(?:stops?|stopped|halts?|halted|will\ halt|ends?|ended|stands?\ down|stood\ down|"
    r"backs?\ down|backed\ down|calls?\ off|called\ off|withdraws?|withdrew|retreats?|retreated|"
    r"surrenders?|surrendered|abandons?|abandoned|drops?|dropped|scraps?|scrapped|pauses?|paused|"
    r"delays?|delayed|shelves|shelved|u-?turns?|resigns?|resigned|quits?|steps?\ down|"
    r"stepped\ down|concedes?|conceded|agrees?|agreed|truce|ceasefire|cease-fire|"
    r"deal\ (?:reached|struck)|reach(?:es|ed)?|captured|rescued|"
    r"gibt\ auf|lenkt\ ein|zieht\ zurück|beendet|gestoppt|tritt\ zurück|einigen\ sich|waffenruhe|"
    r"se\ retire|renonce|démissionne|suspend|cessez-le-feu|cède|se\ retira|renuncia|suspende|"
    r"dimite|alto\ el\ fuego|si\ ritira|rinuncia|sospende|si\ dimette|cessate\ il\ fuoco|"
    r"recua|desiste|cessar-fogo|trekt\ zich\ terug|stopt|treedt\ af|staakt-het-vuren|"
    r"drar\ sig\ tillbaka|avgår|ger\ upp|vapenvila|отступил\w*|отступа\w*|прекратил\w*|"
    r"отменил\w*|сдал\w*|перемири\w*)\b",
    verbose=True,
)
# What is said for an hour: it names neither a number nor a result.
_STANCE = Caseless(
    r"\b(?:vows?|vowed|denounces?|denounced|condemns?|condemned|accuses?|accused|warns?|warned|"
    r"claims?|claimed|threatens?|threatened|calls|demands?|demanded|urges?|urged|rejects?|defies|"
    r"defied|insists?|insisted|refuses?|refused|promises?|promised|pledges?|pledged|faces|facing|"
    r"braces?|plunges?|escalat\w+|standoff|stand-off|under\ pressure|"
    r"kündigt|droht|wirft|warnt|fordert|verurteilt|beschuldigt|weigert|"
    r"dénonce|condamne|accuse|menace|promet|exige|refuse|denuncia|condena|acusa|amenaza|promete|"
    r"rechaza|advierte|condanna|minaccia|promette|rifiuta|avverte|ameaça|recusa|adverte|"
    r"veroordeelt|beschuldigt|dreigt|belooft|weigert|waarschuwt|fördömer|anklagar|hotar|lovar|"
    r"vägrar|varnar|осудил\w*|обвинил\w*|пригрозил\w*|пообещал\w*|потребовал\w*)\b",
    verbose=True,
)
_WILL = Caseless(r"\bwill\b")


def stage(story: Story) -> Stage:
    """How far a story's headline says that things have come.

    A preview, a live page and a headline of only what may be are `foreseen`;
    one with a deed or result that is not in doubt is `done`; else it is `open`.
    """
    if story.kind == "preview":
        return "foreseen"
    title = story.title
    wants = story.language[:2] == "de" and _WILL.search(title) is not None  # not "shall"
    done = _DONE.count(title) > (_WILL.count(title) if wants else 0)
    if wants or _FORESEEN.search(title):
        return "open" if done else "foreseen"
    return "done" if done else "open"


def ends_the_matter(story: Story) -> bool:
    """True for a headline in which somebody gives in, stops or settles: "stands down"."""
    return story.kind != "preview" and _says_the_end(story.title)


def is_stance(story: Story) -> bool:
    """True for a headline of what somebody vows, claims or denounces, and of no end to it."""
    return _says_a_stance(story.title) and not ends_the_matter(story)


@lru_cache(maxsize=5_000)  # each headline stands in many pairs
def _says_a_stance(title: str) -> bool:
    return _STANCE.search(title) is not None


@lru_cache(maxsize=5_000)
def _says_the_end(title: str) -> bool:
    return _ENDED.search(title) is not None
