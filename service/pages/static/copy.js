// Buttons that copy the text of a notice. Without scripts, or where the browser gives no clipboard
// (http on another machine), they stay hidden and a click on the text marks it whole.
function show() {
  for (const button of navigator.clipboard ? document.querySelectorAll("[data-copy]") : []) button.hidden = false;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
  button.textContent = button.dataset.done;
});
document.addEventListener("moved", show, true);
show();
