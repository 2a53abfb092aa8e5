"""Several processes: the same answer as one, nothing lost when one of them dies."""

import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from click.testing import CliRunner

from jobs.offline.check_files import check_files, processes_for
from jobs.offline.json_workbook import read_json
from jobs.offline.register_file import read_units
from jobs.offline.running.processes import in_order, usable_cpus
from service.commands.check import command as check_command
from sheets_schema.cross_unit import match_units, with_shared
from sheets_schema.declaration import read_campaign
from sheets_schema.validate import validate
from tests.jobs.offline.falling_work import minus, process_id, square, square_or_fall

ROOT = Path(__file__).parents[3]
DISTRICT = Path(__file__).parents[2] / "data" / "district"
CONFIG = DISTRICT / "config.json"
CAMPAIGN = "to-cnscd-2024"


def output(processes: int) -> str:
    args = [DISTRICT / "wards", "--units", CONFIG, "--format", "json", "--processes", processes]
    return CliRunner().invoke(check_command, [*map(str, args)]).stdout


def test_two_processes_say_the_same_as_one_to_the_letter() -> None:
    alone = output(1)
    assert output(2) == alone and alone.count("\n") > 150


def test_several_processes_do_the_work_and_the_answers_stay_in_order() -> None:
    who = in_order(process_id, range(40), 2, minus)
    assert os.getpid() not in who and in_order(square, range(40), 2, minus) == [
        number * number for number in range(40)
    ]


def test_a_process_that_dies_costs_only_the_piece_that_killed_it() -> None:
    heard: list[int] = []
    answers = in_order(square_or_fall, range(40), 2, minus, heard.append)
    assert answers == [-n if n in (7, 30) else n * n for n in range(40)]
    assert sum(heard) == 40


def test_a_death_between_two_answers_loses_nothing() -> None:
    """What is handed over to processes of which one has just died is refused, and still waits."""

    def until_the_others_died(_: int) -> None:
        time.sleep(0.3)

    answers = in_order(square_or_fall, range(40), 2, minus, until_the_others_died)
    assert answers == [-n if n in (7, 30) else n * n for n in range(40)]


def test_what_is_handed_over_between_processes_is_enough_to_compare_units() -> None:
    campaign = read_campaign(CAMPAIGN)
    register = read_units(CONFIG, campaign)
    day = register.today or date.today()
    units = {unit.code: unit for unit in register.units}
    books = [read_json(path) for path in sorted((DISTRICT / "wards").glob("*.json"))]
    whole = [validate(b.workbook, units[b.unit_code], campaign, day) for b in books]
    shared = match_units(whole)
    expected = [with_shared(one, shared.get(one.unit.code, {})).findings for one in whole]
    files = check_files([DISTRICT / "wards"], register.units, campaign, day)
    assert [file.findings for file in files] == expected


def test_a_handful_of_small_files_is_not_worth_a_second_process(tmp_path: Path) -> None:
    small, large = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    small.write_bytes(b"x" * 20_000)
    with large.open("wb") as file:
        file.truncate(50_000_000)
    assert processes_for([small] * 16) == 1
    assert processes_for([large] * 40) == min(usable_cpus(), 32)


def test_ctrl_c_ends_every_process() -> None:
    # A shell lets what it runs in the background ignore Ctrl-C.
    code = """
import multiprocessing, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from jobs.offline.running.processes import in_order
from tests.jobs.offline.falling_work import interrupt, minus
try:
    in_order(interrupt, range(8), 2, minus)
except KeyboardInterrupt:
    print("stopped", multiprocessing.active_children())
"""
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert (run.stdout, run.stderr) == ("stopped []\n", "")
