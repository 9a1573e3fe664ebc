"""Parts of a page that are no part of the story: captions, bylines, datelines and the like."""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.text.caseless import Caseless

# Whatever stands around it, a line with this is none of the story's own.
_ANYWHERE = Caseless(
    r"\b(?:getty images|media playback|please see our|enable javascript|via ap|terms of (?:service|"
    r"use)|privacy policy|all rights reserved|click (?:here|on)|read more|read full|e-?mail (?:us|"
    r"me)|https?:|www\.|pic\.twitter|sign up (?:for|to|here)|newsletter|contributed to this|"
    r"reporting by|editing by|file photo|image copyright|image caption|hide caption|toggle caption|"
    r"location information|tweet with a location|tweet location|third-party applications|"
    r"web archive|internet archive|archive-it|wayback machine|web crawls?|(?:on|in|to|for) this "
    r"(?:story|article|page|site)|from [\w .'-]{2,40} on (?:vimeo|youtube)|your browser|your inbox|"
    r"support our journalism|(?:become|be) a (?:subscriber|member)|already a subscriber|"
    r"subscribe (?:to|now|today|here)|scroll (?:down|to)|story continues|watch (?:the|this) video|"
    r"see (?:the )?(?:photos|gallery|video)|follow (?:us|him|her|me) on|download (?:the|our) app|"
    r"lire aussi|à lire|lesen sie auch|lea también|leggi anche|leia também|lees ook|"
    r"читайте также|اقرأ أيضا)\b"
    r"|©|[([](?:pictured|photo|video|image|above|below|left|right|centre|center|"
    r"second (?:left|right)|"
    r"from left|l-r)\b[^)\]]{0,40}[)\]]|\(\w+ \w+/[\w ]+\)|\|\s*$|^@\w|\(reuters\)$",
)
_START = Caseless(
    r"(?:photos?|images?|pictured?|pictures|captions?|scroll|videos?|watch(?: live)?|read|click|"
    r"share|advertisement|subscribe|editor.s note|follow us|copyright|story highlights|tweet|"
    r"facebook|comments?|sign up|loading|more|related|also read|breaking news|file|listen|"
    r"correction|updated?|published|last (?:updated|modified)|source|credit|foto|bild|imagen|vidéo|"
    r"фото|видео)\s*(?:[:|–—-]|$)|"
    r"(?:photo|image|picture|caption|video|file|scroll|read more|click|advertisement|subscribe|"
    r"editor.s note|follow us|copyright|story highlights|sign up|loading|also read|please)\b|"
    r"in this (?:\w+\.? ){0,4}(?:file )?(?:photo|image|picture)|"
    r"this (?:\w+\.? ){0,5}(?:photo|image|picture) (?:shows|provided|released|taken)|"
    r"an? (?:\w+ ){0,2}(?:photo|photograph|image|picture|screenshot|screen ?grab|still) "
    r"(?:from|of|shows?|showing)\b|"
    r"(?:above|below|left|right|pictured|inset):|\(?cnn\)?$",
)
_BYLINE = re.compile(r"(?:By|BY) [A-Z][\w.'-]+ [A-Z][\w.'-]+(?:,| and|$|\s[A-Z])")
# "Blasted: Judge Brandt stood before the court": how picture captions are labelled.
_LABEL = re.compile(r"[A-Z][\w'’-]*(?: [\w'’-]+){0,3}: (?=[A-Za-z])")
# "Protesters march in Lunde, Tuesday, May 5, 2026.": weekday, day and year, as agencies write
# them beneath pictures and nowhere else.
_DATED = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|"
    r"Oct|Nov|Dec)[a-z]*\.? \d{1,2}, (?:19|20)\d\d\b"
)
# "Cyclists pass the closed yard of the Lunde Line in Harwick, Wis.": a scene in the present and
# where it is, down to the state, as agencies write them beneath pictures.
_SCENE = re.compile(
    r"(?:[\w'’.-]+ ){1,6}(?:pass(?:es)?|walks?|stands?|sits?|looks? (?:at|on|out)|holds?|waves?|"
    r"poses?|gathers?|speaks? (?:to|at|during)|waits?|rides?|carr(?:y|ies)|watch(?:es)?|lines?|"
    r"rests?|rises?|lies?|hugs?|embraces?|arrives? (?:at|for|to)|queues?|burns?) "
    r"[^!?]{4,160} (?:in|at|near|outside) [A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}, "
    r"(?:[A-Z]\.[A-Z]\.|D\.C\.|Ala\.|Ariz\.|Ark\.|Calif\.|Colo\.|Conn\.|Del\.|Fla\.|Ga\.|Ill\.|"
    r"Ind\.|Kan\.|Ky\.|La\.|Mass\.|Md\.|Mich\.|Minn\.|Miss\.|Mo\.|Mont\.|Neb\.|Nev\.|Okla\.|"
    r"Ore\.|Pa\.|Tenn\.|Va\.|Vt\.|Wash\.|Wis\.|Wyo\.)$"
)
_SAYS = re.compile(r"\b(?:said|says|wrote|asked|added|adds|told|tweeted|posted)\b")
_AGENCY = r"(?:CNN(?: Business)?|AP|Reuters|AFP|PTI|UPI|dpa|ANI|IANS|BBC|Xinhua|Bloomberg)"
_DATELINE = re.compile(
    # By Ana Brandt Lunde, Jul 27 (PTI) ...
    rf"(?:By|BY) (?:[A-Z][\w.'-]*,? ){{2,7}}(?:\d{{1,2}},? )?\({_AGENCY}\)\s*(?:[-–—_]+\s*)?"
    # By ANA LUNDEMAY 9, 2014 HARWICK, Norway — ...: a page's lines run into one
    r"|By (?:[A-Z][\w.'-]*,? ){1,6}\d{1,2}, (?:19|20)\d\d [^.!?]{0,40}?(?:[A-Z]{2,}\. )?[-–—_]+ "
    # LUNDE, OH, June 17, 2026 /Wire/ -- ...
    r"|(?:[A-Z][\w.'’-]*,? ){1,6}/[\w .-]{2,30}/ ?[-–—_]+\s+"
    # LUNDE, OH - June 17th, 2026 (WIRE) - ...
    r"|(?:[A-Z][\w.'’-]*,? ){1,6}[-–—]{0,2} ?[A-Z][a-z]{2,8}\.? \d{1,2}"
    r"(?:st|nd|rd|th)?, (?:19|20)\d\d"
    r"[-–—/(|\s]*+(?:[A-Za-z0-9][\w .-]{1,30}[/)|][-–—:|\s]*+)?(?<=[-–—:|/)\s])"
    # Lunde, Norway | AFP | ...
    r"|(?:[A-Z][\w.'’-]*,{0,2} ,? ?){1,5}\| [A-Z][\w .'’-]{1,25} \| "
    # HARWICK, Norway (AP) -- ... and By Ana Brandt HARWICK -- ...
    r"|(?:(?:By|BY) [A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3}(?:, [A-Z][A-Za-z ]{1,40})?\s+)?"
    r"(?:[A-Z](?:[A-Z.']|-(?=[A-Z])){2,}+(?:[ ,]+[A-Z](?:[\w.']|-(?=\w))*+){0,5},?\s*"
    r"(?:\([^)]{2,30}\)\s*)?"
    r"|\([A-Z][^)]{1,25}\)\s*"
    r"|[A-Z][A-Za-z, ]{2,30}\([A-Z][A-Za-z. ]{1,20}\)\s*)"
    r"(?:[-–—_]+|:)\s+(?=[\"“'‘A-Z0-9])"
    # Lunde (CNN) ... and (cnn) ...
    rf"|(?:[A-Z][A-Za-z.,' ]{{2,40}} )?\((?:{_AGENCY}|cnn)\)\s*(?:[-–—_]+\s*)?(?=[\"“'‘\w])"
)


@lru_cache(maxsize=1_000)  # a sentence is asked about several times in a row
def is_furniture(text: str) -> bool:
    """A caption, byline, credit, call to subscribe or other part of a page, not of a story."""
    return bool(_ANYWHERE.search(text) or _START.match(text) or _BYLINE.match(text))


def is_caption(text: str) -> bool:
    """Reads like the line beneath a picture: dated in full, a scene, or labelled in four words."""
    match = _LABEL.match(text)
    labelled = match is not None and not _SAYS.search(match.group())
    return labelled or _DATED.search(text) is not None or _SCENE.match(text) is not None


def dateline(text: str) -> int:
    """How many characters of a byline or dateline stand before the sentence itself."""
    match = _DATELINE.match(text)
    return match.end() if match else 0
