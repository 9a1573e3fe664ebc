"""Each check has sentences it must find and sentences it must leave alone, all made up."""

from __future__ import annotations

import pytest

from briefing.condensing import hazards
from briefing.text.furniture.lines import dateline, is_caption, is_furniture

LEANS = (
    "He denied it.",
    "She has led the port authority since March.",
    "They asked for 14 million crowns.",
    "Their ferry was late again.",
    "This surprised the harbour master.",
    "Those were taken to the hospital in Lunde.",
    "However, the mayor of Harwick disagreed.",
    "But the bridge stayed open.",
    "Meanwhile, divers searched the hull.",
    "As a result, the school closed.",
    "For example, a ticket to Lunde costs nine crowns.",
    "Mr Brandt, too, spoke of a mistake.",
    "On Monday he told the council so.",
    "“It was dark,” she said.",
    '"The brakes failed," he told the court in Lunde.',
    "The coast guard would look into it, he added on Tuesday.",
    '"We saw nothing," said its head, Marta Brandt.',
    "Of these, twelve are still at sea.",
    "In that case the council must vote again.",
    "If it were not, the ferry would sail.",
    "The council, however, voted against it.",
    "“And so we stayed,” the captain said.",
    "Four months later, the yard dismissed another 900 welders.",
    "A day earlier the harbour had been closed.",
    "Hours later the council met again.",
    "Just 20 minutes afterwards the second mast broke.",
    "The day after, divers went down again.",
)
STANDS = (
    "The coast guard said that the ferry had run aground.",
    "This week the council votes on the budget.",
    "This summer was the driest since 1976.",
    "Marta Brandt said she would stay.",
    "When the storm came, Captain Brandt said he was asleep.",
    "Police say they have found the second boat.",
    "“Water came in,” the captain said.",
    '"The brakes failed," driver Ole Lunde told the court.',
    "Every passenger who lost his luggage is paid 200 crowns.",
    "A woman told the court that he had hit her.",
    "In its last year the line carried two million people.",
    "For the first time the two towns share a fire brigade.",
    "Hers Island has no doctor.",
    "The ferry ran aground after its steering failed.",
    "At this time of year the pass is closed.",
    "Thisted is the next stop.",
    "Two years later than planned, the bridge at Lunde opened.",
    "Two days after the storm, 400 homes had no light.",
    "The day after the vote the council resigned.",
)
COUNTS_FROM_BEFORE = (
    ("de", "Vier Monate später entließ die Werft weitere 900 Schweißer."),
    ("de", "Wenig später tagte der Rat."),
    ("fr", "Quatre mois plus tard, le chantier a licencié 900 soudeurs."),
    ("es", "Cuatro meses después, el astillero despidió a 900 soldadores."),
    ("it", "Quattro mesi dopo, il cantiere ha licenziato 900 saldatori."),
    ("pt", "Quatro meses depois, o estaleiro demitiu 900 soldadores."),
    ("nl", "Vier maanden later ontsloeg de werf nog 900 lassers."),
    ("sv", "Fyra månader senare sade varvet upp 900 svetsare."),
)


@pytest.mark.parametrize(("language", "text"), COUNTS_FROM_BEFORE)
def test_who_counts_from_an_earlier_moment_leans_on_it(language: str, text: str) -> None:
    assert hazards.depends(text, language)


@pytest.mark.parametrize("text", LEANS)
def test_a_sentence_that_leans_on_another_is_found(text: str) -> None:
    assert hazards.depends(text)


@pytest.mark.parametrize("text", STANDS)
def test_a_sentence_that_stands_alone_is_left(text: str) -> None:
    assert not hazards.depends(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Er bestritt das.", "de"),
        ("Allerdings fehlt das Geld.", "de"),
        ("Mais le maire a refusé.", "fr"),
        ("Además, el puerto cerró.", "es"),
        ("Tuttavia il ponte resta chiuso.", "it"),
        ("No entanto, mas", "xx"),
        ("Porém, a ponte fechou.", "pt"),
        ("Daarna voer de boot uit.", "nl"),
        ("Однако мост закрыт.", "ru"),
        ("لكن الجسر مغلق.", "ar"),
    ],
)
def test_other_languages_have_their_own_words(text: str, language: str) -> None:
    assert hazards.depends(text, language) == (language != "xx")
    assert not hazards.depends("Lunde 14.", language)


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("The company said it would refund all tickets.", "company"),
        ("“The deal is off,” the harbour master said.", "deal"),
        ("The 43-year-old was taken to hospital.", "43-year-old"),
        ("The two left by the back door.", "two"),
        ("The couple's house burnt down.", "couple"),
        ("The company of Nordlys actors plays on.", ""),
        ("The ferry company Nordlys said so.", ""),
        ("Company officials said so.", ""),
        ("The companion was not found.", ""),
        ("A company said so.", ""),
    ],
)
def test_a_noun_that_only_an_earlier_sentence_explains(text: str, noun: str) -> None:
    assert hazards.vague_noun(text) == noun


@pytest.mark.parametrize(
    ("text", "brings"),
    [
        ("Off Harwick a ferry ran aground.", True),
        ("Off Harwick an old, blue ferry ran aground.", True),
        ("Today another ferry will serve Lunde.", True),
        ("One ferry was enough, and one ferry came.", True),
        ("Off Harwick the ferry ran aground.", False),
        ("The captain took a ferryman along.", False),
        ("Off Harwick a boat sank before anyone saw the ferry.", False),
    ],
)
def test_what_brings_a_thing_in(text: str, brings: bool) -> None:
    assert hazards.introduces(text, "ferry") == brings


@pytest.mark.parametrize(
    ("text", "named"),
    [("The Man at the helm slept.", True), ("Two mans.", True), ("A woman was hurt.", False)],
)
def test_a_noun_is_found_as_a_word_of_its_own(text: str, named: bool) -> None:
    assert hazards.names(text, "man") == named


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ('He called it "a bad dream.', True),
        ("“Never again, she said.", True),
        ("Never again,” she said.", True),
        ("«Jamais, dit-il.", True),
        ("„Nie wieder, sagte sie.", True),
        ('He called it "a bad dream".', False),
        ("“Never again,” she said.", False),
        ("„Nie wieder“, sagte sie.", False),
        ("«Jamais», dit-il.", False),
        ("The captain's log and the sailors' cabins.", False),
        ("It wasn’t the sailors’ fault.", False),
        ("The hull is 5' long.", False),
    ],
)
def test_quotation_marks_come_in_pairs(text: str, broken: bool) -> None:
    assert hazards.unbalanced(text) == broken


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ('The bridge is "unsafe?, the council was told.', True),
        ('She called it "a bad dream? and left.', True),
        ('He called it "a bad dream.', False),
        ('He called it "a bad dream".', False),
        ('"Unsafe?" the mayor asked.', False),
    ],
)
def test_a_mark_an_encoding_lost_is_told_from_a_broken_quotation(text: str, lost: bool) -> None:
    assert hazards.lost_mark(text) == lost


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("“We will never sell the ferry.”", True),
        ('"Not one crown more," and the room cheered.', True),
        ("«Nous restons.»", True),
        ("“We will never sell the ferry,” Mayor Holm said.", False),
        ('"Not one crown more," according to the mayor.', False),
        ("“Ferry” was the first word the child wrote.", False),
        ("The mayor will “never” sell the ferry.", False),
        ("No one spoke.", False),
    ],
)
def test_a_quotation_needs_someone_who_speaks(text: str, lacks: bool) -> None:
    assert hazards.lacks_speaker(text) == lacks


@pytest.mark.parametrize(
    ("text", "lacks"),
    [("„Wir bleiben.“", True), ("„Wir bleiben“, sagte die Kapitänin.", False)],
)
def test_verbs_of_saying_belong_to_a_language(text: str, lacks: bool) -> None:
    assert hazards.lacks_speaker(text, "de") == lacks


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("The council voted to", True),
        ("The council voted...", True),
        ("The council voted […]", True),
        ("The council voted…", True),
        ("Budget, schools, harbour", True),
        ("The star-- who was hurt -- sues the club.", True),
        ("The council -- it sits on Mondays -- voted.", False),
        ("The council voted.", False),
        ("“The council voted.”", False),
        ("Did the council vote?", False),
        ("市议会周一通过了预算。", False),
        ("هل صوت المجلس؟", False),
    ],
)
def test_a_sentence_without_its_end(text: str, cut: bool) -> None:
    assert hazards.cut_off(text) == cut


@pytest.mark.parametrize(
    ("text", "amid"),
    [
        ("and then the lights went out.", True),
        ("“and then the lights went out.”", True),
        ("• Asking the council for more money.", True),
        ("> More: what the mayor said.", True),
        ("Then the lights went out.", False),
        ("14 lights went out.", False),
        ("“Then the lights went out.”", False),
    ],
)
def test_a_sentence_without_its_beginning(text: str, amid: bool) -> None:
    assert hazards.starts_amid(text) == amid


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("(The ferry was built in 1971.)", True),
        ("[The ferry was built in 1971].", True),
        ("(Lunde) The ferry was built in 1971.", False),
        ("The ferry (built in 1971) sank.", False),
    ],
)
def test_a_remark_in_brackets(text: str, aside: bool) -> None:
    assert hazards.is_aside(text) == aside


@pytest.mark.parametrize(
    ("following", "turned"),
    [
        ("But the ministry denied it.", True),
        ("However, that was not the whole story.", True),
        ("Yet the figures were wrong.", True),
        ("That was not true.", True),
        ("The claim was later retracted.", True),
        ("None of it happened.", True),
        ("“But it never happened,” the mayor said.", True),
        ("It turned out to be a hoax.", True),
        ("But the mayor welcomed it.", False),
        ("The ministry did not comment.", False),
        ("It was not the first storm of the year.", False),
        ("That was in 1971.", False),
        ("Butter prices did not rise.", False),
    ],
)
def test_a_sentence_that_takes_the_one_before_back(following: str, turned: bool) -> None:
    assert hazards.is_turned(following) == turned


@pytest.mark.parametrize(
    "text",
    [
        "Read more: how the ferry was built.",
        "Subscribe to our newsletter for more.",
        "Photo: Ole Lunde",
        "By Marta Brandt, Harbour Correspondent",
        "Getty Images has removed the picture of the ferry.",
        "Sign up here for our briefing.",
        "In this May 3 photo, a ferry leaves Harwick.",
        "This photo provided by Nordlys shows the ferry.",
        "(Reporting by Marta Brandt; Editing by Ole Lunde)",
        "© Nordlys 2026. All rights reserved.",
        "When you tweet with a location, Twitter stores it.",
        "The ferry Aldis (pictured) ran aground.",
        "Follow us on every platform.",
        "Lesen Sie auch: Die Fähre von Lunde.",
        "Читайте также: Паром сел на мель.",
    ],
)
def test_parts_of_a_page_are_found(text: str) -> None:
    assert is_furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        "More than 200 people were on board.",
        "Photographs of the hull show a long crack.",
        "Readers of the chart would have seen the bank.",
        "By Monday morning the ferry was afloat.",
        "Sharing the bridge is cheaper than building a second.",
        "The film was watched by two million people.",
        "The press office published the report on Friday.",
        "Imagery from a satellite shows the slick.",
        "Updated rules apply from May.",
    ],
)
def test_sentences_of_a_story_are_no_furniture(text: str) -> None:
    assert not is_furniture(text)


@pytest.mark.parametrize(
    ("text", "labelled"),
    [
        ("Blasted: Captain Brandt before the court.", True),
        ("Under water: the harbour of Lunde.", True),
        ("Brandt said: the ferry was old.", False),
        ("The ferry had 212 people on board: all were saved.", False),
        ("The ferry left at 12:30 from Lunde.", False),
        ("Cyclists pass the closed yard of the Lunde Line in Harwick, Wis.", True),
        ("A girl watches divers of the Hull Co. at work near Port Lunde, N.J.", True),
        ("Divers of the coast guard searched the hull in Harwick, Wis.", False),
        ("The council sits in the old customs house in Harwick.", False),
    ],
)
def test_labels_of_pictures(text: str, labelled: bool) -> None:
    assert is_caption(text) == labelled


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("HARWICK, Norland (AP) — A ferry ran aground.", "A ferry ran aground."),
        ("HARWICK -- A ferry ran aground.", "A ferry ran aground."),
        ("(Reuters) - A ferry ran aground.", "A ferry ran aground."),
        ("Lunde (CNN) A ferry ran aground.", "A ferry ran aground."),
        ("By Marta Brandt HARWICK -- A ferry ran aground.", "A ferry ran aground."),
        ("By MARTA BRANDTMAY 9, 2014 HARWICK, NORL. — A ferry sank.", "A ferry sank."),
        ("Harwick, Jul 27 (PTI) A ferry sank.", "Harwick, Jul 27 (PTI) A ferry sank."),
        ("A ferry ran aground - again.", "A ferry ran aground - again."),
        ("NATO said a ferry ran aground.", "NATO said a ferry ran aground."),
    ],
)
def test_a_dateline_is_measured(text: str, kept: str) -> None:
    assert text[dateline(text) :] == kept
