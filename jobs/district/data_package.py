"""The consolidated lists as a Data Package: CSVs and a `datapackage.json` that says what they are.

Source: https://specs.frictionlessdata.io/data-package/ and …/table-schema/.
"""

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any

from jobs.district.content import Content
from jobs.district.export import masked
from jobs.district.list_tab import list_tab
from sheets_client.snapshot import Scalar
from sheets_schema.campaign import Table
from sheets_schema.messages import text

BEFORE, BEHIND = ("unit", "state"), ("proposed", "source")
# The same moment in each file: the same data give the same bytes.
WRITTEN = (1980, 1, 1, 0, 0, 0)

Line = Sequence[Scalar | None]


def data_package(content: Content, moment: str) -> bytes:
    """A ZIP of one CSV a list and their description, numbers of persons masked.

    A column has a type of Table Schema only where every value is of it; what units typed is not
    made right here. `moment` says of when the data are.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        resources = []
        for table in content.tables:
            tab = list_tab(content, table)
            lines = [masked(row) for row in tab.rows.values()]
            resource = _resource(table, tab.titles[1:], lines)
            names = [field["name"] for field in resource["schema"]["fields"]]
            _put(package, resource["path"], _csv(names, lines))
            resources.append(resource)
        described = json.dumps(_described(content, moment, resources), ensure_ascii=False, indent=1)
        _put(package, "datapackage.json", described)
    return file.getvalue()


def _described(content: Content, moment: str, resources: list[dict[str, Any]]) -> dict[str, Any]:
    language = content.language
    told = [
        text("export-as-of", language, moment=moment),
        text("export-masked", language),
        *content.band,
    ]
    return {
        "profile": "tabular-data-package",
        "name": content.campaign.name,
        "title": content.campaign.title[language],
        "description": "\n".join(told),
        "resources": resources,
    }


def _resource(table: Table, titles: Sequence[str], lines: Sequence[Line]) -> dict[str, Any]:
    names = [*BEFORE, *(column.name for column in table.columns), *BEHIND]
    fields = [
        {"name": name, "type": _type([line[at] for line in lines]), "title": title}
        for at, (name, title) in enumerate(zip(names, titles, strict=True))
    ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "title": table.title,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _type(values: Sequence[Scalar | None]) -> str:
    """What all of them are."""
    kinds = {type(value) for value in values if value not in (None, "")}
    if not kinds or not kinds <= {int, float}:
        return "boolean" if kinds == {bool} else "string"
    return "integer" if kinds == {int} else "number"


def _csv(names: Sequence[str], lines: Sequence[Line]) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(names)
    for line in lines:
        writer.writerow([str(v).lower() if isinstance(v, bool) else v for v in line])
    return file.getvalue()


def _put(package: zipfile.ZipFile, name: str, content: str) -> None:
    entry = zipfile.ZipInfo(name, WRITTEN)
    entry.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(entry, content.encode("utf-8"))
