"""`wardsheets store`: the store itself, apart from what stands in it."""

import click


@click.group()
def command() -> None:
    """Look after the store: bring it up to date before the service starts.

    What it holds is put aside and back by `wardsheets backup` and `wardsheets restore`.
    """


@command.command()
def upgrade() -> None:
    """Bring the store to the form of this version, and do nothing else.

    Every start does the same; alone it is for rolling updates: upgrade once, then start the
    processes. Processes of the version before go on beside the new form, or are told to stop
    before anything is changed.
    """
    from jobs.store.opening.form import Revisions
    from service.opening import open_store
    from service.process.starting import settings_or_stop
    from sheets_schema.messages import text

    settings = settings_or_stop()
    store, applied = open_store(settings)
    store.close()
    key = "store-upgraded" if applied else "store-current"
    said = {"revision": Revisions().newest, "applied": ", ".join(applied)}
    click.echo(text(key, settings.language, **said))
