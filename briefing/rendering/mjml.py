"""MJML -> HTML, by the Rust implementation (mrml) that mjml-python brings."""

from __future__ import annotations

import mjml as _mjml

from briefing.errors import RenderError

# mrml writes the preview text white on any ground, which filters take for hidden text.
_PREVIEW_WHITE = "font-size:1px;color:#ffffff;"


def to_html(source: str, *, preview_color: str) -> str:
    """The HTML of an MJML document. No font is linked, nothing is included.

    `RenderError` where it is no MJML.
    """
    convert = getattr(_mjml, "mjml2html", None)
    if not callable(convert):
        why = "the package `mjml` hides `mjml-python`, which has the same import name"
        raise RenderError(why, hint="pip uninstall mjml, then reinstall mjml-python")
    try:
        html = str(convert(source, disable_comments=True, fonts={}))
    except (ValueError, UnicodeError) as error:
        raise RenderError(f"the templates do not give MJML: {error}") from error
    return html.replace(_PREVIEW_WHITE, f"font-size:1px;color:{preview_color};", 1)
