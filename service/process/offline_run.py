"""One offline command from its options to its exit status: files in, sentences out."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.process.offline_usage import UNUSABLE
from service.process.plain_text import plain
from sheets_schema.messages import text

if TYPE_CHECKING:
    from jobs.offline.check_files import CheckedFile
    from jobs.offline.workbook_files import Told
    from sheets_schema.campaign import Campaign
    from sheets_schema.org_unit import OrgUnit

# What a shell says of a program that Ctrl-C ended.
STOPPED = 130
# Fewer are done before a bar could be read.
_WORTH_A_BAR = 20

OnDone = Callable[[int, int], None]


def _nothing_told() -> "Told":
    from jobs.offline.workbook_files import Told

    return Told()


@dataclass(slots=True)
class OfflineRun:
    """What the person asked for, and what there is to tell besides findings."""

    paths: Sequence[Path]
    units_file: Path
    as_of: str | None
    lang: str
    processes: int | None
    told: "Told" = field(default_factory=_nothing_told)
    accounts: bool = False
    units: "Sequence[OrgUnit]" = ()

    def check(self, campaign: str, *, besides: Sequence[Path] = ()) -> "list[CheckedFile]":
        """The files checked together, as of the day, else the one that the register names, or
        today. Raises InputError."""
        from jobs.offline.check_files import check_files
        from jobs.offline.register_file import read_units

        day = self._day()
        declared = self._campaign(campaign)
        register = read_units(self.units_file, declared, self.lang)
        self.told.notices.extend(register.notices)
        self.units = register.units
        with self.bar("check-progress") as on_done:
            return check_files(
                self.paths,
                register.units,
                declared,
                day or register.today or date.today(),
                self.lang,
                self.told,
                self.processes,
                on_done,
                (self.units_file, *besides),
                self.accounts,
            )

    def _day(self) -> date | None:
        from jobs.offline.errors import InputError
        from sheets_schema.masking import mask_text
        from sheets_schema.vietnam.dates import parse_date

        day = parse_date(self.as_of or "")
        if self.as_of and day is None:
            raise InputError(text("as-of-wrong", self.lang, said=mask_text(self.as_of[:40])))
        return day

    def _campaign(self, name: str) -> "Campaign":
        from jobs.offline.errors import InputError
        from sheets_schema.declaration import DeclarationError, read_campaign

        try:
            return read_campaign(name)
        except DeclarationError as error:
            raise InputError(error.in_words(self.lang)) from error

    @contextmanager
    def bar(self, title: str) -> Iterator[OnDone]:
        """A progress bar on the error stream, where a person sees it and there is much to do."""
        if not sys.stderr.isatty():
            yield lambda done, total: None
            return
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        from service.process.terminal import PlainConsole

        console = PlainConsole(stderr=True)

        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
        )
        with Progress(*columns, console=console, transient=True) as progress:
            task = progress.add_task(text(title, self.lang), total=None, visible=False)

            def on_done(done: int, total: int) -> None:
                visible = total >= _WORTH_A_BAR
                progress.update(task, completed=done, total=total, visible=visible)

            yield on_done


@contextmanager
def ending_in_words(run: OfflineRun) -> Iterator[None]:
    """End with a sentence and 2 when the input cannot be used, 130 when somebody stopped it."""
    from jobs.offline.errors import InputError

    try:
        yield
    except InputError as error:
        _say(*run.told.notices, str(error))
        sys.exit(UNUSABLE)
    except KeyboardInterrupt:
        _say(text("check-stopped", run.lang))
        sys.exit(STOPPED)
    except BrokenPipeError:
        raise  # Whoever reads has read enough: click ends quietly.
    except OSError:
        _say(text("check-not-printed", run.lang))
        # What could not be printed would be tried once more when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(UNUSABLE)
    _say(*run.told.notices, *run.told.unusable)
    if run.told.unusable:
        sys.exit(UNUSABLE)


def _say(*sentences: str) -> None:
    for sentence in dict.fromkeys(sentences):
        click.echo(plain(sentence), err=True)
