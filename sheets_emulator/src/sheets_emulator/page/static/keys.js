// The keyboard: what each key does while a cell is selected and while it is edited.

import { choiceKey, choosing } from "./cards.js";

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const FAR = 1_000_000;

export function listen(area, bar, page) {
  for (const box of [area, bar]) {
    box.addEventListener("keydown", (event) => {
      // A key that an input method is using is not ours.
      if (event.isComposing || event.keyCode === 229 || !page.tab) return;
      const used = choosing() ? choiceKey(event.key) : page.editor.open ? editing(event, page) : selecting(event, page);
      if (used) event.preventDefault();
    });
  }
}

function editing(event, page) {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
  if (key === "Escape") page.cancel();
  else if (key === "Enter" && (altKey || ctrlKey || metaKey)) page.editor.newLine();
  else if (key === "Enter") page.finish(shiftKey ? -1 : 1, 0);
  else if (key === "Tab") page.finish(0, shiftKey ? -1 : 1);
  else return false;
  return true;
}

function selecting(event, page) {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  const command = ctrlKey || metaKey;
  if (key in ARROWS && altKey && key === "ArrowDown") return page.openChoices();
  if (key in ARROWS) {
    const [down, right] = ARROWS[key];
    page.move(down * (command ? FAR : 1), right * (command ? FAR : 1), shiftKey);
  } else if (key === "Enter") enter(page, shiftKey);
  else if (key === "Tab") page.move(0, shiftKey ? -1 : 1, false);
  else if (key === "F2") page.editor.edit();
  else if (key === "Delete" || key === "Backspace") page.clear();
  else if (key === "PageDown" || key === "PageUp") page.move((key === "PageDown" ? 1 : -1) * page.pageRows(), 0, shiftKey);
  else if (key === "Home") page.jump(command ? 0 : null, 0);
  else if (key === "End") page.jump(command ? page.lastRow() : null, page.lastColumn());
  else if (key === " " && page.toggles()) page.toggle();
  else if (key.toLowerCase() === "z" && command) page.undo(!shiftKey);
  else if (key.toLowerCase() === "y" && command) page.undo(false);
  else if (key.toLowerCase() === "a" && command) page.selectAll();
  else return false;
  return true;
}

function enter(page, back) {
  if (page.toggles()) page.toggle();
  else if (back) page.move(-1, 0, false);
  else page.editor.edit();
}
