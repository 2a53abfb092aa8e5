"""Units that came under another unit in the middle of a period: written down, and told to its end.

What was decided above them until then stays in the history of their reports, with who decided it.
"""

from collections.abc import Iterable, Iterator, Sequence

import sqlalchemy as sa

from jobs.register.told import Told
from jobs.store.events import MOVED, Event, Term, add_event, all_events
from jobs.store.units import load_register
from jobs.unit.context import Context
from sheets_schema.messages import said_moment, text
from sheets_schema.org_unit import OrgUnit
from sheets_schema.register.line import JudgedLine, title
from sheets_schema.register.tree import tree_of


def note_moves(connection: sa.Connection, context: Context, last: Sequence[OrgUnit]) -> None:
    """An event for each unit of the register that stood under another unit in `last`."""
    before, after = tree_of(last), tree_of(load_register(connection))
    for key, was in before.parents.items():
        now = after.parents.get(key)
        if key not in after.units or now == was or was not in before.units:
            continue
        names = [before.units[was].name, after.units[now].name if now else context.campaign.office]
        facts = {"from": was, "to": now or "", "names": names}
        event = Event(MOVED, context.now(), words=" → ".join(names), facts=facts)
        add_event(connection, key, context.campaign.term, event)


def told_moves(
    connection: sa.Connection, context: Context, lines: Iterable[JudgedLine], where: str
) -> Iterator[Told]:
    """What there is to tell of each, beside its line, as long as the period is in force."""
    moved = _last_moves(connection, context.campaign.term)
    keys = {unit.validity: unit.key for unit in load_register(connection)} if moved else {}
    language = context.options.language
    column = title("parent", language)
    for line in lines:
        event = moved.get(keys.get(line.unit.validity, ""))
        if event is None:
            continue
        was, now = event.facts["names"]
        at = said_moment(context.local(event.at))
        said = text("register-moved", language, v=line.unit.name, was=was, now=now, moment=at)
        place = {"where": where, "line": line.number, "column": column, "what": said}
        yield Told("moved", line.number, column, False, text("register-at-line", language, **place))


def _last_moves(connection: sa.Connection, term: Term) -> dict[str, Event]:
    return {unit: event for unit, of, event in all_events(connection, MOVED) if of == term}
