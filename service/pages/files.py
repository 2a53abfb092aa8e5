"""Answers that the browser keeps as files, under a name that their readers understand."""

import re
from typing import Final
from urllib.parse import quote

from flask import Response
from werkzeug.http import dump_options_header

from service.office import Office
from sheets_schema.messages import text
from sheets_schema.vietnam.text import fold

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# No file system of an office takes these, and a longer name is cut by some.
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST = 120


def as_file(content: bytes, name: str, kind: str) -> Response:
    """An answer that the browser keeps as a file. The name in full stands as RFC 5987 wants it,
    behind one without marks for programs that do not know it."""
    answer = Response(content, content_type=kind)
    given = {"filename": name}
    if not name.isascii():
        plain = re.sub(r"[^\w.()-]+", "-", fold(name), flags=re.ASCII)
        given = {"filename": plain, "filename*": f"UTF-8''{quote(name, safe='-._')}"}
    answer.headers["Content-Disposition"] = dump_options_header("attachment", given)
    return answer


def file_name(here: Office, what: str, ending: str, title: str = "") -> str:
    """What it is (`file-…` of the catalogue), of which campaign or list, and of when."""
    language = here.settings.language
    title = title or here.campaign.title[language]
    moment = f"{here.moment().clock:%d-%m-%Y %Hh%M}"
    said = text(f"file-{what}", language, title=_NOT_IN_NAMES.sub(" ", title)[:_LONGEST])
    return f"{said} ({moment}).{ending}"
