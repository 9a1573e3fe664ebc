"""Words of the calendar, of offices and of nations: many stories hold them, strangers too.

"Easter", "archbishop" and "Portuguese" are rare in everyday news, yet two
stories that share one of them need not have anything to do with each other.
Months and nations come from CLDR (babel), in any language it has; feasts,
seasons and offices it does not name, so they are lists.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from babel import Locale, UnknownLocaleError

from briefing.text.clean import word_set

# Feasts, fasts and seasons, by language.
_FEASTS = {
    "en": "easter christmas xmas thanksgiving halloween ramadan eid hanukkah passover diwali "
    "pentecost whitsun lent advent epiphany carnival valentine midsummer holiday holidays "
    "spring summer autumn winter weekend",
    "de": "ostern ostersonntag ostermontag karfreitag weihnachten weihnachtstag heiligabend "
    "silvester neujahr pfingsten pfingstmontag advent fastenzeit karneval fasching ramadan "
    "feiertag feiertage frühling frühjahr sommer herbst winter wochenende",
    "fr": "pâques noël toussaint pentecôte ascension carême avent carnaval ramadan aïd réveillon "
    "saint-sylvestre printemps été automne hiver week-end",
    "es": "pascua navidad nochebuena nochevieja reyes cuaresma adviento pentecostés carnaval "
    "ramadán primavera verano otoño invierno",
    "it": "pasqua pasquetta natale capodanno ferragosto epifania quaresima avvento pentecoste "
    "carnevale ramadan primavera estate autunno inverno weekend",
    "pt": "páscoa natal réveillon quaresma advento pentecostes carnaval ramadão ramadã primavera "
    "verão outono inverno",
    "nl": "pasen paasdag kerst kerstmis kerstdag pinksteren hemelvaart advent carnaval ramadan "
    "sinterklaas koningsdag lente voorjaar zomer herfst winter weekend weekeinde",
    "sv": "påsk påsken jul julen midsommar pingst advent ramadan vår våren sommar sommaren höst "
    "hösten vinter vintern helg helgen",
    "pl": "wielkanoc wielkanocny boże narodzenie wigilia sylwester adwent ramadan wiosna lato "
    "jesień zima weekend",
    "ru": "пасха рождество масленица рамадан весна лето осень зима",
}
# Who holds an office or a rank, and what stands with it, by language.
_OFFICES = {
    "en": "president minister premier prime chancellor secretary senator congressman "
    "congresswoman lawmaker governor mayor ambassador envoy archbishop bishop cardinal pope "
    "king queen prince princess duke duchess general colonel captain admiral sergeant sheriff "
    "commissioner chairman chairwoman chair chief director executive spokesman spokeswoman "
    "spokesperson deputy vice judge justice attorney prosecutor professor councillor speaker",
    "de": "präsident präsidentin bundespräsident minister ministerin ministerpräsident "
    "ministerpräsidentin premierminister premierministerin kanzler kanzlerin bundeskanzler "
    "staatssekretär senator gouverneur bürgermeister oberbürgermeister botschafter erzbischof "
    "bischof kardinal papst könig königin prinz prinzessin general oberst admiral sprecher "
    "sprecherin vorsitzender vorsitzende direktor richter staatsanwalt professor abgeordneter",
    "fr": "président présidente ministre premier première chancelier secrétaire sénateur député "
    "gouverneur maire ambassadeur archevêque évêque cardinal pape roi reine prince princesse "
    "général colonel amiral porte-parole directeur directrice juge procureur professeur",
    "es": "presidente presidenta ministro ministra primer canciller secretario senador diputado "
    "gobernador alcalde alcaldesa embajador arzobispo obispo cardenal papa rey reina príncipe "
    "princesa general coronel almirante portavoz director directora juez fiscal profesor",
    "it": "presidente ministro ministra premier cancelliere segretario senatore deputato "
    "governatore sindaco sindaca ambasciatore arcivescovo vescovo cardinale papa re regina "
    "principe principessa generale colonnello ammiraglio portavoce direttore giudice professore",
    "pt": "presidente ministro ministra primeiro-ministro chanceler secretário senador deputado "
    "governador prefeito embaixador arcebispo bispo cardeal papa rei rainha príncipe princesa "
    "general coronel almirante porta-voz diretor juiz procurador professor",
    "nl": "president minister premier minister-president kanselier staatssecretaris senator "
    "kamerlid gouverneur burgemeester ambassadeur aartsbisschop bisschop kardinaal paus koning "
    "koningin prins prinses generaal kolonel admiraal woordvoerder voorzitter directeur rechter",
    "sv": "president minister statsminister kansler statssekreterare senator guvernör borgmästare "
    "ambassadör ärkebiskop biskop kardinal påve kung drottning prins prinsessa general talesperson "
    "ordförande direktör domare åklagare professor",
    "pl": "prezydent minister premier kanclerz sekretarz senator poseł gubernator burmistrz "
    "ambasador arcybiskup biskup kardynał papież król królowa książę generał pułkownik rzecznik "
    "rzeczniczka dyrektor sędzia prokurator profesor",
    "ru": "президент министр премьер канцлер секретарь сенатор депутат губернатор мэр посол "
    "архиепископ епископ кардинал король королева принц генерал полковник директор судья профессор",
}
# As verbs and as a planet they are too much else to count as months.
_NO_MONTHS = word_set("march may mars")
# A word of the currencies of so many lands is a unit of money, not a nation.
_A_UNIT = 4
# A nation's adjective begins as its language or land does; shorter words are no names.
_BEGINNING = 4
_COMPASS = word_set("north south east west northern southern eastern western church latin")
_LETTERS = re.compile(r"[^\W\d_]+")


@cache
def weak_words(language: str) -> frozenset[str]:
    """The words of a language, in small letters, that strangers share."""
    listed = word_set(f"{_FEASTS.get(language, '')} {_OFFICES.get(language, '')}")
    return listed | _months(language) | _nations(language)


def _months(language: str) -> frozenset[str]:
    locale = _locale(language)
    if locale is None:
        return frozenset()
    kinds = (locale.months[kind]["wide"] for kind in ("format", "stand-alone"))
    return frozenset(name.lower() for names in kinds for name in names.values()) - _NO_MONTHS


def _nations(language: str) -> frozenset[str]:
    """Adjectives of nations: the names of languages, and what tells one currency from another."""
    locale = _locale(language)
    if locale is None:
        return frozenset()
    languages = [name for code, name in locale.languages.items() if len(code) == 2]
    named = _words([*languages, *locale.territories.values()])
    issuers: defaultdict[str, set[str]] = defaultdict(set)
    for code, name in locale.currencies.items():
        for word in _words([name] if not code.startswith(("X", "EUR")) else ()):
            issuers[word].add(code[:2])
    beginnings = {word[:_BEGINNING] for word in named}
    adjectives = {
        word
        for word, lands in issuers.items()
        if len(lands) < _A_UNIT and word[:_BEGINNING] in beginnings
    }
    countries = _words(locale.territories.values()) - _words(languages)
    return frozenset((adjectives | _words(languages)) - countries - _COMPASS)


def _words(names: Iterable[str]) -> set[str]:
    return {
        word for name in names for word in _LETTERS.findall(name.lower()) if len(word) >= _BEGINNING
    }


def _locale(language: str) -> Locale | None:
    try:
        return Locale(language)
    except (UnknownLocaleError, ValueError):
        return None
