"""The form of a store: the revision it has, and the oldest programs that can work with it.

Revisions expand first and contract one version later: a revision only adds tables, and columns
that may be empty or have a default of the server's, so that programs of the version before go on
beside it. One that takes away, renames or changes says `oldest_program = "<its own number>"`:
then programs of before stop, each in words, before anything is changed.
"""

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from jobs.store.journal import get_fact

MIGRATIONS = Path(__file__).parents[1] / "migrations"
FACT = "oldest-program"


class NewerStoreError(Exception):
    """A newer version of the program has changed the store so that this one cannot use it."""


@dataclass(frozen=True, slots=True)
class Form:
    """`revision` is None for a store without tables; `oldest_program` is the revision of the
    oldest programs that may use it, empty for any."""

    revision: str | None
    oldest_program: str = ""


class Revisions:
    """The revisions that a program has, in their order; by default those of this one."""

    def __init__(self, folder: Path = MIGRATIONS) -> None:
        self.folder = folder
        found = ScriptDirectory(str(folder)).walk_revisions()
        self._oldest = {
            one.revision: str(getattr(one.module, "oldest_program", "")) for one in found
        }

    @property
    def newest(self) -> str:
        """The revision that this program was written for."""
        return max(self._oldest)

    def missing(self, form: Form) -> list[str]:
        """What is still to be applied; raises `NewerStoreError` where the store is ahead."""
        if form.oldest_program > self.newest:
            raise NewerStoreError
        return sorted(one for one in self._oldest if one > (form.revision or ""))

    def oldest_program(self, applied: list[str]) -> str:
        """The oldest programs that may go on when these are applied; empty: all."""
        return max((self._oldest[one] for one in applied), default="")


def form_of(connection: sa.Connection) -> Form:
    """The form that a store has now."""
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is None:
        return Form(None)
    return Form(revision, str(get_fact(connection, FACT) or ""))


def pending(engine: sa.Engine, revisions: Revisions) -> list[str]:
    """The revisions that a store lacks; raises `NewerStoreError`."""
    with engine.connect() as connection:
        return revisions.missing(form_of(connection))
