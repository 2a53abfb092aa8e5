// Draws the rows of a tab that can be seen, headers and frozen parts; knows nothing of editing.

import { chart } from "./charts.js";
import { letters, textWidth } from "./model.js";
import { words } from "./words.js";

const HEAD = 24;
const FREEZE = 3;  // the line under the frozen rows
const MARGIN = 12;

function element(name, classes, text) {
  const made = document.createElement(name);
  made.className = classes;
  if (text !== undefined) made.textContent = text;
  return made;
}

export class Grid {
  constructor(box) {
    this.box = box;
    this.tab = null;
    this.drawn = new Map();
    box.addEventListener("scroll", () => this.fill(), { passive: true });
    new ResizeObserver(() => this.fill()).observe(box);
  }

  show(tab, selection) {
    this.tab = tab;
    this.selection = selection;
    this.rowHeadWidth = matchMedia("(max-width: 640px)").matches ? 34 : 46;
    this.under = HEAD + (tab.frozenRows ? FREEZE : 0);
    this.canvas = element("div", tab.gridlines ? "canvas" : "canvas bare");
    this.canvas.setAttribute("role", "grid");
    this.canvas.setAttribute("aria-rowcount", tab.rows);
    this.canvas.setAttribute("aria-colcount", tab.columns);
    this.canvas.style.width = `${this.rowHeadWidth + tab.left[tab.columns]}px`;
    this.canvas.style.height = `${this.under + tab.top[tab.rows] + 4}px`;
    this.head = element("div", tab.frozenRows ? "head frozen" : "head");
    this.head.append(this.columnHeads());
    this.drawn = new Map();
    for (let row = 0; row < tab.frozenRows; row += 1) this.head.append(this.row(row));
    this.canvas.append(this.head);
    for (const data of tab.charts) this.canvas.append(this.chart(data));
    const { scrollTop, scrollLeft } = this.box;
    this.box.replaceChildren(this.canvas);
    this.box.scrollTo(scrollLeft, scrollTop);
    this.fill();
  }

  chart(data) {
    const { tab } = this;
    const picture = chart(data);
    picture.style.left = `${this.rowHeadWidth + tab.left[Math.min(data.column, tab.columns)] + data.x}px`;
    picture.style.top = `${this.under + tab.top[Math.min(data.row, tab.rows)] + data.y}px`;
    return picture;
  }

  columnHeads() {
    const line = element("div", "row");
    line.style.height = `${HEAD}px`;
    line.append(element("div", "corner"));
    for (let column = 0; column < this.tab.columns; column += 1) {
      if (this.tab.hiddenColumnSet.has(column)) continue;
      const head = element("div", "colhead", letters(column));
      head.dataset.column = column;
      this.size(head, column, this.tab.widthOf[column]);
      line.append(head);
    }
    return line;
  }

  size(cell, column, width) {
    cell.style.width = `${width}px`;
    if (column < this.tab.frozenColumns) {
      cell.classList.add("stuck");
      cell.style.left = `${this.rowHeadWidth + this.tab.left[column]}px`;
      if (column === this.tab.frozenColumns - 1) cell.classList.add("edge");
    }
  }

  // Rows that can be seen, and the rows in which merges that reach into view begin.
  wantedRows() {
    const { tab, box } = this;
    const first = tab.rowAt(box.scrollTop + tab.top[tab.frozenRows]);
    const wanted = new Set();
    const bottom = box.scrollTop + box.clientHeight;
    for (let row = Math.max(tab.frozenRows, first - MARGIN); row < tab.rows; row += 1) {
      if (tab.top[row] > bottom + MARGIN * 21) break;
      if (!tab.hiddenRowSet.has(row)) wanted.add(row);
    }
    for (const [top, , end] of tab.merges) {
      if (end - top > 1 && top >= tab.frozenRows && top < first && end > first) wanted.add(top);
    }
    return wanted;
  }

  fill() {
    if (!this.tab) return;
    const wanted = this.wantedRows();
    for (const [row, line] of this.drawn) {
      if (row >= this.tab.frozenRows && !wanted.has(row)) {
        line.remove();
        this.drawn.delete(row);
      }
    }
    const fresh = document.createDocumentFragment();
    for (const row of wanted) if (!this.drawn.has(row)) fresh.append(this.row(row));
    this.canvas.append(fresh);
  }

  row(row) {
    const { tab } = this;
    const line = element("div", "row");
    line.setAttribute("role", "row");
    line.setAttribute("aria-rowindex", row + 1);
    if (row >= tab.frozenRows) line.style.top = `${this.under + tab.top[row]}px`;
    line.style.height = `${tab.top[row + 1] - tab.top[row]}px`;
    const head = element("div", "rowhead", row + 1);
    head.dataset.row = row;
    line.append(head);
    this.crossedTo = -1;
    for (let column = 0; column < tab.columns; column += 1) {
      const merge = tab.merge(row, column);
      if (merge && row === merge[0] && column > merge[1]) continue;
      if (tab.hiddenColumnSet.has(column)) continue;
      const cell = this.cell(row, column, merge);
      if (column < this.crossedTo) cell.classList.add("crossed");
      line.append(cell);
    }
    this.drawn.set(row, line);
    this.mark(line, row);
    if (tab.hiddenRowSet.has(row)) line.hidden = true;
    return line;
  }

  cell(row, column, merge) {
    const { tab } = this;
    const cell = element("div", "cell");
    cell.setAttribute("role", "gridcell");
    cell.dataset.row = row;
    cell.dataset.column = column;
    const owner = merge && row === merge[0] && column === merge[1];
    this.size(cell, column, owner ? tab.spanWidth(merge) : tab.widthOf[column]);
    if (owner) {
      cell.classList.add("merged");
      cell.style.height = `${tab.top[merge[2]] - tab.top[merge[0]]}px`;
    }
    if (!merge || owner) this.fillCell(cell, row, column);
    return cell;
  }

  fillCell(cell, row, column) {
    const { tab } = this;
    const look = tab.look(row, column);
    const more = tab.more(row, column);
    const shown = tab.shown(row, column);
    paint(cell, look);
    if (more.on !== undefined) cell.append(tick(more.on));
    else if (shown !== "") cell.append(this.text(cell, row, column, shown, look));
    if (tab.rules[more.rule]?.choices.length) cell.append(this.dropButton());
    if (more.link && !more.linked) cell.classList.add("link");
    if (more.bad) cell.append(element("span", "mark bad"));
    else if (more.note) cell.append(element("span", "mark note"));
  }

  text(cell, row, column, shown, look) {
    const { linked } = this.tab.more(row, column);
    const text = element("span", "text", linked ? "" : shown);
    if (linked) text.append(element("span", "linked", shown.slice(0, linked)), shown.slice(linked));
    const size = look.size && look.size !== 10 ? `${(look.size * 4) / 3}px` : "";
    if (size) text.style.fontSize = size;
    const plain = !look.wrap && !look.clip && !look.align && !shown.includes("\n");
    const own = this.tab.widthOf[column] - 6;
    const wanted = plain ? textWidth(shown, look) - own : 0;
    const room = wanted > 0 ? this.roomRight(row, column, wanted) : 0;
    if (room) {
      cell.classList.add("spill");
      text.style.maxWidth = `${own + room}px`;
    }
    return text;
  }

  // Text runs over into empty cells on its right; the lines between them are not drawn.
  roomRight(row, column, wanted) {
    const { tab } = this;
    if (tab.merge(row, column)) return 0;
    let room = 0;
    let next = column + 1;
    const end = column < tab.frozenColumns ? tab.frozenColumns : tab.columns;
    for (; next < end && room < wanted; next += 1) {
      if (tab.merge(row, next) || tab.shown(row, next) !== "" || tab.more(row, next).rule !== undefined) break;
      room += tab.widthOf[next];
    }
    this.crossedTo = next - 1;
    return room;
  }

  dropButton() {
    const button = element("button", "drop", "▼");
    button.type = "button";
    button.tabIndex = -1;
    button.setAttribute("aria-label", words.drop);
    return button;
  }

  select(selection) {
    this.selection = selection;
    for (const [row, line] of this.drawn) this.mark(line, row);
    for (const head of this.head.querySelectorAll(".colhead")) {
      const column = Number(head.dataset.column);
      head.classList.toggle("on", column >= selection.left && column <= selection.right);
    }
  }

  mark(line, row) {
    const { top, left, bottom, right, row: activeRow, column: activeColumn } = this.selection;
    const inRows = row >= top && row <= bottom;
    line.firstChild.classList.toggle("on", inRows);
    for (const cell of line.children) {
      const column = Number(cell.dataset.column ?? -1);
      const active = row === activeRow && column === activeColumn;
      cell.classList.toggle("active", active);
      cell.classList.toggle("in", inRows && column >= left && column <= right && (top !== bottom || left !== right));
      if (active) cell.setAttribute("aria-selected", "true");
      else cell.removeAttribute("aria-selected");
    }
  }

  refresh(row) {
    const old = this.drawn.get(row);
    if (!old) return;
    this.drawn.delete(row);
    old.replaceWith(this.row(row));
  }

  element(row, column) {
    return this.drawn.get(row)?.querySelector(`[data-column="${column}"].cell`) ?? null;
  }

  reveal(row, column) {
    const { tab, box } = this;
    if (row >= tab.frozenRows) {
      const over = this.under + tab.top[tab.frozenRows];
      const top = this.under + tab.top[row];
      const bottom = this.under + tab.top[row + 1];
      if (top - over < box.scrollTop) box.scrollTop = top - over;
      else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight + 2;
    }
    if (column >= tab.frozenColumns) {
      const over = this.rowHeadWidth + tab.left[tab.frozenColumns];
      const left = this.rowHeadWidth + tab.left[column];
      const right = left + tab.widthOf[column];
      if (left - over < box.scrollLeft) box.scrollLeft = left - over;
      else if (right > box.scrollLeft + box.clientWidth) box.scrollLeft = Math.min(left - over, right - box.clientWidth + 2);
    }
    this.fill();
  }
}

function paint(cell, look) {
  const { style, classList } = cell;
  if (look.background && look.background !== "#ffffff") style.backgroundColor = look.background;
  if (look.colour) style.color = look.colour;
  if (look.bold) style.fontWeight = "bold";
  if (look.italic) style.fontStyle = "italic";
  const lines = [look.strike && "line-through", look.underline && "underline"].filter(Boolean);
  if (lines.length) style.textDecoration = lines.join(" ");
  if (look.align && look.align !== "left") classList.add(look.align);
  if (look.vertical && look.vertical !== "bottom") classList.add(look.vertical);
  if (look.wrap) classList.add("wrap");
  if (look.border) {
    const sides = ["borderTop", "borderRight", "borderBottom", "borderLeft"];
    look.border.forEach((border, side) => { if (border) style[sides[side]] = border; });
  }
}

function tick(on) {
  const box = element("span", on ? "tick on" : "tick", "✓");
  box.setAttribute("role", "checkbox");
  box.setAttribute("aria-checked", String(on));
  return box;
}
