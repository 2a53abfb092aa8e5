"""A spreadsheet as a PDF to look at: what the cells show, a line a row, on A4.

It embeds no font, so letters that Windows' Western code page lacks stand without their marks.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

Json = dict[str, Any]

# In points; a letter of Courier is as wide as 0.6 of its size.
WIDTH, HEIGHT, MARGIN, SIZE, LINE = 842, 595, 36, 8, 11
LETTERS = int((WIDTH - 2 * MARGIN) / (SIZE * 0.6))
LINES = (HEIGHT - 2 * MARGIN) // LINE
WIDEST = 40


def pdf_of(spreadsheet: Json) -> bytes:
    """The file of a spreadsheet that was read with its grid; hidden tabs are not printed."""
    pages = [page for sheet in spreadsheet["sheets"] for page in _pages(sheet)] or [[""]]
    count = len(pages)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        parts.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources"
            f" << /Font << /F 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>".encode()
        )
        text = _drawn(lines)
        parts.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(text), text))
    return _file(parts)


def _pages(sheet: Json) -> Iterator[list[str]]:
    if sheet["properties"].get("hidden") or "gridProperties" not in sheet["properties"]:
        return
    rows = [
        [cell.get("formattedValue", "") for cell in row.get("values", ())]
        for row in sheet.get("data", [{}])[0].get("rowData", ())
    ]
    lines = list(_lines(rows))
    for start in range(0, len(lines), LINES):
        yield lines[start : start + LINES]


def _lines(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows in columns as wide as their longest text."""
    count = max(map(len, rows), default=0)
    widths = [
        min(max((len(row[at]) for row in rows if at < len(row)), default=0), WIDEST)
        for at in range(count)
    ]
    for row in rows:
        cells = (
            " ".join(text.split())[:width].ljust(width)
            for text, width in zip(row, widths, strict=False)
        )
        yield "  ".join(cells)[:LETTERS].rstrip()


def _drawn(lines: Sequence[str]) -> bytes:
    shown = b"\n".join(b"(%b) Tj T*" % _escaped(line) for line in lines)
    return b"BT /F %d Tf %d TL %d %d Td\n%b\nET" % (SIZE, LINE, MARGIN, HEIGHT - MARGIN, shown)


def _escaped(line: str) -> bytes:
    text = "".join(_letter(letter) for letter in line).encode("cp1252", "replace")
    for mark in (b"\\", b"(", b")"):
        text = text.replace(mark, b"\\" + mark)
    return text


def _letter(letter: str) -> str:
    try:
        letter.encode("cp1252")
    except UnicodeEncodeError:
        bare = unicodedata.normalize("NFD", {"đ": "d", "Đ": "D"}.get(letter, letter))
        return "".join(part for part in bare if not unicodedata.combining(part))
    return letter


def _file(parts: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(parts) + 1,
        start,
    )
    return bytes(out)
