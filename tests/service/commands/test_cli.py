"""The command line: every command explains itself, loads only what it needs, and stops loudly."""

import gc
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.cli import main
from service.process.executor import executor_name
from service.settings.source import read_settings
from sheets_schema.finding import Severity
from tests.service.conftest import make_service

# Commands set up the logging of the whole process.
pytestmark = pytest.mark.usefixtures("usual_logging")

COMMANDS = main.list_commands(None)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 4


def test_asking_what_check_does_loads_neither_pandas_nor_the_job_engine() -> None:
    program = (
        "import sys; from service.cli import main\n"
        "try: main(['check', '--help'])\n"
        "except SystemExit: pass\n"
        "print({'pandas', 'dbos', 'flask'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "set()", done.stderr


def elsewhere(encoding: str, stdout: int, *words: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process whose streams have the encoding of another machine."""
    program = [sys.executable, "-c", "from service.cli import main; main()", *words]
    machine = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    return subprocess.run(program, stdout=stdout, stderr=subprocess.PIPE, env=machine, timeout=60)


def test_a_file_gets_every_letter_on_a_machine_with_another_code_page() -> None:
    done = elsewhere("cp1252", subprocess.PIPE, "rules", "page")
    assert done.returncode == 0, done.stderr.decode()
    assert "Phải sửa" in done.stdout.decode("utf-8")


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal of Unix")
def test_a_terminal_without_vietnamese_letters_shows_question_marks(tmp_path: Path) -> None:
    screen, terminal = os.openpty()
    done = elsewhere("latin-1", terminal, "template", str(tmp_path / "t.xlsx"))
    os.close(terminal)
    assert done.returncode == 0, done.stderr.decode()
    assert os.read(screen, 1000).startswith("?ã ghi ".encode("latin-1"))
    os.close(screen)


def run(tmp_path: Path, *words: str, **environ: str) -> tuple[int, str]:
    settings = {"WARDSHEETS_DATA_DIR": str(tmp_path / "data")}
    settings |= {f"WARDSHEETS_{name}": text for name, text in environ.items()}
    result = CliRunner().invoke(main, list(words), env=settings)
    return result.exit_code, result.output


def test_wrong_settings_stop_a_command_and_are_all_named(tmp_path: Path) -> None:
    code, said = run(tmp_path, "serve", PORT="eighty", LANGUAGE="fr")
    assert code == 2
    assert "WARDSHEETS_PORT" in said and "WARDSHEETS_LANGUAGE" in said


# Waitress leaves the socket that it could not bind to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_port_that_is_taken_stops_the_start_in_words(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = str(held.getsockname()[1])
        code, said = run(tmp_path, "serve", PORT=port)
        data = ["demo", "--data", str(tmp_path / "d"), "--port"]
        demo = CliRunner().invoke(main, [*data, port])
        beside = CliRunner().invoke(main, [*data, "0", "--service-port", port])
    assert (code, demo.exit_code, beside.exit_code) == (1, 1, 1)
    # Here, where it is expected, and not in a test after this one.
    gc.collect()
    assert f"127.0.0.1:{port}" in said and "WARDSHEETS_PORT" in said
    assert f"Cổng {port}" in beside.output
    assert f"Cổng {port}" in demo.output and not (tmp_path / "d").exists()


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    code, said = run(tmp_path, "jobs", DATA_DIR=str(tmp_path / "file" / "data"))
    assert (code, "WARDSHEETS_DATA_DIR" in said) == (1, True)


def test_a_folder_that_is_no_district_is_named_with_what_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"x": 1}', encoding="utf-8")
    words = ["demo", "--once", "--data", str(tmp_path / "d"), "--district", str(tmp_path)]
    demo = CliRunner().invoke(main, words)
    assert (demo.exit_code, "config.json: the key wards is missing" in demo.output) == (2, True)


def test_the_jobs_are_listed_with_their_next_run(tmp_path: Path) -> None:
    code, said = run(tmp_path, "jobs", SCHEDULE="sweep = off")
    assert code == 0
    assert "full-check" in said and "0 waiting or running, 0 failed" in said


@pytest.mark.parametrize(
    "name, wrong",
    [
        ("DATABASE_URL", "postgresql+psycopg://u:hunter2@127.0.0.1:1/x"),
        ("DATABASE_URL", "sqlite:////dev/null/x.db"),
        ("DATABASE_URL", "sqlite:///{file}"),
        ("SERVICE_ACCOUNTS", "{file}"),
    ],
)
def test_a_start_that_finds_no_store_or_no_key_says_which_setting(
    tmp_path: Path, name: str, wrong: str
) -> None:
    (tmp_path / "photo").write_bytes(b"\xff\xfe\x00" * 400)
    given = {name: wrong.format(file=tmp_path / "photo")}
    code, said = run(tmp_path, "serve", PORT="0", **given)
    assert (code, said.startswith(f"Error: WARDSHEETS_{name}: ")) == (1, True)
    assert "Traceback" not in said and "hunter2" not in said


def test_a_job_that_does_not_exist_is_refused_with_those_that_do(tmp_path: Path) -> None:
    code, said = run(tmp_path, "run", "tea")
    assert (code, "sweep" in said) == (2, True)


def test_a_job_is_run_by_hand_to_its_end(tmp_path: Path) -> None:
    code, said = run(tmp_path, "run", "full-check")
    assert (code, "1/1" in said) == (0, True)


def test_who_looked_at_full_numbers_is_listed_newest_first(tmp_path: Path) -> None:
    service = make_service(tmp_path / "data")
    service.found("P02", "phone-short", "0912", Severity.MUST_FIX)
    for path in ("/units/P02/unmasked", "/report/unmasked.docx"):
        assert service.browser.post(path, headers=service.program("officer")).status_code == 200
    service.here.close()
    code, said = run(tmp_path, "looks")
    first, second, total = (line.split("  ")[-2:] for line in said.splitlines())
    assert (code, total) == (0, ["2 in 30 days"])
    assert first == ["operator@localhost", "report"] and second == [
        "operator@localhost",
        "findings P02",
    ]


def test_a_new_link_can_be_asked_for(tmp_path: Path) -> None:
    code, said = run(tmp_path, "login-link", PUBLIC_URL="https://ward.example")
    assert (code, said.startswith("https://ward.example/login/link?token=")) == (0, True)


def test_preflight_without_anything_says_how_to_begin(tmp_path: Path) -> None:
    code, said = run(tmp_path, "preflight")
    assert (code, "WARDSHEETS_SERVICE_ACCOUNTS" in said) == (1, True)


def test_two_workers_of_one_name_do_not_run_side_by_side(tmp_path: Path) -> None:
    settings = read_settings({"WARDSHEETS_DATA_DIR": str(tmp_path), "WARDSHEETS_WORKER_ID": "w"})
    first = executor_name(settings, "worker")
    assert first.__enter__() == "w"
    with pytest.raises(SystemExit):
        executor_name(settings, "worker").__enter__()
    first.__exit__(None, None, None)
    with executor_name(settings, "worker") as name:
        assert name == "w"
