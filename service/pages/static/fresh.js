// Loads the page again while nobody is in the middle of something: typing, or going by keyboard.
const seconds = Number(document.currentScript.dataset.seconds);
setInterval(() => {
  const busy = document.activeElement && document.activeElement !== document.body;
  if (!busy && !document.hidden) location.reload();
}, seconds * 1000);
