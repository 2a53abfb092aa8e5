"""The page docs/findings.md, written from the catalogue so that neither can go its own way."""

from sheets_schema.messages import entries, text

_INTRODUCTION = """# Findings

Every kind of finding, from the catalogue in `sheets_schema/messages/`
(`wardsheets rules page > docs/findings.md` writes this page).
`{…}` stands for what the cell says: `{v}` the value and `{fix}` the proposal, ids and phones
masked; `{ward2}` is another unit, which only the office sees by name.

| severity | word in the sheet | what the unit does |
| --- | --- | --- |
| must-fix | Phải sửa | correct it; it blocks Done |
| please-check | Xin kiểm tra | correct it or explain it once |
| repair | Đề nghị sửa | tick, and the proven value is written |
| info | Để biết | nothing |

One finding a cell. When several are true, the gravest wins; among equally grave ones, what hides
the value (a formula, a ditto mark) comes before a story of several rows (dragged down, copied),
that before a duplicate, that before the cell's own reading, and what compares a cell with its
neighbours comes last. A finding on a whole row (shifted, in the wrong tab) stands for everything
in that row.
"""


def findings_page() -> str:
    """The page as Markdown: one table, a line for each code, in the order of the catalogue."""
    lines = [
        _INTRODUCTION,
        "| code | severity | what is wrong | what to do | right example |",
        "| --- | --- | --- | --- | --- |",
    ]
    for code, entry in entries().items():
        vi, en = entry.texts["vi"], entry.texts["en"]
        severity = f"{entry.severity} ({text(f'severity-{entry.severity}')})"
        cells = [f"`{code}`", severity, f"{vi[1]}<br>{en[1]}", f"{vi[2]}<br>{en[2]}", entry.example]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"
