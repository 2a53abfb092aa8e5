// Which cells are selected: one active cell and a rectangle around it; plain values.

export function at(row, column) {
  return { row, column, endRow: row, endColumn: column, top: row, bottom: row, left: column, right: column };
}

export function between(row, column, endRow, endColumn) {
  return {
    row,
    column,
    endRow,
    endColumn,
    top: Math.min(row, endRow),
    bottom: Math.max(row, endRow),
    left: Math.min(column, endColumn),
    right: Math.max(column, endColumn),
  };
}

// The cell itself, or the first cell of the merge that it lies in.
export function home(tab, row, column) {
  const merge = tab.merge(row, column);
  return merge ? at(merge[0], merge[1]) : at(row, column);
}

function step(tab, row, column, down, right) {
  const merge = tab.merge(row, column);
  const fromRow = merge && down > 0 ? merge[2] - 1 : row;
  const fromColumn = merge && right > 0 ? merge[3] - 1 : column;
  return [
    down ? tab.next(fromRow, Math.sign(down), true) : row,
    right ? tab.next(fromColumn, Math.sign(right), false) : column,
  ];
}

export function moved(tab, selection, down, right, extend) {
  if (extend) {
    const [row, column] = step(tab, selection.endRow, selection.endColumn, down, right);
    return between(selection.row, selection.column, row, column);
  }
  let { row, column } = selection;
  for (let left = Math.max(Math.abs(down), Math.abs(right)); left > 0; left -= 1) {
    [row, column] = step(tab, row, column, down, right);
  }
  return home(tab, row, column);
}

// `A1`, `B2:C5`, `4:9`, `B:B` of an address as a selection; null when it is none.
export function parse(tab, text) {
  const match = /^\$?([A-Za-z]*)\$?(\d*)(?::\$?([A-Za-z]*)\$?(\d*))?$/.exec(text.replace(/^.*!/, ""));
  if (!match || !(match[1] || match[2])) return null;
  const [, firstColumn, firstRow, lastColumn, lastRow] = match;
  const row = Math.min(firstRow ? Number(firstRow) - 1 : 0, tab.rows - 1);
  const column = Math.min(firstColumn ? number(firstColumn) : 0, tab.columns - 1);
  if (lastColumn === undefined) return home(tab, row, column);
  const endRow = lastRow ? Number(lastRow) - 1 : tab.rows - 1;
  const endColumn = lastColumn ? number(lastColumn) : tab.columns - 1;
  return between(row, column, Math.min(endRow, tab.rows - 1), Math.min(endColumn, tab.columns - 1));
}

function number(letters) {
  return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
