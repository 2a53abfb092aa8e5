"""`wardsheets person`: one person found, given a copy, erased; asked for by prompt, never by
argument, so that no number stands in the shell's history or in a list of processes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.process.starting import campaign_or_stop, of_a_campaign

if TYPE_CHECKING:
    from jobs.persons.find import Search
    from jobs.persons.sought import Sought
    from jobs.store.law.receipts import Receipt
    from jobs.unit.context import Context
    from service.office import Office

BY = click.option("--by", "person", required=True, metavar="EMAIL", help="Who decided it.")


@click.group()
@of_a_campaign
def command() -> None:
    """Find, copy or erase one person, in all units, the district's spreadsheet, store and archives.

    Who it is comes on standard input (lines `id: …`, `phone: …`, `name: …`, `unit: …`) or is asked.
    """


@command.command()
def find() -> None:
    """Where the person stands, without their data."""
    from service.access.audit import note
    from service.persons_said import said_search

    with _searched() as (here, _context, search, _asked):
        note(here, "person-found", persons=int(bool(search.sure)))
        _echo(said_search(here, search))


@command.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.md")
def export(file: Path) -> None:
    """Write all that is held of the person into FILE, in full."""
    from service.access.audit import note
    from service.persons_said import said_copy
    from sheets_schema.messages import text

    with _searched() as (here, _context, search, _asked):
        note(here, "person-exported", about=file.name, persons=int(bool(search.sure)))
        file.write_text("\n".join(said_copy(here, search)) + "\n", encoding="utf-8")
        said = {"n": len(search.sure), "file": file}
        click.echo(text("person-exported", here.settings.language, **said))


@command.command()
@BY
@click.option("--why", required=True, metavar="WORDS", help="On what request; no personal data.")
@click.option("--seen", metavar="CODE", help="The plan that was decided upon, by its code.")
def erase(person: str, why: str, seen: str | None) -> None:
    """Show what would be erased, and erase it once that is confirmed."""
    from jobs.persons.erase import Deed, begin, plan_code
    from service.persons_said import said_plan
    from sheets_schema.messages import text

    with _searched() as (here, context, search, asked):
        language = here.settings.language
        code = plan_code(here.store.vault, search)
        _echo(said_plan(here, search))
        if seen is None and search.sure:
            seen = _confirmed(code, language)
            if seen != code:
                raise click.ClickException(text("person-not-confirmed", language, code=code))
        number = begin(context, search, Deed(person, why, seen or "", asked.masked))
        _carry_out(here, context, number, person)


@command.command()
@click.argument("number", type=int)
def resume(number: int) -> None:
    """End an erasure that was cut off, by the number of its receipt."""
    with _office() as (here, context):
        _carry_out(here, context, number)


@command.command()
@click.argument("number", type=int, required=False)
def receipt(number: int | None) -> None:
    """Print a receipt, or all of them."""
    from jobs.persons.erase import receipt_of
    from jobs.store.law.receipts import load_erasures
    from sheets_schema.messages import text

    with _office() as (here, context):
        if number is not None:
            found = [receipt_of(context, number)]
        else:
            with here.store.begin() as connection:
                found = load_erasures(connection, here.store.vault)
        if not found:
            click.echo(text("person-receipts-none", here.settings.language))
        for one in found:
            _print(here, one)


@command.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
def again(file: Path | None) -> None:
    """Erase anew, after a restore, whoever FILE (or the list in the data folder) says was erased.

    In the store alone: spreadsheets were not restored. The list is written by each erasure and
    beside each backup, as erasures.json.
    """
    from service.access.audit import note
    from service.process.backups.erasures import (
        NAME,
        NoListError,
        carry_out_again,
        read_list,
        say_again,
    )
    from sheets_schema.messages import text

    with _office() as (here, _context):
        language = here.settings.language
        try:
            kept = read_list(file or here.settings.data_dir / NAME)
        except NoListError:
            raise click.ClickException(text("person-again-no-list", language)) from None
        note(here, "person-erased", about=(file.name if file else NAME), persons=len(kept))
        found = carry_out_again(here, kept)
        say_again(found, language, click.echo)
        if not (found.done or found.idle or found.left):
            click.echo(text("person-again-nothing", language))


def _carry_out(here: "Office", context: "Context", number: int, person: str = "") -> None:
    from jobs.persons.erase import carry_out
    from jobs.queue.names import CHECK_UNIT, PUBLISH
    from jobs.store.units import load_units
    from service.access.audit import note
    from service.process.backups.erasures import keep_list

    note(here, "person-erased", about=str(number), person=person, persons=1)
    ended = carry_out(context, number, _teller(here))
    keep_list(here.settings, here.settings.data_dir, click.echo)
    with here.engine.connect() as connection:
        keys = [one.key for one in load_units(connection) if one.spreadsheet]
    if context.accounts:
        # What the workbooks say of it, and the district's spreadsheet, follow.
        for key in keys:
            here.queue.request(CHECK_UNIT, key, source="person")
        here.queue.request(PUBLISH, source="person")
    _print(here, ended)


def _print(here: "Office", one: "Receipt") -> None:
    from service.persons_said import said_receipt

    _echo(said_receipt(here, one))


def _echo(lines: Iterator[str]) -> None:
    for line in lines:
        click.echo(line)


def _confirmed(code: str, language: str) -> str:
    from sheets_schema.messages import text

    if not sys.stdin.isatty():
        return ""
    return str(click.prompt(text("person-confirm", language, code=code))).strip()


@contextmanager
def _office() -> "Iterator[tuple[Office, Context]]":
    from jobs.persons.erase import ErasureRefusedError
    from jobs.persons.resolve import SeveralPersonsError
    from jobs.persons.sought import SoughtError
    from service.office import open_office
    from service.process.work import make_context
    from sheets_schema.messages import text

    here = open_office(campaign_or_stop())
    language = here.settings.language
    try:
        yield here, make_context(here)
    except SeveralPersonsError as error:
        raise click.ClickException(text("person-several", language, n=error.n)) from None
    except (SoughtError, ErasureRefusedError) as error:
        raise click.ClickException(text(error.code, language)) from None
    finally:
        here.close()


@contextmanager
def _searched() -> "Iterator[tuple[Office, Context, Search, Sought]]":
    from jobs.persons.find import find_person

    with _office() as (here, context):
        asked = _asked(here.settings.language)
        yield here, context, find_person(context, asked, _teller(here)), asked


def _asked(language: str) -> "Sought":
    from jobs.persons.sought import FIELDS, read_sought, sought
    from sheets_schema.messages import text

    if not sys.stdin.isatty():
        return read_sought(sys.stdin.read().splitlines())
    said = {
        field: str(
            click.prompt(text(f"person-ask-{field}", language), default="", show_default=False)
        )
        for field in FIELDS
    }
    return sought(**said)


def _teller(here: "Office"):  # type: ignore[no-untyped-def]
    from sheets_schema.messages import text

    language = here.settings.language
    return lambda name: click.echo(text("person-looking", language, name=name), err=True)
