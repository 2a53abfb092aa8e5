"""The campaign as Provision.gs needs it: its lists as requests, its words, how it is shared."""

import json
from collections.abc import Mapping, Sequence

from jobs.register.heads import known_heads
from jobs.tab.places import file_link
from jobs.workbooks.blank_workbook import book_requests
from sheets_schema.campaign import Campaign
from sheets_schema.messages import text
from sheets_schema.register.line import title
from sheets_schema.register.reading import kind_words

# Sentences of the catalogue, `script-<name>`.
WORDS = (
    "menu", "preview", "make", "stop", "plan", "goOn", "running", "stopped", "goesOn", "done",
    "left", "later", "halted", "passing", "noStorage", "folder", "google", "refused", "noTab",
    "noHead", "noColumn", "twice", "noName", "noKind",
)  # fmt: skip
# What the script fills in.
_OPEN = {
    name: f"{{{name}}}"
    for name in (
        "n", "left", "why", "make", "there", "wrong", "tab", "column", "code", "kinds", "emails",
    )
}  # fmt: skip
HEAD = "// Made by `wardsheets workbooks script`: change the campaign, not this file."


def campaign_script(campaign: Campaign, language: str) -> str:
    """The file Campaign.gs: one value, a request of Sheets a line, the same whenever it is made."""
    books = {kind: _book(campaign, kind, language) for kind in campaign.workbooks}
    said = {name: json.dumps(value, ensure_ascii=False) for name, value in
            _said(campaign, language).items()}  # fmt: skip
    lines = [f"  {json.dumps(name)}: {value}," for name, value in said.items()]
    return "\n".join(
        [HEAD, "var CAMPAIGN = {", *lines, '  "books": {', *_lines(books), "  }", "};\n"]
    )


def _book(campaign: Campaign, kind: str, language: str) -> tuple[Sequence[str], Sequence[object]]:
    tables = campaign.workbooks[kind]
    ids = range(1, len(tables) + 1)
    requests = book_requests(tables, ids, language, campaign.timezone)
    return [table.title for table in tables], requests


def _lines(books: Mapping[str, tuple[Sequence[str], Sequence[object]]]) -> list[str]:
    lines = []
    for kind, (titles, requests) in books.items():
        named = json.dumps(titles, ensure_ascii=False)
        lines.append(f'    {json.dumps(kind)}: {{"titles": {named}, "requests": [')
        lines += [f"      {json.dumps(one, ensure_ascii=False)}," for one in requests]
        lines.append("    ]},")
    return lines


def _said(campaign: Campaign, language: str) -> Mapping[str, object]:
    called = {"campaign": campaign.title[language], "unit": "{unit}"}
    mail = text("provision-mail", language, office=campaign.office, **called)
    sharing = campaign.sharing
    kinds = [campaign.word_of(kind, language) for kind in campaign.workbooks]
    return {
        "name": campaign.name,
        "zone": campaign.timezone,
        "tab": text("tab-units", language),
        "column": title("spreadsheet", language),
        "heads": known_heads(),
        "kinds": kind_words(campaign),
        "kindNames": ", ".join(kinds),
        "levels": list(campaign.levels),
        "file": text("made-workbook", language, **called),
        "link": file_link("{file}"),
        "sharing": {
            "role": sharing.role,
            "overdue": sharing.overdue,
            "mail": mail if sharing.mail else "",
        },
        "words": {name: text(f"script-{name}", language, **_OPEN) for name in WORDS},
    }
