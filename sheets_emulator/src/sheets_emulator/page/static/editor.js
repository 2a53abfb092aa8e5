// The text box over the active cell. It always has the focus, so that the first letter typed, also
// one composed by an input method for Vietnamese, lands in it and opens it.

export class Editor {
  constructor(area, bar, { commit, changed }) {
    this.area = area;
    this.bar = bar;
    this.commit = commit;
    this.changed = changed;
    this.open = false;
    area.addEventListener("input", () => this.typed());
    area.addEventListener("compositionstart", () => this.start(""));
    bar.addEventListener("focus", () => this.startInBar());
    bar.addEventListener("input", () => { this.area.value = bar.value; });
    for (const box of [area, bar]) box.addEventListener("blur", (event) => this.left(event));
  }

  // Over which cell the box lies, and what it holds when opened.
  place(cell, text) {
    this.cell = cell;
    this.text = text;
    if (!this.open) this.bar.value = text;
    this.fit();
  }

  fit() {
    if (!this.cell?.isConnected) return;
    const { left, top, width, height } = this.cell.getBoundingClientRect();
    const { style } = this.area;
    const room = document.documentElement.clientWidth;
    style.left = `${Math.max(0, left)}px`;
    style.top = `${top}px`;
    style.minWidth = style.width = `${Math.min(width, room)}px`;
    style.height = `${height}px`;
    if (!this.open) return;
    style.width = `${Math.min(Math.max(width, this.area.scrollWidth + 4), room - Math.max(0, left), 480)}px`;
    style.height = "0";
    style.height = `${Math.max(height, this.area.scrollHeight)}px`;
  }

  focus() {
    this.area.focus({ preventScroll: true });
  }

  // `text` is what stands in the box; typing over a cell starts with nothing.
  start(text) {
    if (this.open) return;
    this.open = true;
    this.area.classList.add("open");
    this.area.inputMode = "text";
    // Setting a value, even the same one, would end what an input method is composing.
    if (this.area.value !== text) this.area.value = text;
    this.fit();
    this.changed();
  }

  edit() {
    this.start(this.text);
    this.area.blur();  // a phone shows its keyboard only on a new focus
    this.focus();
    this.area.setSelectionRange(this.text.length, this.text.length);
    this.fit();
  }

  startInBar() {
    this.start(this.text);
    this.bar.value = this.text;
  }

  typed() {
    if (!this.open) {
      const typed = this.area.value;
      this.start(typed);
    }
    this.bar.value = this.area.value;
    this.fit();
  }

  // Leaving the page's own boxes keeps what was typed.
  left(event) {
    const inside = [this.area, this.bar].includes(event.relatedTarget);
    if (this.open && !inside && document.hasFocus() && event.relatedTarget !== null) this.finish();
  }

  finish() {
    if (!this.open) return;
    const { value } = this.area;
    this.close();
    if (value !== this.text) this.commit(value);
  }

  close() {
    this.open = false;
    this.area.classList.remove("open");
    this.area.inputMode = "none";
    this.area.value = "";
    this.bar.value = this.text;
    this.fit();
    this.changed();
  }

  newLine() {
    const { selectionStart, selectionEnd } = this.area;
    this.area.setRangeText("\n", selectionStart, selectionEnd, "end");
    this.typed();
  }
}
