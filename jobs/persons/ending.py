"""The end of a campaign: what has no ground any more is destroyed, with a receipt.

By an officer once the period is closed; else by itself, when the campaign has been over for as long
as things are kept. Rows that still stand in the sheets go too: the sheets are the units' own.
"""

from datetime import datetime

from jobs.persons.erase import ErasureRefusedError
from jobs.persons.known_again import TERM
from jobs.store.law.ending import count_personal, destroy_personal
from jobs.store.law.receipts import Receipt, begin_erasure, end_erasure, load_erasures
from jobs.unit.context import Context
from sheets_schema.messages import text

# What is put aside of a period with persons in it; the report, masked, the receipts and the history
# of the units stay, as the law on archives has it.
FILES = ("whole.json", "data.xlsx")
BY_ITSELF = "wardsheets"


def over_since(context: Context) -> datetime | None:
    """When the campaign came to its end: its last period was closed, or its lock passed."""
    campaign = context.campaign
    if campaign.closed is not None:
        return campaign.closed
    present = context.moment().present
    if campaign.recurs or campaign.locked is None or campaign.locked >= present:
        return None
    return campaign.locked


def plan_end(context: Context) -> dict[str, int]:
    """What would be destroyed, by table."""
    with context.store.begin() as connection:
        return {name: n for name, n in count_personal(connection, FILES).items() if n}


def end_code(context: Context) -> str:
    """What a decision about it is bound to."""
    return context.store.vault.digest("campaign-end", repr(plan_end(context)))[:8]


def end_campaign(context: Context, person: str, reason: str, seen: str) -> Receipt:
    """Destroy it, decided by a person upon the plan of that code. Raises ErasureRefusedError."""
    if context.campaign.closed is None:
        raise ErasureRefusedError("campaign-not-closed")
    if seen != end_code(context):
        raise ErasureRefusedError("person-plan-changed")
    return _destroy(context, person, reason)


def end_when_over(context: Context, keep_seconds: float) -> Receipt | None:
    """Destroy it if the campaign has been over for so long; None where there was nothing to do."""
    since = over_since(context)
    if since is None or context.now() - since.timestamp() < keep_seconds:
        return None
    if not plan_end(context):
        return None
    return _destroy(context, BY_ITSELF, text("campaign-over", context.options.language))


def _destroy(context: Context, person: str, reason: str) -> Receipt:
    term = context.campaign.term
    with context.writing() as connection:
        number = begin_erasure(
            connection,
            context.store.vault,
            at=context.now(),
            person=person,
            reason=reason,
            shown=" ".join(filter(None, term)),
            planned=count_personal(connection, FILES),
            who=None,
            marks={TERM: list(term)},
        )
        destroy_personal(connection, term, FILES)
        end_erasure(connection, number, context.now(), [])
        found = load_erasures(connection, context.store.vault)
    return next(one for one in found if one.number == number)
