"""The webhook: what became of a slot, as JSON by POST, through the one guarded client."""

from __future__ import annotations

import json
import os

from briefing.config import Config
from briefing.config.secret_values import secret_from
from briefing.errors import BriefingError
from briefing.schedule.heartbeat import record
from briefing.schedule.runner import Outcome
from briefing.wiring.parts import client_of

# For the whole post; chosen, not measured.
TIMEOUT_SECONDS = 10.0


def _hidden_address(config: Config) -> str:
    """The address from its file or variable; "" where neither is named. It may be a secret."""
    webhook = config.schedule.webhook
    if webhook is None:
        return ""
    file = config.path(webhook.url_file) if webhook.url_file else None
    return secret_from(os.environ, webhook.url_env, file)


class WebhookSender:
    """Tells an address of outcomes, where the config names one."""

    def __init__(self, config: Config) -> None:
        self._config = config
        webhook = config.schedule.webhook
        self._on = webhook.on if webhook else ()
        self._url = (_hidden_address(config) or webhook.url or "") if webhook else ""

    def tell(self, outcome: Outcome) -> None:
        """Post an outcome; BriefingError where it is not taken. The address may be a secret."""
        kind = "failure" if outcome.error else "success"
        if not self._url or kind not in self._on:
            return
        payload = {"newsletter": self._config.newsletter.id, "kind": kind} | record(outcome)
        try:
            with client_of(self._config, timeout=TIMEOUT_SECONDS) as client:
                client.post(self._url, json.dumps(payload, ensure_ascii=False).encode())
        except BriefingError as error:
            what = error.what.replace(self._url, "its address")
            raise BriefingError(what, where="schedule.webhook", hint=error.hint) from error
