"""The consolidated data as files for officers: numbers of persons masked, or in full and written
down."""

from flask import Blueprint, Response

from service.access.audit import note
from service.errors import NotFound
from service.identity import require
from service.office import office
from service.pages.access.persons import persons_now
from service.pages.files import XLSX, as_file, file_name
from service.pages.stored_content import stored_content
from service.scope import narrows, scope_now
from sheets_schema.messages import said_moment

door = Blueprint("downloads", __name__)


@door.get("/data.xlsx")
@narrows
@require("officer")
def workbook() -> Response:
    """All consolidated lists, as they stand in the store now."""
    return _workbook(unmasked=False)


@door.post("/data/unmasked.xlsx")
@narrows
@require("officer")
def unmasked_workbook() -> Response:
    """The same with numbers in full; who took it and when is written down first."""
    return _workbook(unmasked=True)


def _workbook(*, unmasked: bool) -> Response:
    from jobs.district.export_workbook import export_xlsx

    here, scope = office(), scope_now()
    moment = said_moment(here.moment().clock)
    content = export_xlsx(stored_content(here, scope), moment, unmasked=unmasked)
    persons = persons_now(here, keys=scope.keys)
    note(here, "look-data" if unmasked else "export-data", persons=persons)
    name = file_name(here, "data-full" if unmasked else "data", "xlsx")
    return as_file(content, name, XLSX)


@door.get("/data.zip")
@narrows
@require("officer")
def package() -> Response:
    """All consolidated lists as a Data Package, for programs of others."""
    from jobs.district.data_package import data_package

    here = office()
    now = here.moment().clock
    content = data_package(stored_content(here, scope_now()), said_moment(now))
    note(here, "export-data", about="zip", persons=persons_now(here, keys=scope_now().keys))
    return as_file(content, file_name(here, "data", "zip"), "application/zip")


@door.get("/data/<table>.csv")
@narrows
@require("officer")
def one_list(table: str) -> Response:
    """One consolidated list, by its declared name."""
    from jobs.district.export import export_csv

    here = office()
    content = stored_content(here, scope_now())
    found = next((one for one in content.tables if one.name == table), None)
    if found is None:
        raise NotFound(code="unknown-list", message="No unit has a list of this name.")
    file = export_csv(content, found)
    note(here, "export-list", about=table, persons=persons_now(here, [table], scope_now().keys))
    return as_file(file, file_name(here, "list", "csv", found.title), "text/csv; charset=utf-8")
