"""Drafts of the report that were taken: when, by whom, and the numbers that stood in them."""

from collections.abc import Mapping
from typing import NamedTuple

import sqlalchemy as sa

from jobs.store.events import Term
from jobs.store.tables import drafts


class TakenDraft(NamedTuple):
    """One of them: `part` says of which units, "" for all; `figures` are its numbers by name."""

    at: float
    person: str
    part: str
    figures: Mapping[str, int | float]


def add_draft(connection: sa.Connection, term: Term, draft: TakenDraft) -> None:
    """Write one down."""
    campaign, period = term
    row = {**draft._asdict(), "figures": dict(draft.figures)}
    connection.execute(sa.insert(drafts).values(campaign=campaign, period=period, **row))


def last_draft(connection: sa.Connection, term: Term, part: str) -> TakenDraft | None:
    """The newest of these units, None before the first."""
    c = drafts.c
    mine = (c.campaign == term[0]) & (c.period == term[1]) & (c.part == part)
    query = sa.select(drafts).where(mine).order_by(c.number.desc()).limit(1)
    row = connection.execute(query).first()
    return TakenDraft(row.at, row.person, row.part, row.figures) if row else None
