// Mouse and finger: select, extend, edit, tick, open lists and links; notes on hover.

import { hideChoices, showCard } from "./cards.js";
import * as select from "./selection.js";

const place = (cell) => [Number(cell.dataset.row), Number(cell.dataset.column)];

export function pointers(page) {
  const { box } = page.grid;
  let from = null;
  box.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    const target = event.target.closest(".cell, .rowhead, .colhead");
    if (!target) return;
    page.editor.finish();
    hideChoices();
    if (target.classList.contains("cell")) from = press(page, target, event);
    else headPressed(page, target, event.shiftKey);
  });
  box.addEventListener("pointermove", (event) => {
    if (from === null || event.pointerType !== "mouse" || !(event.buttons & 1)) return;
    const cell = event.target.closest(".cell");
    if (cell) page.select(select.between(...from, ...place(cell)), false);
  });
  addEventListener("pointerup", () => { from = null; });
  // The text box keeps the focus; only on a mouse, or the page could not be scrolled by finger.
  box.addEventListener("mousedown", (event) => event.preventDefault());
  box.addEventListener("click", (event) => clicked(page, event));
  box.addEventListener("dblclick", (event) => {
    if (event.target.closest(".cell") && !page.toggles()) page.editor.edit();
  });
  hover(page);
  box.addEventListener("scroll", () => page.editor.fit(), { passive: true });
}

function press(page, cell, event) {
  const [row, column] = place(cell);
  const { row: activeRow, column: activeColumn } = page.selection;
  page.tappedAgain = event.pointerType === "touch" && row === activeRow && column === activeColumn;
  if (event.shiftKey) page.select(select.between(activeRow, activeColumn, row, column), false);
  else page.select(select.home(page.tab, row, column), false);
  page.editor.focus();
  return event.shiftKey ? null : [page.selection.row, page.selection.column];
}

function headPressed(page, head, extend) {
  const { tab, selection } = page;
  const [rows, columns] = [tab.rows - 1, tab.columns - 1];
  if (head.dataset.row !== undefined) {
    const row = Number(head.dataset.row);
    page.select(select.between(extend ? selection.row : row, 0, row, columns), false);
  } else if (head.dataset.column !== undefined) {
    const column = Number(head.dataset.column);
    page.select(select.between(0, extend ? selection.column : column, rows, column), false);
  }
  page.editor.focus();
}

function clicked(page, event) {
  if (event.target.closest(".tick")) page.toggle();
  else if (event.target.closest(".drop")) page.openChoices();
  else if (event.target.closest(".cell") && (event.ctrlKey || event.metaKey)) page.openLink();
  else if (event.target.closest(".cell") && page.tappedAgain && !page.toggles()) page.editor.edit();
}

function hover(page) {
  const { box } = page.grid;
  box.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || event.buttons || page.editor.open) return;
    const cell = event.target.closest(".cell");
    if (!cell) return;
    const more = page.tab.more(...place(cell));
    if (more.note || more.bad || more.link) showCard(cell, more, page.tab.rules[more.rule]);
    else page.place();
  });
}
