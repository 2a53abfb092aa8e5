"""Revisions expand first: a program of the version before goes on, or stops before a change."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from jobs.store.opening.database import open_engine, open_for_upgrade
from jobs.store.opening.form import MIGRATIONS, Form, NewerStoreError, Revisions, pending
from jobs.store.opening.migrate import OthersAtWorkError, upgrade

STEPS = Revisions().missing(Form(None))
CONTRACTING = '''"""A column that programs of before read goes."""

from alembic import op

revision = "0999"
down_revision = "{before}"
branch_labels = None
depends_on = None
{oldest}

def upgrade() -> None:
    op.drop_column("unit_states", "locked_at")
'''


def tables_of(engine: sa.Engine) -> Mapping[str, sa.Table]:
    found = sa.MetaData()
    found.reflect(engine)
    return {name: table for name, table in found.tables.items() if name != "alembic_version"}


def part_of(folder: Path, last: str) -> Revisions:
    """The revisions up to one of them, as the version of that time had them."""
    shutil.copytree(MIGRATIONS, folder / last)
    for file in (folder / last / "versions").glob("r*.py"):
        if file.stem[1:5] > last:
            file.unlink()
    return Revisions(folder / last)


def breaks(before: Mapping[str, sa.Table], after: Mapping[str, sa.Table]) -> list[str]:
    """What a program that knows the tables of `before` would stumble over in those of `after`."""
    found = [f"{name} is gone" for name in before.keys() - after.keys()]
    for name in before.keys() & after.keys():
        old, new = before[name], after[name]
        found += [f"{name}: {key} is gone" for key in _keys(old) - _keys(new)]
        found += [f"{name}.{column} is gone" for column in set(old.c.keys()) - set(new.c.keys())]
        found += [f"{name}.{column.name}" for column in new.c if not _fits(old, column)]
    return found


def _keys(table: sa.Table) -> set[str]:
    """The primary key and what is unique: what an upsert names."""
    kinds = (sa.PrimaryKeyConstraint, sa.UniqueConstraint)
    held = [one for one in table.constraints if isinstance(one, kinds)]
    return {str(sorted(one.columns.keys())) for one in held}


def _fits(old: sa.Table, column: sa.Column[Any]) -> bool:
    """Whether rows of before, and rows that a program of before adds, may stand in a column."""
    before = old.c.get(column.name)
    may_be_left_out = bool(column.nullable) or column.server_default is not None
    if before is None:
        return may_be_left_out
    return str(before.type) == str(column.type) and (may_be_left_out or not before.nullable)


@pytest.mark.parametrize("before, step", list(pairwise(STEPS)))
def test_a_revision_only_adds_or_says_which_programs_may_go_on(
    tmp_path: Path, before: str, step: str
) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'store.db'}")
    upgrade(engine, revisions=part_of(tmp_path, before))
    old = tables_of(engine)
    revisions = part_of(tmp_path, step)
    upgrade(engine, revisions=revisions)
    found = breaks(old, tables_of(engine))
    engine.dispose()
    assert not found or revisions.oldest_program([step]) == step


def test_a_revision_that_takes_away_is_found_out(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'store.db'}")
    upgrade(engine)
    old = tables_of(engine)
    upgrade(engine, revisions=next_version(tmp_path))
    found = breaks(old, tables_of(engine))
    engine.dispose()
    assert found == ["unit_states.locked_at is gone"]


@pytest.fixture
def store(database_url: str) -> Iterator[str]:
    """The address of a store of today that nobody uses."""
    aside = open_for_upgrade(database_url)
    with aside.begin() as connection:
        found = sa.MetaData()
        found.reflect(connection)
        found.drop_all(connection)
    upgrade(aside)
    aside.dispose()
    yield database_url


def next_version(folder: Path, *, oldest: str = "") -> Revisions:
    """The revisions of a version to come, whose newest takes a column away."""
    shutil.copytree(MIGRATIONS, folder / "next")
    says = f'oldest_program = "{oldest}"\n' if oldest else ""
    text = CONTRACTING.format(before=STEPS[-1], oldest=says)
    (folder / "next" / "versions" / "r0999_contract.py").write_text(text, encoding="utf-8")
    return Revisions(folder / "next")


def upgraded(url: str, revisions: Revisions, **more: Any) -> list[str]:
    aside = open_for_upgrade(url)
    try:
        return upgrade(aside, revisions=revisions, **more)
    finally:
        aside.dispose()


def columns(url: str) -> set[str]:
    aside = open_for_upgrade(url)
    try:
        return set(tables_of(aside)["unit_states"].c.keys())
    finally:
        aside.dispose()


def using(url: str) -> tuple[sa.Engine, Callable[[], list[str]]]:
    """A program of today with a connection to the store, and what it finds missing in it."""
    engine = open_engine(url)

    def look() -> list[str]:
        return pending(engine, Revisions())

    look()
    return engine, look


def test_a_program_of_before_goes_on_beside_a_form_that_it_can_use(
    store: str, tmp_path: Path
) -> None:
    engine, look = using(store)
    assert upgraded(store, next_version(tmp_path)) == ["0999"]
    assert look() == []
    engine.dispose()


def test_nothing_changes_while_a_program_of_before_works_and_it_is_told(
    store: str, tmp_path: Path
) -> None:
    engine, look = using(store)
    told: list[str] = []

    def say(key: str) -> None:
        with pytest.raises(NewerStoreError):
            look()
        told.append(key)

    newer = next_version(tmp_path, oldest="0999")
    with pytest.raises(OthersAtWorkError):
        upgraded(store, newer, say=say, patience=0.3)
    assert told == ["store-waits-for-older"] and "locked_at" in columns(store)
    assert look() == []
    engine.dispose()


def test_a_change_waits_until_the_programs_of_before_have_stopped(
    store: str, tmp_path: Path
) -> None:
    engine, _ = using(store)
    newer = next_version(tmp_path, oldest="0999")
    assert upgraded(store, newer, say=lambda key: engine.dispose()) == ["0999"]
    assert "locked_at" not in columns(store)


def test_a_program_does_not_start_on_a_form_that_it_cannot_use(store: str, tmp_path: Path) -> None:
    upgraded(store, next_version(tmp_path, oldest="0999"))
    with pytest.raises(NewerStoreError):
        upgraded(store, Revisions())
