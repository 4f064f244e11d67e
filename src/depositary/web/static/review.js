// Keys of the review queue: A accept, R reject, E edit, U undo, J and K next and previous. Each presses what stands on the page.
"use strict";
const doubts = [...document.querySelectorAll(".doubt")];
let at = Math.max(doubts.findIndex((doubt) => "#" + doubt.id === location.hash), 0);
function go(to) {
  if (!doubts.length) return;
  at = Math.min(Math.max(to, 0), doubts.length - 1);
  doubts[at].focus();
}
function press(key) {
  const inside = key === "u" ? document : doubts[at];
  const target = inside && inside.querySelector(`[data-key="${key}"]`);
  if (!target) return;
  target.click();
  if (key === "e") doubts[at].querySelector("details[open] select, details[open] input")?.focus();
}
addEventListener("focusin", (event) => {
  const over = doubts.indexOf(event.target.closest(".doubt"));
  if (over >= 0) at = over;
});
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.closest("input:not([type=hidden]), textarea, select")) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") go(at + (key === "j" ? 1 : -1));
  else if ("areu".includes(key) && key.length === 1) { event.preventDefault(); press(key); }
});
if (doubts.length) doubts[at].focus({ preventScroll: at === 0 });
