"""An address of the office's own that hears of each notice: codes and times, nothing personal.

A gateway for SMS or a messenger can stand behind it; the text itself is on the page of notices.
"""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

import requests

from jobs.notices.channel import Given, NotTakenError
from jobs.notices.signing import SIGNATURE, sign
from jobs.store.notices import Kept, Notice

# Fixed for ever: the nonce of a notice is made of it, and a receiver drops what it has seen.
_NAMESPACE = uuid.UUID("6f1d2a54-7b1e-4f6e-9c56-2f8d0d1f7a10")


@dataclass(frozen=True, slots=True)
class Webhook:
    """POSTs `{"unit", "kind", "day", "time", "nonce"}`, signed as a hint is.

    `unit` is empty for what is said to the officers, `day` is what the notice is about, `time`
    (epoch seconds) when it was handed over. A notice keeps its `nonce`: one that is sent again
    because its answer was lost is known by it.
    """

    url: str
    secret: str = field(repr=False)
    clock: Callable[[], float]
    timeout: float = 10.0
    name: str = "webhook"
    gathers: bool = False

    def reaches(self, _notice: Notice) -> bool:
        """Everybody: who is behind a code is the receiver's own business."""
        return True

    def send(self, notice: Kept) -> int:
        """One request; any 2xx is taken, 4xx is refused for good, all else may be tried again."""
        body = json.dumps(self._content(notice), separators=(",", ":")).encode()
        headers = {"Content-Type": "application/json", SIGNATURE: sign(body, self.secret)}
        try:
            answer = requests.post(
                self.url, body, headers=headers, timeout=self.timeout, allow_redirects=False
            )
        except requests.RequestException as error:
            raise NotTakenError(type(error).__name__, passing=True) from None
        if not 200 <= answer.status_code < 300:
            passing = answer.status_code >= 500 or answer.status_code in (408, 429)
            raise NotTakenError(f"HTTP {answer.status_code}", passing=passing)
        return 0

    def _content(self, notice: Kept) -> dict[str, object]:
        nonce = str(uuid.uuid5(_NAMESPACE, "\n".join(notice.key)))
        return {
            "unit": notice.unit,
            "kind": notice.kind,
            "day": notice.day,
            "time": int(self.clock()),
            "nonce": nonce,
        }


def open_channel(given: Given) -> Webhook | None:
    """The address in `notice_webhook`, signed with the secret of hints."""
    url = given.setting("notice_webhook")
    return Webhook(url, given.secret, given.clock) if url else None
