// What hangs beside a cell: its note, link and rule, and the list of a dropdown.

import { words } from "./words.js";

const card = document.getElementById("card");
const choices = document.getElementById("choices");

function paragraph(text, classes) {
  const made = document.createElement("p");
  made.textContent = text;
  if (classes) made.className = classes;
  return made;
}

// Only these may be opened from a cell; anything else is shown as text.
function safe(link) {
  return /^(https?:|mailto:|#|\/)/i.test(link) ? link : null;
}

// A link to this very file moves within the page, whatever host it names.
function inside(link) {
  const file = location.pathname.split("/")[3];
  const match = /^(?:https?:\/\/[^/]+)?(?:\/spreadsheets\/d\/([^/]+)\/edit)?[^#]*(#.*)$/.exec(link);
  if (match && (match[1] === undefined ? link.startsWith("#") : match[1] === file)) return match[2];
  const google = /^https:\/\/docs\.google\.com(\/spreadsheets\/d\/.*)$/.exec(link);
  return google ? google[1] : safe(link);
}

function linkLine(link) {
  const target = inside(link);
  if (target === null) return paragraph(link);
  const anchor = document.createElement("a");
  anchor.href = target;
  anchor.textContent = target.startsWith("#") ? words.open : `${words.open}: ${link}`;
  if (!target.startsWith("#")) {
    anchor.target = "_blank";
    anchor.rel = "noopener noreferrer";
  }
  const line = document.createElement("p");
  line.append(anchor);
  return line;
}

// Right of the cell where there is room: below it stands what is read or filled in next.
function beside(box, cell) {
  box.hidden = false;
  const { right, top } = cell.getBoundingClientRect();
  if (right + box.offsetWidth + 6 > innerWidth) {
    under(box, cell);
    return;
  }
  box.style.left = `${right}px`;
  box.style.top = `${Math.max(4, Math.min(top, innerHeight - box.offsetHeight - 8))}px`;
}

function under(box, cell) {
  box.hidden = false;
  const { left, bottom, top } = cell.getBoundingClientRect();
  const width = box.offsetWidth;
  const height = box.offsetHeight;
  const below = bottom + height + 8 < innerHeight;
  box.style.left = `${Math.max(4, Math.min(left, innerWidth - width - 6))}px`;
  box.style.top = `${below ? bottom + 3 : Math.max(4, top - height - 3)}px`;
}

export function showCard(cell, more, rule) {
  const parts = [];
  if (more.bad) parts.push(paragraph(rule?.message || words.bad, "bad"));
  else if (rule?.message) parts.push(paragraph(rule.message));
  if (more.link) parts.push(linkLine(more.link));
  if (more.note) parts.push(paragraph(more.note));
  card.replaceChildren(...parts);
  // Without a link a click goes through to the cell that the card lies over.
  card.classList.toggle("through", !more.link);
  if (parts.length && cell) beside(card, cell);
  else card.hidden = true;
}

export function hideCard() {
  card.hidden = true;
}

export function showChoices(cell, offered, current, chosen) {
  choices.replaceChildren(
    ...offered.map((text) => {
      const item = document.createElement("li");
      item.textContent = text;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(text === current));
      item.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        hideChoices();
        chosen(text);
      });
      return item;
    }),
  );
  under(choices, cell);
}

export function hideChoices() {
  choices.hidden = true;
}

export const choosing = () => !choices.hidden;

// Up and down in the list, Enter takes it; true when the key was used.
export function choiceKey(key) {
  const items = [...choices.children];
  const now = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
  if (key === "Escape") hideChoices();
  else if (key === "Enter" && now >= 0) items[now].dispatchEvent(new Event("pointerdown", { cancelable: true }));
  else if (key === "ArrowDown" || key === "ArrowUp") {
    const next = Math.max(0, Math.min(items.length - 1, now + (key === "ArrowDown" ? 1 : -1)));
    items.forEach((item, index) => item.setAttribute("aria-selected", String(index === next)));
    items[next]?.scrollIntoView({ block: "nearest" });
  } else return false;
  return true;
}

export function openLink(link) {
  const target = inside(link);
  if (target?.startsWith("#")) location.hash = target;
  else if (target) open(target, "_blank", "noopener");
}
