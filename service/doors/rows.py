"""The rows of the consolidated lists for programs: paged, narrowed, masked unless asked for in
full, which is written down by name."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from service.access.audit import note
from service.errors import NotFound, Refused
from service.identity import require
from service.office import office
from service.pages.access.persons import persons_now
from service.pages.stored_content import stored_content
from service.scope import narrows, own_scope, scope_now
from sheets_schema.messages import text

door = Blueprint("rows", __name__, url_prefix="/api/lists")


@door.get("")
@narrows
@require("viewer")
def lists() -> ResponseReturnValue:
    """Every list that units fill in: its name, title, kinds of unit, and columns."""
    books = office().campaign.workbooks
    found = {table.name: table for tables in books.values() for table in tables}
    return jsonify(
        ok=True,
        lists=[
            {
                "list": table.name,
                "title": table.title,
                "kinds": [kind for kind, tables in books.items() if table in tables],
                "columns": [
                    {"name": one.name, "title": one.title, "type": one.type}
                    for one in table.columns
                ],
            }
            for table in found.values()
        ],
    )


@door.get("/<table>/rows")
@narrows
@require("officer")
def masked(table: str) -> ResponseReturnValue:
    """A page of a list's rows, numbers of persons masked."""
    return _rows(table, full=False)


@door.post("/<table>/rows")
@narrows
@require("officer")
def in_full(table: str) -> ResponseReturnValue:
    """The same with numbers of persons in full; who took them is written down first."""
    return _rows(table, full=True)


def _rows(table: str, *, full: bool) -> ResponseReturnValue:
    from jobs.district.rows_out import MOST, USUAL, Asked, rows_out

    here, scope, unit = office(), scope_now(), request.args.get("unit", "")
    key = (own_scope(here).tree.key_of(unit) or "") if unit else ""
    if unit and not (key and scope.sees(key)):
        raise NotFound(code="unknown-unit", message="The register has no such unit in your part.")
    keys = frozenset({key}) if key else scope.keys
    asked = Asked(
        unit=key,
        state=request.args.get("state", ""),
        begin=_number("from", 0),
        most=_number("most", USUAL, MOST),
        full=full,
    )
    content = stored_content(here, scope)
    found = next((one for one in content.tables if one.name == table), None)
    if found is None:
        raise NotFound(code="unknown-list", message="No unit has a list of this name.")
    persons = persons_now(here, [table], keys)
    note(here, "look-rows" if full else "export-list", unit=key, about=table, persons=persons)
    rows, count = rows_out(content, found, asked)
    following = asked.begin + len(rows)
    return jsonify(
        ok=True,
        campaign=here.campaign.name,
        period=here.campaign.period,
        list=table,
        count=count,
        next=following if rows and following < count else None,
        rows=[one._asdict() for one in rows],
    )


def _number(name: str, usual: int, most: int = 10**9) -> int:
    """A whole number of the address. Raises `Refused` for what is none."""
    said = request.args.get(name, str(usual))
    if not (said.isascii() and said.isdecimal() and len(said) < 10):
        language = office().settings.language
        raise Refused(422, "rows-number", text("rows-number", language, name=name, most=most))
    return min(int(said), most)
