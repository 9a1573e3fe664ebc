"""The list of pages for search engines (sitemaps.org, protocol 0.9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from briefing.web.site.atom_feed import moment, xml_text

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# The protocol allows no more in a file.
MOST_URLS = 50_000


def sitemap(pages: Sequence[tuple[str, dt.datetime | None]]) -> str:
    """The document for absolute addresses, each with when it last changed, where that is known."""
    root = Element("urlset", {"xmlns": NAMESPACE})
    for url, changed in pages[:MOST_URLS]:
        element = SubElement(root, "url")
        SubElement(element, "loc").text = xml_text(url)
        if changed is not None:
            SubElement(element, "lastmod").text = moment(changed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'
