// One tab in memory: cells by row, sizes and offsets, merges.

const WIDTH = 100;
const HEIGHT = 21;
const POINT = 4 / 3;
const DROP = 19;  // the button of a dropdown
const measure = document.createElement("canvas").getContext("2d");
const PLAIN = Object.freeze({});

export function letters(column) {
  let text = "";
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26)) {
    text = String.fromCharCode(65 + ((left - 1) % 26)) + text;
  }
  return text;
}

export class Tab {
  constructor(data) {
    Object.assign(this, data);
    this.byRow = new Map();
    for (const [row, line] of Object.entries(data.cells)) {
      this.byRow.set(Number(row), new Map(line.map((cell) => [cell[0], cell])));
    }
    this.hiddenRowSet = new Set(data.hiddenRows);
    this.hiddenColumnSet = new Set(data.hiddenColumns);
    this.widthOf = Array.from({ length: this.columns }, (_, column) =>
      this.hiddenColumnSet.has(column) ? 0 : data.widths[column] ?? WIDTH);
    this.mergeAt = new Map();
    for (const merge of data.merges) this.noteMerge(merge);
    this.left = sums(this.widthOf);
    this.top = sums(Array.from({ length: this.rows }, (_, row) => this.heightOf(row)));
  }

  noteMerge(merge) {
    for (let row = merge[0]; row < merge[2]; row += 1) {
      for (let column = merge[1]; column < merge[3]; column += 1) {
        this.mergeAt.set(`${row},${column}`, merge);
      }
    }
  }

  merge(row, column) {
    return this.mergeAt.get(`${row},${column}`);
  }

  shown(row, column) {
    return this.byRow.get(row)?.get(column)?.[1] ?? "";
  }

  look(row, column) {
    return this.looks[this.byRow.get(row)?.get(column)?.[2] ?? 0] ?? PLAIN;
  }

  more(row, column) {
    return this.byRow.get(row)?.get(column)?.[3] ?? PLAIN;
  }

  editText(row, column) {
    return this.more(row, column).edit ?? this.shown(row, column);
  }

  // Shows what was typed until the server has answered.
  suppose(row, column, text) {
    if (!this.byRow.has(row)) this.byRow.set(row, new Map());
    const line = this.byRow.get(row);
    const [, , look = 0, more = {}] = line.get(column) ?? [];
    line.set(column, [column, text, look, { ...more, edit: text }]);
  }

  heightOf(row) {
    if (this.hiddenRowSet.has(row)) return 0;
    if (this.heights[row]) return this.heights[row];
    let tallest = HEIGHT;
    for (const [column, text, number, more] of this.byRow.get(row)?.values() ?? []) {
      if (!text || this.hiddenColumnSet.has(column)) continue;
      const look = this.looks[number];
      const merge = this.merge(row, column);
      if (merge && merge[2] - merge[0] > 1) continue;
      const list = this.rules[more?.rule]?.choices.length ? DROP : 0;
      const width = (merge ? this.spanWidth(merge) : this.widthOf[column]) - list;
      tallest = Math.max(tallest, textHeight(text, look, width));
    }
    return tallest;
  }

  spanWidth([, left, , right]) {
    let width = 0;
    for (let column = left; column < right; column += 1) width += this.widthOf[column];
    return width;
  }

  rowAt(y) {
    let low = 0;
    let high = this.rows - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.top[middle] <= y) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  // The next row or column that can be seen, in steps of 1 or -1; `from` when there is none.
  next(from, step, rows) {
    const hidden = rows ? this.hiddenRowSet : this.hiddenColumnSet;
    const end = rows ? this.rows : this.columns;
    for (let at = from + step; at >= 0 && at < end; at += step) if (!hidden.has(at)) return at;
    return from;
  }

  lastFilledRow() {
    return Math.max(0, ...[...this.byRow].filter(([, line]) => [...line.values()].some((cell) => cell[1] !== "")).map(([row]) => row));
  }
}

function sums(sizes) {
  const found = [0];
  for (const size of sizes) found.push(found[found.length - 1] + size);
  return found;
}

function font(look) {
  return `${look.bold ? "bold " : ""}${(look.size ?? 10) * POINT}px Arial, "Liberation Sans", sans-serif`;
}

export function textWidth(text, look) {
  measure.font = font(look);
  return measure.measureText(text).width;
}

function textHeight(text, look, width) {
  const size = (look.size ?? 10) * POINT;
  if (!look.wrap && !text.includes("\n")) return Math.max(21, Math.ceil(size * 1.25) + 5);
  measure.font = font(look);
  const lines = text.split("\n").reduce((count, line) => count + linesOf(line, look.wrap ? width - 8 : Infinity), 0);
  return Math.ceil(lines * size * 1.25) + 5;
}

function linesOf(line, width) {
  if (width === Infinity || measure.measureText(line).width <= width) return 1;
  let count = 1;
  let used = 0;
  for (const word of line.split(/(?<=\s)/)) {
    const size = measure.measureText(word).width;
    if (used && used + measure.measureText(word.trimEnd()).width > width) {
      count += 1;
      used = 0;
    }
    count += Math.max(0, Math.ceil(size / width) - 1);
    used += size % width;
  }
  return count;
}
