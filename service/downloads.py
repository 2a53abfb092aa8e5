"""The consolidated data as files for officers, with numbers of persons masked."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import Blueprint, Response

from service.errors import NotFound
from service.identity import require
from service.office import Office, office

if TYPE_CHECKING:
    from jobs.district.content import Content

door = Blueprint("downloads", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@door.get("/data.xlsx")
@require("officer")
def workbook() -> Response:
    """All consolidated lists, as they stand in the store now."""
    from jobs.district.export import export_xlsx

    here = office()
    now = here.clock().astimezone(ZoneInfo(here.campaign.timezone))
    content = export_xlsx(_content(here), f"{now:%H:%M %d/%m/%Y}")
    return _file(content, f"{here.campaign.name}-{now:%Y%m%d-%H%M}.xlsx", XLSX)


@door.get("/data/<table>.csv")
@require("officer")
def one_list(table: str) -> Response:
    """One consolidated list, by its declared name."""
    from jobs.district.export import export_csv

    content = _content(office())
    found = next((one for one in content.tables if one.name == table), None)
    if found is None:
        raise NotFound(code="unknown-list", message="No unit has a list of this name.")
    return _file(export_csv(content, found), f"{table}.csv", "text/csv; charset=utf-8")


def _content(here: Office) -> "Content":
    # Only who downloads pays for the libraries of the consolidation.
    from jobs.context import Context, Options
    from jobs.district.content import gather

    options = Options(language=here.settings.language)
    return gather(Context((), here.store, here.campaign, options=options, clock=here.clock))


def _file(content: bytes, name: str, kind: str) -> Response:
    answer = Response(content, content_type=kind)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
