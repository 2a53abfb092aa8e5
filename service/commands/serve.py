"""`wardsheets serve`: the web service, with a worker in the same process unless told otherwise."""

import click


@click.command()
@click.option("--no-worker", is_flag=True, help="Only the web; run `wardsheets worker` beside it.")
def command(no_worker: bool) -> None:
    """Serve pages, API and webhooks, and do the work."""
    from service.process.running import serve
    from service.process.starting import settings_or_stop

    serve(settings_or_stop(), with_worker=not no_worker)
