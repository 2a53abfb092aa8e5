"""The figures of all units together, as of the last publication of a period."""

from collections.abc import Iterable

from jobs.store.journal import get_fact, set_fact
from jobs.store.rows import DataRow
from jobs.unit.context import Context
from sheets_schema.among_units import Among, figures_among, figures_read, figures_said, watched
from sheets_schema.finding import Severity

_FACT = "among-units"


def known_among(context: Context) -> Among:
    """Nothing where no check of the campaign looks at them, and before the first publication of
    the period."""
    if not watched(context.campaign):
        return {}
    with context.store.begin() as connection:
        kept = get_fact(connection, _FACT) or {}
    is_of_now = kept.get("term") == list(context.campaign.term)
    return figures_read(kept["figures"]) if is_of_now else {}


def keep_among(context: Context, rows: Iterable[DataRow]) -> bool:
    """Keep the figures of these rows of all units, less those with something to correct; whether
    they are others than before."""
    if not watched(context.campaign):
        return False
    counted = ((row.table, row.values) for row in rows if row.state != Severity.MUST_FIX.value)
    figures = figures_among(context.campaign, counted)
    if figures == known_among(context):
        return False
    kept = {"term": list(context.campaign.term), "figures": figures_said(figures)}
    with context.writing() as connection:
        set_fact(connection, _FACT, kept)
    return True
