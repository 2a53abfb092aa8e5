"""Who can write the engine's tables, or mails a backup, runs no code of theirs in a worker."""

import base64
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from dbos import _serialization

from jobs.queue.engine import migrate
from jobs.queue.upkeep import heal
from jobs.queue.wire import JsonWire, RefusedPickle
from jobs.store.opening.database import open_engine
from tests.jobs.queue.test_queue import Office


class Payload:
    """Makes a file where it is unpickled."""

    def __init__(self, proof: Path) -> None:
        self._proof = proof

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return Path.touch, (self._proof,)


def pickled(proof: Path) -> str:
    found = {"args": ("check", Payload(proof)), "kwargs": {}}
    return base64.b64encode(pickle.dumps(found)).decode()


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """With a worker that the test starts."""
    engine = open_engine(database_url)
    migrate(engine, database_url)
    made = Office(database_url, engine)
    yield made
    made.worker.stop(patience=5)
    made.queue.close()
    engine.dispose()


def tables(office: Office) -> str:
    return "dbos." if office.queue.engine.dialect.name == "postgresql" else ""


def write(office: Office, statement: str, **said: str) -> None:
    with office.queue.engine.begin() as connection:
        connection.execute(sa.text(statement.replace("@", tables(office))), said)


def tamper(office: Office, proof: Path, says: str) -> None:
    """Every input that waits becomes one that makes the file, and says how it was written."""
    write(office, "UPDATE @workflow_input SET inputs = :it", it=pickled(proof))
    write(office, "UPDATE @workflow_status SET serialization = :says", says=says)


def test_the_engine_keeps_what_it_is_given_as_json(office: Office) -> None:
    office.ask("W1")
    with office.queue.engine.connect() as connection:
        query = sa.text(f"SELECT inputs FROM {tables(office)}workflow_input")
        found = connection.execute(query).scalars().all()
    office.worker.start()
    assert '{"args": ["check", "W1"], "kwargs": {}}' in found


@pytest.mark.parametrize("says", ["py_pickle", "wardsheets-json", "made-up"])
def test_a_row_that_was_tampered_with_runs_nothing_and_the_work_is_asked_for_again(
    office: Office, tmp_path: Path, says: str
) -> None:
    office.ask("W1", urgent=True)
    tamper(office, tmp_path / "proof", says)
    office.worker.start()
    office.until(lambda: heal(office.worker) or not office.queue.active())
    office.until(lambda: office.runs == ["W1"])
    assert not (tmp_path / "proof").exists()


def test_a_row_that_is_slipped_in_while_it_works_stops_nobody(
    office: Office, tmp_path: Path
) -> None:
    office.worker.start()
    office.ask("W1")
    office.queue.request("check", "W2", source="person", delay=1.0)
    tamper(office, tmp_path / "proof", "py_pickle")
    office.ask("W3", urgent=True)
    office.until(lambda: "W3" in office.runs)

    def all_done() -> bool:
        heal(office.worker)
        return {"W1", "W2", "W3"} <= set(office.runs)

    office.until(all_done)
    assert not (tmp_path / "proof").exists()


def test_the_wire_has_no_form_for_anything_else() -> None:
    with pytest.raises(TypeError):
        JsonWire().serialize(Path("x"))
    error = JsonWire().deserialize(JsonWire().serialize(ValueError("031085001234")))
    assert "031085001234" not in repr(error)
    with pytest.raises(RefusedPickle):
        _serialization.DBOSDefaultSerializer.deserialize(pickled(Path("never")))
