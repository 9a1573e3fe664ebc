"""One browser for all tests of the room that need it."""

from tests.rendering.browser import browser

__all__ = ["browser"]
