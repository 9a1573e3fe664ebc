"""Where each page of the site stands: one place that knows paths, for links and for routes."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

# Of a tag's or topic's name in an address: at most 240 bytes, which every file system takes.
LONGEST_SLUG_CHARS = 60


def slug_of(name: str) -> str:
    """Letters and digits of any script in small, what lies between them as one hyphen.

    "" where a name has none. It leads out of no folder.
    """
    signs = (sign if sign.isalnum() else " " for sign in name.casefold())
    return "-".join("".join(signs).split())[:LONGEST_SLUG_CHARS].strip("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """The paths of the site; `url` is where readers find it, None where nobody said so."""

    url: str | None

    @property
    def base(self) -> str:
        """The path under which the site stands; "" for the root of a host."""
        return urlsplit(self.url or "").path.rstrip("/")

    def path(self, *parts: str) -> str:
        """The path of a page, each part percent-encoded."""
        return "/".join((self.base, *(quote(part, safe="") for part in parts)))

    def absolute(self, path: str) -> str:
        """The whole address of one of our paths; "" where nobody said where the site is."""
        if not self.url:
            return ""
        place = urlsplit(self.url)
        return f"{place.scheme}://{place.netloc}{path}"

    def edition(self, name: str) -> str:
        """The page of an edition."""
        return self.path("editions", name)

    def topic(self, topic: str) -> str:
        """The page of a topic, by its id."""
        return self.path("topics", slug_of(topic))

    def topic_slug(self, topic: str) -> str:
        """What stands for a topic in its address, for templates."""
        return slug_of(topic)

    def has_page(self, tag: str) -> bool:
        """Whether a tag has letters an address can be made of."""
        return bool(slug_of(tag))

    def tag(self, tag: str) -> str:
        """The page of a tag, as readers write it."""
        return self.path("tags", slug_of(tag))

    def tag_uri(self, day: str, name: str) -> str:
        """An id that never changes (RFC 4151), for feeds: a day on which the host was ours."""
        host = urlsplit(self.url or "").hostname or "localhost"
        return f"tag:{host},{day}:{quote(name, safe='/')}"
