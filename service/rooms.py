"""The campaigns of a service, each with a store of its own, and whose a store from before is."""

from dataclasses import replace
from pathlib import Path

import click
import sqlalchemy as sa

from jobs.store.opening.database import is_file, open_for_upgrade
from jobs.store.periods import held_for
from service.settings import secrets_store
from service.settings.campaigns import declared_name, each_campaign
from service.settings.declared import Settings
from sheets_schema.messages import text


def rooms(settings: Settings) -> tuple[Settings, ...]:
    """The settings of each campaign, the one first that has the store from before, which stays
    where it is. A ClickException says whose store nobody knows."""
    each = each_campaign(settings)
    if settings.campaigns is None:
        return each
    home = _home(settings, each)
    return tuple(sorted(home, key=lambda one: not is_home(one)))


def is_home(settings: Settings) -> bool:
    """Whether its addresses are those of the service from before there were several."""
    return not settings.room or settings.data_dir == settings.common_dir


def _home(settings: Settings, each: tuple[Settings, ...]) -> tuple[Settings, ...]:
    if any(is_home(one) for one in each) or not is_file(settings.store_url):
        return each
    store = settings.data_dir / Path(str(sa.make_url(settings.store_url).database)).name
    if not store.exists() or not store.stat().st_size:
        _refuse_what_is_gone(settings, store)
        return each
    theirs = _campaign_in(settings.store_url)
    if theirs not in {declared_name(one) for one in each}:
        said = {"store": store, "theirs": theirs or "–", "folder": settings.campaigns}
        known = ", ".join(f"{one.room} ({declared_name(one)})" for one in each)
        raise click.ClickException(text("store-whose", settings.language, known=known, **said))
    return tuple(
        replace(one, data_dir=settings.data_dir) if declared_name(one) == theirs else one
        for one in each
    )


def _refuse_what_is_gone(settings: Settings, store: Path) -> None:
    """Keys of a store stand beside it; those of a service with several stand with their own."""
    keys = (secrets_store.ENCRYPTION, secrets_store.HINTS)
    signs = [name for name in keys if (settings.data_dir / name).exists()]
    if signs:
        said = {"store": store, "folder": settings.data_dir, "signs": ", ".join(signs)}
        raise click.ClickException(text("store-gone", settings.language, **said))


def _campaign_in(url: str) -> str:
    engine = open_for_upgrade(url)
    try:
        with engine.connect() as connection:
            found = held_for(connection)
            return found.campaign if found else ""
    finally:
        engine.dispose()


def room_named(settings: Settings, name: str) -> Settings:
    """The settings of one campaign by the name of its file, or by its own; the name may be left
    out where there is one. A ClickException says which there are."""
    each = rooms(settings)
    if not name and len(each) == 1:
        return each[0]
    for one in each:
        if name in (one.room or one.campaign, declared_name(one)):
            return one
    known = ", ".join(one.room or declared_name(one) for one in each)
    said = "campaign-which" if not name else "campaign-none-such"
    raise click.ClickException(text(said, settings.language, name=name, known=known))
