"""The headers, cookies and user agent of a source, with their values from the environment."""

from __future__ import annotations

import re
from collections.abc import Mapping

from briefing.config.secret_values import secret_from
from briefing.config.sources_section import (
    AnySource,
    FeedConfig,
    IndexConfig,
    OpmlConfig,
    PageConfig,
    SitemapConfig,
)
from briefing.errors import ConfigError, SourceError
from briefing.sources.fetch.site_headers import SiteHeaders

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]{0,99})\}")
_WEB = (FeedConfig, PageConfig, IndexConfig, SitemapConfig, OpmlConfig)


def site_headers_of(source: AnySource, environment: Mapping[str, str]) -> SiteHeaders | None:
    """What a source's own site is sent; None where config.yaml names nothing.

    SourceError for a variable that is not set or a value that no header can
    have: it names the variable or the header, never the value.
    """
    if not isinstance(source, _WEB) or not source.url:
        return None
    if not (source.headers or source.cookies or source.user_agent):
        return None
    return SiteHeaders.of(
        source.url,
        headers={name: _filled(value, environment) for name, value in source.headers.items()},
        cookies={name: _filled(value, environment) for name, value in source.cookies.items()},
        user_agent=_filled(source.user_agent, environment),
    )


def _filled(value: str, environment: Mapping[str, str]) -> str:
    """The value with every `${NAME}` replaced by that variable, or the file `NAME_FILE` names."""
    try:
        filled = {name: secret_from(environment, name) for name in _VARIABLE.findall(value)}
    except ConfigError as error:
        raise SourceError(str(error)) from error
    missing = [name for name, secret in filled.items() if not secret]
    if missing:
        raise SourceError(
            f"the environment variable {missing[0]} is not set",
            hint="config.yaml names it in `headers:`, `cookies:` or `user_agent:`",
        )
    return _VARIABLE.sub(lambda match: filled[match[1]], value)
