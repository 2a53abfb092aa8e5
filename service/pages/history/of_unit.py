"""The history of one unit: its report, what officers decided and answered, and since yesterday."""

from datetime import timedelta

from jobs.store.events import events_of
from jobs.store.office.looks import moved_since
from jobs.store.office.verdicts import ASKED, Verdict, verdicts_of
from jobs.unit.deeds import said_event
from service.office import Office
from sheets_schema.messages import kind_title, said_moment, text
from sheets_schema.org_unit import OrgUnit


def history(here: Office, unit: OrgUnit) -> list[str]:
    """What happened to the unit's report, oldest first, a sentence each."""
    moment, language, term = here.moment(), here.settings.language, here.campaign.term
    with here.engine.connect() as connection:
        events = events_of(connection, unit.key, term)
        answers = verdicts_of(connection, here.store.vault, unit.key, term)
    told = [(one.at, said_event(one, moment, language)) for one in events]
    told += [(one.at, _said(here, unit, one)) for one in answers]
    return [said for _, said in sorted(told, key=lambda one: one[0])]


def _said(here: Office, unit: OrgUnit, one: Verdict) -> str:
    table, _, _, code = one.identity
    titles = {each.name: each.title for each in here.campaign.tables_for(unit)}
    language = here.settings.language
    where = titles.get(table, table) if one.kind == ASKED else kind_title(code, language)
    said = {"where": where, "person": one.person, "moment": said_moment(here.local(one.at))}
    words = f": “{one.words}”" if one.words else ""
    return text(f"answer-event-{one.kind}", language, **said, words=words)


def since_yesterday(here: Office, unit: OrgUnit) -> str:
    """What changed in the unit's findings since the day before began."""
    midnight = here.moment().clock.replace(hour=0, minute=0, second=0, microsecond=0)
    begin = (midnight - timedelta(days=1)).timestamp()
    with here.engine.connect() as connection:
        moved = moved_since(connection, unit.key, begin)
    return text("history-unit", here.settings.language, **moved._asdict())
