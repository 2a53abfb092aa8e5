"""The report of the campaign with the figures of now, for its page and for the command line."""

from typing import TYPE_CHECKING

from service.errors import NotFound
from service.office import Office
from service.pages.stored_content import stored_content

if TYPE_CHECKING:
    from jobs.report.figures import Figures
    from service.scope import Scope


def figures_now(here: Office, scope: "Scope | None" = None) -> "Figures":
    """Every figure of the report, of the units in view.

    Raises `NotFound` where the campaign declares none.
    """
    from jobs.report.figures import make_figures

    if here.campaign.report is None:
        raise NotFound(code="no-report", message="The campaign declares no report.")
    content, now = stored_content(here, scope), here.moment().clock
    return make_figures(content, here.campaign.report, now)


def drafted(here: Office, *, unmasked: bool, scope: "Scope | None" = None) -> bytes:
    """The draft as DOCX."""
    from jobs.report.draft import draft_report

    return draft_report(figures_now(here, scope), unmasked=unmasked)
