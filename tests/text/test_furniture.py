"""Furniture: what a source hangs on its stories is marked, and nothing else."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.models import Story
from briefing.text.furniture import furnished, furniture_of, habits_of
from briefing.text.furniture.calls import hands_on, is_call
from briefing.text.sentences import sentences

SUBJECTS = (
    ("Dam above Orsk breaks", "Water ran through the lower town."),
    ("Parliament elects a speaker", "It took the members four votes."),
    ("Tram line reaches the harbour", "The first train left at noon."),
    ("Museum buys a lost painting", "Experts had looked for it since spring."),
)


def a_story(number: int = 0, **over: Any) -> Story:
    title, text = SUBJECTS[number % len(SUBJECTS)]
    values: dict[str, Any] = {"id": f"s{number}", "title": title, "text": text, "source": "Post"}
    return Story(**(values | over))


def pieces(story: Story) -> list[str]:
    """The marked pieces of a story's text."""
    return [story.text[start:end] for start, end in story.furniture or ()]


def marked(**over: Any) -> Story:
    (story,) = furnished([a_story(**over)])
    return story


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Dam above Orsk breaks - Post", "Dam above Orsk breaks"),
        ("WATCH:  Dam above Orsk breaks", "Dam above Orsk breaks"),
        ("Dam above Orsk breaks – video", "Dam above Orsk breaks"),
        ("Liveblog: Damm bei Orsk gebrochen", "Damm bei Orsk gebrochen"),
        ("Dam above Orsk breaks. Here's what to know.", "Dam above Orsk breaks."),
        ("Wie der Damm brach Von Ana Brandt", "Wie der Damm brach"),
        ("Ruritanien:Damm bei Orsk gebrochen", "Damm bei Orsk gebrochen"),
        ("Flut in Orsk:Falk: Der Damm war alt", "Falk: Der Damm war alt"),
        ("Dam above Orsk breaks - updates - Harbour Echo", "Dam above Orsk breaks"),
        ("Orsk: dam breaks above the town", "Orsk: dam breaks above the town"),
        ("Dam breaks – and the town is flooded", "Dam breaks – and the town is flooded"),
        ("What is a dam? Here's how it works", "What is a dam? Here's how it works"),
        ("Post", "Post"),
    ],
)
def test_a_headline_lacks_what_hangs_on_it(title: str, headline: str) -> None:
    assert marked(title=title).title == headline


@pytest.mark.parametrize(
    ("title", "text", "headline"),
    [
        ("Norwegen:Zu wenig Schnee", "Norwegen taut.", "Norwegen: Zu wenig Schnee"),
        ("Norwegen:Mehr Schnee in Norwegen", "Norwegen friert.", "Mehr Schnee in Norwegen"),
        ("Lunde:Brücke über den Fluss gesperrt", "Sie ist alt.", "Brücke über den Fluss gesperrt"),
        ("Lunde:Brücke gesperrt", "Wer in Lunde lebt, wartet.", "Lunde: Brücke gesperrt"),
        ("Lunde:Nach der Flut: Brücke zu", "In Lunde warten viele.", "Nach der Flut: Brücke zu"),
        ("Ada Falk:„Wir warten auf Regen“", "Ein Gespräch.", "Ada Falk: „Wir warten auf Regen“"),
        ("Streit um die Brücke:„Wir warten“ heißt es", "Noch.", "„Wir warten“ heißt es"),
    ],
)
def test_a_kicker_stays_where_it_alone_says_where_or_who(
    title: str, text: str, headline: str
) -> None:
    assert marked(title=title, text=text, language="de").title == headline


def test_a_tail_is_learned_from_other_headlines_of_the_source() -> None:
    stories = [a_story(n, title=f"{title} | Sport") for n, (title, _) in enumerate(SUBJECTS[:3])]
    assert [story.title for story in furnished(stories)] == [title for title, _ in SUBJECTS[:3]]
    assert furnished(stories[:1])[0].title == stories[0].title
    assert furnished(stories[:1], history=stories[1:])[0].title == SUBJECTS[0][0]


def test_a_place_before_a_colon_is_no_furniture_however_often() -> None:
    titles = ("Syria: envoy leaves", "Syria: dam opened", "Syria: harvest fails", "Syria: vote set")
    stories = [a_story(n, title=title) for n, title in enumerate(titles)]
    assert [story.title for story in furnished(stories)] == list(titles)


def test_a_sentence_in_stories_unlike_each_other_is_furniture() -> None:
    tail = "The Post is owned by its readers."
    stories = [a_story(n, text=f"{text} {tail}") for n, (_, text) in enumerate(SUBJECTS)]
    assert [pieces(story) for story in furnished(stories)] == [[tail]] * 4


def test_the_background_of_one_running_subject_is_prose() -> None:
    background = "The dam above Orsk was built in spring by the state."
    stories = [
        a_story(n, title=f"Dam above Orsk: day {n} of the search", text=f"Day {n}. {background}")
        for n in range(4)
    ]
    assert [pieces(story) for story in furnished(stories)] == [[]] * 4


@pytest.mark.parametrize(
    ("text", "furniture"),
    [
        ("The dam broke. Continue reading...", "Continue reading..."),
        ("The dam broke on… [+3627 chars]", "[+3627 chars]"),
        ("HARWICK, Norway (AP) -- The dam broke on Monday.", "HARWICK, Norway (AP) -- "),
        (
            "LUNDE, OH, June 17, 2026 /Wire/ -- The dam broke on Monday.",
            "LUNDE, OH, June 17, 2026 /Wire/ -- ",
        ),
        ("Lunde, Norway | AFP | The dam broke on Monday.", "Lunde, Norway | AFP | "),
        ("Image: Ana Brandt / Post\nThe dam broke on Monday.", "Image: Ana Brandt / Post"),
        ("By Ana Brandt\n\nThe dam broke on Monday.", "By Ana Brandt"),
        ("The dam broke on Monday. Post's Ana Brandt has more.", "Post's Ana Brandt has more."),
        ("Der Damm brach +++ Alle Entwicklungen im Liveblog", "+++ Alle Entwicklungen im Liveblog"),
    ],
)
def test_lines_and_marks_of_a_page_are_furniture(text: str, furniture: str) -> None:
    assert pieces(marked(text=text)) == [furniture]


def test_the_tail_of_a_release_goes_to_its_end() -> None:
    news = "Lunde Steel opens a mill in Orsk. It employs ninety people. The mill runs on gas.\n"
    tail = "About Lunde Steel\nLunde Steel makes wire.\nContact: Ana Brandt\nana@example.org"
    assert pieces(marked(text=news + "The state paid half.\n" + tail)) == [tail]


def test_what_is_explained_at_the_end_is_no_tail_of_a_release() -> None:
    news = "Orsk mends its dam. Nine men do it. They use welding only. It takes a week."
    assert pieces(marked(text=f"{news}\nAbout Welding:\nWelding joins metal by heat.")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Nobody was hurt. The dam stood for ninety years. It was of clay.\nAbout 900 fled.",
        "The mill was sold. It had stood empty. Nobody cared.\nAbout Orsk the buyer is silent.",
        "Here the road ends, the mayor said.",
        "We want peace, the minister told the Post.",
    ],
)
def test_prose_is_kept(text: str) -> None:
    assert pieces(marked(text=text)) == []


@pytest.mark.parametrize(
    ("language", "call"),
    [
        ("en", "Here's what we know so far."),
        ("de", "Das müssen Sie jetzt wissen."),
        ("fr", "Voici ce que l’on sait."),
        ("es", "Lea también: la presa de Orsk"),
        ("it", "Ecco cosa sappiamo."),
        ("pt", "Saiba mais sobre a barragem."),
        ("nl", "Lees ook: de dam van Orsk"),
        ("sv", "Läs mer om dammen."),
        ("ru", "Подробнее о плотине."),
    ],
)
def test_calls_are_known_in_nine_languages(language: str, call: str) -> None:
    assert is_call(call, language)
    assert pieces(marked(text=f"Orsk 1. {call}", language=language)) == [call]


def test_who_is_quoted_hands_nothing_on() -> None:
    assert hands_on("Post's Ana Brandt reports from Orsk.", "Post")
    assert not hands_on("“The Post reports nonsense”, she said.", "Post")


def test_sentences_lack_furniture_and_point_into_the_stored_text() -> None:
    text = "HARWICK, Norway (AP) -- The dam broke on Monday. Sign up for our newsletter. It rains."
    story = marked(text=text)
    assert [one.text for one in sentences(story)] == ["The dam broke on Monday.", "It rains."]
    assert all(story.text[one.start : one.end] == one.text for one in sentences(story))
    assert story.text == text


def test_what_is_known_stays_and_nothing_is_learned_twice() -> None:
    once = furnished([a_story(n, title=f"{SUBJECTS[n][0]} | Sport") for n in range(3)])
    assert furnished(once) == once
    known = a_story(title="Dam - Post", furniture=())
    assert furnished([known])[0].title == "Dam - Post"


def test_the_order_of_stories_makes_no_difference() -> None:
    stories = [a_story(n, title=f"{SUBJECTS[n][0]} | Sport") for n in range(3)]
    for order in permutations(stories):
        assert habits_of(order) == habits_of(stories)


@given(st.text(max_size=300), st.text(max_size=80))
def test_spans_stand_in_order_within_the_text(text: str, title: str) -> None:
    of_title, of_text = furniture_of(a_story(text=text, title=title))
    for spans, whole in ((of_title, title), (of_text, text)):
        edges = [edge for span in spans for edge in span]
        assert edges == sorted(edges)
        assert all(0 <= start < end <= len(whole) for start, end in spans)


def test_a_mark_that_an_aggregator_sets_everywhere_counts_for_sources_of_one_story() -> None:
    stories = [
        a_story(
            n, title=f"{SUBJECTS[n % 4][0]} on day {n} - Outlet {n} Gazette", source=f"paper {n}"
        )
        for n in range(6)
    ]
    assert furnished(stories)[5].title == f"{SUBJECTS[1][0]} on day 5"
    assert furnished(stories[5:])[0].title == stories[5].title


@pytest.mark.parametrize(
    ("language", "head", "rest"),
    [
        ("en", "arXiv:2611.00123v2 Announce Type: replace Abstract: ", "We model how a dam fails."),
        ("en", "Summary: ", "A new study shows how dams fail."),
        ("de", "Freitag, 06.11.2026 07:45 Uhr ", "Nach dem Dammbruch sucht Orsk Vermisste."),
        ("en", "May 5, 2026 - ", "The dam above Orsk broke at noon."),
        ("fr", "vendredi 6 novembre 2026 à 07h45 - ", "Le barrage a cédé à midi."),
        ("es", "Orsk, 6 nov (EFE).- ", "La presa se rompió al mediodía."),
        ("it", "(ANSA) - ORSK, 6 NOV - ", "La diga ha ceduto a mezzogiorno."),
        ("pt", "Orsk, 06 nov 2026 (Lusa) - ", "A barragem cedeu ao meio-dia."),
        ("nl", "ORSK (ANP) - ", "De dam is vanmiddag doorgebroken."),
        ("sv", "fredag 6 november 2026 kl. 07:45 ", "Dammen brast vid lunchtid."),
        ("ru", "ОРСК, 6 ноя — РИА Новости. ", "Плотину прорвало в полдень."),
        ("de", "Orsk (dpa/tmn) - ", "Der Damm ist am Mittag gebrochen."),
        ("zh", "新华社奥尔斯克11月6日电（记者李明）", "大坝中午决口，数百人撤离。"),
        ("zh", "央视网消息（早间新闻）：", "大坝中午决口，数百人撤离。"),
        ("zh", "【环球网报道】", "大坝中午决口，数百人撤离。"),
        ("en", "ORSK, N.Y. ", "Anna Brandt saw the dam break."),
        ("en", "ORSK —", "The dam broke at noon on Monday."),
    ],
)
def test_a_stamp_and_an_agency_stand_before_the_text(language: str, head: str, rest: str) -> None:
    assert pieces(marked(text=head + rest, language=language)) == [head]


@pytest.mark.parametrize(
    "text",
    [
        "12 June 2020 Anna Brandt will not forget.",
        "On Friday, 6 November 2026, the dam broke.",
        "Friday, the dam broke.",
        "Orsk (population 900) lost its dam.",
        "NATO will send engineers to the dam.",
        "The summary: nobody is to blame, the judge wrote.",
        "新华社记者来到大坝。",
    ],
)
def test_a_date_a_place_or_a_name_in_prose_is_no_head(text: str) -> None:
    assert pieces(marked(text=text)) == []


@pytest.mark.parametrize(
    "caption",
    [
        "FILE PHOTO: The dam above Orsk in spring.",
        "Image caption, The dam stood for ninety years",
        "The dam at night. | Image: Ana Brandt",
        "Workers look at the wall. PHOTO BY ANA BRANDT",
        "A worker at the dam (FILE PHOTO)",
        "L-R: Ana Brandt, Carl Nunez and a guide",
    ],
)
def test_a_caption_goes_as_a_line(caption: str) -> None:
    news = "The dam broke at noon. Nobody was hurt."
    assert pieces(marked(text=f"{news}\n{caption}\nThe town is dry.")) == [caption]
    assert pieces(marked(text=f"{news}\nThe photo: by a worker, it is said.\nAll is dry.")) == []


def test_what_an_interface_cuts_off_is_marked_though_its_bracket_is_lost() -> None:
    assert pieces(marked(text="The dam broke on… [+3627 chars")) == ["[+3627 chars"]
