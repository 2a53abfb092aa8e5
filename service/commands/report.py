"""`wardsheets report`: the draft of the official report from the data in the store."""

from pathlib import Path

import click

from service.process.starting import campaign_or_stop, of_a_campaign


@click.command()
@of_a_campaign
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.docx")
@click.option("--unmasked", is_flag=True, help="ID and telephone numbers in full.")
def command(out: Path, unmasked: bool) -> None:
    """Draft the report as it stands now into FILE.docx."""
    from service.access.audit import note
    from service.errors import NotFound
    from service.office import open_office
    from service.pages.access.persons import persons_now
    from service.pages.report_now import drafted
    from sheets_schema.messages import text

    here = open_office(campaign_or_stop())
    try:
        content = drafted(here, unmasked=unmasked)
        what = "look-report" if unmasked else "export-report"
        note(here, what, about=out.name, persons=persons_now(here))
        out.write_bytes(content)
    except NotFound as error:
        raise click.ClickException(error.message) from error
    except OSError as error:
        raise click.ClickException(f"{out}: {error.strerror}") from error
    finally:
        here.close()
    click.echo(text("report-written", here.settings.language, file=out))
