"""Programs of PostgreSQL that put a database aside and back."""

import os
import subprocess

import sqlalchemy as sa

from jobs.store.opening.making_room import BackupError


def run_program(program: str, *arguments: str, url: sa.URL) -> None:
    """Runs a program of PostgreSQL; the password goes by the environment, not the command line.

    Raises `BackupError`.
    """
    parts = {
        "PGHOST": url.host,
        "PGPORT": url.port and str(url.port),
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
    }
    environ = os.environ | {name: str(value) for name, value in parts.items() if value}
    into = [f"--dbname={url.database}"] if program == "pg_restore" else []
    try:
        subprocess.run([program, *into, *arguments], env=environ, check=True, capture_output=True)
    except FileNotFoundError:
        raise BackupError(f"{program} is missing; install PostgreSQL's client programs.") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()
        raise BackupError(f"{program}: {said[-1] if said else 'failed'}") from None
