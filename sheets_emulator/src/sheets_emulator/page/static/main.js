// The spreadsheet page: loads a tab, keeps it fresh, and lets a person edit it.

import { hideCard, hideChoices, openLink, showCard, showChoices } from "./cards.js";
import { copyText, pasteEntries, pastedRows } from "./clipboard.js";
import { Editor } from "./editor.js";
import { Grid } from "./grid.js";
import { listen } from "./keys.js";
import { History } from "./history.js";
import { letters, Tab } from "./model.js";
import { pointers } from "./pointers.js";
import * as select from "./selection.js";
import * as server from "./server.js";
import { buttons, showTabs } from "./tools.js";
import { words } from "./words.js";

const FRESH = 1500;
const get = (id) => document.getElementById(id);
const status = get("status");
const toast = get("toast");

class Page {
  constructor() {
    this.grid = new Grid(get("grid"));
    this.editor = new Editor(get("editor"), get("formula"), {
      commit: (text) => this.type(text),
      changed: () => hideCard(),
    });
    this.gid = null;
    this.version = null;
    this.waiting = 0;
    this.queue = Promise.resolve();
    this.selection = select.at(0, 0);
    this.undone = new History();
  }

  // Loading

  async load() {
    const asked = this.gid;
    const view = await server.look(asked, this.version);
    if (view.sheet && asked === this.gid && !this.waiting) this.take(view);
    if (!this.waiting) this.say(words.saved);
  }

  take(view) {
    const changedTab = this.gid !== view.sheet.gid || this.version === null;
    this.gid = view.sheet.gid;
    this.version = view.version;
    this.tab = new Tab(view.sheet);
    document.title = view.title;
    get("title").textContent = view.title;
    showTabs(view.tabs, this.gid, this);
    if (changedTab) this.grid.box.scrollTo(0, 0);
    this.keepInside();
    this.grid.show(this.tab, this.selection);
    this.select(this.selection, changedTab);
  }

  keepInside() {
    const { row, column, endRow, endColumn } = this.selection;
    const inside = (value, size) => Math.max(0, Math.min(value, size - 1));
    this.selection = select.between(
      inside(row, this.tab.rows), inside(column, this.tab.columns),
      inside(endRow, this.tab.rows), inside(endColumn, this.tab.columns),
    );
  }

  async open(gid, address) {
    this.editor.finish();
    this.gid = gid;
    this.version = null;
    this.selection = select.at(0, 0);
    await this.attempt(() => this.load());
    const wanted = address && this.tab && select.parse(this.tab, address);
    if (wanted) this.select(wanted, true);
  }

  async attempt(action) {
    try {
      await action();
    } catch (error) {
      this.trouble(error);
    }
  }

  trouble(error) {
    if (!(error instanceof server.Refusal)) this.say(words.offline, true);
    else if (error.status === 404) this.say(words.missing, true);
    else {
      this.say("");
      this.tell([words[error.code] ?? words.refused, error.message].filter(Boolean).join(" "));
    }
  }

  say(text, trouble = false) {
    status.textContent = text;
    status.classList.toggle("trouble", trouble);
  }

  tell(text) {
    toast.textContent = text;
    toast.hidden = false;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => { toast.hidden = true; }, 6000);
  }

  keepFresh() {
    setInterval(() => {
      if (!document.hidden && !this.waiting) this.attempt(() => this.load());
    }, FRESH);
  }

  // Changing: one after the other, then the server's view is taken again.

  save(action) {
    this.waiting += 1;
    this.say(words.saving);
    this.queue = this.queue.then(async () => {
      let failed = null;
      await action().catch((error) => { failed = error; });
      this.waiting -= 1;
      if (failed) this.version = null;
      if (!this.waiting) await this.attempt(() => this.load());
      if (failed) this.trouble(failed);
    });
    return this.queue;
  }

  run(requests) {
    return this.save(() => server.run(requests));
  }

  enter(entries, remember = true) {
    if (remember) this.undone.note(this.tab, entries);
    for (const { row, column, text } of entries) this.tab.suppose(row, column, text);
    for (const row of new Set(entries.map((entry) => entry.row))) this.grid.refresh(row);
    this.place();
    this.save(() => server.type(entries));
  }

  type(text) {
    const { row, column } = this.selection;
    this.enter([{ sheetId: this.gid, row, column, text }]);
  }

  // Typing is taken back, unless somebody else has changed the cell since.
  undo(back) {
    const entries = this.undone.take(this.tab, back).filter((entry) => entry.sheetId === this.gid);
    if (!entries.length) return;
    this.enter(entries, false);
    this.select(select.at(entries[0].row, entries[0].column));
  }

  clear() {
    this.enter(pasteEntries(this.gid, this.selection, [[""]]));
  }

  // Selecting

  select(selection, reveal = true) {
    this.selection = selection;
    hideChoices();
    if (reveal) this.grid.reveal(selection.endRow, selection.endColumn);
    this.grid.select(selection);
    this.place();
    const { top, left, bottom, right } = selection;
    const first = letters(left) + (top + 1);
    const whole = bottom > top || right > left;
    get("place").textContent = whole ? `${first}:${letters(right)}${bottom + 1}` : first;
    history.replaceState(null, "", `#gid=${this.gid}&range=${get("place").textContent}`);
    this.sum();
  }

  place() {
    const { row, column } = this.selection;
    const cell = this.grid.element(row, column);
    this.editor.place(cell, this.tab.editText(row, column));
    const more = this.tab.more(row, column);
    if (!this.editor.open) showCard(cell, more, this.tab.rules[more.rule]);
  }

  sum() {
    const { top, bottom, left, right } = this.selection;
    const numbers = [];
    for (let row = top; row <= bottom && numbers.length < 10_000; row += 1) {
      for (let column = left; column <= right; column += 1) {
        const text = this.tab.shown(row, column);
        if (this.tab.look(row, column).align === "right" && /^-?\d+$/.test(text)) numbers.push(Number(text));
      }
    }
    const total = numbers.reduce((sum, number) => sum + number, 0);
    get("summary").textContent = numbers.length > 1 ? words.sum(numbers.length, total) : "";
  }

  move(down, right, extend) {
    const size = Math.abs(down) > this.tab.rows || Math.abs(right) > this.tab.columns;
    if (size) this.jump(down ? (down > 0 ? this.lastRow() : 0) : null, right ? (right > 0 ? this.lastColumn() : 0) : this.selection.column);
    else this.select(select.moved(this.tab, this.selection, down, right, extend));
  }

  jump(row, column) {
    this.select(select.home(this.tab, row ?? this.selection.row, column));
  }

  lastRow() {
    return this.tab.lastFilledRow();
  }

  lastColumn() {
    return Math.max(0, ...(this.tab.byRow.get(this.selection.row)?.keys() ?? [0]));
  }

  pageRows() {
    return Math.max(1, Math.floor(this.grid.box.clientHeight / 24) - this.tab.frozenRows - 2);
  }

  selectAll() {
    this.select(select.between(0, 0, this.tab.rows - 1, this.tab.columns - 1), false);
  }

  finish(down, right) {
    this.editor.finish();
    this.editor.focus();
    this.move(down, right, false);
  }

  cancel() {
    this.editor.close();
    this.editor.focus();
  }

  // Ticks, dropdowns and links of the active cell

  active() {
    return this.tab.more(this.selection.row, this.selection.column);
  }

  toggles() {
    return this.active().on !== undefined;
  }

  toggle() {
    this.tab.more(this.selection.row, this.selection.column).on = !this.active().on;
    this.type(this.active().on ? "TRUE" : "FALSE");
  }

  openChoices() {
    const { row, column } = this.selection;
    const offered = this.tab.rules[this.active().rule]?.choices ?? [];
    if (!offered.length) return false;
    hideCard();
    showChoices(this.grid.element(row, column), offered, this.tab.shown(row, column), (text) => this.type(text));
    return true;
  }

  openLink() {
    if (this.active().link) openLink(this.active().link);
  }
}

const page = new Page();

function fromAddress() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const gid = asked.get("gid");
  return [gid === null ? null : Number(gid), asked.get("range")];
}

function clipboard(area) {
  area.addEventListener("copy", (event) => copied(event));
  area.addEventListener("cut", (event) => { if (copied(event)) page.clear(); });
  area.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (page.editor.open || text === "") return;
    event.preventDefault();
    const entries = pasteEntries(page.gid, page.selection, pastedRows(text));
    page.enter(entries);
    const last = entries[entries.length - 1];
    page.select(select.between(page.selection.top, page.selection.left, Math.min(last.row, page.tab.rows - 1), Math.min(last.column, page.tab.columns - 1)), false);
  });
}

function copied(event) {
  if (page.editor.open) return false;
  event.preventDefault();
  event.clipboardData.setData("text/plain", copyText(page.tab, page.selection));
  return true;
}

listen(get("editor"), get("formula"), page);
clipboard(get("editor"));
pointers(page);
buttons(page);
addEventListener("hashchange", async () => {
  const [gid, range] = fromAddress();
  await page.open(gid ?? page.gid, range);
  // The link took the focus: what is typed next belongs into the cell it led to.
  page.editor.focus();
});
get("editor").inputMode = "none";
page.say(words.loading);
await page.open(...fromAddress());
page.editor.focus();
page.keepFresh();
