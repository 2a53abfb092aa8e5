"""Checks and publishes for ever in a child of its own, which a test kills as often as it likes.

The parent has everything imported; each line on its standard input makes a new child, whose
number it prints.
"""

import os
import sys
from pathlib import Path

from jobs.district.publish import publish
from jobs.store import Store
from jobs.unit.context import Context, Options
from jobs.ward.check import check_unit
from sheets_client.client import GoogleClient
from sheets_client.credentials import service_account_credentials
from sheets_client.errors import PassingError
from sheets_schema.declaration import read_campaign


def work(url: str, key_file: str, database: str, secret: str, district: str, code: str) -> None:
    """Runs and publications, one after another, until somebody kills us."""
    context = Context(
        accounts=(GoogleClient(service_account_credentials(Path(key_file)), base_url=url),),
        store=Store.open(database, secret),
        campaign=read_campaign("to-cnscd-2024"),
        district_spreadsheet=district,
        options=Options(row_quiet_seconds=0.3),
    )
    while True:
        try:
            check_unit(context, code)
            publish(context)
        except PassingError:
            continue


if __name__ == "__main__":
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            work(*sys.argv[1:])
        print(child, flush=True)
