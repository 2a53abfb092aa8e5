"""The consolidated content as it stands in the store now, for files and pages of officers."""

from typing import TYPE_CHECKING

from service.office import Office

if TYPE_CHECKING:
    from jobs.district.content import Content
    from jobs.unit.context import Context
    from service.scope import Scope


def stored_content(here: Office, scope: "Scope | None" = None) -> "Content":
    """Everything that a publication would say now, of the units in view."""
    # Only who asks for it pays for the libraries of the consolidation.
    from jobs.district.content import gather

    return gather(stored_context(here), scope.keys if scope else None)


def stored_context(here: Office) -> "Context":
    """What jobs over the store alone need; no account of Google."""
    from jobs.unit.context import Context, Options

    options = Options(language=here.settings.language, as_of=here.settings.as_of)
    return Context((), here.store, here.campaign, options=options, clock=here.clock)
