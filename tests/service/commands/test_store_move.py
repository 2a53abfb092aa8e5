"""`wardsheets store move`: from an SQLite file into PostgreSQL, whole or not at all."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from jobs.store.all_tables import METADATA
from jobs.store.opening import moving
from service.cli import main
from service.pages.unit_view import read_kinds, read_unit
from sheets_schema.finding import Severity
from tests.service.conftest import Service, make_service
from tests.service.process.test_joint_starts import make_older

pytestmark = pytest.mark.usefixtures("usual_logging")


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Service]:
    """A service on an SQLite file, with a unit that has a finding, and stopped."""
    service = make_service(tmp_path / "data")
    service.found("P02", "phone-short", "0912", Severity.MUST_FIX)
    service.hint("file-of-ward-one")
    service.here.close()
    yield service


def move(source: Service, target: str, *more: str) -> Result:
    environ = {"WARDSHEETS_DATA_DIR": str(source.here.settings.data_dir)}
    return CliRunner().invoke(main, ["store", "move", "--to", target, *more], env=environ)


def store_of(source: Service) -> Path:
    return source.here.settings.data_dir / "wardsheets.db"


def rows_of(url: str) -> dict[str, int]:
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        count = sa.func.count()
        return {
            table.name: connection.scalar(sa.select(count).select_from(table)) or 0
            for table in METADATA.sorted_tables
        }


@pytest.mark.postgresql
def test_a_moved_store_is_read_as_before_and_goes_on_counting(
    source: Service, postgresql: str, tmp_path: Path
) -> None:
    before = rows_of(source.here.settings.store_url)
    said = move(source, postgresql)
    assert said.exit_code == 0 and f"{sum(before.values())} dòng" in said.output
    assert rows_of(postgresql) == before and not store_of(source).exists()
    moved = make_service(source.here.settings.data_dir, DATABASE_URL=postgresql)
    [kind] = read_kinds(moved.here, read_unit(moved.here, "P02"))
    assert kind.code == "phone-short" and moved.waiting() == [("check-unit", "P01")]
    moved.found("P01", "phone-short", "0913", Severity.MUST_FIX)
    moved.here.close()


@pytest.mark.postgresql
def test_a_plan_changes_nothing(source: Service, postgresql: str) -> None:
    said = move(source, postgresql, "--plan")
    assert said.exit_code == 0 and "findings" in said.output and store_of(source).exists()
    engine = sa.create_engine(postgresql, poolclass=sa.NullPool)
    assert sa.inspect(engine).get_table_names() == []


@pytest.mark.postgresql
def test_no_store_and_nothing_of_others_is_written_over(source: Service, postgresql: str) -> None:
    engine = sa.create_engine(postgresql, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE of_somebody (a int)"))
    assert "của chương trình khác (of_somebody)" in move(source, postgresql).output
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE of_somebody"))
    make_service(source.here.settings.data_dir / "other", DATABASE_URL=postgresql).here.close()
    said = move(source, postgresql)
    assert said.exit_code == 1 and "đã có một kho dữ liệu" in said.output
    assert store_of(source).exists()


@pytest.mark.postgresql
def test_who_uses_either_store_is_in_the_way(source: Service, postgresql: str) -> None:
    running = make_service(source.here.settings.data_dir)
    assert "đang được dùng" in move(source, postgresql).output
    running.here.close()
    other = sa.create_engine(postgresql, poolclass=sa.NullPool)
    with other.connect():
        assert "đang dùng cơ sở dữ liệu đích" in move(source, postgresql).output


@pytest.mark.postgresql
def test_what_cannot_be_copied_whole_leaves_the_target_empty_and_may_be_tried_again(
    source: Service, postgresql: str
) -> None:
    engine = sa.create_engine(source.here.settings.store_url, poolclass=sa.NullPool)
    widen = "UPDATE org_units SET name = :name WHERE code = 'P01'"
    with engine.begin() as connection:
        connection.execute(sa.text(widen), {"name": "P" * 500})
    said = move(source, postgresql)
    assert said.exit_code == 1 and "bảng org_units" in said.output and "PPP" not in said.output
    # What a store says of its own form is no data.
    assert [table for table, rows in rows_of(postgresql).items() if rows] == ["facts"]
    with engine.begin() as connection:
        connection.execute(sa.text(widen), {"name": "Phường P01"})
    assert move(source, postgresql).exit_code == 0


@pytest.mark.postgresql
def test_an_older_store_is_brought_up_to_date_first(tmp_path: Path, postgresql: str) -> None:
    make_older(f"sqlite:///{tmp_path / 'wardsheets.db'}", "0005")
    environ = {"WARDSHEETS_DATA_DIR": str(tmp_path)}
    said = CliRunner().invoke(main, ["store", "move", "--to", postgresql], env=environ)
    assert said.exit_code == 1 and "wardsheets store upgrade" in said.output


@pytest.mark.parametrize(
    "target, words",
    [
        ("sqlite:///other.db", "--to postgresql+psycopg://"),
        ("mysql://a/b", "--to postgresql+psycopg://"),
        ("postgresql+psycopg://u:hunter2@127.0.0.1:1/none", "Không vào được cơ sở dữ liệu đích"),
    ],
)
def test_a_target_that_is_none_is_told(source: Service, target: str, words: str) -> None:
    said = move(source, target)
    assert said.exit_code == 1 and words in said.output and "hunter2" not in said.output
    assert store_of(source).exists()


def test_where_there_is_no_store_there_is_nothing_to_move(tmp_path: Path) -> None:
    with pytest.raises(moving.MoveError) as error:
        moving.plan(tmp_path / "none.db", os.devnull)
    assert error.value.key == "store-move-none"
