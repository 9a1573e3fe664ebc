"""The page an editor looks at."""

from __future__ import annotations

from dataclasses import replace

from briefing.rendering import preview_page, render
from tests.rendering.hostile import hostile_edition
from tests.rendering.read import Page
from tests.rendering.sample import sample_edition


def page_of(html: str) -> Page:
    return Page(html)


def frames(page: Page) -> list[dict[str, str | None]]:
    return [attrs for tag, attrs in page.tags if tag == "iframe"]


def test_desktop_and_phone_stand_side_by_side_in_light_and_dark() -> None:
    page = page_of(preview_page(sample_edition(), render(sample_edition())))
    assert [frame["width"] for frame in frames(page)] == ["700", "390", "700", "390", "700"]
    light, _, dark, _, without = (frame["srcdoc"] or "" for frame in frames(page))
    assert "@media not all{body" in light
    assert "@media all{body" in dark
    assert "prefers-color-scheme" not in light + dark
    assert not any("src" in attrs for tag, attrs in Page(without).tags if tag == "img")


def test_it_needs_no_script_and_no_server() -> None:
    page = page_of(preview_page(sample_edition(), render(sample_edition())))
    assert not {"script", "link", "form", "object"} & {tag for tag, _ in page.tags}
    assert all((frame["sandbox"] or "") == "allow-popups" for frame in frames(page))
    policy = next(a["content"] for _, a in page.tags if a.get("http-equiv"))
    assert "default-src 'none'" in (policy or "")


def test_pictures_that_go_along_are_in_the_page() -> None:
    rendering = render(sample_edition())
    page = preview_page(sample_edition(), rendering)
    shown = [frame["srcdoc"] or "" for frame in frames(page_of(page))]
    assert rendering.attachments == () or all("data:image/png" in html for html in shown[:4])
    assert not any('src="cid:' in html for html in shown)


def test_text_markdown_source_and_checks_are_there() -> None:
    rendering = render(sample_edition())
    text = page_of(preview_page(sample_edition(), rendering)).text
    for view in (rendering.text, rendering.markdown, rendering.html):
        assert "".join(view.split()) in text
    assert f"{len(rendering.html.encode()):,}bytes" in text
    assert "15of15checkspassed" in text


def test_a_large_edition_is_marked() -> None:
    rendering = render(sample_edition())
    for total, said in (
        (95_000, "14of15checkspassed·tolookat:size"),
        (100_000, "1of15checksfailed"),
    ):
        missing = total - len(rendering.html.encode())
        large = replace(rendering, html=rendering.html + " " * missing)
        text = page_of(preview_page(sample_edition(), large)).text
        assert "bytes:Gmailclipsat102,000" in text
        assert said in text


def test_hostile_text_adds_nothing_to_the_page() -> None:
    calm = page_of(preview_page(sample_edition(), render(sample_edition()))).count()
    for seed in range(3):
        edition = hostile_edition(sample_edition(), seed, whole=True)
        count = page_of(preview_page(edition, render(edition))).count()
        assert {tag: count[tag] for tag in ("iframe", "pre", "script", "section", "label")} == {
            tag: calm[tag] for tag in ("iframe", "pre", "script", "section", "label")
        }
        assert not any(name.startswith("@on") for name in count)
