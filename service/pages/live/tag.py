"""The tag of the board as a person sees it now: equal while nothing on it has changed."""

import hashlib

from flask import request

from jobs.store.work.stamp import stamp
from service.identity import signed_in
from service.office import Office

# So long words like "3 phút trước" may stay as they are.
SECONDS = 60
LIVE = "X-Wardsheets-Live"


def board_tag(here: Office) -> str:
    """One statement; what is not in it is at most a minute old."""
    with here.engine.connect() as connection:
        known = stamp(connection)
    minute = int(here.clock().timestamp() // SECONDS)
    person = signed_in()
    parts = (known, minute, person.email, person.role, request.full_path)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]


def is_known(tag: str) -> bool:
    """Whether the page that asks shows just that."""
    return request.if_none_match.contains_weak(tag)


def is_live() -> bool:
    """Whether a page of ours asks for what moves on it, and not a person for the whole."""
    return LIVE in request.headers
