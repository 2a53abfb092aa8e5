"""`wardsheets store`: the store itself, apart from what stands in it."""

import click

from service.process.starting import campaigns_or_stop, of_a_campaign


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
