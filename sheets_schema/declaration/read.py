"""Reads a campaign's folder; a wrong one stops with all that is wrong in it, in one pass."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from sheets_schema.campaign import Campaign
from sheets_schema.declaration.build import build_campaign
from sheets_schema.declaration.complaints import Complaint, NoCampaignError, WrongDeclarationError
from sheets_schema.declaration.files import MAIN, Files, read_files
from sheets_schema.declaration.lists import Formed, list_complaints
from sheets_schema.declaration.meaning import campaign_complaints
from sheets_schema.declaration.titles import title_complaints

CAMPAIGNS = Path(__file__).parents[1] / "campaigns"


def read_campaign(name_or_folder: str | Path) -> Campaign:
    """The campaign shipped under that name, or declared in that folder.

    A folder holds `campaign.toml`, one file for each kind of unit, and `report.toml` where an
    official document is to be drafted. Raises NoCampaignError, or WrongDeclarationError with
    everything that is wrong.
    """
    folder = CAMPAIGNS / name_or_folder
    if not (folder / MAIN).is_file():
        folder = Path(name_or_folder)
    if not (folder / MAIN).is_file():
        raise NoCampaignError(name_or_folder, shipped())
    files = read_files(folder)
    complaints = [*files.complaints, *_meant(files)]
    if complaints:
        complaints.sort(key=lambda one: _order(files, one))
        raise WrongDeclarationError(name_or_folder, complaints)
    return build_campaign(files)


def shipped() -> list[str]:
    """The names of the campaigns that come with the program."""
    return sorted(path.parent.name for path in CAMPAIGNS.glob(f"*/{MAIN}"))


def _meant(files: Files) -> Iterator[Complaint]:
    """What is wrong beside the form of the files that could be read."""
    well_formed, as_of = Formed(files.complaints), _day_of(files)
    for file, book in files.books.items():
        yield from list_complaints(file, book, as_of, well_formed)
    yield from campaign_complaints(files)
    yield from title_complaints(files)
    if files.report is not None and files.whole:
        from sheets_schema.declaration.figures import report_complaints

        yield from report_complaints(files.report, files)


def _day_of(files: Files) -> date:
    """The day by which examples are judged: the last on-time one."""
    due = files.main.get("due")
    return due.date() if isinstance(due, datetime) else datetime.now(UTC).date()


def _order(files: Files, complaint: Complaint) -> int:
    return [MAIN, *files.books, complaint.file].index(complaint.file)
