"""`wardsheets store`: the store itself, apart from what stands in it."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.process.starting import campaign_or_stop, campaigns_or_stop, of_a_campaign

if TYPE_CHECKING:
    from service.settings.declared import Settings


@click.group()
def command() -> None:
    """Look after the store: bring it up to date before the service starts.

    What it holds is put aside and back by `wardsheets backup` and `wardsheets restore`.
    """


@command.command()
@of_a_campaign
def upgrade() -> None:
    """Bring the store to the form of this version, and do nothing else.

    Every start does the same; alone it is for rolling updates: upgrade once, then start the
    processes. Processes of the version before go on beside the new form, or are told to stop
    before anything is changed.
    """
    from jobs.store.opening.form import Revisions
    from service.opening import open_store
    from sheets_schema.messages import text

    for settings in campaigns_or_stop():
        store, applied = open_store(settings)
        store.close()
        key = "store-upgraded" if applied else "store-current"
        said = {"revision": Revisions().newest, "applied": ", ".join(applied)}
        line = text(key, settings.language, **said)
        click.echo(f"{settings.room}: {line}" if settings.room else line)


@command.command()
@of_a_campaign
@click.option(
    "--to",
    "target",
    required=True,
    metavar="URL",
    help="postgresql+psycopg://user@host/name of an empty database. Leave the password to "
    "PGPASSWORD or a .pgpass file: others can read command lines.",
)
@click.option("--plan", "only_plan", is_flag=True, help="Say what would be moved, and end.")
def move(target: str, only_plan: bool) -> None:
    """Move the store from its SQLite file into PostgreSQL.

    Stop the service first. All rows go in one transaction and are counted there; then the file
    is set aside under another name. The keys stay where they are.
    """
    from jobs.store.opening.moving import MoveError
    from sheets_schema.messages import text

    settings = campaign_or_stop()
    try:
        _move(settings, target, only_plan)
    except MoveError as error:
        raise click.ClickException(text(error.key, settings.language, **error.words)) from None


def _move(settings: "Settings", target: str, only_plan: bool) -> None:
    import sqlalchemy as sa

    from jobs.queue.engine import migrate
    from jobs.store.opening import moving
    from jobs.store.opening.database import is_file, open_for_upgrade
    from service.settings.kinds import database_url
    from sheets_schema.messages import text

    try:
        if not is_file(settings.store_url) or is_file(database_url(target)):
            raise moving.MoveError("store-move-kinds")
    except ValueError:
        raise moving.MoveError("store-move-kinds") from None
    source = Path(str(sa.make_url(settings.store_url).database))
    place = sa.make_url(target).render_as_string(hide_password=True)
    counts = moving.plan(source, target)
    _say_counts(counts)
    said = {"rows": sum(counts.values()), "store": source, "place": place}
    click.echo(text("store-move-plan", settings.language, **said))
    if only_plan:
        return
    engine = open_for_upgrade(target)
    migrate(engine, target, lambda key: click.echo(text(key, settings.language), err=True))
    engine.dispose()
    moved = sum(moving.move(source, target).values())
    aside = moving.set_aside(source)
    said = {"rows": moved, "aside": aside, "place": place}
    click.echo(text("store-moved", settings.language, **said))


def _say_counts(counts: Mapping[str, int]) -> None:
    for name, count in counts.items():
        if count:
            click.echo(f"{count:>9}  {name}")
