"""`wardsheets processing-register`: the draft of the register of processing activities."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.process.starting import campaign_or_stop, of_a_campaign

if TYPE_CHECKING:
    from jobs.persons.processing import Facts
    from service.office import Office


@click.command()
@of_a_campaign
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def command(file: Path) -> None:
    """Draft the register into FILE (.docx or .md), out of the campaign and the settings."""
    from jobs.persons.processing import as_document, as_markdown, sections
    from service.office import open_office
    from sheets_schema.messages import text

    settings = campaign_or_stop()
    if file.suffix.lower() not in {".docx", ".md"}:
        raise click.ClickException(text("processing-ending-wrong", settings.language))
    here = open_office(settings)
    try:
        found = list(sections(here.campaign, _facts(here)))
        if file.suffix.lower() == ".md":
            file.write_text(as_markdown(found), encoding="utf-8")
        else:
            file.write_bytes(as_document(found))
    finally:
        here.close()
    click.echo(text("processing-written", settings.language, file=file))


def _facts(here: "Office") -> "Facts":
    from jobs.persons.processing import Facts
    from jobs.store.units import load_units

    settings = here.settings
    with here.engine.connect() as connection:
        units = len(load_units(connection))
    by = (
        settings.oidc_issuer
        or settings.identity_header
        or "một lần bằng đường dẫn của người vận hành"
    )
    return Facts(
        day=f"{here.moment().clock:%d/%m/%Y}",
        keep_days=settings.retention_days,
        backup_days=settings.backup_keep_days,
        units=units,
        google=bool(settings.service_accounts) and not settings.google_url,
        server=here.engine.dialect.name,
        sign_in=by,
    )
