"""The numbers of each draft that is taken, written down, and what changed since the last one."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from jobs.store.office.drafts import TakenDraft, add_draft, last_draft
from service.office import Office
from service.scope import Scope

if TYPE_CHECKING:
    from jobs.report.figures import Figures


def write_down(here: Office, figures: "Figures", scope: Scope, person: str) -> None:
    """A draft of these units was taken now."""
    from jobs.report.changes import numbers_of

    at = here.clock().timestamp()
    draft = TakenDraft(at, person, _part(scope), numbers_of(figures))
    with here.engine.begin() as connection:
        add_draft(connection, here.campaign.term, draft)


def last_taken(here: Office, scope: Scope) -> TakenDraft | None:
    """The last draft of these units."""
    with here.engine.connect() as connection:
        return last_draft(connection, here.campaign.term, _part(scope))


def _part(scope: Scope) -> str:
    return urlencode({**({"own": scope.own} if scope.own else {}), **scope.asked})[:300]
