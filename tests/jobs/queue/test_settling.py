"""How long edits are gathered follows what is left of the budget."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from jobs.queue.settling import Settling
from jobs.store.all_tables import METADATA
from jobs.store.opening.database import open_engine
from jobs.store.work.quota import Limit, SharedBudget

SOON, LATE = 1.0, 11.0


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_engine(f"sqlite:///{tmp_path / 'b.db'}")
    METADATA.create_all(engine)
    yield engine
    engine.dispose()


class Moments:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def budget_of(engine: sa.Engine, account: str, clock: Moments) -> SharedBudget:
    limits = {"read": Limit(58, 10), "write": Limit(58, 10)}
    return SharedBudget(engine, account, limits, clock, sleep=lambda _: None)


def settling(engine: sa.Engine, *accounts: str) -> tuple[Settling, list[SharedBudget], Moments]:
    clock = Moments()
    budgets = [budget_of(engine, account, clock) for account in accounts]
    return Settling(budgets, SOON, clock), budgets, clock


def test_a_check_begins_soon_while_there_is_budget(engine: sa.Engine) -> None:
    found, _, _ = settling(engine, "one")
    assert found.seconds(LATE) == SOON


def test_edits_are_gathered_for_long_when_an_account_has_to_spare_calls(engine: sa.Engine) -> None:
    found, budgets, clock = settling(engine, "one", "two")
    for _ in range(9):
        budgets[1].acquire("read")
    assert found.seconds(LATE) == LATE
    clock.now += 60
    assert found.seconds(LATE) == SOON


def test_second_looks_and_rotation_give_way_before_an_edit_has_to(engine: sa.Engine) -> None:
    found, budgets, clock = settling(engine, "one", "two")
    assert (found.again(10.0), found.spare()) == (10.0, 1.0)
    for _ in range(5):
        budgets[1].acquire("write")
    clock.now += 0.9
    assert found.seconds(LATE) == SOON
    assert (found.again(10.0), found.spare()) == (30.0, 0.0)


def test_rotation_takes_the_less_the_more_of_the_burst_is_used(engine: sa.Engine) -> None:
    found, budgets, _ = settling(engine, "one")
    for _ in range(2):
        budgets[0].acquire("read")
    assert found.spare() == pytest.approx(0.5)


def test_who_asks_for_no_quiet_at_all_gets_none(engine: sa.Engine) -> None:
    found, _, _ = settling(engine, "one")
    assert found.seconds(0.0) == 0.0


def test_a_budget_that_cannot_be_asked_is_spared(engine: sa.Engine) -> None:
    found, _, _ = settling(engine, "one")
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE budget"))
    assert found.seconds(LATE) == LATE
    assert found.spare() == 0.0
