// What moves on the board: asks for it again and again, and puts it in place only where something
// changed. Nothing is touched under the hands of somebody who types or chooses.
const region = document.getElementById("live");
const icon = document.querySelector("link[rel=icon]");
const seconds = Number(document.querySelector("script[data-seconds]").dataset.seconds);
let tag = region.dataset.tag;
let asking = false;

function busy() {
  const here = document.activeElement;
  const typed = [...region.querySelectorAll("details.menu[open] :is(input, textarea)")];
  return (region.contains(here) && here.matches("input, select, textarea")) || typed.some(begun);
}

// Whether somebody wrote into it and did not send it yet.
function begun(one) {
  return one.type !== "hidden" && one.value !== one.defaultValue;
}

function put(text) {
  const open = [...region.querySelectorAll("details[id]")].map((one) => [one.id, one.open]);
  const held = document.activeElement.id || document.activeElement.getAttribute("aria-label");
  region.innerHTML = text;
  for (const [id, state] of open) {
    const one = document.getElementById(id);
    if (one) one.open = state;
  }
  const named = (one) => held && (one.id === held || one.getAttribute("aria-label") === held);
  [...region.querySelectorAll("a, button, summary")].find(named)?.focus({ preventScroll: true });
  const said = region.querySelector("[data-title]").dataset;
  document.title = said.title;
  icon.href = said.icon;
  region.dispatchEvent(new Event("moved"));
}

async function look() {
  if (asking || document.hidden || busy()) return;
  asking = true;
  try {
    const headers = { "If-None-Match": tag, "X-Wardsheets-Live": "1" };
    const answer = await fetch(location.href, { headers, cache: "no-store" });
    // Signed out meanwhile: the way in.
    if (answer.redirected) location.reload();
    else if (answer.status === 200) {
      const text = await answer.text();
      if (!busy()) {
        put(text);
        tag = answer.headers.get("ETag");
      }
    }
  } catch {
    // The service is away: what stands there stays, and says when it was.
  } finally {
    asking = false;
  }
}

setInterval(look, seconds * 1000);
document.addEventListener("visibilitychange", look);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelectorAll("details.menu[open]").forEach((one) => { one.open = false; });
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  const search = document.getElementById("search");
  if (event.key !== "/" || !search || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  search.focus();
});
// A menu closes when something else is clicked.
document.addEventListener("click", (event) => {
  for (const one of document.querySelectorAll("details.menu[open]")) {
    if (!one.contains(event.target)) one.open = false;
  }
});
