// Light or dark as the system wishes, from the first paint on and when it changes its mind.
const wish = matchMedia("(prefers-color-scheme: dark)");
function dress() {
  document.documentElement.dataset.bsTheme = wish.matches ? "dark" : "light";
}
wish.addEventListener("change", dress);
dress();
