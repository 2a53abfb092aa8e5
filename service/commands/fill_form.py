"""`wardsheets fill-form`: the receiver's own XLSX filled from the data in the store."""

from pathlib import Path

import click

from service.process.starting import campaign_or_stop, of_a_campaign

_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command()
@of_a_campaign
@click.argument("form", type=_FILE, metavar="FORM.xlsx")
@click.argument("mapping", type=_FILE, metavar="MAPPING.toml")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False), metavar="OUT.xlsx")
@click.option("--unmasked", is_flag=True, help="ID and telephone numbers in full.")
@click.option("--unfinished", is_flag=True, help="Also while reports of units are not taken.")
def command(form: Path, mapping: Path, out: Path, unmasked: bool, unfinished: bool) -> None:
    """Fill FORM.xlsx, a form of somebody else's, as MAPPING.toml says, into OUT.xlsx."""
    from jobs.report.foreign_form import ForeignForm, WrongFormError
    from jobs.report.late_letter import urged
    from service.access.audit import note
    from service.errors import NotFound
    from service.office import open_office
    from service.pages.access.persons import persons_now
    from service.pages.report_now import figures_now
    from sheets_schema.messages import text

    here = open_office(campaign_or_stop())
    language = here.settings.language
    try:
        figures = figures_now(here)
        if (late := urged(figures)) and not unfinished:
            raise click.ClickException(text("form-unfinished", language, n=len(late)))
        filled = ForeignForm(form.read_bytes(), figures, unmasked=unmasked)
        content = filled.fill(mapping.read_bytes())
        what = "look-report" if unmasked else "export-report"
        note(here, what, about=out.name, persons=persons_now(here))
        out.write_bytes(content)
    except NotFound as error:
        raise click.ClickException(error.message) from error
    except WrongFormError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from error
    finally:
        here.close()
    click.echo(text("form-filled", language, file=out))
