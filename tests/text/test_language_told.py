"""Small news in more than forty languages: which one it is, stated rightly, wrongly, or not."""

from __future__ import annotations

import subprocess
import sys

import pytest

from briefing.text.direction import direction_of
from briefing.text.languages import UNKNOWN, language_of, language_tag, primary, usual_language
from briefing.text.terms import is_stop_word, terms, words
from tests.text.ferry_news import NEWS

# The commonest words of every language's news: where there are word lists, none is a term.
FUNCTION_WORDS = """
en the of and to in that was with for on has been from they
de der die und in zu den das nicht von sie ist des sich mit dem
fr de la le et les des en un du une que est pour qui dans
es de la que el en y a los se del las un por con no
it di e il la che in a per un del è non le una si
pt de a o que e do da em um para com não uma os no
nl de en van ik te dat die in een hij het niet zijn is was
sv och det att i en jag hon som han på den med var sig för
da og i at det en den til er som på de med han af for
no og i det på som er en til å han av for med at var
fi ja on ei että se hän oli mutta kun niin myös ovat tai jos kuin
pl w i się na nie z do to że jest o jak po ale od
cs a se v na je že s z do o i to ale jak za
sk a sa v na je že s z do o to ale ako za po
sl in je v na se da za so ki z pa kot s po bi
hr i je u se na da su za od s što a koji o kao
sr и је у се на да су за од са што а који о као
hu a az és hogy nem is egy meg ez csak de volt már még mint
ro și de în a la cu pe nu o să că din este mai care
bg и на да се от за в са не по с като че това до
uk і в на з що не до та як за у від це але про
ru и в не на я что с он как это по но из у за
el και το να η της του για με που στην από τα δεν θα οι
tr ve bir bu da de için ile çok ama gibi daha en kadar ne olarak
lt ir į kad iš su ne yra tai jis bet kaip o po dėl apie
lv un ir ka no uz ar par tas kas bet kā arī lai pie viņš
et ja on ei et ka see kui oli oma ta mis aga siis ning või
ca de la i el que en a els per les un amb no una del
eu eta da ez bat du izan ere dira zen egin baina den beste hau bere
sq të e në dhe për me një që nga i u se si por është
id yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke
vi và của là có được cho không trong các với một này đã những người
ar في من على إلى أن عن هذا مع كان التي الذي لا ما قد بعد
fa و در به از که این را با است برای آن یک تا هم بر
he של את על לא הוא עם זה היא גם אני כי יש אבל או היה
hi के है में की और से का को पर यह ने कि भी नहीं एक
gl de a o que e do da en un para os no unha se ao
mk и на во да се од за со не што е како по ќе кои
be і ў на з не што да як у за гэта ён але па ад
is og í að á sem er var við það til um af en með ekki
""".strip().splitlines()


@pytest.mark.parametrize("line", NEWS)
def test_a_text_tells_its_language_whatever_is_stated(line: str) -> None:
    code, _, text = line.partition(" ")
    assert language_of(text) == code
    assert language_of(text, code) == code
    assert language_of(text, "en") == code


@pytest.mark.parametrize(
    ("text", "stated", "usual", "expected"),
    [
        ("", "", "", UNKNOWN),
        ("12:30 – 14,5 %", "", "", UNKNOWN),
        ("12:30 – 14,5 %", "", "fi", "fi"),
        ("Lund–Harvik 3–2", "sv", "", "sv"),
        ("Trajekt ponovno vozi", "sr", "", "sr"),
        ("Kapal itu berhenti", "ms", "", "ms"),
        ("Ferja går igjen siden mandag, sier rederiet i Bergen.", "nb", "", "no"),
        ("The ferry is running again, says the company in Harwick.", "", "fi", "en"),
    ],
)
def test_what_is_stated_or_usual_decides_where_a_text_is_short(
    text: str, stated: str, usual: str, expected: str
) -> None:
    assert language_of(text, stated, usual) == expected


def test_sister_languages_are_told_by_their_own_words() -> None:
    serbian = "Vreme će se promeniti posle srede, a deca će videti sneg u celom svetu."
    croatian = "Vrijeme će se promijeniti u siječnju, a tisuće djece vidjet će snijeg ovog tjedna."
    assert [language_of(text) for text in (serbian, croatian)] == ["sr", "hr"]
    malay = "Beliau berkata syarikat itu akan membayar wang selepas hari Ahad kerana kes."
    assert language_of(malay) == "ms"


def test_most_of_a_source_is_a_clear_majority() -> None:
    assert usual_language(["sv", "sv", "fi", UNKNOWN]) == "sv"
    assert usual_language(["sv", "fi"]) == ""
    assert usual_language([UNKNOWN]) == ""


@pytest.mark.parametrize("line", FUNCTION_WORDS)
def test_function_words_are_no_terms(line: str) -> None:
    code, *listed = line.split()
    assert [word for word in listed if not is_stop_word(word, code)] == []
    assert terms(" ".join(listed), code) == []


def test_signs_on_letters_are_parts_of_words() -> None:
    assert words("फ़ेरी फिर चल रही") == ["फ़ेरी", "फिर", "चल", "रही"]
    assert words("أيضًا مُدرّس") == ["أيضًا", "مُدرّس"]
    assert words("ராம் வந்தான்") == ["ராம்", "வந்தான்"]


@pytest.mark.parametrize(
    ("language", "text", "direction"),
    [
        ("ar", "", "rtl"),
        ("he-IL", "", "rtl"),
        ("de", "", "ltr"),
        ("und", "شيء", "rtl"),
        ("und", "212 – 3:2", "ltr"),
        ("ku", "کوردی", "rtl"),
        ("ku", "Kurdî", "ltr"),
    ],
)
def test_a_language_or_its_letters_say_which_way_it_runs(
    language: str, text: str, direction: str
) -> None:
    assert direction_of(language, text) == direction


def test_tags_are_written_alike() -> None:
    assert [primary(tag) for tag in ("nb-NO", "EN-gb", "fil", "iw")] == ["no", "en", "tl", "he"]
    assert [language_tag(tag) for tag in ("de", "zh-Hant", 'de" onload="')] == [
        "de",
        "zh-Hant",
        UNKNOWN,
    ]


def test_the_model_is_not_loaded_for_english_that_says_so() -> None:
    text = NEWS[0].partition(" ")[2]
    code = f"""if True:
        import sys
        from briefing.text.languages import language_of
        assert language_of({text!r}, "en") == "en"
        assert not any(name.startswith("py3langid") for name in sys.modules)
        assert language_of({text!r}) == "en"
        assert any(name.startswith("py3langid") for name in sys.modules)
    """
    subprocess.run([sys.executable, "-c", code], check=True)
