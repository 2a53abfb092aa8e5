"""`wardsheets template`: the empty workbook that units' spreadsheets are copied from."""

from pathlib import Path

import click


@click.command()
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.xlsx")
@click.option("--campaign", default="to-cnscd-2024", show_default=True, help="Name or folder.")
@click.option("--kind", help="Kind of unit; where there is one kind, that one, otherwise ward.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
def command(out: Path, campaign: str, kind: str | None, lang: str) -> None:
    """Write the empty workbook of one kind of unit, to be uploaded to Google Drive and copied."""
    from jobs.offline.errors import InputError
    from jobs.offline.template import write_template
    from sheets_schema.declaration import DeclarationError, read_campaign
    from sheets_schema.messages import text

    try:
        declared = read_campaign(campaign)
        only = next(iter(declared.workbooks)) if len(declared.workbooks) == 1 else "ward"
        tabs = write_template(out, declared, kind or only, lang)
    except DeclarationError as error:
        raise click.ClickException(error.in_words(lang)) from error
    except InputError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        said = text("template-not-written", lang, file=out, why=error.strerror)
        raise click.ClickException(said) from error
    click.echo(text("template-written", lang, file=out, tabs="; ".join(tabs)))
