"""`wardsheets end-campaign`: what has no ground any more is destroyed, with a receipt."""

import sys

import click

from service.process.starting import campaign_or_stop, of_a_campaign


@click.command()
@of_a_campaign
@click.option("--by", "person", required=True, metavar="EMAIL", help="Who decided it.")
@click.option("--why", required=True, metavar="WORDS", help="Upon what: a letter, a decision.")
@click.option("--seen", metavar="CODE", help="The plan that was decided upon, by its code.")
def command(person: str, why: str, seen: str | None) -> None:
    """Show what would be destroyed of a closed campaign, and destroy it once that is confirmed."""
    from jobs.persons.ending import end_campaign, end_code, plan_end
    from jobs.persons.erase import ErasureRefusedError
    from service.access.audit import note
    from service.office import open_office
    from service.persons_said import said_end, said_receipt
    from service.process.work import make_context
    from sheets_schema.messages import text

    here = open_office(campaign_or_stop())
    language = here.settings.language
    try:
        context = make_context(here)
        code = end_code(context)
        for line in said_end(here, plan_end(context)):
            click.echo(line)
        click.echo(text("person-code", language, code=code))
        if seen is None and sys.stdin.isatty():
            seen = click.prompt(text("person-confirm", language, code=code))
        if seen is None:
            raise click.ClickException(text("person-not-confirmed", language, code=code))
        note(here, "campaign-ended", about=here.campaign.name, person=person)
        receipt = end_campaign(context, person, why, seen.strip())
        if context.accounts:
            here.queue.request("clean-up", source="person")
        for line in said_receipt(here, receipt):
            click.echo(line)
    except ErasureRefusedError as error:
        raise click.ClickException(text(error.code, language)) from None
    finally:
        here.close()
