"""`wardsheets settings`: what is set, or the page of all settings."""

import click


@click.command()
@click.option("--markdown", is_flag=True, help="Print docs/settings.md.")
def command(markdown: bool) -> None:
    """Check the settings in force, or print the page of all settings."""
    from service.process.starting import settings_or_stop
    from service.settings.page import settings_page

    if markdown:
        click.echo(settings_page(), nl=False)
        return
    from service.rooms import rooms

    settings = settings_or_stop()
    click.echo(f"Settings are in order. Data folder: {settings.data_dir}")
    for one in rooms(settings):
        if one.room:
            click.echo(f"{one.room}: {one.campaign}, {one.address}{one.place}, {one.data_dir}")
