// Moves and zooms the picture, and narrows the tables to what is searched for. No address is ever asked.
"use strict";
const box = document.querySelector(".picture");
const svg = box.querySelector("svg");
const said = document.querySelector(".said");
const find = document.querySelector("input");
const whole = svg.viewBox.baseVal;
const full = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
let seen = { ...full };

function show(next) {
  const width = Math.min(full.width, Math.max(full.width / 24, next.width));
  const height = (width * full.height) / full.width;
  const keep = (at, low, room, span) => Math.min(low + span - room, Math.max(low, at));
  seen = { x: keep(next.x, full.x, width, full.width), y: keep(next.y, full.y, height, full.height), width, height };
  svg.setAttribute("viewBox", `${seen.x} ${seen.y} ${seen.width} ${seen.height}`);
}

function zoom(by, px = 0.5, py = 0.5) {
  const width = Math.min(full.width, Math.max(full.width / 24, seen.width / by));
  const height = (width * full.height) / full.width;
  show({ x: seen.x + (seen.width - width) * px, y: seen.y + (seen.height - height) * py, width });
}

const move = (dx, dy) => show({ ...seen, x: seen.x + dx * seen.width, y: seen.y + dy * seen.height });
const doing = {
  "+": () => zoom(1.4), "=": () => zoom(1.4), "-": () => zoom(1 / 1.4), 0: () => show(full),
  ArrowLeft: () => move(-0.15, 0), ArrowRight: () => move(0.15, 0), ArrowUp: () => move(0, -0.15), ArrowDown: () => move(0, 0.15),
};

function narrow() {
  const wanted = find.value.trim().toLowerCase();
  let shown = 0;
  for (const row of document.querySelectorAll("tbody tr")) {
    row.hidden = wanted !== "" && !row.textContent.toLowerCase().includes(wanted);
    shown += row.hidden ? 0 : 1;
  }
  said.textContent = wanted ? `${shown} rows below hold “${find.value.trim()}”.` : "";
}

box.addEventListener("keydown", (event) => {
  if (!doing[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
  doing[event.key]();
  event.preventDefault();
});
box.addEventListener("wheel", (event) => {
  if (!event.ctrlKey && !event.metaKey && document.activeElement !== box) return; // the page itself must stay scrollable
  const room = box.getBoundingClientRect();
  zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, (event.clientX - room.left) / room.width, (event.clientY - room.top) / room.height);
  event.preventDefault();
}, { passive: false });

let from = null;
box.addEventListener("pointerdown", (event) => { from = { x: event.clientX, y: event.clientY, seen, moved: false }; });
box.addEventListener("pointermove", (event) => {
  if (!from || !event.buttons) return;
  const scale = seen.width / box.clientWidth;
  from.moved ||= Math.hypot(event.clientX - from.x, event.clientY - from.y) > 4;
  if (from.moved) show({ ...from.seen, x: from.seen.x - (event.clientX - from.x) * scale, y: from.seen.y - (event.clientY - from.y) * scale });
});
box.addEventListener("click", (event) => {
  const name = event.target.closest("use")?.querySelector("title")?.textContent;
  if (!name || from?.moved) return;
  find.value = name;
  narrow();
});
for (const button of document.querySelectorAll("button")) button.addEventListener("click", () => doing[button.value]());
find.addEventListener("input", narrow);
