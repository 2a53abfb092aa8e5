"""`wardsheets token`: the short form of `wardsheets tokens new`, kept for scripts of before."""

import click


@click.command()
@click.argument("email")
@click.option("--role", type=click.Choice(["viewer", "officer", "admin"]), default="viewer")
def command(email: str, role: str) -> None:
    """Print a bearer token for EMAIL, valid for 90 days (`wardsheets tokens new` says more)."""
    from service.access.tokens import USUAL_DAYS
    from service.commands.tokens import print_new

    print_new("wardsheets token", email, role, USUAL_DAYS)
