// The picture of relationships. Streamlit calls the default export on every change of data; the picture itself is made once and updated,
// so that nothing moves that was already there. What is chosen, found or left out arrives apart, as a command of a few bytes.
const pictures = new WeakMap();
const FONT = '"Public Sans", "Linkages CJK", sans-serif'; // marks.js writes names in it, too
const NOTHING = { chosen: [], found: null, hide: [], off: [], tie: "" };
const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

export default async function ({ parentElement, data: packed, setStateValue, setTriggerValue }) {
  while (!globalThis.vis?.Network) await new Promise((resolve) => setTimeout(resolve, 15)); // the library is a component of its own
  let picture = pictures.get(parentElement);
  const read = (from, to) => new TextDecoder().decode(packed.subarray(from, to)), fresh = picture?.rev !== read(0, 12);
  const data = fresh ? JSON.parse(read(12)) : picture.data; // thousands of entries: read only when they are others
  if (!picture) pictures.set(parentElement, (picture = create(parentElement, data)));
  picture.data = data;
  picture.tell = setTriggerValue;
  picture.keep = setStateValue;
  const before = picture.ink;
  dress(picture);
  if (fresh) update(picture, data);
  else if (before !== picture.ink) { // the reader changed from light to dark
    legend(picture, data);
    obey(picture, picture.waiting);
  }
  return () => {
    removeEventListener(`linkages:${data.name}`, picture.obey);
    picture.watch.disconnect();
    picture.net.destroy();
    pictures.delete(parentElement);
  };
}

function create(root, data) {
  const box = root.querySelector(".lk-graph"), frame = root.querySelector(".lk-map");
  const nodes = new globalThis.vis.DataSet(), edges = new globalThis.vis.DataSet();
  const net = new globalThis.vis.Network(box, { nodes, edges }, {
    physics: false,
    autoResize: false, // it would zoom by itself whenever the page around it changes its width
    layout: { improvedLayout: false },
    interaction: { hover: true, tooltipDelay: 120, multiselect: true, selectConnectedEdges: true, zoomSpeed: 0.6 },
    nodes: { shape: "custom" },
    edges: { smooth: false, arrowStrikethrough: false, selectionWidth: 1 },
  });
  const picture = { nodes, edges, net, box, frame, marks: new Map(), notes: [], worded: [], found: null, say: root.querySelector(".lk-say"), lasso: null, chosen: [] };
  picture.render = (given) => render(picture, given);
  hear(picture);
  tools(picture);
  if (data.tools) receive(picture);
  box.addEventListener("keydown", (event) => keys(picture, event));
  picture.obey = ({ detail }) => { if (news(picture, detail)) obey(picture, detail); };
  addEventListener(`linkages:${data.name}`, picture.obey);
  picture.watch = new ResizeObserver(() => resized(picture));
  picture.watch.observe(box);
  const waiting = globalThis.__linkages_commands?.[data.name];
  if (waiting) picture.waiting = waiting;
  globalThis.__linkages_picture = picture; // for tests that ask where an entry stands
  return picture;
}

// ---------------------------------------------------------------- what Python says

function update(picture, data) {
  const { net, nodes, edges, box } = picture;
  const narrow = box.clientWidth < 480;
  picture.most = data.longest;
  const many = data.id.length > 800;
  if (picture.many !== many) net.setOptions({ interaction: { hover: !many, hideEdgesOnDrag: many, hideEdgesOnZoom: many } }); // each hover draws all of it again
  picture.many = many;
  picture.squeeze = narrow && data.curved ? 0.5 : 1; // on a phone the columns stand closer, so that the rows keep apart
  picture.height = data.height;
  box.style.height = `${data.height}px`;
  picture.frame.classList.toggle("bare", !data.tools);
  picture.notes = data.notes;
  const rows = data.id.map((id, at) => ({
    id, x: data.x[at] * picture.squeeze, y: data.y[at], shape: "custom", ctxRenderer: picture.render, title: data.title[at], size: data.size[at],
  }));
  const dotted = new Set(data.dotted), unsaid = new Set(data.unsaid);
  picture.marks = new Map(
    data.id.map((id, at) => [id, {
      id, name: data.label[at], size: data.size[at], shape: data.shape[at], color: data.color[at], hollow: data.hollow[at], weight: data.weight[at], kind: data.kind[at],
      dotted: dotted.has(id), unsaid: unsaid.has(id), side: data.ring && box.clientWidth < 600 ? undefined : data.side[id], strong: data.strong, title: data.title[at],
    }]),
  );
  const lines = data.edges.map((tie) => ({
    ...tie,
    color: { color: tie.color, highlight: tie.color, hover: tie.color, opacity: 1 },
    arrows: data.arrows ? { to: { enabled: true, scaleFactor: 0.4 } } : "",
    smooth: course(tie, data.curved),
    hoverWidth: 1,
  }));
  picture.worded = lines.filter((tie) => tie.words);
  picture.looks = new Map(lines.map((tie) => [tie.id, tie]));
  picture.busy = true;
  for (const [set, wanted] of [[nodes, rows], [edges, lines]]) {
    const ids = new Set(wanted.map((row) => row.id)), gone = set.getIds().filter((id) => !ids.has(id));
    const others = wanted.filter((row) => !same(row, set.get(row.id))); // mostly few: the library works each of them out anew
    if (gone.length) set.remove(gone);
    if (others.length) set.update(others);
  }
  picture.busy = false;
  if (picture.base !== data.base) {
    if (picture.drawn) fit(picture);
    else net.once("afterDrawing", () => letters(data.label.join("")).finally(() => { picture.widths = null; fit(picture); })); // now it has its size and its letters
  }
  picture.base = data.base;
  picture.drawn = true;
  legend(picture, data);
  picture.rev = data.rev;
  obey(picture, picture.waiting ?? { ...NOTHING });
}

// Whether an entry or a tie is drawn as it is already.
function same(row, before) {
  return Boolean(before) && Object.entries(row).every(([name, value]) => value === before[name] || (typeof value === "object" && JSON.stringify(value) === JSON.stringify(before[name])));
}

// Whether a command says anything that the picture does not show already: mostly it repeats what the reader has just done.
function news({ waiting, chosen, at, gone }, now) {
  const said = ({ found, hide, off }) => JSON.stringify([found, hide, off]);
  return !waiting || String(now.chosen) !== String(chosen) || (now.tie ?? "") !== (at ?? "") || (now.go && now.go !== gone) || said(now) !== said(waiting);
}

function obey(picture, { chosen, found, hide, off, go, tie }) {
  const { net, nodes, edges, marks } = picture;
  picture.waiting = { chosen, found, hide, off, tie };
  picture.found = found ? new Set(found) : null;
  for (const entry of marks.values()) {
    entry.out = hide.includes(entry.kind);
    entry.fade = Boolean(picture.found) && !picture.found.has(entry.id);
  }
  nodes.update(nodes.get().filter((row) => Boolean(row.hidden) !== marks.get(row.id).out).map((row) => ({ id: row.id, hidden: marks.get(row.id).out })));
  edges.update(edges.get().filter((tie) => Boolean(tie.hidden) !== off.includes(tie.kind)).map((tie) => ({ id: tie.id, hidden: off.includes(tie.kind) })));
  picture.chosen = chosen.filter((id) => nodes.get(id));
  picture.at = tie && edges.get(tie) ? tie : null;
  picture.heard = whole(picture);
  net.selectNodes(picture.chosen);
  ink(picture, picture.at);
  if (go && go !== picture.gone && nodes.get(go)) net.focus(go, { scale: Math.max(net.getScale(), 0.8), animation: false });
  picture.gone = go;
  told(picture, hide, off);
  net.redraw();
}

function dress(picture) {
  const style = getComputedStyle(picture.box), of = (name, other) => style.getPropertyValue(name).trim() || other;
  picture.ink = of("--st-text-color", "#1B2025");
  picture.paper = of("--st-background-color", "#FFFFFF");
  picture.quiet = of("--lk-quiet", "#4B535B");
}

function render(picture, { ctx, id, x, y, state }) {
  const entry = picture.marks.get(id);
  if (!entry) return {};
  return {
    drawNode: () => mark(ctx, { ...entry, x, y }, picture.ink, picture.paper, state.selected, state.hover),
    nodeDimensions: { width: 2 * entry.size, height: 2 * entry.size },
  };
}

// ---------------------------------------------------------------- what the reader does

function hear(picture) {
  const { net, box } = picture;
  net.on("afterDrawing", (c) => {
    if (picture.busy) return; // between two pictures: some entries are gone, others are not there yet
    names(picture, c);
    onLines(picture, c);
    if (picture.lasso) rope(picture, c);
  });
  net.on("hoverNode", ({ node }) => { picture.over = node; });
  net.on("blurNode", () => { picture.over = null; });
  for (const [kind, shape] of Object.entries({ hoverNode: "pointer", hoverEdge: "pointer", blurNode: "", blurEdge: "" })) net.on(kind, () => { box.style.cursor = shape; });
  net.on("click", ({ pointer, event }) => { // at once, also when it is the first half of a double click: choosing what is then widened does no harm
    const hit = near(picture, pointer.DOM);
    const more = event.srcEvent.ctrlKey || event.srcEvent.metaKey;
    const wanted = more ? toggled(picture.chosen, hit[0]) : hit.slice(0, 1);
    const tie = hit.length || more ? null : tieAt(picture, pointer.DOM);
    if (hit.length) choose(picture, wanted);
    else if (tie) choose(picture, [], tie);
    else net.selectNodes(picture.chosen);
  });
  net.on("doubleClick", ({ pointer }) => {
    const hit = near(picture, pointer.DOM);
    if (hit.length) picture.tell("widen", hit[0]);
  });
  net.on("dragEnd", ({ nodes: hit }) => {
    if (!hit.length) return;
    const at = net.getPositions(hit);
    picture.tell("moved", Object.fromEntries(Object.entries(at).map(([id, { x, y }]) => [id, [Math.round(x / picture.squeeze), Math.round(y)]])));
  });
  box.addEventListener("pointerdown", (event) => begin(picture, event), true);
  for (const kind of ["pointerdown", "wheel", "keydown"]) box.addEventListener(kind, () => { picture.moved = true; }, { capture: true, passive: true });
}

// A picture file that is dropped here opens in the place of this one.
function receive(picture) {
  const { frame } = picture, files = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const over = (event) => {
    if (!files(event)) return;
    event.preventDefault();
    frame.classList.add("dropping");
  };
  frame.addEventListener("dragenter", over);
  frame.addEventListener("dragover", over);
  frame.addEventListener("dragleave", (event) => { if (!frame.contains(event.relatedTarget)) frame.classList.remove("dropping"); });
  frame.addEventListener("drop", (event) => {
    if (!files(event)) return;
    event.preventDefault();
    frame.classList.remove("dropping");
    const reader = new FileReader();
    reader.onload = () => picture.tell("dropped", reader.result.split(",")[1] ?? "");
    reader.readAsDataURL(event.dataTransfer.files[0]);
  });
}

// Marks are small when all is shown: a click within ten pixels of one means it.
function near({ net, marks }, { x, y }) {
  const hit = net.getNodeAt({ x, y });
  if (hit !== undefined) return [hit];
  let best = [], least = 100;
  for (const entry of marks.values()) {
    const at = entry.out ? { x: Infinity, y: 0 } : net.canvasToDOM(net.getPosition(entry.id)), away = (at.x - x) ** 2 + (at.y - y) ** 2;
    if (away < least) [best, least] = [[entry.id], away];
  }
  return best;
}

function toggled(chosen, id) {
  return chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id];
}

function choose(picture, wanted, tie = null) {
  picture.chosen = wanted;
  picture.at = tie;
  picture.net.selectNodes(wanted);
  ink(picture, tie);
  const now = whole(picture);
  if (String(now) !== String(picture.heard)) picture.keep("chosen", now);
  picture.heard = now;
  picture.say.textContent = tie ? read(picture, tie) : wanted.length > 1 ? `${wanted.length} chosen` : picture.marks.get(wanted[0])?.title ?? "";
}

// What is chosen as Python hears it: entries by their ids, then the tie that is looked at by its name, which has a > in it.
function whole({ chosen, at }) {
  return at ? [...chosen, at] : [...chosen];
}

// A rope thrown round entries: with Shift held, or after “Choose several”.
function begin(picture, event) {
  if (!event.shiftKey && !picture.roping) return;
  event.stopImmediatePropagation();
  event.preventDefault();
  const { net, box } = picture, frame = box.getBoundingClientRect();
  const at = (its) => ({ x: its.clientX - frame.left, y: its.clientY - frame.top });
  picture.lasso = [at(event)];
  const move = (its) => { picture.lasso.push(at(its)); net.redraw(); };
  const end = () => {
    removeEventListener("pointermove", move, true);
    removeEventListener("pointerup", end, true);
    const area = picture.lasso;
    picture.lasso = null;
    const inside = [...picture.marks.values()].filter((entry) => !entry.out && within(area, net.canvasToDOM(net.getPosition(entry.id)))).map((entry) => entry.id);
    if (inside.length) choose(picture, [...new Set([...picture.chosen, ...inside])]);
    net.redraw();
  };
  addEventListener("pointermove", move, true);
  addEventListener("pointerup", end, true);
}

function within(area, { x, y }) {
  let inside = false;
  area.forEach((corner, at) => {
    const last = area.at(at - 1), slope = (last.x - corner.x) / (last.y - corner.y);
    if (corner.y > y !== last.y > y && x < slope * (y - corner.y) + corner.x) inside = !inside;
  });
  return inside;
}

function rope(picture, c) {
  c.beginPath();
  for (const point of picture.lasso) {
    const { x, y } = picture.net.DOMtoCanvas(point);
    c.lineTo(x, y);
  }
  c.lineWidth = 1.5 / picture.net.getScale();
  c.strokeStyle = picture.ink;
  c.setLineDash([4 / picture.net.getScale(), 3 / picture.net.getScale()]);
  c.stroke();
  c.setLineDash([]);
}

// A drawing does not wait for its letters by itself: those that the names need are asked for first.
function letters(names) {
  return Promise.all(["500", "600"].map((weight) => document.fonts.load(`${weight} 13px ${FONT}`, names)));
}

// The frame got another size: a picture that nobody has moved is fitted into it, any other keeps its zoom and its middle.
function resized(picture) {
  const { net, box } = picture, [wide, high] = picture.sized ?? [0, 0];
  if (!box.clientWidth || (box.clientWidth === wide && box.clientHeight === high)) return;
  picture.sized = [box.clientWidth, box.clientHeight];
  const scale = net.getScale(), position = net.DOMtoCanvas({ x: wide / 2, y: high / 2 });
  net.setSize("100%", "100%");
  if (wide && picture.moved) net.moveTo({ scale, position });
  else if (picture.fitted) fit(picture);
  net.redraw();
}

// The whole picture with room for the names: those that stand on a fixed side are measured, the others get a margin.
function fit(picture) {
  const { net, box, marks } = picture;
  const shown = [...marks.values()].filter((entry) => !entry.out);
  if (!shown.length) return;
  const c = box.querySelector("canvas").getContext("2d"), at = shown.map((entry) => net.getPosition(entry.id));
  c.font = `600 13px ${FONT}`;
  const [x0, x1] = [Math.min(...at.map((p) => p.x)), Math.max(...at.map((p) => p.x))], [y0, y1] = [Math.min(...at.map((p) => p.y)), Math.max(...at.map((p) => p.y))];
  const width = (entry) => c.measureText(cut(entry, 30)).width / (globalThis.devicePixelRatio || 1);
  const room = (side, edge) => Math.max(30, ...shown.filter((entry, i) => entry.side === side && (picture.data.ring || Math.abs(at[i].x - edge) < 1)).map((entry) => width(entry) + 24));
  const free = shown.every((entry) => !entry.side) ? Math.min(90, box.clientWidth / 6) : 0;
  const left = free || room("l", x0), right = free || room("r", x1), wide = box.clientWidth - left - right;
  if (box.clientWidth < 480) { // a phone is narrow: as high as the picture is at full width, and no higher
    box.style.height = `${Math.round(Math.max(260, Math.min(picture.height, (y1 - y0) * Math.min(1.5, wide / (x1 - x0 || 1)) + 64)))}px`;
    picture.sized = [box.clientWidth, box.clientHeight];
    net.setSize("100%", "100%");
  }
  const more = 2 * Math.max(0, ...shown.map((entry) => entry.size - 17)); // the margins are made for single entries: bubbles reach further
  const scale = Math.min(1.5, wide / (x1 - x0 + more || 1), (box.clientHeight - 56) / (y1 - y0 + more || 1));
  const spare = (wide - (x1 - x0) * scale) / 2;
  picture.fitted = true;
  picture.moved = false;
  net.moveTo({ scale, position: { x: x0 + (box.clientWidth / 2 - left - spare) / scale, y: (y0 + y1) / 2 } });
}

function zoom(picture, by) {
  const { net } = picture;
  picture.moved = true;
  net.moveTo({ scale: net.getScale() * by });
}

function tools(picture) {
  const { frame } = picture;
  const does = {
    in: () => zoom(picture, 1.25),
    out: () => zoom(picture, 0.8),
    all: () => fit(picture),
    rope: (button) => { picture.roping = !picture.roping; button.setAttribute("aria-pressed", String(picture.roping)); },
    undo: () => picture.tell("undo", Date.now()),
    full: () => (document.fullscreenElement ? document.exitFullscreen() : frame.requestFullscreen()),
  };
  frame.querySelector(".lk-tools").onclick = (event) => {
    const button = event.target.closest("button");
    if (button) does[button.dataset.does](button);
  };
  frame.addEventListener("fullscreenchange", () => { picture.moved = false; });
}

function keys(picture, event) {
  const { net, nodes, chosen } = picture, current = chosen.at(-1) ?? nodes.getIds()[0];
  if (tieKeys(picture, event, current)) { /* done */ } else if (STEPS[event.key]) {
    const next = neighbour(picture, current, STEPS[event.key]);
    if (!next) return;
    const { x, y } = net.canvasToDOM(net.getPosition(next));
    if (x < 20 || y < 20 || x > picture.box.clientWidth - 20 || y > picture.box.clientHeight - 20) net.moveTo({ position: net.getPosition(next) });
    picture.chosen = event.shiftKey ? [...new Set([...chosen, next])] : [next];
    net.selectNodes(picture.chosen);
    picture.say.textContent = `${picture.marks.get(next).title}, ${net.getConnectedNodes(next).length} ties`;
  } else if (event.key === "Enter") choose(picture, chosen.length ? chosen : [current]);
  else if (event.key === "Escape") choose(picture, []);
  else if (event.key === "e") picture.tell("widen", current);
  else if (event.key === "z") picture.tell("undo", Date.now());
  else if (event.key === "+" || event.key === "-") zoom(picture, event.key === "+" ? 1.25 : 0.8);
  else if (event.key === "0") fit(picture);
  else return;
  event.preventDefault();
}

// The nearest entry in the direction of the arrow.
function neighbour({ net, marks }, from, [dx, dy]) {
  const start = net.getPosition(from);
  let best = null, least = Infinity;
  for (const entry of marks.values()) {
    if (entry.id === from || entry.out) continue;
    const { x, y } = net.getPosition(entry.id), right = x - start.x, down = y - start.y;
    const along = right * dx + down * dy, aside = Math.abs(right * dy) + Math.abs(down * dx);
    if (along > 1 && along + 2 * aside < least) [best, least] = [entry.id, along + 2 * aside];
  }
  return best;
}
