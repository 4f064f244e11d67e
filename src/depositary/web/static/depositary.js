// Keys on a report's page: J and K step through the finds; / goes to the search. Everything works without it.
"use strict";
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  if (event.key === "/") {
    const seek = document.getElementById("seek");
    if (seek) { event.preventDefault(); seek.focus(); }
  }
  const finds = [...document.querySelectorAll(".find")];
  if (!finds.length || !["j", "k"].includes(event.key)) return;
  const at = finds.findIndex((find) => "#" + find.id === decodeURIComponent(location.hash));
  const next = finds[Math.min(Math.max(at + (event.key === "j" ? 1 : -1), 0), finds.length - 1)];
  location.hash = next.id;
  next.focus({ preventScroll: true });
  const mark = list_marks(next.id)[0];
  if (mark) mark.scrollIntoView({ block: "nearest" });
});
// A passage that is pointed at or has the focus lights its find, and the other way round.
function list_marks(id) {
  return [...document.querySelectorAll(`.text .mark[href="#${CSS.escape(id)}"]`)];
}
function light(event) {
  const over = event.target.closest(".text .mark, .find");
  document.querySelectorAll(".lit").forEach((each) => each.classList.remove("lit"));
  if (!over) return;
  const id = over.matches(".find") ? over.id : over.hash.slice(1);
  [...list_marks(id), document.getElementById(id)].forEach((each) => each && each.classList.add("lit"));
}
addEventListener("mouseover", light);
addEventListener("focusin", light);
