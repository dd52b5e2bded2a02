// Moves and zooms the picture, and narrows the tables to what is searched for. No address is ever
// asked.
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
  seen = {
    x: keep(next.x, full.x, width, full.width),
    y: keep(next.y, full.y, height, full.height),
    width,
    height,
  };
  svg.setAttribute("viewBox", `${seen.x} ${seen.y} ${seen.width} ${seen.height}`);
}

function zoom(by, px = 0.5, py = 0.5) {
  const width = Math.min(full.width, Math.max(full.width / 24, seen.width / by));
  const height = (width * full.height) / full.width;
  show({ x: seen.x + (seen.width - width) * px, y: seen.y + (seen.height - height) * py, width });
}

const move = (dx, dy) =>
  show({ ...seen, x: seen.x + dx * seen.width, y: seen.y + dy * seen.height });
const doing = {
  "+": () => zoom(1.4),
  "=": () => zoom(1.4),
  "-": () => zoom(1 / 1.4),
  0: () => show(full),
  ArrowLeft: () => move(-0.15, 0),
  ArrowRight: () => move(0.15, 0),
  ArrowUp: () => move(0, -0.15),
  ArrowDown: () => move(0, 0.15),
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
box.addEventListener(
  "wheel",
  (event) => {
    // the page itself must stay scrollable
    if (!event.ctrlKey && !event.metaKey && document.activeElement !== box) return;
    const room = box.getBoundingClientRect();
    zoom(
      event.deltaY < 0 ? 1.15 : 1 / 1.15,
      (event.clientX - room.left) / room.width,
      (event.clientY - room.top) / room.height,
    );
    event.preventDefault();
  },
  { passive: false },
);

let from = null;
box.addEventListener("pointerdown", (event) => {
  from = { x: event.clientX, y: event.clientY, seen, moved: false };
});
box.addEventListener("pointermove", (event) => {
  if (!from || !event.buttons) return;
  const scale = seen.width / box.clientWidth;
  from.moved ||= Math.hypot(event.clientX - from.x, event.clientY - from.y) > 4;
  if (from.moved)
    show({
      ...from.seen,
      x: from.seen.x - (event.clientX - from.x) * scale,
      y: from.seen.y - (event.clientY - from.y) * scale,
    });
});
box.addEventListener("click", (event) => {
  const name = event.target.closest("use")?.querySelector("title")?.textContent;
  const way = event.target.closest("a");
  if (way) {
    // to the row of the entry, which a search may have hidden; not where the picture was only moved
    if (from?.moved) event.preventDefault();
    find.value = "";
    narrow();
    return;
  }
  if (from?.moved) return;
  if (!name) {
    tell(tieAt(event));
    return;
  }
  find.value = name;
  narrow();
});

// ---------------------------------------------------------------- ties: each line in the picture
// is a row of the last table

const card = document.querySelector(".tie");
const rows = [...(document.querySelector("table.ties tbody")?.rows ?? [])];
const lines = [...svg.querySelectorAll("path[data-ties]")].flatMap((path) => {
  const parts = path.getAttribute("d").split("M").slice(1);
  return path.dataset.ties
    .split(" ")
    .map((number, at) => ({
      number: Number(number),
      d: `M${parts[at]}`,
      points: points(parts[at]),
    }));
});
let told = -1;

// A line as a chain of points: straight, bent once, or sideways between two columns.
function points(text) {
  const [x0, y0, ...rest] = text.split(/[ A-Z]/).map(Number),
    [kind] = text.match(/[LQC]/),
    n = kind === "L" ? 1 : 16;
  return Array.from({ length: n + 1 }, (_, at) => {
    const t = at / n,
      s = 1 - t;
    if (kind === "L") return at ? rest : [x0, y0];
    if (kind === "Q")
      return [0, 1].map((i) => s * s * [x0, y0][i] + 2 * s * t * rest[i] + t * t * rest[i + 2]);
    return [0, 1].map(
      (i) =>
        s ** 3 * [x0, y0][i] +
        3 * s * s * t * rest[i] +
        3 * s * t * t * rest[i + 2] +
        t ** 3 * rest[i + 4],
    );
  });
}

function away([x, y], [ax, ay], [bx, by]) {
  const long = (bx - ax) ** 2 + (by - ay) ** 2,
    t = long ? Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / long)) : 0;
  return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
}

// The tie whose line is nearest to a click, within ten pixels.
function tieAt(event) {
  const room = svg.getBoundingClientRect(),
    unit = seen.width / room.width;
  const at = [
    seen.x + (event.clientX - room.left) * unit,
    seen.y + (event.clientY - room.top) * unit,
  ];
  let best = -1,
    least = 10 * unit;
  for (const { number, points: chain } of lines) {
    for (let i = 1; i < chain.length; i++) {
      const far = away(at, chain[i - 1], chain[i]);
      if (far < least) [best, least] = [number, far];
    }
  }
  return best;
}

// Who, what, since when, how sure, by which source; the line itself in ink.
function tell(number) {
  svg.querySelector(".told")?.remove();
  told = number;
  card.hidden = number < 0 || !rows[number];
  if (card.hidden) return;
  const [from, says, to, since, sure, source] = [...rows[number].cells].map(
    (cell) => cell.textContent,
  );
  const title = document.createElement("p"),
    known = document.createElement("p");
  title.textContent = `${from} ${says} ${to}`;
  known.textContent = [since && `since ${since}`, sure, source ? "source: " : "no source on record"]
    .filter(Boolean)
    .join("; ");
  if (/^https?:\/\//.test(source)) {
    const way = document.createElement("a");
    Object.assign(way, { href: source, rel: "noreferrer", textContent: source });
    known.append(way);
  } else known.append(source);
  card.replaceChildren(title, known);
  const line = lines.find((its) => its.number === number),
    path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", line.d);
  path.setAttribute("class", "told");
  svg
    .querySelector("path[data-ties]")
    .parentNode.insertBefore(path, svg.querySelector("use[transform]"));
}

// One tie on: of those of the name that was clicked or typed, else of all.
function next(by) {
  const open = rows.map((row, at) => at).filter((at) => !rows[at].hidden);
  if (open.length)
    tell(open[(Math.max(open.indexOf(told), by > 0 ? -1 : 0) + by + open.length) % open.length]);
}
Object.assign(doing, { t: () => next(1), T: () => next(-1), Escape: () => tell(-1) });
for (const button of document.querySelectorAll("button"))
  button.addEventListener("click", () => doing[button.value]());
find.addEventListener("input", narrow);
