// Copy and paste as tab-separated text, the way spreadsheets exchange cells.

function quoted(text) {
  return /[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function copyText(tab, { top, bottom, left, right }) {
  const lines = [];
  for (let row = top; row <= bottom; row += 1) {
    if (tab.hiddenRowSet.has(row)) continue;
    const cells = [];
    for (let column = left; column <= right; column += 1) {
      if (!tab.hiddenColumnSet.has(column)) cells.push(tab.shown(row, column));
    }
    lines.push(cells);
  }
  if (lines.length === 1 && lines[0].length === 1) return lines[0][0];
  return lines.map((cells) => cells.map(quoted).join("\t")).join("\n");
}

export function pastedRows(text) {
  const source = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n").replace(/\n$/, "");
  const rows = [[]];
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))([\t\n]|$)/gy;
  for (let match = cell.exec(source); match; match = cell.exec(source)) {
    rows[rows.length - 1].push(match[1] === undefined ? match[2] : match[1].replaceAll('""', '"'));
    if (match[3] === "\n") rows.push([]);
    if (match[3] === "") break;
  }
  return rows;
}

// One copied cell fills the whole selection; a block starts at its corner.
export function pasteEntries(gid, selection, rows) {
  const { top, left, bottom, right } = selection;
  const entries = [];
  const single = rows.length === 1 && rows[0].length === 1;
  const height = single ? bottom - top + 1 : rows.length;
  for (let down = 0; down < height; down += 1) {
    const line = single ? Array(right - left + 1).fill(rows[0][0]) : rows[down];
    line.forEach((text, across) => {
      entries.push({ sheetId: gid, row: top + down, column: left + across, text, pasted: true });
    });
  }
  return entries;
}
