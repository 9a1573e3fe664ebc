"""Where one may be led after a form: pages of the desk, never another host."""

from __future__ import annotations

# Longer addresses are none of ours; chosen, not measured.
LONGEST_PATH_CHARS = 1000


def local_path(wanted: str, default: str = "/") -> str:
    r"""The path if it is one of this host, else the default.

    Browsers take `//host`, `/\host` and addresses with tabs or newlines in
    them for other hosts (WHATWG URL, 4.4), so none of these passes.
    """
    plain = wanted.isascii() and wanted.isprintable() and len(wanted) <= LONGEST_PATH_CHARS
    led_away = wanted.startswith("//") or "\\" in wanted or not wanted.startswith("/")
    return wanted if plain and not led_away else default
