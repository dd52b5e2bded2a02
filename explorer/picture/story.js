// Shows one slide at a time. Without it, all stand below each other.
"use strict";
const slides = [...document.querySelectorAll("section")];
const steps = document.querySelector(".steps");
const said = steps.querySelector("p");
let at = 0;

function show(number, told = true) {
  at = Math.min(slides.length - 1, Math.max(0, number));
  slides.forEach((slide, its) => { slide.hidden = its !== at; });
  said.textContent = `${at + 1} of ${slides.length}`;
  for (const button of steps.querySelectorAll("button")) {
    button.disabled = at + Number(button.value) < 0 || at + Number(button.value) >= slides.length;
  }
  history.replaceState(null, "", `#${at + 1}`);
  if (told) slides[at].querySelector("h2").focus({ preventScroll: true });
}

const doing = {
  ArrowRight: () => show(at + 1), PageDown: () => show(at + 1), ArrowLeft: () => show(at - 1), PageUp: () => show(at - 1),
  Home: () => show(0), End: () => show(slides.length - 1),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || !doing[event.key]) return;
  if (event.target.closest(".scroll, .sheet") && event.key.startsWith("Arrow")) return;
  event.preventDefault();
  doing[event.key]();
});
steps.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) show(at + Number(button.value), false);
});
window.addEventListener("hashchange", () => show(Number(location.hash.slice(1)) - 1 || 0));
steps.hidden = false;
show(Number(location.hash.slice(1)) - 1 || 0, false);
