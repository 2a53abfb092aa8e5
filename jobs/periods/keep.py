"""What is put aside of a period at its end: its data, its report, every unit's receipt and history.

Files for people have the numbers of persons masked; `whole.json` has all, for whoever must look
something up, and is as encrypted as the store's own rows.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jobs.district.content import Content, gather
from jobs.district.export_workbook import export_xlsx
from jobs.store.events import Event, load_events
from jobs.store.lives import Life
from jobs.store.periods import file_of_unit, put_aside
from jobs.unit.acceptance import Handed
from jobs.unit.context import Context
from jobs.unit.deeds import said_event
from jobs.unit.periods import close_term
from jobs.unit.submission import Submission
from sheets_schema.messages import said_moment, text

UNITS, DATA, WHOLE, REPORT = "units.csv", "data.xlsx", "whole.json", "report.docx"


def close_period(context: Context, name: str, person: str) -> list[str]:
    """Closes the period in force and puts it aside; the names of the files. Raises
    PeriodRefusedError, and then nothing was done."""
    files = files_of(context)
    with context.store.begin() as connection:
        language, at = context.options.language, context.now()
        close_term(connection, context.campaign, name, at, person, language)
        put_aside(connection, context.store.vault, context.campaign.term, files, at)
    return [name for name in files if name in (UNITS, DATA, WHOLE, REPORT)]


def files_of(context: Context) -> Mapping[str, bytes]:
    """The files of the period in force as it stands now, by name."""
    content = gather(context)
    with context.store.begin() as connection:
        events = load_events(connection, context.campaign.term)
    moment = said_moment(context.moment().clock)
    files = {
        UNITS: _units(context, content, events),
        DATA: export_xlsx(content, moment),
        WHOLE: _whole(content, content.submissions, events),
        **{
            file_of_unit(one.unit.key): _whole(content, [one], events)
            for one in content.submissions
        },
    }
    if context.campaign.report is not None:
        from jobs.report.draft import draft_report
        from jobs.report.figures import make_figures

        figures = make_figures(content, context.campaign.report, context.moment().clock)
        files[REPORT] = draft_report(figures, unmasked=False)
    return files


def _units(context: Context, content: Content, events: Mapping[str, Sequence[Event]]) -> bytes:
    """A line for each unit: in time or not, what was handed in with its checksums, history."""
    language = content.language
    file = io.StringIO()
    writer = csv.writer(file)
    heads = ("unit-name", "state", "in-time", "due", "accepted", "rows", "checksums", "history")
    writer.writerow([text(f"column-{head}", language) for head in heads])
    for one in content.submissions:
        history = [
            said_event(event, context.moment(), language) for event in events.get(one.unit.key, ())
        ]
        writer.writerow([*_line(one, language, context), "\n".join(history)])
    return file.getvalue().encode("utf-8-sig")


def _line(one: Submission, language: str, context: Context) -> Iterator[str]:
    first = one.acceptance.first
    handed = one.acceptance.handed or (first and Handed.of(first.facts)) or Handed()
    yield one.unit.name
    yield text(f"standing-{one.standing}", language)
    yield text(f"timeliness-{one.timeliness}", language)
    yield said_moment(one.due)
    yield said_moment(context.local(first.at)) if first else "–"
    # What was never read is not nothing.
    yield str(one.rows) if one.workbook.good_at is not None else "–"
    yield "\n".join(f"{part.name}: {part.rows}, {part.checksum}" for part in handed.lists)


def _whole(
    content: Content, submissions: Sequence[Submission], events: Mapping[str, Sequence[Event]]
) -> bytes:
    units = [
        {
            "key": one.unit.key,
            "name": one.unit.name,
            "standing": one.standing,
            "timeliness": one.timeliness,
            "due": one.due.isoformat(),
            "events": [_event(event) for event in events.get(one.unit.key, ())],
            "rows": [
                {"list": row.table, "row_id": row.row_id, "state": row.state, "values": row.values}
                for row in content.rows[one.unit.key]
            ],
            "findings": [
                _life(life) for life in content.lives if life.finding.unit == one.unit.key
            ],
        }
        for one in submissions
    ]
    said = {
        "campaign": content.campaign.name,
        "period": content.campaign.period,
        "units": units,
    }
    return json.dumps(said, ensure_ascii=False).encode()


def _event(event: Event) -> dict[str, Any]:
    return {
        "kind": event.kind,
        "at": event.at,
        "person": event.person,
        "until": event.until.isoformat() if event.until else None,
        "words": event.words,
        "facts": dict(event.facts),
    }


def _life(life: Life) -> dict[str, Any]:
    finding = life.finding
    return {
        "code": finding.code,
        "list": finding.table,
        "row_id": life.row_id,
        "column": finding.column,
        "value": finding.value,
        "status": life.status,
        "reason": life.reason,
        "first_seen": life.first_seen,
    }
