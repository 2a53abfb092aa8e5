// What was typed, so that Ctrl+Z takes it back and Ctrl+Y puts it in again.

const MOST = 100;

export class History {
  constructor() {
    this.done = [];
    this.taken = [];
  }

  note(tab, entries) {
    const cells = entries.map(({ sheetId, row, column, text }) =>
      ({ sheetId, row, column, before: tab.editText(row, column), after: text }));
    this.done = [...this.done, cells].slice(-MOST);
    this.taken = [];
  }

  // The entries that bring the last step back (or again); cells that others changed are left.
  take(tab, back) {
    const [from, to] = back ? [this.done, this.taken] : [this.taken, this.done];
    const cells = from.pop();
    if (!cells) return [];
    to.push(cells);
    return cells.flatMap(({ sheetId, row, column, before, after }) => {
      const [now, wanted] = back ? [after, before] : [before, after];
      const same = tab.gid === sheetId && this.holds(tab, row, column, now);
      return same ? [{ sheetId, row, column, text: wanted, pasted: true }] : [];
    });
  }

  // A typed `1,50` is shown for editing as `1,5`: numbers are compared as numbers.
  holds(tab, row, column, text) {
    const held = tab.editText(row, column);
    const plain = (one) => one.replace(/^'/, "").replace(/^0+(?=\d)/, "").replace(/([.,]\d*?)0+$/, "$1").replace(/[.,]$/, "");
    return held === text || tab.shown(row, column) === text || plain(held) === plain(text);
  }
}
