"""The register of processing activities, drafted out of the campaign: what is asked, of whom, why.

In the words of Vietnamese administration whatever the language of the pages: it is for an
authority. What only the office knows is left open and marked, never made up.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sheets_schema.campaign import Campaign
from sheets_schema.messages import text

OPEN = "[…]"
_PERSONAL = {
    "person_name": "Họ và tên",
    "cccd": "Số định danh cá nhân (CCCD)",
    "phone": "Số điện thoại",
    "email": "Thư điện tử",
    "sex": "Giới tính",
    "year": "Năm sinh",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, sentences below it, and a table (its first row are titles; none where empty)."""

    title: str
    lines: Sequence[str] = ()
    table: Sequence[Sequence[str]] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What the installation knows: days of keeping, where the store is, whether backups are
    sealed, who signs in by what, and the day of the draft."""

    day: str
    keep_days: int
    backup_days: int
    units: int
    google: bool
    server: str
    sign_in: str


def sections(campaign: Campaign, facts: Facts) -> Iterator[Section]:
    """The register, from top to bottom."""
    say = _say
    yield Section(say("title"), [say("draft", day=facts.day), say("lawyer")])
    yield Section(say("who"), list(_who(campaign)))
    privacy = campaign.privacy
    purpose = privacy.purpose.get("vi", OPEN) if privacy else OPEN
    basis = [
        f"{one.number}{f' ngày {one.issued:%d/%m/%Y}' if one.issued else ''}: {one.subject}"
        for one in campaign.legal_basis
    ]
    ground = privacy.basis.get("vi", OPEN) if privacy else OPEN
    yield Section(say("purpose"), [purpose, say("ground", said=ground), *basis])
    yield Section(say("data"), [say("data-about", n=facts.units)], list(_data(campaign)))
    receivers = [say("receives-units"), say("receives-office", office=campaign.office)]
    if campaign.authority.get("superior"):
        receivers.append(say("receives-superior", superior=campaign.authority["superior"]))
    yield Section(say("receivers"), receivers)
    abroad = say("abroad-google") if facts.google else say("abroad-none")
    yield Section(say("abroad"), [abroad])
    kept = privacy.kept.get("vi", "") if privacy else ""
    days = say("kept-days", days=facts.keep_days, backups=facts.backup_days)
    yield Section(say("kept"), [*([kept] if kept else []), days])
    yield Section(say("measures"), [say(f"measure-{n}") for n in range(1, 7)])
    yield Section(say("where"), [say("where-store", server=facts.server, sign_in=facts.sign_in)])
    yield Section(say("rights"), [say("rights-how")])
    yield Section(say("signed"), [say("signed-by")])


def _who(campaign: Campaign) -> Iterator[str]:
    authority = campaign.authority
    yield _say("controller", name=authority.get("name", OPEN))
    yield _say("department", name=authority.get("department", OPEN))
    contact = campaign.privacy.contact.get("vi", OPEN) if campaign.privacy else OPEN
    yield _say("contact", contact=contact)
    yield _say("processor")


def _data(campaign: Campaign) -> Iterator[Sequence[str]]:
    yield [_say("column-kind"), _say("column-list"), _say("column-data")]
    for kind, tables in campaign.workbooks.items():
        word = campaign.unit_words.get(kind, {}).get("vi", kind)
        for table in tables:
            types = [column.type for column in table.columns]
            asked = [said for name, said in _PERSONAL.items() if name in types]
            if {"person_name", "cccd", "phone", "email"} & set(types):
                yield [word, table.title, ", ".join(asked)]


def _say(key: str, **said: object) -> str:
    return text(f"processing-{key}", "vi", **said)


def as_markdown(found: Sequence[Section]) -> str:
    """The register as a text."""
    lines: list[str] = []
    for number, section in enumerate(found):
        lines += [f"{'#' if number == 0 else '##'} {section.title}", ""]
        lines += [f"- {line}" for line in section.lines]
        for row, cells in enumerate(section.table):
            lines += [""] if row == 0 else []
            lines.append(f"| {' | '.join(cells)} |")
            lines += [f"|{' --- |' * len(cells)}"] if row == 0 else []
        lines.append("")
    return "\n".join(lines)


def as_document(found: Sequence[Section]) -> bytes:
    """The register as a DOCX."""
    import docx
    from docx.shared import Pt

    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    for number, section in enumerate(found):
        document.add_heading(section.title, level=0 if number == 0 else 2)
        for line in section.lines:
            document.add_paragraph(line)
        if section.table:
            table = document.add_table(rows=0, cols=len(section.table[0]), style="Table Grid")
            for cells in section.table:
                for cell, said in zip(table.add_row().cells, cells, strict=True):
                    cell.text = said
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
