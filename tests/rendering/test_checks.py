"""The checks see what they are there to see, and nothing in a sound edition."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.models import Edition, Footer, Rendering
from briefing.rendering import CheckResult, Theme, check, render
from briefing.rendering.checking.html_checks import html_checks
from briefing.rendering.theme import LIGHT
from tests.rendering.hostile import hostile_edition
from tests.rendering.many import edition_of
from tests.rendering.sample import sample_edition

# A check, what is replaced in which view, and by what.
BROKEN = {
    "language": ("html", ' lang="en"', ""),
    "tables": ("html", 'role="presentation" width="100%"', 'width="100%"'),
    "pictures": ("html", 'alt="Photo"', 'title="Photo"'),
    "headings": ("html", "<h1", "<h4"),
    "links": ("html", 'href="https://news.example.org/desk"', 'href="javascript:x"'),
    "requests": ("html", "</body>", "<script></script></body>"),
    "styles": ("html", "</style>", "a{}" * 6000 + "</style>"),
    "templates": ("html", "</body>", "<mj-text></body>"),
    "size": ("html", "</body>", "x" * 70_000 + "</body>"),
    "parity": ("text", "Nobody was hurt.", "Somebody was hurt."),
    "text": ("text", "WATCH\n", "WATCH " * 20 + "\n"),
    "subject": ("subject", "Three capitals", "Three capitals " * 9),
}


def found(
    edition: Edition, rendering: Rendering, theme: Theme | None = None
) -> dict[str, CheckResult]:
    return {finding.check: finding for finding in check(edition, rendering, theme)}


def failed(edition: Edition, rendering: Rendering) -> set[str]:
    return {name for name, finding in found(edition, rendering).items() if not finding.ok}


@pytest.mark.parametrize("name", ["balance", "compact"])
@pytest.mark.parametrize("language", ["en", "de", "fr", "ar"])
def test_the_sample_has_no_fault(name: str, language: str) -> None:
    theme, edition = Theme.from_values({"name": name}), sample_edition(language=language)
    findings = check(edition, render(edition, theme), theme)
    assert len(findings) == 15
    assert all(finding.ok for finding in findings), findings


@pytest.mark.parametrize(
    ("levels", "ok"),
    [("1223", True), ("12312", False), ("13", False), ("124", False), ("2", False)],
)
def test_no_level_of_headings_is_skipped(levels: str, ok: bool) -> None:
    html = "".join(f"<h{level}>Bridge</h{level}>" for level in levels)
    (result,) = [one for one in html_checks(html) if one.check == "headings"]
    assert result.ok is ok


@pytest.mark.parametrize("name", BROKEN)
def test_each_check_sees_its_fault(name: str) -> None:
    view, old, new = BROKEN[name]
    rendering = render(sample_edition())
    assert old in getattr(rendering, view)
    broken = replace(rendering, **{view: getattr(rendering, view).replace(old, new, 1)})
    # A link that leads elsewhere is missing in the other views' eyes too.
    assert failed(sample_edition(), broken) - {"parity"} == {name} - {"parity"}
    assert name in failed(sample_edition(), broken)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<img ", '<img src="http://x.example/x.png" '),
        ("<body ", '<body background="x.png" '),
        ("margin:0 auto", "background:url(https://x.example/p.png)"),
        ("color-scheme:light dark", "@import 'x'"),
        ("</head>", '<link rel="stylesheet" href="https://x.example/x.css"></head>'),
        ("</body>", '<iframe src="https://x.example/"></iframe></body>'),
    ],
)
def test_a_request_is_seen_wherever_it_hides(old: str, new: str) -> None:
    rendering = render(sample_edition())
    html = rendering.html.replace(old, new, 1)
    if html == rendering.html:
        html = rendering.html.replace('style="', f'style="{new};', 1)
    assert "requests" in failed(sample_edition(), replace(rendering, html=html))


def test_a_pixel_nobody_can_see_is_a_fault() -> None:
    rendering = render(sample_edition())
    html = rendering.html.replace(
        "</body>", '<img src="https://x.example/" alt="x" width="1"></body>'
    )
    assert failed(sample_edition(), replace(rendering, html=html)) == {"pictures"}


def test_a_link_that_one_view_lacks_is_a_fault() -> None:
    rendering = render(sample_edition())
    text = rendering.text.replace("https://news.example.org/desk", "")
    finding = found(sample_edition(), replace(rendering, text=text))["parity"]
    assert finding.detail == "not in the text: https://news.example.org/desk"


def test_a_source_over_http_is_a_warning_only() -> None:
    edition = sample_edition()
    references = tuple(
        replace(reference, url=(reference.url or "").replace("https:", "http:"))
        for reference in edition.references
    )
    edition = replace(edition, references=references)
    finding = found(edition, render(edition))["links"]
    assert (finding.ok, finding.level) == (False, "warning")


def test_a_theme_that_cannot_be_read_is_a_fault() -> None:
    theme = Theme(light=replace(LIGHT, muted="#bbbbbb"))
    finding = found(sample_edition(), render(sample_edition(), theme), theme)["contrast"]
    assert finding.detail.startswith("muted on page in light: 1.6")


def test_without_a_way_to_leave_there_is_a_warning() -> None:
    edition = sample_edition()
    blocks = tuple(block for block in edition.blocks if not isinstance(block, Footer))
    edition = replace(edition, blocks=blocks)
    finding = found(edition, render(edition))["leaving"]
    assert (finding.ok, finding.level) == (False, "warning")
    assert "unsubscribe" in finding.detail
    assert "postal address" in finding.detail


def test_from_90_kilobytes_on_there_is_a_warning_and_from_100_an_error() -> None:
    rendering = render(sample_edition())
    size = len(rendering.html.encode())
    for total, level in ((95_000, "warning"), (100_000, "error")):
        html = rendering.html + " " * (total - size)
        finding = found(sample_edition(), replace(rendering, html=html))["size"]
        assert (finding.ok, finding.level) == (False, level)


def test_hostile_text_makes_no_finding_that_is_not_there() -> None:
    for seed in range(10, 60):
        edition = hostile_edition(sample_edition(), seed)
        blocks = tuple(block for block in edition.blocks if block.kind != "chart")
        edition = replace(edition, blocks=blocks)
        assert failed(edition, render(edition)) <= {"leaving", "links", "subject", "language"}, seed


@pytest.mark.parametrize("name", ["balance", "compact"])
@pytest.mark.parametrize(
    ("stories", "most"), [(6, 20_000), (15, 33_000), (24, 46_000), (30, 54_000)]
)
def test_sizes_stay_far_below_what_gmail_clips(name: str, stories: int, most: int) -> None:
    rendering = render(edition_of(stories), Theme.from_values({"name": name}))
    assert len(rendering.html.encode()) < most < 100_000
