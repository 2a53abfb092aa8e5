"""What is said of one person: where they stand, what is kept of them, a receipt."""

from collections.abc import Iterator, Mapping

from jobs.persons.erase import plan_code
from jobs.persons.find import Search
from jobs.persons.spot import Spot
from jobs.store.law.receipts import Receipt
from service.office import Office
from sheets_schema.messages import said_moment, text


def said_search(here: Office, search: Search) -> Iterator[str]:
    """Where they stand; no number and no name."""
    say = _sayer(here)
    if not search.sure:
        yield say("person-not-found")
    else:
        yield say("person-found", n=sum(spot.cells for spot in search.sure))
    for spot in search.sure:
        yield say("person-spot", place=_place(here, spot), where=spot.where, n=spot.cells)
    maybe = [spot for spot in search.spots if not spot.sure]
    if maybe:
        yield say("person-maybe")
    for spot in maybe:
        yield say("person-maybe-spot", place=_place(here, spot), where=spot.where)
    for what in search.unread:
        yield say("person-unread", what=what)
    yield from _backups(here, search)


def _backups(here: Office, search: Search) -> Iterator[str]:
    say = _sayer(here)
    yield say("person-backups" if search.backups else "person-no-backups")
    for one in search.backups:
        made, until = _moment(here, one.made_at), _moment(here, one.keep_until)
        yield say("person-backup", name=one.name, made=made, until=until)


def said_plan(here: Office, search: Search) -> Iterator[str]:
    """The same, and what an erasure would do."""
    say = _sayer(here)
    yield from said_search(here, search)
    if search.sure:
        yield say("person-plan", mark=say("person-mark", n="…"))
        yield say("person-history")
        yield say("person-code", code=plan_code(here.store.vault, search))


def said_end(here: Office, planned: Mapping[str, int]) -> Iterator[str]:
    """What the end of a campaign destroys, and what stays."""
    say = _sayer(here)
    yield say("campaign-end-plan" if planned else "campaign-end-nothing")
    for place, n in planned.items():
        yield f"- {_place_name(here, place, '')}: {n}"
    yield say("campaign-end-stays")


def said_receipt(here: Office, receipt: Receipt) -> Iterator[str]:
    """A receipt as it is given to people: masked."""
    say = _sayer(here)
    yield say("person-receipt-title", n=receipt.number)
    yield say(
        "person-receipt-who", shown=receipt.shown, person=receipt.person, reason=receipt.reason
    )
    begun = _moment(here, receipt.begun_at)
    if receipt.ended_at is None:
        yield say("person-receipt-open", begun=begun)
    else:
        yield say("person-receipt-when", begun=begun, ended=_moment(here, receipt.ended_at))
    for place, n in receipt.planned.items():
        yield say("person-receipt-place", place=_place_name(here, place, "").strip(" ,"), n=n)
    if receipt.ended_at is None:
        yield say("person-cut-off", n=receipt.number)
    elif receipt.left:
        yield say("person-receipt-left")
        yield from (f"- {one}" for one in receipt.left)
    else:
        yield say("person-receipt-none-left")
    yield say("person-history")


def said_copy(here: Office, search: Search) -> Iterator[str]:
    """Everything that is held of a person, in full, as Markdown for that person."""
    say = _sayer(here)
    moment = said_moment(here.moment().clock)
    yield f"# {say('person-export-title', moment=moment)}"
    yield ""
    title = here.declared.title[here.settings.language]
    yield say("person-export-basis", campaign=title)
    for spot in search.sure:
        yield ""
        yield f"## {_place(here, spot)}: {spot.where}"
        yield ""
        yield from (f"- {one}" for one in spot.texts if one.strip())
    yield ""
    yield from _backups(here, search)


def _place(here: Office, spot: Spot) -> str:
    return _place_name(here, spot.place, spot.unit)


def _place_name(here: Office, place: str, unit: str) -> str:
    return text(f"person-place-{place}", here.settings.language, unit=unit)


def _moment(here: Office, at: float) -> str:
    return said_moment(here.local(at))


def _sayer(here: Office):  # type: ignore[no-untyped-def]
    return lambda key, **said: text(key, here.settings.language, **said)
