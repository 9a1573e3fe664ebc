"""Small newsletters in German, Arabic and Chinese, written for these tests."""

from __future__ import annotations

from datetime import UTC, datetime

from briefing import Story, compose, group
from briefing.editing import Layout
from briefing.models import Edition, Link, Media

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
# Name and motto of the newsletter, the outlet, who took the photos, their caption.
FRAMES = {
    "de": (
        "Die Waage",
        "Wer die Macht hat, und was sie damit tun",
        "Hafenbote",
        "Jo Lind",
        "Der Kai am Montag",
    ),
    "ar": (
        "ميزان القوى",
        "القوة في العالم ومن يملكها",
        "جريدة الساحل",
        "سامي نور",
        "الرصيف صباح الاثنين",
    ),
    "zh": ("力量平衡", "世界权力与掌权者", "海港日报", "乔", "星期一的码头"),
}
TEXTS = {
    "de": (
        (
            "Schwimmbad am Fluss öffnet nach neun Jahren wieder",
            (
                "Das Schwimmbad am Fluss hat am Montag nach neun Jahren wieder geöffnet. "
                "Das Grundwasserüberwachungsmessstellennetz meldet keine Belastung mehr. "
                "Die Stadt zahlte dafür 2,5 Millionen Euro."
            ),
        ),
        (
            "Fähre nach Hast fährt nur noch zweimal am Tag",
            (
                "Die Fähre nach Hast fährt seit Sonntag nur noch zweimal am Tag. "
                "Der Reederei fehlen elf Maschinisten."
            ),
        ),
        (
            "Schule findet im Keller eine Karte des alten Deltas",
            "Im Keller einer Schule lag eine Karte des alten Deltas. Sie ist von 1712.",
        ),
        (
            "Stromnetz bittet um einen ruhigen Abend",
            "Der Netzbetreiber bittet um einen ruhigen Abend. Zwei Kraftwerke stehen still.",
        ),
    ),
    "ar": (
        (
            "الميناء القديم يفتح أبوابه بعد إغلاق دام تسعة أعوام",
            (
                "افتتح الميناء القديم أبوابه صباح الاثنين بعد إغلاق دام تسعة أعوام. "
                "ووصلت أول سفينة وعلى متنها 214 راكبًا. وكانت آخر سفينة قد رست هنا في عام 2017."
            ),
        ),
        (
            "العبّارة إلى الجزر تعود مرتين في اليوم",
            "عادت العبّارة إلى الجزر يوم الأحد مرتين في اليوم. وينقص الشركة أحد عشر مهندسًا.",
        ),
        (
            "مدرسة تعثر في قبوها على خريطة للدلتا القديمة",
            "عُثر في قبو مدرسة على خريطة للدلتا القديمة. رُسمت الخريطة في عام 1712.",
        ),
        (
            "مشغّل الشبكة يطلب مساءً هادئًا",
            "طلب مشغّل شبكة الكهرباء مساءً هادئًا. وتوقفت محطتان عن العمل.",
        ),
    ),
    "zh": (
        (
            "东码头关闭九年后重新开放",
            "东码头在关闭九年后于星期一早晨重新开放。第一艘船载着二百一十四名乘客。",
        ),
        (
            "往返群岛的渡轮改为每天两班",
            "往返群岛的渡轮从星期日起改为每天两班。公司缺少十一名轮机员。",
        ),
        ("学校在地下室找到一张旧地图", "一所学校在地下室找到一张旧三角洲的地图。地图绘于1712年。"),
        ("电网请居民度过一个安静的夜晚", "电网运营商请居民度过一个安静的夜晚。两座电厂停止运行。"),
    ),
}


def edition_in(language: str) -> Edition:
    """An edition of four stories in that language, with photos and all links."""
    title, motto, *_ = FRAMES[language]
    purposes = ("unsubscribe", "preferences", "view", "subscribe")
    labels = ("Unsubscribe", "Preferences", "View in browser", "Sign up")
    links = tuple(
        Link(label=label, url=f"https://n.example/{purpose}", purpose=purpose)  # type: ignore[arg-type]
        for label, purpose in zip(labels, purposes, strict=True)
    )
    layout = Layout(title=title, tagline=motto, language=language, number=7, links=links)
    stories = [_story(language, number) for number in range(len(TEXTS[language]))]
    return compose(group(stories), now=NOW, layout=layout)


def _story(language: str, number: int) -> Story:
    _, _, outlet, credit, caption = FRAMES[language]
    title, text = TEXTS[language][number]
    url = f"https://{language}.example.org/{number}"
    photo = Media(kind="photo", url=f"{url}.jpg", caption=caption, credit=credit)
    return Story(
        id=f"{language}{number}",
        title=title,
        text=text,
        source=outlet,
        publisher=outlet,
        url=url,
        language=language,
        published=NOW,
        media=(photo,),
    )
