"""A spreadsheet as an OpenDocument file (.ods): the values of all tabs, shown and as they are."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from sheets_emulator.drive.resource import ODS_TYPE

Json = dict[str, Any]

NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
MANIFEST = (
    HEAD + '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    f' manifest:version="1.2"><manifest:file-entry manifest:full-path="/"'
    f' manifest:media-type="{ODS_TYPE}"/><manifest:file-entry manifest:full-path="content.xml"'
    ' manifest:media-type="text/xml"/></manifest:manifest>'
)


def ods_of(spreadsheet: Json) -> bytes:
    """The file of a spreadsheet that was read with its grid."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        # First and as it is: by that a reader knows the kind of file.
        archive.writestr("mimetype", ODS_TYPE, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", "".join(_content(spreadsheet)))
    return out.getvalue()


def _content(spreadsheet: Json) -> Iterator[str]:
    yield f"{HEAD}<office:document-content {NAMES}><office:body><office:spreadsheet>"
    for sheet in spreadsheet["sheets"]:
        if "gridProperties" in sheet["properties"]:
            yield f"<table:table table:name={quoteattr(sheet['properties']['title'])}>"
            for row in sheet.get("data", [{}])[0].get("rowData") or [{}]:
                cells = row.get("values") or [{}]
                yield f"<table:table-row>{''.join(map(_cell, cells))}</table:table-row>"
            yield "</table:table>"
    yield "</office:spreadsheet></office:body></office:document-content>"


def _cell(cell: Json) -> str:
    shown = cell.get("formattedValue")
    if shown is None:
        return "<table:table-cell/>"
    kind, value = next(iter(cell.get("effectiveValue", {}).items()), ("", ""))
    said = 'office:value-type="string"'
    if kind == "numberValue":
        said = f'office:value-type="float" office:value="{value!r}"'
    elif kind == "boolValue":
        said = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
    text = "".join(f"<text:p>{escape(line)}</text:p>" for line in shown.split("\n"))
    return f"<table:table-cell {said}>{text}</table:table-cell>"
