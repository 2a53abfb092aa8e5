// The buttons above the grid and the tabs below it, as batchUpdate requests.

import { words } from "./words.js";

function rowRange(page) {
  const { top, bottom } = page.selection;
  return { sheetId: page.gid, dimension: "ROWS", startIndex: top, endIndex: bottom + 1 };
}

// The rows under the frozen ones, or those of the filter, like Google's button.
function sortRequest(page, sortOrder) {
  const { tab, gid, selection } = page;
  const [top, left, bottom, right] = tab.filter
    ? [tab.filter[0] + 1, tab.filter[1], tab.filter[2], tab.filter[3]]
    : [tab.frozenRows, 0, tab.rows, tab.columns];
  const range = { sheetId: gid, startRowIndex: top, endRowIndex: bottom, startColumnIndex: left, endColumnIndex: right };
  return { sortRange: { range, sortSpecs: [{ dimensionIndex: selection.column, sortOrder }] } };
}

const ACTIONS = {
  "insert-above": (page) => [insert(page, page.selection.top)],
  "insert-below": (page) => [insert(page, page.selection.bottom + 1)],
  "delete-rows": (page) => {
    const count = page.selection.bottom - page.selection.top + 1;
    return count === 1 || confirm(words.confirmDelete(count)) ? [{ deleteDimension: { range: rowRange(page) } }] : [];
  },
  "sort-up": (page) => [sortRequest(page, "ASCENDING")],
  "sort-down": (page) => [sortRequest(page, "DESCENDING")],
};

function insert(page, startIndex) {
  const count = page.selection.bottom - page.selection.top + 1;
  const range = { ...rowRange(page), startIndex, endIndex: startIndex + count };
  // New rows look like the one above, except under the header.
  return { insertDimension: { range, inheritFromBefore: startIndex > page.tab.frozenRows } };
}

export function buttons(page) {
  document.querySelector(".tools").addEventListener("click", (event) => {
    const action = ACTIONS[event.target.closest("button")?.dataset.do];
    if (!action || !page.tab) return;
    page.editor.finish();
    const requests = action(page);
    if (requests.length) page.run(requests);
    page.editor.focus();
  });
  document.getElementById("add-tab").addEventListener("click", () => addTab(page));
}

async function addTab(page) {
  if (!page.tab) return;
  const used = new Set([...document.querySelectorAll("#tabs button")].map((tab) => tab.textContent));
  let number = used.size + 1;
  while (used.has(`${words.tab} ${number}`)) number += 1;
  const title = prompt(words.newTab, `${words.tab} ${number}`);
  if (!title) return;
  await page.run([{ addSheet: { properties: { title } } }]);
  const made = [...document.querySelectorAll("#tabs button")].find((tab) => tab.textContent === title);
  if (made) page.open(Number(made.dataset.gid), null);
}

function rename(page, gid, old) {
  const title = prompt(words.rename, old);
  if (!title || title === old) return;
  page.run([{ updateSheetProperties: { properties: { sheetId: gid, title }, fields: "title" } }]);
}

export function showTabs(tabs, gid, page) {
  const made = tabs.filter((tab) => !tab.hidden || tab.gid === gid).map((tab) => tabButton(tab, gid, page));
  document.getElementById("tabs").replaceChildren(...made);
  made.find((tab) => tab.ariaSelected === "true")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function tabButton({ gid, title, colour }, chosen, page) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = title;
  button.dataset.gid = gid;
  button.setAttribute("role", "tab");
  button.setAttribute("aria-selected", String(gid === chosen));
  if (colour) button.style.borderBottomColor = colour;
  button.addEventListener("click", () => {
    if (gid !== page.gid) page.open(gid, null);
    page.editor.focus();
  });
  button.addEventListener("dblclick", () => rename(page, gid, title));
  return button;
}
