"""Brings the database to the newest form with Alembic's revisions in `jobs/store/migrations`."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(engine: sa.Engine) -> None:
    """Apply the revisions that are missing, all or none; nothing when there are none."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            # Python's sqlite3 begins no transaction before CREATE TABLE: a process killed half-way
            # would leave tables that the next start cannot make again.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
