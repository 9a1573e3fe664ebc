"""Sentences that tell what is not the news: what stood before it, and what is only under way.

Told by their form, in nine languages, with precision before recall: a teaser that
tells when a council will meet, that an incident "comes a day after" another, or
what had been decided in December is not what happened.
"""

from __future__ import annotations

import re
from functools import lru_cache

_MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_SPAN = r"(?:hours?|days?|weeks?|months?|years?)"
_NEAR = r"(?:just |only |barely |less than |more than |about |nearly |almost |shortly |right )?"
_COUNT = r"(?:an? (?:few |couple of )?|(?:two|three|four|five|six|several|\d{1,3}) )"
# Of a sentence, where its main verb stands: what follows is read by nobody as its news.
_READ_CHARS = 240

_BACKGROUND = {
    "en": (
        r"\b(?:is|are|was|were) due to\b(?! (?:the|a|an|his|her|its|their)\b)",
        rf"\bc(?:omes?|ame) {_NEAR}{_COUNT}?{_SPAN} (?:after|before|since|into)\b",
        (
            r"\bc(?:omes?|ame) (?:amid|as|after|following|ahead of|in the wake of|at a time|"
            r"on the (?:heels|eve) of|against)\b"
        ),
        (
            r"\b(?:voted|passed|approved|signed|adopted|agreed|decided|began)\b"
            rf"(?: [\w'’-]+){{0,3}} in {_MONTHS}\b"
        ),
        r"\bmajor incident (?:has been|was|is) declared\b",
        (
            r"^(?:For|Over|In|During) (?:the (?:past|last) |recent |many |several |some )?"
            r"(?:years|decades|months|weeks|centuries)\b"
        ),
        (
            r"^(?:Since (?:then|its|his|her|their|the|last|\d{4})|Last (?:month|year)|Earlier this|"
            r"A (?:week|month|year|decade) ago|In \d{4},|Born|Founded|Established|Launched in|"
            r"Ever since|Long before|Historically)\b"
        ),
        (
            r"^(?:(?!that\b|who\b|which\b|whose\b|after\b)[\w'’.-]+ ){1,6}had "
            r"(?:been |already |previously |long |earlier |once |also )?[a-z]+ed\b"
        ),
        rf"\b(?:has|have) been [a-z]+ing\b[^.]{{0,90}}\bsince (?:{_MONTHS}|last|\d{{4}}|the)",
        rf"\b(?:has|have) [a-z]+ed\b[^.]{{0,60}}\bsince (?:{_MONTHS} )?last (?:month|year)\b",
        r"\b(?:is|are|was) (?:best|perhaps best|widely|well) known (?:as|for)\b",
        r"\b(?:became|become) (?:an icon|famous|known)\b|\bshortly after (?:its|his|her|their)\b",
        r"\b(?:is|are) (?:widely )?(?:seen|regarded|considered|viewed) as\b",
    ),
    "de": (
        (
            r"^(?:Seit|Schon seit|Bereits seit) (?:\w+ )?"
            r"(?:Jahren|Monaten|Wochen|Jahrzehnten|langem|\d{4}|Beginn|Anfang)\b"
        ),
        r"^In den (?:\w{3,12}erjahren|\d{4}er(?:[- ]Jahren|n)?)\b",
        r"^In den (?:vergangenen|letzten) (?:Jahren|Monaten|Wochen)\b",
        r"^(?:Zuvor|Früher|Bislang|Bisher|Ursprünglich|Einst)\b",
        r"\b(?:gilt|gelten|galt|galten)\b[^,.;]{0,40}\bals\b",
        r"\bwirkte einst\b|\bwurde bekannt (?:als|durch|mit)\b",
        r"\bsoll(?:en)? (?:am|heute|morgen|kommende) [^.]{0,60}\b(?:beraten|tagen)\b",
        (
            r"\b(?:kommt|erfolgt|folgt) (?:nur |kurz |einen |wenige |zwei |drei )?(?:Tage?|Wochen?|"
            r"Stunden|Monate|nach|vor dem Hintergrund)\b"
        ),
    ),
    "fr": (
        r"^Depuis (?:des|plusieurs|quelques|\d{4}|le début|longtemps)\b",
        r"^(?:Ces derni(?:ères|ers)|Au cours des derni(?:ères|ers)) (?:années|mois|semaines)\b",
        r"^[^,;:]{0,70}\bavai(?:t|ent) (?:déjà |été )?\w+(?:é|ée|és|ées|i|u)\b",
        (
            r"\b(?:intervien(?:t|nent)|survien(?:t|nent)) (?:alors|après|au lendemain|quelques|"
            r"deux|trois|un|dans)\b"
        ),
        r"\bdoi(?:t|vent) (?:se réunir|examiner|débattre|en discuter)\b",
        r"\best (?:considéré|réputé|connu)e? (?:comme|pour)\b",
    ),
    "es": (
        r"^(?:Desde hace|Desde \d{4}|Hace (?:años|meses|décadas)|Durante (?:años|meses|décadas))\b",
        r"^En los últimos (?:años|meses|días)\b",
        r"^[^,;:]{0,70}\bhabían? (?:sido )?\w+[aei]do\b",
        r"\b(?:se produce|llega|ocurre)n? (?:después|tras|en medio|días|un día|horas|apenas)\b",
        r"\b(?:tiene|está) previst[oa]\b|\bes (?:considerad|conocid)[oa] (?:como|por)\b",
    ),
    "it": (
        r"^Da (?:anni|mesi|settimane|decenni|tempo)\b|^Negli ultimi (?:anni|mesi|giorni)\b",
        r"^[^,;:]{0,70}\baveva(?:no)? (?:già |da tempo )?\w+(?:ato|uto|ito)\b",
        r"\barriva(?:no)? (?:dopo|a pochi|mentre|un giorno|a (?:due|tre)|nel mezzo)\b",
        r"\bè previst[oa]\b|\bè (?:considerat|conosciut)[oa] (?:come|per|un|una)\b",
    ),
    "pt": (
        r"^Há (?:anos|meses|décadas)\b|^Desde (?:\d{4}|então|o ano)\b",
        r"^Nos últimos (?:anos|meses|dias)\b",
        r"^[^,;:]{0,70}\b(?:tinham?|haviam?) (?:sido )?\w+[aei]do\b",
        r"\b(?:acontece|ocorre|vem)m? (?:depois|após|em meio|um dia|dias|horas)\b",
        r"\bestá previst[oa]\b|\bé (?:considerad|conhecid)[oa] (?:como|por)\b",
    ),
    "nl": (
        r"^(?:Al (?:jaren|maanden|weken)|Sinds)\b|^De (?:afgelopen|laatste) (?:jaren|maanden)\b",
        r"^[^,;:]{0,70}\bhad(?:den)? (?:eerder|al|daarvoor)\b",
        r"\bkomt (?:na|een dag|twee|enkele|kort|op een moment|te midden)\b",
        r"\bstaat gepland\b|\bgeldt als\b|\bstaat bekend\b",
    ),
    "sv": (
        r"^(?:Sedan (?:\d{4}|länge|flera)|I (?:åratal|flera år)|De senaste (?:åren|månaderna))\b",
        r"^[^,;:]{0,70}\bhade (?:tidigare|redan|länge)\b",
        r"\bkommer (?:en dag|bara|kort|samtidigt som|efter det att)\b",
        r"\b(?:är känd|räknas som|anses vara)\b",
    ),
    "ru": (
        r"^(?:Ранее|Раньше|Прежде|С \d{4}|Уже много|На протяжении|В последние (?:годы|месяцы))\b",
        r"\b(?:должен|должна|должны) (?:рассмотреть|обсудить)\b|\bсчитается\b",
    ),
}
_UNDER_WAY = {
    "en": (
        r"\b(?:is|are|getting|gets|got|now|already|currently|still) under ?way\b",
        (
            r"\b(?:is|are) (?:voting|heading to the polls|going to the polls|bracing|gearing up|"
            r"getting ready|counting down)\b"
        ),
        r"\b(?:heads?|go|goes) to the polls\b|\bpolls (?:open|have opened|are open)\b",
        r"\bbraces? (?:itself )?for\b|\bstay tuned\b|\bdeveloping story\b",
    ),
    "de": (
        r"\b(?:ist|sind) (?:derzeit|zurzeit|gerade|noch)\b|\bläuft (?:derzeit|noch|gerade)\b",
        r"\b(?:haben die|öffnen die) Wahllokale\b|\bwappne[tn]\b|\bhat begonnen\b",
    ),
    "fr": (r"\b(?:est|sont) en cours\b|\bse prépare(?:nt)? à\b|\bbureaux de vote ont ouvert\b",),
    "es": (
        r"\b(?:está|están) en (?:curso|marcha)\b|\bse preparan? para\b|\bacuden? a las urnas\b",
    ),
    "it": (r"\b(?:è|sono) in corso\b|\bsi prepara(?:no)? a\b|\bsi vota\b|\burne aperte\b",),
    "pt": (r"\b(?:está|estão) em (?:curso|andamento)\b|\bse preparam? para\b|\bvai às urnas\b",),
    "nl": (r"\bis (?:nog )?(?:bezig|aan de gang)\b|\bmaakt zich op voor\b|\bnaar de stembus\b",),
    "sv": (r"\bpågår\b|\bgår till val\b|\bvallokalerna har öppnat\b|\brustar för\b",),
    "ru": (r"\bпроходит голосование\b|\bготовится к\b|\bпродолжается голосование\b",),
}


def _compiled(table: dict[str, tuple[str, ...]]) -> dict[str, re.Pattern[str]]:
    return {language: re.compile("|".join(forms)) for language, forms in table.items()}


_BACKGROUND_FORMS = _compiled(_BACKGROUND)
_UNDER_WAY_FORMS = _compiled(_UNDER_WAY)


@lru_cache(maxsize=5_000)  # a told sentence is asked about for each place it may have
def is_background(text: str, language: str = "en") -> bool:
    """True for what stood before the news, and for procedure: "The council is due to meet"."""
    return _has(_BACKGROUND_FORMS, text, language)


def is_under_way(text: str, language: str = "en") -> bool:
    """True for what was going on as it was written, and is over soon: "Voting is under way"."""
    return _has(_UNDER_WAY_FORMS, text, language)


def _has(forms: dict[str, re.Pattern[str]], text: str, language: str) -> bool:
    pattern = forms.get(language[:2])
    return pattern is not None and pattern.search(text[:_READ_CHARS]) is not None
