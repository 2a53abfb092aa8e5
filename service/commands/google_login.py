"""`wardsheets google-login`: the person in whose Drive the units' workbooks are made."""

import click

from service.process.starting import campaign_or_stop, of_a_campaign


@click.command()
@of_a_campaign
@click.option("--port", default=0, help="Port of this machine that the browser comes back to.")
@click.option("--browser/--no-browser", default=True, help="Open a browser here.")
@click.option("--wait", default=300, show_default=True, help="Seconds to wait for the person.")
@click.option("--forget", is_flag=True, help="Forget who signed in; their files stay theirs.")
def command(port: int, browser: bool, wait: int, forget: bool) -> None:
    """Sign in, once, with the Google account that will own the workbooks.

    Needed where the office has no shared drive. It may only see files that Wardsheets itself makes.
    On a server without a browser: ssh -L 8765:127.0.0.1:8765, then --port 8765 --no-browser, and
    open the address that is printed on your own machine.
    """
    from jobs.workbooks.owner import save_owner
    from service.access.audit import note
    from service.office import open_office
    from service.process.workbooks.google_sign_in import forget_owner, sign_owner_in

    settings = campaign_or_stop()
    here = open_office(settings)
    try:
        note(here, "owner-signed-in", about="forget" if forget else "")
        if forget:
            said = forget_owner(here)
        else:
            owner, said = sign_owner_in(here, port=port, browser=browser, wait=wait)
            with here.engine.begin() as connection:
                save_owner(connection, here.store.vault, owner)
    finally:
        here.close()
    click.echo(said)
