"""`wardsheets demo`: the whole product on this machine, on a local Google and a messy district."""

import json
import socket
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from demo.district import District
    from demo.local_google import LocalGoogle
    from demo.made_up import MadeUp
    from demo.seeding import Seeded
    from service.pages.board import UnitLine
    from service.process.main_job import MainResult
    from service.settings.declared import Settings
    from sheets_schema.campaign import Campaign
    from sheets_schema.org_unit import OrgUnit

EMULATOR_PORT = 8700
SERVICE_PORT = 8000
# The campaign that the sample district reports for.
SHIPPED = "to-cnscd-2024"
# Columns of a terminal that the table of units needs with its frame.
WIDE_ENOUGH = 76


@click.command()
@click.option("--once", is_flag=True, help="Do the main job and end, without serving.")
@click.option(
    "--campaign",
    default=SHIPPED,
    show_default=True,
    help="Name or folder of a campaign; of any but the first the units are made up.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder that holds all state: the local Google and the store. Usually demo-data, and "
    "demo-data-NAME of another campaign.",
)
@click.option(
    "--json", "report", type=click.Path(path_type=Path, dir_okay=False), help="Write the outcome."
)
@click.option(
    "--district",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Another district: a folder with config.json and wards/*.json.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=None,
    help="Port of the local Google (0: free ones, for the service too).",
)
@click.option(
    "--service-port",
    type=click.IntRange(0, 65_535),
    default=None,
    help="Port of the service (0: a free one). Usually 8000.",
)
def command(
    once: bool,
    campaign: str,
    data: Path | None,
    report: Path | None,
    folder: Path | None,
    port: int | None,
    service_port: int | None,
) -> None:
    """Run the main job on a local Google, say what to open, and keep serving."""
    _make_sure_is_installed()
    declared = _declared(campaign)
    data = data or Path("demo-data" if campaign == SHIPPED else f"demo-data-{declared.name}")
    from demo.district import DistrictError
    from demo.local_google import LocalGoogleError

    if port is None:
        port = 0 if once else EMULATOR_PORT
    if service_port is None:
        service_port = SERVICE_PORT if port else 0
    ports = (port, service_port or _free_port())
    try:
        shown = _shown(declared, folder)
        _demo(shown, campaign, once=once, data=data, report=report, ports=ports)
    except (DistrictError, LocalGoogleError) as error:
        click.echo(f"wardsheets demo: {error}", err=True)
        sys.exit(2)


def _declared(campaign: str) -> "Campaign":
    from sheets_schema.declaration import DeclarationError, read_campaign

    try:
        return read_campaign(campaign)
    except DeclarationError as error:
        raise click.ClickException(error.in_words("vi")) from error


def _shown(declared: "Campaign", folder: Path | None) -> "MadeUp":
    """The district of that folder or the sample, or one made up for a campaign of its own."""
    from demo.district import SAMPLE, read_district
    from demo.made_up import MadeUp, make_up

    if folder is None and declared.name != SHIPPED:
        return make_up(declared)
    place = folder or SAMPLE
    return MadeUp(read_district(place), _register_of(place / "config.json", declared))


def _demo(
    shown: "MadeUp",
    campaign: str,
    *,
    once: bool,
    data: Path,
    report: Path | None,
    ports: tuple[int, int],
) -> None:
    """`ports` are that of the local Google and that of the service."""
    from demo.local_google import running_emulator
    from demo.seeding import seed

    port, service_port = ports
    for one in [port] if once else [port, service_port]:
        _make_sure_is_free(one)
    _make_sure_is_writable(data, report)
    with running_emulator(data / "google", port) as google:
        seeded = seed(google, shown.district, data / "demo.json")
        settings = _settings(data, google, seeded, shown.district, service_port)
        settings = replace(settings, campaign=campaign)
        result, lines = _main_job(settings, shown, seeded)
        _print_table(lines)
        if report:
            report.write_text(_as_json(result, lines, seeded), encoding="utf-8")
        if not once:
            from service.process.running import serve

            _print_addresses(lines, seeded, google)
            serve(settings, with_worker=True, sign_in="demo-open-first")


def _make_sure_is_installed() -> None:
    """A server is installed without the local Google."""
    from sheets_schema.messages import text

    if not all(find_spec(name) for name in ("sheets_emulator", "orjson")):
        raise click.ClickException(text("demo-no-emulator"))


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port: int = held.getsockname()[1]
        return port


def _make_sure_is_free(port: int) -> None:
    """Looks before the main job, so that nobody waits for it in vain."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as error:
        from sheets_schema.messages import text

        raise click.ClickException(text("demo-port", port=port, why=error.strerror)) from error


def _make_sure_is_writable(data: Path, report: Path | None) -> None:
    """Looks before the main job, so that its outcome has somewhere to go."""
    from sheets_schema.messages import text

    place = data
    try:
        data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data):
            pass
        if report:
            place = report
            report.open("ab").close()
    except OSError as error:
        why = error.strerror
        raise click.ClickException(text("demo-not-writable", place=place, why=why)) from error


def _settings(
    data: Path, google: "LocalGoogle", seeded: "Seeded", district: "District", service_port: int
) -> "Settings":
    """Settings of a demo: a local Google, no quota to wait for, and quick quiet times."""
    from demo.local_google import write_key
    from demo.seeding import ACCOUNT
    from service.settings.declared import Settings

    return Settings(
        data_dir=data / "service",
        google_url=google.url,
        service_accounts=(write_key(google, ACCOUNT, data / "demo-key.json"),),
        district_spreadsheet=seeded.district_spreadsheet,
        as_of=district.today,
        settle_seconds=1.0,
        row_quiet_seconds=2.0,
        publish_seconds=2.0,
        # A local Google has no quota to wait for.
        reads_per_minute=6_000,
        writes_per_minute=6_000,
        burst=100,
        port=service_port,
        public_url=f"http://127.0.0.1:{service_port}",
        # The addresses to open stay in sight.
        log_level="warning",
    )


def _main_job(
    settings: "Settings", shown: "MadeUp", seeded: "Seeded"
) -> "tuple[MainResult, Sequence[UnitLine]]":
    """The main job with a progress bar; its result and the board's lines after it."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from jobs.register.take import save_register
    from jobs.store.units import load_units
    from service.office import open_office
    from service.pages.board import read_board
    from service.process.main_job import run_main_job
    from service.process.terminal import PlainConsole
    from service.process.work import make_context

    office = open_office(settings)
    try:
        context = make_context(office)
        with context.store.begin() as connection:
            units: Sequence[OrgUnit] = load_units(connection)
        if not units:
            # Once: from then on the register is the officers' tab.
            units = [replace(one, spreadsheet=seeded.units[one.code]) for one in shown.register]
            save_register(context, units)
        bar = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
        # A console of its own: the one that rich shares keeps the width of its first use.
        with Progress(*bar, console=PlainConsole()) as progress:
            task = progress.add_task(shown.district.name, total=len(units))
            result = run_main_job(
                context,
                lambda name, done, of: progress.update(
                    task, description=name, completed=done, total=of
                ),
            )
        return result, read_board(office).lines
    finally:
        office.close()


def _register_of(config: Path, campaign: "Campaign") -> "tuple[OrgUnit, ...]":
    """The units of a district's folder."""
    from jobs.offline.errors import InputError
    from jobs.offline.register_file import read_units

    try:
        return read_units(config, campaign).units
    except InputError as error:
        raise click.ClickException(str(error)) from error


def _print_table(lines: "Sequence[UnitLine]") -> None:
    """The table of units, in Vietnamese; on a narrow terminal without its frame."""
    from rich.box import HEAVY_HEAD, SIMPLE
    from rich.table import Table

    from jobs.unit.standing import standing_word
    from jobs.unit.states import describe
    from service.process.terminal import PlainConsole
    from sheets_schema.messages import text

    console = PlainConsole()
    narrow = console.width < WIDE_ENOUGH
    table = Table(box=SIMPLE if narrow else HEAVY_HEAD, pad_edge=not narrow)
    table.add_column(text("demo-column-unit"), overflow="fold")
    for name in ("rows", "fix", "check"):
        table.add_column(text(f"demo-column-{name}"), justify="right", overflow="fold")
    table.add_column(text("demo-column-state"), overflow="fold")
    for line in lines:
        fix, check = (str(line.counts.get(s, 0)) for s in ("must-fix", "please-check"))
        state = describe(line.trouble, "vi") if line.trouble else standing_word(line.state, "vi")
        table.add_row(line.name, str(line.rows), fix, check, state)
    console.print(table)


def _print_addresses(lines: "Sequence[UnitLine]", seeded: "Seeded", google: "LocalGoogle") -> None:
    """What to open while it serves."""
    from sheets_schema.messages import text

    worst = max(lines, key=lambda line: sum(line.counts.values()), default=None)
    for name, spreadsheet in (
        ("unit", worst.spreadsheet if worst else ""),
        ("district", seeded.district_spreadsheet),
    ):
        if spreadsheet:
            address = f"{google.url}/spreadsheets/d/{spreadsheet}/edit"
            click.echo(f"{text(f'demo-open-{name}')} {address}")
    click.echo(f"{text('demo-open-files')} {google.url}/")


def _as_json(result: "MainResult", lines: "Sequence[UnitLine]", seeded: "Seeded") -> str:
    """The outcome for machines; `findings` counts standing findings by code."""
    shown = {line.code: line for line in lines}
    units = [
        {
            "unit": run.unit,
            "spreadsheet": shown[run.unit].spreadsheet,
            "rows": shown[run.unit].rows,
            "state": shown[run.unit].state,
            "findings": dict(sorted(run.codes.items())),
        }
        for run in result.runs
    ]
    said = {"district_spreadsheet": seeded.district_spreadsheet, "units": units}
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"
